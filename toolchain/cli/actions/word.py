"""The actions of `import` and `clean`: make a source, or a copy without personal data, of a Word file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from toolchain.cli import actions as commands
from toolchain.cli.options import typed
from toolchain.cli.progress import Progress
from toolchain.formats.table import SOURCES, loaded
from toolchain.model.diagnostics import Failure
from toolchain.model.records import asdict
from toolchain.model.wording import command_line, said
from toolchain.pipeline import stages as pipeline
from toolchain.plugins.formats import format_of, formats
from toolchain.reports import sentence
from toolchain.reports.built import wrote
from toolchain.reports.sentences import message_of
from toolchain.rules.commands import CleanedItself, OutputSuffix, SourceSuffix
from toolchain.rules.confidentiality import Comments
from toolchain.rules.outputs import OutputsDisagree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolchain.pipeline.import_word import Converted
    from toolchain.word.cleaning import Asked, Cleaned


def bring(named: str, output: str, form: str, profile: str, *, force: bool) -> int:
    """Import a file and print what its source cannot hold; source and pictures are written together or not at
    all.
    """
    file, target = Path(named), Path(output)
    content = {"path": file.as_posix(), "output": target.as_posix(), "written": [], "losses": []}
    try:
        with Progress() as progress:
            converted, files, changed = _converted(file, target, profile, progress, force=force)
    except Failure as error:
        return commands.not_written(error, form, content)
    losses = converted.losses
    if form == "json":
        written = [path.as_posix() for path in files]
        lost = [{"place": told.span.words, **sentence(told.facts)} for told in losses]
        commands.print_object({**content, "written": written, "losses": lost})
    else:
        commands.print_lines(*(wrote(path, len(data)) for path, data in files.items()))
        head = said("not imported, or changed:") if losses else said("everything in the file was imported")
        words = ((told.span.words or said("the file"), message_of(told.facts)) for told in losses)
        commands.print_lines(head, *(f"  {place}{said(': ')}{message}" for place, message in words))
    commands.tell_undo(*changed)
    return pipeline.REFUSED if losses else pipeline.FINE


def _converted(
    file: Path, target: Path, profile: str, progress: Progress, *, force: bool
) -> tuple[Converted, Mapping[Path, bytes], tuple[str, ...]]:
    """Return the source of a file, all written files, and the source's path if a file was changed.

    Raise `Failure` if it cannot be converted.
    """
    from toolchain.pipeline import import_word as conversion
    from toolchain.pipeline import undo, write_files

    if target.suffix.lower() not in SOURCES:
        example = target.with_suffix(SOURCES[0]) if target.suffix else target / "report.md"
        raise Failure.of(target.as_posix(), SourceSuffix(tuple(SOURCES), command_line(example)))
    display = file.as_posix()
    converted = conversion.convert(conversion.read(file), display, target, progress.step, profile)
    files = {target: converted.text.encode()}
    files |= {target.parent / name: data for name, data in converted.files.items()}
    if not force:
        write_files.refuse_existing(*files)
    progress.step(said("writing {file}", file=target.as_posix()))
    changed = undo.write(files, typed(), [target.parent])
    return converted, files, (target.as_posix(),) if changed else ()


_REFUSING = (OutputsDisagree.rule, Comments.rule)
"""What keeps a file from being cleaned that could be read."""


def clean(named: str, output: str, how: Asked, form: str) -> int:
    """Clean a file and print what was removed. A file that cannot be cleaned is not written."""
    file, target = Path(named), Path(output)
    content = {
        "path": file.as_posix(), "output": target.as_posix(), "written": False, "removed": [], "left": [],
    }  # fmt: skip
    try:
        with Progress() as progress:
            cleaned = _cleaned(file, target, how, progress.step)
    except Failure as error:
        status = commands.not_written(error, form, content)
        refused = all(each.rule in _REFUSING for each in error.findings)
        return pipeline.REFUSED if refused else status
    if form == "json":
        commands.print_object({**content, "written": True, **_record(cleaned)})
    else:
        _print_cleaned(target, cleaned)
    return pipeline.FINE


def _cleaned(file: Path, target: Path, how: Asked, report: Callable[[str], None]) -> Cleaned:
    """Clean, prove and write a file. Raise `Failure` if one of these is not possible."""
    from toolchain.pipeline import write_files as outputs
    from toolchain.word import cleaning

    known = format_of(target)
    if known is None or not known.cleaner:
        suffixes = tuple(each.suffix for each in formats() if each.cleaner)
        raise Failure.of(target.as_posix(), OutputSuffix(suffixes))
    if _are_one(file, target):
        raise Failure.of(target.as_posix(), CleanedItself())
    display = file.as_posix()
    report(said("cleaning {file}", file=display))
    cleaned: Cleaned = loaded(known.cleaner)(cleaning.read(file, display), display, how)
    report(said("writing {file}", file=target.as_posix()))
    outputs.write_all({target: cleaned.data})
    return cleaned


def _are_one(file: Path, target: Path) -> bool:
    """Return whether two names are of one file, also by a symbolic or a hard link."""
    try:
        return file.samefile(target)
    except OSError:  # one of them is not there
        return os.path.realpath(file) == os.path.realpath(target)


def _print_cleaned(target: Path, cleaned: Cleaned) -> None:
    commands.print_lines(wrote(target, len(cleaned.data)))
    commands.print_lines(said("removed:") if cleaned.taken else said("nothing to remove"))
    commands.print_lines(*(f"  {each}" for each in cleaned.taken))
    if cleaned.left:
        commands.print_lines(said("left, check yourself:"), *(f"  {each}" for each in cleaned.left))


def _record(cleaned: Cleaned) -> dict[str, list[dict[str, object]]]:
    """Return what was removed and what is left, for programs."""
    return {
        "removed": [{**asdict(each), "message": str(each)} for each in cleaned.taken],
        "left": [
            {"what": each.what, "facts": dict(each.facts), "place": each.place, "message": str(each)}
            for each in cleaned.left
        ],
    }
