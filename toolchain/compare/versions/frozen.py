"""The record of the numbers of a sent version, and which of them have moved since (V952).

The record is a JSON file next to the source. It has the printed number, the label and the words of each
numbered paragraph and sub-paragraph, which are used to match them.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any, NamedTuple

from toolchain import model as m
from toolchain.compare.align import Entry, Words, align
from toolchain.model.diagnostics import Failure, FilePlace, Finding, Place, Related, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts
from toolchain.model.walk import walk
from toolchain.model.wording import command_line, fold
from toolchain.resolve.tables import Resolved, shown_text
from toolchain.rules import records
from toolchain.rules import versions as about

VERSION = 1
MOST_BYTES = 20 * 1024 * 1024

_ANOTHER = 0.2
"""With fewer of the recorded paragraphs found again, the record is another document's."""
_FEW = 4
_GIVEN = expression("x-[0-9]+")
_KEYS = ("number", "label", "text")


class Sent(NamedTuple):
    """A numbered paragraph as it was sent: its citation ("paragraph 15"), its label, its words."""

    number: str
    label: str
    text: str


class Record(NamedTuple):
    """A sent version: its title, its date ("" if not given), its paragraphs in order, perhaps its source.

    `is_public` is whether the paragraphs are those of the public version of a source that has two.
    """

    title: str
    day: str
    paragraphs: tuple[Sent, ...]
    source: str = ""
    is_public: bool = False


class Row(NamedTuple):
    """A row of the table of old and new numbers, "" if missing. `span` is the paragraph's place, `at` is its
    index in the record.
    """

    old: str
    new: str
    text: str
    span: Place | None
    at: int | None

    @property
    def moved(self) -> bool:
        return self.old != self.new


def record(resolved: Resolved, day: str = "", *, keep: bool = False) -> Record:
    """Return the record of a document; `keep` adds its source."""
    paragraphs = tuple(sent for sent, _ in _paragraphs(resolved))
    matter = resolved.document.front_matter
    title, source = shown_text(matter.title, resolved.references), resolved.document.text if keep else ""
    return Record(title, day, paragraphs, source, matter.version == "public")


def as_json(made: Record) -> str:
    """Return the text of a record's file."""
    paragraphs = [dict(zip(_KEYS, each, strict=True)) for each in made.paragraphs]
    content = {"version": VERSION, "title": made.title, "sent": made.day, "paragraphs": paragraphs}
    content |= {"source": made.source} if made.source else {}
    content |= {"public": True} if made.is_public else {}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def read(text: str, display: str) -> Record:
    """Return the record in a file's text. Raise `Failure` (S020) if it is invalid."""
    try:
        content = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        raise Failure(Finding(SourceSpan.at(display, line, column), records.RecordNotJson())) from None
    if not isinstance(content, dict) or content.get("version") != VERSION:
        raise Failure(Finding(SourceSpan.at(display, 1), records.RecordVersion(VERSION)))
    paragraphs = content.get("paragraphs")
    if not isinstance(paragraphs, list):
        raise Failure.of(display, records.RecordNotList())
    title, day = (_text(content, key, display) for key in ("title", "sent"))
    source = _text({"source": "", **content}, "source", display)
    sent = tuple(_sent(each, number, display) for number, each in enumerate(paragraphs, 1))
    return Record(title, day, sent, source, content.get("public") is True)


def _sent(item: Any, number: int, display: str) -> Sent:
    if not isinstance(item, dict):
        raise Failure.of(display, records.RecordNotObject(number))
    return Sent(*(_text(item, key, display) for key in _KEYS))


def _text(content: dict[str, Any], key: str, display: str) -> str:
    value = content.get(key)
    if not isinstance(value, str):
        raise Failure.of(display, records.RecordNotText(key))
    return value


def rows(resolved: Resolved, sent: Record, display: str) -> list[Row]:
    """Return the table of old and new numbers, in document order, with removed paragraphs at their old
    places.

    `display` is the record's path. Raise `Failure` (S020) if the record belongs to another document.
    """
    now = list(_paragraphs(resolved))
    ours = [_entry(each) for each, _ in now]
    theirs = [_entry(each) for each in sent.paragraphs]
    mates = _by_labels([each for each, _ in now], sent.paragraphs, align(ours, theirs))
    found = len([each for each in mates if each is not None])
    if len(theirs) >= _FEW and found < _ANOTHER * len(theirs):
        path = PurePath(resolved.document.path)
        raise Failure.of(display, records.OtherRecord(sent.title, command_line(path)))
    return list(_table(now, sent.paragraphs, mates))


def shown_in(table: Sequence[Row], resolved: Resolved) -> Iterator[Row]:
    """Yield a table of the full version as the public one, `resolved`, may show it.

    A paragraph that is gone has no words, because the record has those of the full version.
    """
    now = {span: sent for sent, span in _paragraphs(resolved)}
    for row in table:
        if not row.new:
            yield row._replace(text="")
        elif row.span and (sent := now.get(row.span)):
            yield row._replace(new=sent.number, text=sent.text)


def defects(resolved: Resolved, sent: Record, display: str) -> Iterator[Finding]:
    """Yield V952: each run of paragraphs moved by the same amount, and each removed one. May raise
    `Failure`.
    """
    table = rows(resolved, sent, display)
    command = f"submission moved {command_line(PurePath(resolved.document.path))}"
    related = (Related(FilePlace(display), about.SentVersion(sent.day)),)
    place: Place = SourceSpan.top(resolved.document.path)
    for row, more in _runs(table):
        place = row.span or place
        facts: Facts
        if not row.new:
            facts = about.ParagraphGone(row.old, sent.day, row.text, command)
        elif more:
            facts = about.SeveralNumbersMoved(row.old, row.new, more, sent.day, command)
        else:
            facts = about.NumberMoved(row.old, row.new, sent.day, command)
        yield Finding(place, facts, related=related)


def _runs(table: Sequence[Row]) -> Iterator[tuple[Row, int]]:
    """Yield the first row of each unbroken run of moved paragraphs, with the number of following ones, and
    each removed one.
    """
    first: Row | None = None
    more = 0
    for row in table:
        if row.old and row.new and row.moved:
            first, more = (first, more + 1) if first else (row, 0)
            continue
        if row.old and row.new and first:
            yield first, more
            first = None
        if row.old and not row.new:
            yield row, 0
    if first:
        yield first, more


def _paragraphs(resolved: Resolved) -> Iterator[tuple[Sent, Place]]:
    """Yield the numbered paragraphs and sub-paragraphs of a document, with their places.

    Labels that only the public version has count through the text, so they are left out.
    """
    is_public = resolved.document.front_matter.version == "public"
    for node, _ in walk(resolved.document.blocks):
        if isinstance(node, m.NumberedParagraph | m.SubParagraph) and node in resolved.numbers:
            label = node.label.name if node.label else ""
            if is_public and _GIVEN.fullmatch(label):
                label = ""
            words = fold(_words(node, resolved))
            yield Sent(resolved.numbers[node].cited, label, words), node.span


def _words(node: m.NumberedParagraph | m.SubParagraph, resolved: Resolved) -> str:
    """Return the words of a paragraph's own blocks; sub-paragraphs are recorded separately."""
    texts = [block.children for block in node.blocks if isinstance(block, m.Paragraph)]
    return " ".join(shown_text(each, resolved.references) for each in texts)


def _entry(sent: Sent) -> Entry[Words]:
    return Entry(Words("text", fold(sent.text)))


def _by_labels(now: Sequence[Sent], then: Sequence[Sent], mates: Sequence[int | None]) -> list[int | None]:
    """Return the pairs: those by label before those by words, and moved ones unchanged."""
    old = {each.label: at for at, each in enumerate(then) if each.label}
    by_label = {to: old[each.label] for to, each in enumerate(now) if each.label in old}
    taken = set(by_label.values())
    paired = [by_label.get(to, None if at in taken else at) for to, at in enumerate(mates)]
    taken = {at for at in paired if at is not None}
    loose = {each.text: at for at, each in enumerate(then) if at not in taken and each.text}
    return [loose.pop(now[to].text, None) if at is None else at for to, at in enumerate(paired)]


def _table(
    now: Sequence[tuple[Sent, Place]], then: Sequence[Sent], mates: Sequence[int | None]
) -> Iterator[Row]:
    """Yield the rows; a removed paragraph follows the last earlier one that still exists."""
    kept = {at for at in mates if at is not None}
    gone = deque((at, each) for at, each in enumerate(then) if at not in kept)
    last: Place | None = None
    for (sent, span), at in zip(now, mates, strict=True):
        while at is not None and gone and gone[0][0] < at:
            was, old = gone.popleft()
            yield Row(old.number, "", old.text, last, was)
        yield Row("" if at is None else then[at].number, sent.number, sent.text, span, at)
        last = span
    yield from (Row(old.number, "", old.text, last, was) for was, old in gone)
