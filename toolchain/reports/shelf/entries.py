"""The overview of many submissions: its values, and its cells for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import PurePath
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from toolchain.model.records import Record
from toolchain.model.wording import counted, shorten_to_words
from toolchain.reports import columns_of
from toolchain.reports.columns import in_columns, wrapped

State: TypeAlias = Literal[
    "up to date", "older than the source", "built differently", "changed by hand", "not built"
]
HEADS = ("deadline", "submission", "recipient", "words", "findings", "outputs", "sent")
WIDTH = 100
_NAME, _OTHERS, _BETWEEN = 1, (0, 2, 3, 4, 5, 6), 2
_WIDTHS = (11, WIDTH, 12, 10, 11, 11, 11)
"""The most columns of each cell; the submission has what is left."""
_TITLE, _SOON = 70, 7
Tone: TypeAlias = Literal["", "error", "warning"]


class Line(NamedTuple):
    """A line of a cell, and how serious it is."""

    text: str
    tone: Tone = ""


class Output(Record):
    """An output, and whether it is as a build would make it."""

    path: str
    state: State


class Words(Record):
    """The words that certainly count, those that may, and their limit; `text` says it in words."""

    text: str
    least: int
    most: int
    limit: int | None
    over: Literal["yes", "no", "depends"]


class Sent(Record):
    """The record of what was sent: its day ("" if not given), and how much has changed since.

    `moved` are numbers, `changed` numbered paragraphs whose words were not sent. Both are None if the
    record cannot be compared.
    """

    day: str
    moved: int | None = None
    changed: int | None = None


class Entry(Record):
    """A submission. One that cannot be read has a path only.

    `differences` is the number of findings about a translation and its `original`.
    """

    path: str
    readable: bool = False
    title: str = ""
    lang: str = ""
    profile: str = ""
    recipient: str = ""
    deadline: str | None = None
    days_left: int | None = None
    words: Words | None = None
    errors: int = 0
    warnings: int = 0
    outputs: tuple[Output, ...] = ()
    sent: Sent | None = None
    original: str | None = None
    differences: int | None = None
    translations: tuple[str, ...] = ()


def as_json(entries: Sequence[Entry], today: str) -> str:
    """Return one JSON object."""
    content = {"version": 1, "today": today, "submissions": msgspec.to_builtins(entries)}
    return json.dumps(content, ensure_ascii=False, indent=2)


def as_text(entries: Sequence[Entry]) -> str:
    """Return a table of at most `WIDTH` columns, and a last line with the sums."""
    rows = [
        [_wrapped(cell, width) for cell, width in zip(cells(each), _WIDTHS, strict=True)] for each in entries
    ]
    heads = [[head] for head in HEADS]
    used = [max(columns_of(line) for row in (heads, *rows) for line in row[at] or [""]) for at in _OTHERS]
    left = WIDTH - sum(used) - _BETWEEN * len(used)
    lines: list[Sequence[str]] = [HEADS]
    for entry, row in zip(entries, rows, strict=True):
        row[_NAME] = _wrapped(cells(entry)[_NAME], left)
        lines += [("",) * len(HEADS), *zip_longest(*row, fillvalue="")]
    return f"{in_columns(lines)}\n\n{total(entries)}"


def _wrapped(cell: Sequence[Line], width: int) -> list[str]:
    return [part for line in cell for part in wrapped(line.text, width)]


def total(entries: Sequence[Entry]) -> str:
    """Return how many submissions there are, how many have errors, and how many were sent."""
    numbers = {
        "cannot be read": sum(not each.readable for each in entries),
        "with errors": sum(each.errors > 0 for each in entries),
        "sent": sum(each.sent is not None for each in entries),
    }
    said = ", ".join(f"{number:,} {what}" for what, number in numbers.items() if number)
    return f"{counted(len(entries), 'source')}{f': {said}' if said else ''}"


def cells(entry: Entry) -> tuple[Sequence[Line], ...]:
    """Return the lines of each cell of a submission."""
    title = [Line(shorten_to_words(entry.title, _TITLE))] if entry.title else []
    name = [Line(entry.path), *title, *versions(entry)]
    if not entry.readable:
        return (), name, (), (), [Line("cannot be read", "error")], (), ()
    profile, due = [Line(entry.profile)], tuple(_due(entry))
    return due, name, profile, _words(entry), _findings(entry), _built(entry), tuple(_sent(entry))


def _due(entry: Entry) -> Iterator[Line]:
    if entry.deadline is None or entry.days_left is None:
        return
    yield Line(entry.deadline)
    left, days = entry.days_left, counted(abs(entry.days_left), "day")
    tone: Tone = "" if entry.sent or left > _SOON else "warning" if left >= 0 else "error"
    yield Line(f"in {days}" if left > 0 else f"{days} ago" if left else "today", tone)


def versions(entry: Entry) -> Iterator[Line]:
    """Yield what there is to say of a translation and its original."""
    if entry.original is not None:
        found = counted(entry.differences, "difference") if entry.differences else "no differences"
        name = PurePath(entry.original).name
        yield Line(f"translation of {name}: {found}", "warning" if entry.differences else "")
    if entry.translations:
        own = f"{PurePath(entry.path).stem}."
        names = (PurePath(each).stem.removeprefix(own) for each in entry.translations)
        yield Line(f"translated: {', '.join(names)}")


def _words(entry: Entry) -> Sequence[Line]:
    tones: dict[str, Tone] = {"yes": "error", "depends": "warning"}
    return [Line(entry.words.text, tones.get(entry.words.over, ""))] if entry.words else []


def _findings(entry: Entry) -> Sequence[Line]:
    numbers: tuple[tuple[int, Tone], ...] = ((entry.errors, "error"), (entry.warnings, "warning"))
    return [Line(counted(number, noun), noun) for number, noun in numbers if number] or [Line("none")]


def _built(entry: Entry) -> Sequence[Line]:
    """Return the state of all outputs, or of each if they differ."""
    forms: dict[State, list[str]] = {}
    for each in entry.outputs:
        forms.setdefault(each.state, []).append(PurePath(each.path).suffix.removeprefix("."))
    return [
        Line(
            f"{', '.join(names)}: {state}" if len(forms) > 1 else state,
            "" if state in ("up to date", "not built") else "warning",
        )
        for state, names in forms.items()
    ]


def _sent(entry: Entry) -> Iterator[Line]:
    sent = entry.sent
    if sent is None:
        yield Line("not sent")
        return
    yield Line(sent.day or "sent")
    if sent.moved is None or sent.changed is None:
        yield Line("the record cannot be compared", "error")
    elif not (sent.moved or sent.changed):
        yield Line("no changes since")
    elif sent.moved:
        yield Line(f"{counted(sent.moved, 'number')} moved", "warning")
    if sent.changed:
        yield Line(f"{counted(sent.changed, 'paragraph')} changed", "warning")
