"""The action of `clean FILE -o OUT`: write a copy of a Word file without personal data."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from toolchain.cli import actions as commands
from toolchain.cli.progress import Progress
from toolchain.formats.table import loaded
from toolchain.model.diagnostics import Failure
from toolchain.model.records import asdict
from toolchain.model.speech import said
from toolchain.pipeline import stages as pipeline
from toolchain.plugins.formats import format_of, formats
from toolchain.reports.summary import wrote
from toolchain.rules.commands import CleanedItself, OutputSuffix
from toolchain.rules.confidentiality import Comments
from toolchain.rules.outputs import OutputsDisagree

if TYPE_CHECKING:
    from toolchain.word.cleaning import Asked, Cleaned

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
        _print(target, cleaned)
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


def _print(target: Path, cleaned: Cleaned) -> None:
    commands.print_lines(wrote(target, len(cleaned.data)))
    commands.print_lines(said("removed:") if cleaned.taken else said("nothing to remove"))
    commands.print_lines(*(f"  {each}" for each in cleaned.taken))
    if cleaned.left:
        commands.print_lines(said("left, check yourself:"), *(f"  {each}" for each in cleaned.left))


def _record(cleaned: Cleaned) -> dict[str, list[dict[str, object]]]:
    """Return what was removed and what is left, for programs."""
    return {
        "removed": [{**asdict(each), "message": str(each)} for each in cleaned.taken],
        "left": [{**each._asdict(), "message": str(each)} for each in cleaned.left],
    }
