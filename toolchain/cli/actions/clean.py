"""The action of `clean FILE -o OUT`: write a copy of a Word file without personal data."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolchain.cli import actions as commands
from toolchain.cli.progress import Progress
from toolchain.formats.table import loaded
from toolchain.model.diagnostics import Diagnostic, Failure
from toolchain.model.speech import said
from toolchain.pipeline import stages as pipeline
from toolchain.plugins.formats import format_of, formats
from toolchain.reports import record, visible
from toolchain.reports.summary import wrote
from toolchain.rules.commands import CleanedItself, OutputSuffix
from toolchain.rules.confidentiality import Comments
from toolchain.rules.outputs import OutputsDisagree

if TYPE_CHECKING:
    from toolchain.word.cleaning import Asked, Cleaned

_REFUSING = frozenset((OutputsDisagree.rule.code, Comments.rule.code))
"""Codes of what keeps a file from being cleaned that could be read."""


def asked(changes: str | None, *, keep_author: bool) -> Asked:
    """Return the choices on the command line."""
    from toolchain.word.cleaning import Asked

    return Asked("accept" if changes == "accept" else "reject" if changes == "reject" else "", keep_author)


def clean(named: str, output: str, how: Asked, form: str) -> int:
    """Clean a file and print what was removed. A file that cannot be cleaned is not written."""
    file, target = Path(named), Path(output)
    cleaned: Cleaned | None = None
    diagnostics: Sequence[Diagnostic] = ()
    try:
        with Progress(sys.stderr) as progress:
            cleaned = _cleaned(file, target, how, progress.step)
    except Failure as error:
        diagnostics = pipeline.diagnose(error)
    if form == "json":
        commands.print_json(_as_json(file, target, cleaned, diagnostics))
    elif cleaned:
        _print(target, cleaned)
    else:
        commands.print_findings(diagnostics, {})
    if cleaned:
        return pipeline.FINE
    refused = all(each.code in _REFUSING for each in diagnostics)
    if form == "text":
        click.echo(said("nothing is written"), err=True)
    return pipeline.REFUSED if refused else pipeline.COULD_NOT_RUN


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
    click.echo(visible(wrote(target, len(cleaned.data))))
    click.echo(said("removed:") if cleaned.taken else said("nothing to remove"))
    for taken in cleaned.taken:
        click.echo(visible(f"  {taken}"))
    if cleaned.left:
        click.echo(said("left, check yourself:"))
        for left in cleaned.left:
            click.echo(visible(f"  {left}"))


def _as_json(file: Path, target: Path, cleaned: Cleaned | None, diagnostics: Sequence[Diagnostic]) -> str:
    """Return one object: what was removed and left, or why nothing is written."""
    import json

    found: dict[str, Any] = {
        "version": 1,
        "path": file.as_posix(),
        "output": target.as_posix(),
        "written": cleaned is not None,
        "removed": [],
        "left": [],
        "diagnostics": [record(each) for each in diagnostics],
    }
    if cleaned:
        found["removed"] = [
            {"kind": each.kind, "count": each.count, "places": list(each.places), "message": str(each)}
            for each in cleaned.taken
        ]
        found["left"] = [
            {"what": each.what, "place": each.place, "message": str(each)} for each in cleaned.left
        ]
    return json.dumps(found, ensure_ascii=False, indent=2)
