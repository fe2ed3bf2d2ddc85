"""Numbers of paragraphs that are not read as such, or have no blank line before them: P105.

A number that counts on from the paragraphs around it was meant as one: it gets an edit. Nothing else is
changed, because "2010. " at the beginning of a line may be the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import groupby, zip_longest

from toolchain import model as m
from toolchain.model.diagnostics import Edit, Finding
from toolchain.model.facts import Word
from toolchain.model.numerals import numeral
from toolchain.model.records import Record
from toolchain.readers.markdown.pieces import Piece
from toolchain.readers.markdown.places import Lines
from toolchain.rules import markdown as faults

_HIGHEST = 999
"""A higher number under text can be a year."""

_YEARS = range(1900, 2100)

_TYPED = re.compile(
    r"(?P<bold>\*\*)?(?P<open>[(（])?(?P<number>\d{1,5}|[ivxl]{1,7})(?P<gap>\s*)(?P<stop>[.．。、)）])"
    r"(?(bold)\*\*)(?P<space>\s*)(?=\S)"
)
STRANGE = re.compile(r"(?P<number>\d{1,2})(?:(?P<gap>\s)[.．](?=\s)|[.．](?=[^\S \t]))\s+(?=\S)")
"""A number with a space before its full stop, or with a no-break space after it."""

_CLOSE = re.compile(r"[^\W\d_]{2}|[*_“«\"(\[]|[^\W\d_](?<![ -~])")
_ROMAN = {numeral("lowerRoman", value): value for value in range(1, 90)}
_TEXTS = (m.Paragraph, m.NumberedParagraph, m.OrderedList, m.BulletList)


class _Kind(Enum):
    """How certain a number is: read as one, of a form that only a number has, or of a form of others too."""

    TRUE = auto()
    STRONG = auto()
    WEAK = auto()


class _Entry(Record):
    """A number at the beginning of a line; the text after it begins in column `end` (from 0).

    `first`: the line is the first of its block. `glued`: no blank line is before it. `close`: no blank is
    after the number. `plain`: it is typed as a number must be. `weak`: others are typed so too.
    """

    value: int
    kind: _Kind
    typed: str
    line: int
    end: int
    first: bool
    glued: bool
    section: int
    close: bool = False
    plain: bool = False
    weak: bool = False
    reason: Word = Word("")


def misread(pieces: Sequence[Piece], lines: Lines) -> Iterator[Finding]:
    """Yield the numbers at the margin that are not read as numbers, or have no blank line before them."""
    entries = list(_entries(pieces, lines))
    meant = set(_meant(entries))
    before: _Entry | None = None  # the last number that is certainly one of a paragraph
    for entry, after in zip_longest(entries, entries[1:]):
        words = lines.line(entry.line)[entry.end :]
        span = lines.on_line(entry.line, 0, len(entry.typed))
        facts = faults.NumberMisread(entry.typed, entry.reason, f"{entry.value}. {words}")
        right = str(before.value + 1 if before else 1)
        if entry.kind is _Kind.TRUE:
            year = entry.value in _YEARS and entry.value > 2 * len(entries)
            sure = not (entry.glued or year) or _goes_on(entry, before, after)
            if not sure:
                yield Finding(span, faults.GluedDoubtful(entry.typed, words, right))
            elif entry.glued:
                yield Finding(span, faults.Glued(entry.typed), edits=(_parted(entry, lines),))
            before = entry if sure else before
        elif entry in meant:
            before = entry
            yield Finding(span, facts, edits=(_parted(entry, lines, f"{entry.value}. "),))
        elif entry.close:
            yield Finding(span, faults.NoSpaceAfterNumber(str(entry.value)))
        elif not entry.first and entry.plain:
            yield Finding(span, faults.GluedDoubtful(str(entry.value), words, right))
        elif not entry.weak and (entry.first or str(entry.value) == right):
            yield Finding(span, facts)


def _goes_on(entry: _Entry, before: _Entry | None, after: _Entry | None) -> bool:
    """Return whether a number under text is certainly one: 1, or the next one, or one that others go on."""
    if entry.value == 1 or (before and entry.value == before.value + 1):
        return True
    return bool(after and entry.value <= _HIGHEST and after.value == entry.value + 1)


def _parted(entry: _Entry, lines: Lines, number: str = "") -> Edit:
    """Return the edit that writes a number with a blank line before it, where none is."""
    blank = lines.end if entry.glued else ""
    return Edit(lines.on_line(entry.line, 0, entry.end if number else 0), blank + number)


def _entries(pieces: Sequence[Piece], lines: Lines) -> Iterator[_Entry]:
    section, after_comment = 0, False
    for piece in pieces:
        block = piece.block
        section += isinstance(block, m.Heading)
        for line in range(piece.first, piece.last) if isinstance(block, _TEXTS) else ():
            text = lines.line(line)
            first = line == piece.first
            glued = bool(line and lines.line(line - 1).strip() and not (first and after_comment))
            if first and isinstance(block, m.NumberedParagraph):
                if text[:1] not in (" ", "\t"):
                    typed = block.typed.text
                    words = text[len(typed) + 1 :].lstrip()
                    place = (line, len(text) - len(words), first, glued, section)
                    yield _Entry(int(typed), _Kind.TRUE, typed, *place)
            elif found := _TYPED.match(text):
                yield from _candidate(found, line, first, glued, section)
        after_comment = isinstance(block, m.Comment)


def _candidate(found: re.Match[str], line: int, first: bool, glued: bool, section: int) -> Iterator[_Entry]:
    """Yield the number that a line begins with, if it may be one of a paragraph."""
    number, stop, gap, space = found["number"], found["stop"], found["gap"], found["space"]
    value = int(number) if number.isdigit() else _ROMAN.get(number, 0)
    close = not space
    if not value or (close and (stop in ")）" or gap or not _CLOSE.match(found.string, found.end()))):
        return
    strange = not number.isascii() or gap or found["bold"] or found["open"] or stop != "."
    plain = number.isdigit() and not strange and space[:1] in (" ", "\t")
    if plain and first:
        return
    weak = plain or not number.isdigit() or stop in ")）"
    kind = _Kind.STRONG if first and not weak else _Kind.WEAK
    typed = found[0][: len(found[0]) - len(space)]
    place = (line, found.end(), first, glued, section)
    yield _Entry(value, kind, typed, *place, close, plain, weak, reason_of(found))


def reason_of(found: re.Match[str]) -> Word:
    """Return why a number is not read as one."""
    spaces = found[0][found.end("number") :]
    if found["gap"]:
        return Word("there is a space before the full stop")
    if spaces[:1] == "." and spaces[1:2] not in ("", " ", "\t", "*"):
        return Word("a no-break space is after it")
    return Word("only the digits 0–9, a full stop and a space are")


def _meant(entries: Sequence[_Entry]) -> Iterator[_Entry]:
    """Yield the numbers that count on from the true ones around them."""
    start = 0
    for _, group in groupby(entries, lambda entry: (entry.kind is _Kind.TRUE, entry.section)):
        run = list(group)
        end = start + len(run)
        before = entries[start - 1] if start else None
        after = entries[end] if end < len(entries) else None
        start = end
        if run[0].kind is not _Kind.TRUE:
            strong = [entry for entry in run if entry.kind is _Kind.STRONG]
            yield from next((some for some in (run, strong) if _counts(before, some, after)), ())


def _counts(before: _Entry | None, run: Sequence[_Entry], after: _Entry | None) -> bool:
    if not run or run[-1].value > _HIGHEST + len(run):
        return False
    inside = before is not None and before.section == run[0].section
    starts = {before.value + 1} if before else {1}
    if not inside:
        starts.add(1)
    values = [entry.value for entry in run]
    if values[0] not in starts or values != list(range(values[0], values[0] + len(values))):
        return False
    if before and after and after.value == before.value + 1:  # a list between two numbers
        return False
    if values[0] != 1 and all(entry.kind is _Kind.STRONG for entry in run):
        return True
    if after and (after.value == values[-1] + 1 or after.section == run[-1].section):
        return after.value == values[-1] + 1
    in_brackets = inside and all(entry.first and entry.typed[0] in "(（0123456789" for entry in run)
    return in_brackets or any(entry.kind is _Kind.STRONG for entry in run)
