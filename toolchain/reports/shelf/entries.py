"""The overview of many submissions: its values, and their cells for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Literal, TypeAlias

import msgspec

from toolchain.compare.versions.agreed import Standing, lines
from toolchain.model.overview import Overview
from toolchain.model.records import Record
from toolchain.model.wording import counted, grouped, language, said, shorten_to_words, translated_plural
from toolchain.reports import WIDTH, columns_of, folded, in_columns, json_object, tally, visible
from toolchain.reports.pages import rendered
from toolchain.reports.sentences import message_of

State: TypeAlias = Literal[
    "up to date", "older than the source", "built differently", "not known", "changed by hand", "not built"
]
HEADS = ("deadline", "submission", "recipient", "words", "findings", "outputs", "sent")
_WIDTHS, _FOR_LONG_WORDS = (11, 22, 13, 9, 11, 11, 11), (10, 16, 13, 9, 16, 11, 11)
"""The columns of each cell: with two between them, 100 in all. What one does not need others may have."""
_TITLE = 70


class Sent(Record):
    """The record of what was sent: its day ("" if not given), and how much has changed since.

    `moved` are numbers, `changed` numbered paragraphs whose words were not sent. Both are None if the record
    cannot be compared.
    """

    day: str
    moved: int | None = None
    changed: int | None = None


class Entry(Record):
    """A submission. One that cannot be read has a path only.

    `variant` is the version that is counted, of a source that has two. `differences` is the number of
    findings about a translation and its `original`.
    """

    path: str
    readable: bool = False
    variant: str | None = None
    title: str = ""
    lang: str = ""
    deadline: str | None = None
    days_left: int | None = None
    overview: Overview = Overview()
    outputs: Mapping[str, State] = {}
    sent: Sent | None = None
    signed: Standing | None = None
    original: str | None = None
    differences: int | None = None
    translations: tuple[str, ...] = ()


def as_json(entries: Sequence[Entry], today: str) -> str:
    """Return one JSON object."""
    return json_object(today=today, submissions=msgspec.to_builtins(entries))


def as_text(entries: Sequence[Entry]) -> str:
    """Return a table, and a last line with the sums."""
    table = [[said(head).split() for head in HEADS], *map(cells, entries)]
    widths = _fitted(table, _WIDTHS if language() == "en" else _FOR_LONG_WORDS)
    rows = [line for row in table for line in (("",) * len(HEADS), *folded(row, widths))][1:]
    told = [f"{each.path}{said(': ')}{line}" for each in entries for line in signed(each)]
    return "\n".join([in_columns(rows), "", *told, *([""] if told else []), total(entries)])


def _fitted(table: Sequence[Sequence[Sequence[str]]], widths: Sequence[int]) -> list[int]:
    """Return how wide each column is: what it needs, if others leave room; first those that lack least."""
    needed = [
        max((columns_of(line) for cell in column for line in cell), default=0)
        for column in zip(*table, strict=True)
    ]
    fitted = [*map(min, needed, widths)]
    spare = WIDTH - 2 * (len(fitted) - 1) - sum(fitted)
    for lack, at in sorted(
        (need - width, at) for at, (need, width) in enumerate(zip(needed, fitted, strict=True))
    ):
        more = min(spare, lack)
        fitted[at] += more
        spare -= more
    return fitted


def signed(entry: Entry) -> list[str]:
    """Return the lines about who has agreed to the text."""
    return [message_of(line) for line in lines(entry.path, entry.signed)] if entry.signed else []


def total(entries: Sequence[Entry]) -> str:
    """Return how many submissions there are, how many have errors, and how many were sent."""
    unread = sum(not each.readable for each in entries)
    wrong = sum("error" in each.overview.findings for each in entries)
    sent = sum(each.sent is not None for each in entries)
    numbers = {
        translated_plural("{number} cannot be read", "{number} cannot be read", unread): unread,
        translated_plural("{number} with errors", "{number} with errors", wrong): wrong,
        translated_plural("{number} sent", "{number} sent", sent): sent,
    }
    told = ", ".join(text.format(number=grouped(number)) for text, number in numbers.items() if number)
    return f"{counted(len(entries), 'source')}{told and said(': ')}{told}"


def cells(entry: Entry) -> tuple[Sequence[str], ...]:
    """Return the lines of each cell of a submission."""
    about = entry.overview
    if not entry.readable:
        return (), (entry.path,), (), (), (said("cannot be read"),), (), ()
    return (
        tuple(_due(entry)),
        (entry.path, shorten_to_words(entry.title, _TITLE), *versions(entry)),
        (about.recipient,),
        (about.extent,),
        tally(about.findings).split(", "),
        tuple(_built(entry.outputs)),
        tuple(_sent(entry.sent)),
    )


def _due(entry: Entry) -> Iterator[str]:
    if entry.deadline is not None and entry.days_left is not None:
        yield entry.deadline
        left, days = entry.days_left, counted(abs(entry.days_left), "day")
        if left:
            yield said("in {days}", days=days) if left > 0 else said("{days} ago", days=days)
        else:
            yield said("today")


def versions(entry: Entry) -> Iterator[str]:
    """Yield what there is to say of a version, of a translation and of its original."""
    if entry.variant is not None:
        yield said("full version") if entry.variant == "confidential" else said("public version")
    if entry.original is not None:
        found = counted(entry.differences, "difference") if entry.differences else said("no differences")
        yield said("translation of {file}: {found}", file=PurePath(entry.original).name, found=found)
    if entry.translations:
        own = f"{PurePath(entry.path).stem}."
        languages = ", ".join(PurePath(each).stem.removeprefix(own) for each in entry.translations)
        yield said("translated: {languages}", languages=languages)


def _built(outputs: Mapping[str, State]) -> Iterator[str]:
    """Yield the state of all outputs, or of each if they differ."""
    for state in dict.fromkeys(outputs.values()):
        forms = (PurePath(path).suffix.removeprefix(".") for path in outputs if outputs[path] == state)
        yield f"{', '.join(forms)}{said(': ')}{said(state)}" if len({*outputs.values()}) > 1 else said(state)


def _sent(sent: Sent | None) -> Iterator[str]:
    yield (sent.day or said("sent")) if sent else said("not sent")
    if sent and sent.moved is None:
        yield said("the record cannot be compared")
    elif sent:
        if sent.moved:
            yield said("{numbers} moved", numbers=counted(sent.moved, "number"))
        if sent.changed:
            yield said("{paragraphs} changed", paragraphs=counted(sent.changed, "paragraph"))
        if not (sent.moved or sent.changed):
            yield said("no changes since")


_WELL = {"up to date", "not built"}


def page(entries: Sequence[Entry], today: str) -> str:
    """Return the page."""
    rows = [
        (each, (*versions(each), *signed(each)), zip(HEADS, cells(each), strict=True), tones(each))
        for each in entries
    ]
    variables = {"heads": HEADS, "rows": rows, "total": total(entries), "today": today}
    return rendered(Path(__file__).with_name("page.html.j2"), variables, {"visible": visible})


def tones(entry: Entry) -> dict[str, str]:
    """Return the cells that are an error or a warning, by their heads."""
    about = entry.overview
    wrong = {
        "deadline": not entry.sent and (entry.days_left or 0) < 0,
        "words": about.limit is not None and (about.words or 0) > about.limit,
        "findings": not entry.readable or "error" in about.findings,
    }
    odd = {"findings": "warning" in about.findings, "outputs": bool({*entry.outputs.values()} - _WELL)}
    return {
        head: tone for tone, found in (("warning", odd), ("error", wrong)) for head in found if found[head]
    }
