"""The overview of many submissions: its values, and its cells for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import PurePath
from typing import Literal, TypeAlias

import msgspec

from toolchain.model.records import Record
from toolchain.model.wording import counted, shorten_to_words
from toolchain.reports import columns_of
from toolchain.reports.columns import in_columns, wrapped

State: TypeAlias = Literal[
    "up to date", "older than the source", "built differently", "changed by hand", "not built"
]
HEADS = ("Deadline", "Submission", "Recipient", "Words", "Findings", "Outputs", "Sent")
WIDTH = 100
_WIDTHS = (11, 0, 12, 10, 11, 10, 10)
"""The most columns of each cell; the submission has what is left."""
_TITLE = 70


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

    `moved` are numbers, `changed` numbered paragraphs with words that were not sent. Both are None if the
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
    rows = [_wrapped(cells(entry)) for entry in entries]
    used = [max(columns_of(line) for row in rows for line in (head, *row[at])) if at != 1 else 0
            for at, head in enumerate(HEADS)]  # fmt: skip
    left = WIDTH - sum(used) - 2 * (len(HEADS) - 1)
    lines: list[Sequence[str]] = [HEADS]
    for entry, row in zip(entries, rows, strict=True):
        row[1] = [part for line in cells(entry)[1] for part in wrapped(line, left)]
        lines += [("",) * len(HEADS), *zip_longest(*row, fillvalue="")]
    return f"{in_columns(lines)}\n\n{total(entries)}"


def _wrapped(row: Sequence[Sequence[str]]) -> list[list[str]]:
    return [
        [part for line in cell for part in wrapped(line, width)] if width else []
        for cell, width in zip(row, _WIDTHS, strict=True)
    ]


def total(entries: Sequence[Entry]) -> str:
    """Return how many submissions there are, how many have errors, and how many were sent."""
    numbers = {
        "cannot be read": sum(not each.readable for each in entries),
        "with errors": sum(each.errors > 0 for each in entries if each.readable),
        "sent": sum(each.sent is not None for each in entries),
    }
    said = ", ".join(f"{number:,} {what}" for what, number in numbers.items() if number)
    return f"{counted(len(entries), 'source')}{f': {said}' if said else ''}"


def cells(entry: Entry) -> tuple[Sequence[str], ...]:
    """Return the lines of each cell of a submission."""
    name = (entry.path, shorten_to_words(entry.title, _TITLE)) if entry.title else (entry.path,)
    if not entry.readable:
        return (), name, (), (), ("cannot be read",), (), ()
    words = (entry.words.text,) if entry.words else ()
    findings = ((entry.errors, "error"), (entry.warnings, "warning"))
    found = [counted(number, noun) for number, noun in findings if number]
    due = tuple(_due(entry))
    return (
        due,
        (*name, *_versions(entry)),
        (entry.profile,),
        words,
        found or ("none",),
        _built(entry),
        _sent(entry),
    )


def _due(entry: Entry) -> Iterator[str]:
    if entry.deadline is None or entry.days_left is None:
        return
    yield entry.deadline
    days = counted(abs(entry.days_left), "day")
    yield f"in {days}" if entry.days_left > 0 else f"{days} ago" if entry.days_left else "today"


def _versions(entry: Entry) -> Iterator[str]:
    if entry.original is not None:
        found = "no differences" if not entry.differences else counted(entry.differences, "difference")
        yield f"translation of {PurePath(entry.original).name}: {found}"
    if entry.translations:
        own = f"{PurePath(entry.path).stem}."
        names = (PurePath(each).stem.removeprefix(own) for each in entry.translations)
        yield f"translated: {', '.join(names)}"


def _built(entry: Entry) -> Sequence[str]:
    """Return the state of all outputs, or of each if they differ."""
    forms: dict[str, list[str]] = {}
    for each in entry.outputs:
        forms.setdefault(each.state, []).append(PurePath(each.path).suffix.removeprefix("."))
    if len(forms) == 1:
        return tuple(forms)
    return tuple(f"{', '.join(names)} {state}" for state, names in forms.items())


def _sent(entry: Entry) -> Sequence[str]:
    sent = entry.sent
    if sent is None:
        return ("not sent",)
    if sent.moved is None or sent.changed is None:
        return sent.day or "sent", "the record cannot be compared"
    moved = f"{counted(sent.moved, 'number')} moved" if sent.moved else ""
    changed = f"{counted(sent.changed, 'paragraph')} new or changed" if sent.changed else ""
    return sent.day or "sent", *(
        filter(None, (moved, changed)) if moved or changed else ("no changes since",)
    )
