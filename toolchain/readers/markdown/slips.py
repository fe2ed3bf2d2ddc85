"""Typing mistakes that Markdown reads as something else, or drops: P105, S014, S021."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from toolchain import model as m
from toolchain.model.diagnostics import Edit, Finding, Severity, SourceSpan, source_span
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.indentation import indent, is_blank
from toolchain.model.wording import STOPS, fold
from toolchain.readers.markdown.builder import Piece
from toolchain.readers.markdown.fallen import fallen_out
from toolchain.readers.markdown.misread import TypedNumber, misread, read_number
from toolchain.readers.markdown.other_numbers import without_others
from toolchain.readers.markdown.places import Lines
from toolchain.rules import markdown as faults
from toolchain.text.passages import Quoted

_PARTS = 99
"""A sub-paragraph with a higher number is a year or an article."""
_IN_ITEM = 2  # the level of markdown-it for a paragraph in a list that is in nothing else
_CAPTION = expression(r"Table:[ \t]")
_IN_LINE = expression(
    rf"(?<=[{''.join(STOPS)}\"'”’»)\]])(?:[ \t]+|\\\n[ \t]*|(?<=[。！？]))"
    r"(?P<number>[1-9]\d{0,2})(?P<stop>\\?\.)[ \t]+(?=[^\W\d_a-zа-яё]|[“«„\"])"
)
"""A number after a sentence; after a line break, import and editors write it as text: `2\\. `."""
_CODE = expression(r"`|<!--")
_FAR = 12
_SHORTENED = expression(
    r"\b(?:(?i:arts?|paras?|par|párrs?|sects?|secs?|chap|cap|figs?|núms?|vol|pp?|págs?|пп?|ст|гл|рис|табл|разд)|Nos?)"
    r"\.$"
)
"""Words before numbers, which do not end a sentence."""


def between(pieces: Sequence[Piece], lines: Lines, *, top: bool) -> Iterator[Finding]:
    """Yield faults between neighbouring blocks; `top` means that the blocks are in no list or quotation."""
    if top:
        numbers = list(misread(pieces, lines))
        paragraphs = [each for each in numbers if each.edits or isinstance(each.facts, faults.NumberMisread)]
        fallen = list(fallen_out(pieces, lines, paragraphs))
        yield from fallen
        places = {each.span.order for each in fallen}
        yield from (each for each in numbers if each.span.order not in places)
        places = {each.span.order for each in numbers}
        yield from (each for each in without_others(pieces, lines) if each.span.order not in places)
        yield from _joined(pieces, lines)
    for piece in pieces:
        for item in piece.block.items if isinstance(piece.block, m.SubParagraphs) else ():
            if int(item.typed.text) > _PARTS:
                span = source_span(item.typed.span)
                words = lines.line(span.line - 1 - lines.first)[span.end_column :].strip()
                yield Finding(span, faults.GluedDoubtful(item.typed.text, words, None))
    for before, after in pairwise(pieces):
        glued = before.last == after.first and lines.line(after.first - 1).strip()
        if glued and isinstance(after.block, m.Note) and isinstance(before.block, _TEXTS):
            yield Finding(after.block.span, faults.NoteInside(after.block.label))


def _joined(pieces: Sequence[Piece], lines: Lines) -> Iterator[Finding]:
    """Yield numbers after sentences of a paragraph that count on from its own to that of the next one."""
    typed = [(each, each.block.typed.text) for each in pieces if isinstance(each.block, m.NumberedParagraph)]
    for (piece, own), (_, following) in zip(typed, [*typed[1:], (None, "")], strict=False):
        text = "\n".join(map(lines.line, range(piece.first, piece.last)))
        if not any(f"{int(own) + 1}{stop}" in text for stop in (".", "\\.")):  # few texts have it
            continue
        found = list(_IN_LINE.finditer(text))
        counted = [int(own) + place for place in range(1, len(found) + 1)]
        goes_on = int(following) == int(own) + len(found) + 1 if following else len(found) > 1
        if not (found and goes_on) or counted != [int(each["number"]) for each in found]:
            continue
        quoted = Quoted(text)
        begun_before = expression(rf"(?<!\w){own}\.\s").search(text, len(own) + 1)  # a list of somebody else
        places = [each.start() for each in found]  # after "art." a number is that of an article
        if any(at in quoted or _SHORTENED.search(text, max(at - _FAR, 0), at) for at in places):
            continue
        if begun_before or _CODE.search(text):
            continue
        for each in found:
            words = text[each.end() :].partition("\n")[0]
            edit = Edit(
                _span(text, each.start(), each.end("stop"), piece.first, lines),
                f"{lines.end * 2}{each['number']}.",
            )
            place = _span(text, *each.span("number"), piece.first, lines)
            yield Finding(place, faults.Joined(each["number"], words), edits=(edit,))


def _span(text: str, start: int, end: int, first: int, lines: Lines) -> SourceSpan:
    """Return the place of characters of lines that begin with line `first`."""
    rows = (first + text.count("\n", 0, at) for at in (start, end))
    columns = (at - text.rfind("\n", 0, at) - 1 for at in (start, end))
    one, other = (lines.on_line(row, at, at) for row, at in zip(rows, columns, strict=True))
    return one.to(other)


_TEXTS = (m.Paragraph, m.NumberedParagraph, m.SubParagraphs, m.OrderedList, m.BulletList, m.Quotation)


def is_fallen(level: int, line: str) -> bool:
    """Return whether a paragraph whose first line this is has fallen out of a numbered one (S010)."""
    number = read_number(line.lstrip(" \t"))
    return line[:1] in (" ", "\t") and (level == 0 or bool(level == _IN_ITEM and number and number.plain))


def glued_lines(content: str, first: int, lines: Lines, *, cover: bool) -> Iterator[Finding]:
    """Find lines in a paragraph that begin like a numbered paragraph (P105) or a caption (S014).

    `misread` finds the numbers at the margin, except on the cover.
    """
    for row, line in enumerate(content.split("\n"), first):
        text = line.lstrip(" \t")
        column = max(lines.line(row).find(text.rstrip(" \t")), 0)
        number = read_number(text)
        if number and number.dotted and (column or cover):
            yield from _number_in(text, number, row, column, lines, is_first=row == first)
        elif row > first and _CAPTION.match(text):
            span = lines.on_line(row, column, column + len(text.rstrip()))
            yield Finding(span, faults.CaptionGlued(Word("text")))


def _number_in(
    text: str, number: TypedNumber, row: int, column: int, lines: Lines, *, is_first: bool
) -> Iterator[Finding]:
    """Yield a number within a paragraph, with an edit if the list above it goes on."""
    span = lines.on_line(row, column, column + len(number.text))
    words = text[number.end :].strip()
    goes_on = not lines.reflowed and 0 < number.value - 1 == _item_above(row, column, lines)
    if number.close and not (is_first and column):
        yield Finding(span, faults.NoSpaceAfterNumber(str(number.value)))
    elif number.plain and not is_first:
        yield Finding(span, faults.GluedDoubtful(str(number.value), words, None))
    elif not (number.close or number.plain) and (goes_on or not is_first):
        edit = Edit(lines.on_line(row, column, column + number.end), number.right)
        facts = faults.NumberMisread(number.text, number.reason, str(number.value), number.right + words)
        yield Finding(span, facts, edits=(edit,) if goes_on else ())


def _item_above(row: int, column: int, lines: Lines) -> int:
    """Return the number of the item above a line that begins in the same column, 0 if there is none."""
    while row > 0 and (is_blank(lines.line(row)) or indent(lines.line(row)) >= column):
        row -= 1
        number = read_number(lines.line(row)[column:])
        if number and number.plain and not lines.line(row)[:column].strip():
            return number.value
    return 0


def tail_of_table(first: int, last: int, lines: Lines) -> int:
    """Return the first of the lines without a bar at the end of a table, or `last`."""
    while last > first and "|" not in lines.line(last - 1):
        last -= 1
    return last


def under_table(tail: int, last: int, lines: Lines) -> Iterator[Finding]:
    """Find text directly under a table of several columns, which becomes a row of it."""
    text = lines.line(tail).strip() if tail < last and not lines.reflowed else ""
    if text:
        is_caption = _CAPTION.match(text)
        under = faults.TextUnderTable(fold(lines.line(tail - 1)), fold(text))
        facts = faults.CaptionGlued(Word("table")) if is_caption else under
        yield Finding(lines.block(tail, tail + 1), facts)


def unused_references(environment: dict[str, Any], lines: Lines) -> Iterator[Finding]:
    """Find link reference definitions that are unused, that repeat a name, or that are other texts."""
    references = environment["references"]
    unused = [entry for name, entry in references.items() if name not in references.used]
    used = [(name, entry) for name, entry in references.items() if name in references.used]
    others = [entry for name, entry in used if name.startswith("^") or not _ADDRESS.match(entry["href"])]
    for entry in [*unused, *environment["duplicate_refs"], *others]:
        first, last = entry["map"]
        text = fold(" ".join(lines.line(index) for index in range(first, last)))
        facts = faults.NotAnAddress(text) if entry in others else faults.UnusedAddress(text)
        yield Finding(lines.block(first, last), facts, severity=Severity.ERROR)


_ADDRESS = expression(r"#|\S*[:/@.]\S*\w")
