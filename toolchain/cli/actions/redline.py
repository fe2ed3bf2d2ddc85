"""The action of `redline OLD NEW -o OUT`: write two versions as one Word file with tracked changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolchain.cli import actions as commands
from toolchain.cli.progress import Progress
from toolchain.formats.table import DOCX, HTML
from toolchain.model.days import day_of
from toolchain.model.diagnostics import Failure
from toolchain.model.records import Record
from toolchain.model.wording import grouped, language, said, shorten
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import write_files as outputs
from toolchain.pipeline.own_outputs import with_version
from toolchain.project.settings import Version, version_named
from toolchain.resolve.labels import words_for

if TYPE_CHECKING:
    from toolchain.project.settings import Options
    from toolchain.word.redlining import Entry, Redline, What

KINDS: tuple[What, ...] = ("changed", "added", "removed", "moved", "follows")
_WIDEST = 60


class Asked(Record):
    """How to make a redline."""

    output: str
    author: str
    day: str
    form: str = "text"
    summary: bool = False


def redline(old: str, new: str, asked: Asked, options: Options) -> int:
    """Write a redline, print what it changes, and return the exit status."""
    from toolchain.pipeline import redline as versions

    if day_of(asked.day) is None:
        message = said("{day!r} is not a date: write it as 2026-03-15", day=asked.day)
        raise click.BadParameter(message, param_hint="--date")
    if not asked.author.isprintable():
        raise click.BadParameter(said("it has characters that cannot be printed"), param_hint="--author")
    target = Path(asked.output)
    content: dict[str, object] = {"output": target.as_posix(), "written": False, "changes": []}
    try:
        if (known := versions.since_sent(old, new, options)) is not None:
            content["changes"] = [each._asdict() for each in known]
            if asked.form != "json":
                commands.print_lines(*_summary(known, everything=True))
        with Progress() as progress:
            made, kind = _made(old, new, asked, options, progress)
            target = with_version(target, kind, old, new)
            content["output"] = target.as_posix()
            progress.step(said("writing {file}", file=target.as_posix()))
            is_page = target.suffix.lower() == HTML.suffix
            outputs.write_all({target: _page(made, old, new, kind) if is_page else made.data})
    except Failure as error:
        return commands.not_written(error, asked.form, content)
    if asked.form == "json":
        changes = [each._asdict() for each in made.entries]
        commands.print_object({**content, "written": True, "changes": changes})
    else:
        line = said("wrote {file}", file=target.as_posix())
        _print(line + version_named(kind), made, everything=asked.summary)
    return pipeline.FINE


def _made(old: str, new: str, asked: Asked, options: Options, progress: Progress) -> tuple[Redline, Version]:
    from toolchain.pipeline import redline as versions
    from toolchain.word.redlining import By

    outputs.refuse_suffix(Path(asked.output), (DOCX.suffix, HTML.suffix))
    progress.step(said("building {file}", file=old))
    before = versions.version(old, options)
    progress.step(said("building {file}", file=new))
    after = versions.version(new, options)
    progress.step(said("comparing the two versions"))
    made = versions.between(before, after, By(asked.author, f"{asked.day}T00:00:00Z"))
    return made, after.kind or before.kind


def _page(made: Redline, old: str, new: str, kind: Version) -> bytes:
    from toolchain.reports.redline_page import page

    marks = words_for(language()).terms["secret"] if kind == "confidential" else ""
    # A folder's name can be that of a user.
    one, other = (Path(each).name if Path(each).is_absolute() else each for each in (old, new))
    return page(made, one, other, marks).encode(errors="replace")


def _print(line: str, made: Redline, *, everything: bool) -> None:
    lines = [line, *_summary(made.entries, everything=everything)]
    if made.entries:
        lines.append(
            said("references show the new numbers: after you reject changes in Word, press Ctrl+A, F9")
        )
    commands.print_lines(*lines)


def _summary(entries: Sequence[Entry], *, everything: bool) -> list[str]:
    counts = Counter(each.what for each in entries)
    numbers = {kind: grouped(counts[kind]) for kind in KINDS}
    lines = [
        said(
            "paragraphs, notes, rows: {changed} changed, {added} added, {removed} removed, {moved} moved",
            **numbers,
        )
    ]
    if counts["follows"]:
        lines.append(
            said("{follows} more because a target has moved, or “Ibid.” follows another source", **numbers)
        )
    return [*lines, *(f"  {_line(each)}" for each in entries if everything)]


def _line(entry: Entry) -> str:
    places = entry.old if entry.old == entry.new else " → ".join(filter(None, (entry.old, entry.new)))
    words = (("- ", entry.gone), ("+ ", entry.come if entry.what != "moved" else ""), ("", entry.looks))
    shown = "  ".join(sign + shorten(text, _WIDEST) for sign, text in words if text)
    found = said("{what}: {why}", what=said(entry.what), why=places)
    return said("{what}: {why}", what=found, why=shown) if shown else found
