"""Checks finished files: each by what the record of its format names, and whether the recipient accepts it.

Of recipients, the rules for pages, formats, sizes and names are meant (L602, L605).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from toolchain.checks import engine
from toolchain.checks.source.limits.accepted import Made, examine
from toolchain.formats.read_bytes import bytes_of
from toolchain.formats.table import loaded
from toolchain.model.diagnostics import Diagnostic, Failure, FilePlace
from toolchain.model.wording import said
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import withholding
from toolchain.plugins import registry as plugins
from toolchain.plugins.formats import finished_format, format_of
from toolchain.project.settings import Options
from toolchain.readers.finished import MOST_BYTES
from toolchain.recipients import Profile
from toolchain.recipients.loading import load_beside


def examine_all(
    named: Iterable[str], options: Options, report: Callable[[str], None], tell: Callable[[str], None]
) -> pipeline.Examination:
    """Return the findings in finished files; if one cannot be read, the others are still checked.

    `report` gets each step, `tell` what is left out. Raises `Failure` (S002, L607) if the profile of the
    options does not exist or has mistakes.
    """
    files = {file: finished_format(file) for file in map(Path, dict.fromkeys(named))}
    for file in files if options.profile else ():
        profile_for(file, options)  # before anything takes its time
    for known in {known.name: known for known in files.values()}.values():
        for line in known.unchecked():
            tell(line)
    diagnostics: list[Diagnostic] = []
    failed = False
    for file, known in files.items():
        display = file.as_posix()
        report(said("checking {file}", file=display))
        try:
            data = read(file)
            found, profile = known.check(data, display, options), profile_for(file, options)
            lay_out = options.page_numbers
            diagnostics += _unaccepted(profile, {file: data}, lay_out=lay_out, alone=True)
            withheld = withholding.of_file_alone(file, data, display, known)
            found += engine.diagnose(withheld.findings, plugins.our_checks(), profile.severities)
            diagnostics += withholding.spoken(withheld, found, "")
        except Failure as error:
            diagnostics += pipeline.diagnose(error)
            failed = True
    diagnostics.sort(key=lambda diagnostic: diagnostic.finding.span.path)  # of a file in its check's order
    return pipeline.Examination((), tuple(diagnostics), {}, failed)


def read(file: Path) -> bytes:
    """Return the bytes of a finished file. Raise `Failure` (S012, S019 to S021)."""
    return bytes_of(file, file.as_posix(), MOST_BYTES)


def profile_for(file: Path, options: Options) -> Profile:
    """Return the profile of the options for a file, one without rules if there is none. Raise `Failure`."""
    if not options.profile:
        return Profile()
    loaded = load_beside(options.profile, file, FilePlace("--profile"))
    if loaded.defects:
        raise Failure(*loaded.defects)
    return loaded.profile


def _unaccepted(
    profile: Profile, files: Mapping[Path, bytes], *, lay_out: bool, alone: bool
) -> tuple[Diagnostic, ...]:
    """Return what a recipient does not accept in the finished files of one source.

    With `alone`, each file must be accepted; else one file of an accepted kind is enough. With `lay_out`,
    LibreOffice counts the pages of Word files. Raise `Failure` (S016) if it cannot.
    """
    if not files or not profile.rules:
        return ()
    made = (_made(path, data, profile, lay_out=lay_out) for path, data in files.items())
    return engine.diagnose(examine(made, profile, alone=alone), plugins.our_checks(), profile.severities)


def _made(path: Path, data: bytes, profile: Profile, *, lay_out: bool) -> Made:
    known = format_of(path)
    form = known.name if known else path.suffix.lower().removeprefix(".")
    made = Made(path.as_posix(), form, len(data))
    if profile.limit("pages") and known and known.pages and (lay_out or not known.pages_by):
        return made._replace(pages=loaded(known.pages)(data), by=known.pages_by)
    return made


def accept(
    submitted: pipeline.Submission, files: Mapping[Path, bytes], *, alone: bool = False
) -> tuple[Diagnostic, ...]:
    """Return what the recipient does not accept in finished files; `alone`: each of them is sent.

    A PDF for a print shop is not sent to the recipient.
    """
    project = submitted.project
    if project.print_shop:
        files = {path: data for path, data in files.items() if not _is_for_a_press(path)}
    return _unaccepted(project.profile, files, lay_out=project.page_numbers, alone=alone)


def _is_for_a_press(path: Path) -> bool:
    known = format_of(path)
    return bool(known and known.press_suffix and path.name.endswith(known.press_suffix))
