"""Checks finished files, each by what the record of its format names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from toolchain.formats.read_bytes import bytes_of
from toolchain.model.diagnostics import Diagnostic, Failure
from toolchain.model.places import FilePlace
from toolchain.model.speech import said
from toolchain.pipeline import acceptance
from toolchain.pipeline import stages as pipeline
from toolchain.plugins.formats import finished_format
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
            diagnostics += acceptance.unaccepted(profile, {file: data}, lay_out=lay_out, alone=True)
            diagnostics += found
        except Failure as error:
            diagnostics += pipeline.diagnose(error)
            failed = True
    diagnostics.sort(key=lambda diagnostic: diagnostic.finding.span.path)  # of a file in its check's order
    return pipeline.Examination((), tuple(diagnostics), {}, failed)


def read(file: Path) -> bytes:
    """Return the bytes of a finished file. Raises `Failure` (S012)."""
    return bytes_of(file, file.as_posix(), MOST_BYTES)


def profile_for(file: Path, options: Options) -> Profile:
    """Return the profile of the options for a file, one without rules if there is none. Raise `Failure`."""
    if not options.profile:
        return Profile()
    loaded = load_beside(options.profile, file, FilePlace("--profile"))
    if loaded.defects:
        raise Failure(*loaded.defects)
    return loaded.profile
