"""Put words from right to left into the order in which they are read (ISO 32000-1, 14.8.2.3).

typst writes the words of a piece of text from left to right. It marks their letters as reversed, but not if
one has several characters; and a raised vowel mark is a piece of its own that has its letter's text once
more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from toolchain.formats.pdf.operations import STRING, strings
from toolchain.model.expressions import expression
from toolchain.model.languages import has_right_to_left
from toolchain.model.records import Record
from toolchain.writers.pdf.typst.elements import kids_of
from toolchain.writers.pdf.typst.file import File

_SHOW = rb"\[(?:" + STRING + rb"|[^\]()])*\]TJ|(?:" + STRING + rb"|<[0-9A-Fa-f]*>)Tj"
_SAID = rb"/Span<</ActualText(?:" + STRING + rb"|<(?P<said>[0-9A-F]*)>)>>BDC"
WORD = expression(
    rb"(?P<marks>(?:" + _SAID + rb")?\s*(?:/ReversedChars BMC)?)\s*"
    rb"(?P<show>0 Tr(?P<font>/\w+ \S+) Tf 1 0 0 -1 \S+ 0 Tm(?:" + _SHOW + rb"))\s*(?:EMC\s*){0,2}",
    re.DOTALL,
)
WORDS = re.sub(rb"\?P<\w+>", b"?:", WORD.pattern)
_PIECE = expression(
    rb"/MCID (?P<number>\d+)[^>]*>>BDC\s+q 1 0 0 -1 (?P<x>\S+) (?P<y>\S+) cm[^\n]*\n"
    rb"BT(?P<words>(?:" + WORDS + rb")+)\s*ET",
    re.DOTALL,
)
REVERSED = b"/ReversedChars BMC"
_EMPTY = b"/Span<</ActualText()>>BDC"
_SPACE = expression(rb"<(\w+)> <0020>")
_KID = expression(rb"\d+ 0 R|<<[^>]*>>|\d+")
_PLACE = expression(rb"(?:<</Type/MCR/MCID )?(\d+)(?:/Pg (\d+) 0 R>>)?\Z")
_PAGE = expression(rb"/Pg (\d+) 0 R")
NEAR = 0.02
HIGH = 8.0
"""Points between places that are the same, and between the base lines of a letter and its mark."""


class _Order(NamedTuple):
    """Numbers of pieces as typst has them, and as they are read."""

    before: list[bytes]
    after: list[bytes]


class _Piece(Record):
    number: bytes
    x: float
    y: float
    font: bytes
    words: list[re.Match[bytes]]

    @property
    def is_single(self) -> bool:
        """Whether it is one glyph."""
        return len(self.words) == 1 and self.words[0]["show"].endswith(b"Tj")

    def is_space(self, spaces: Mapping[bytes, bytes]) -> bool:
        """Return whether it is only a space; `spaces` are their codes by fonts, of those that have one."""
        return self.is_single and self.code == spaces.get(self.font.split()[0])

    @property
    def code(self) -> bytes:
        """The code of its only glyph."""
        return strings(self.words[0]["show"].partition(b" Tm")[2])

    @property
    def is_from_right(self) -> bool:
        return any(word["marks"].endswith(REVERSED) or _is_from_right(word["said"]) for word in self.words)


def put_in_order(file: File, *, is_rtl: bool) -> None:
    """Put the words of a PDF into the order of reading, in its pages and in its tags.

    `is_rtl` is whether its language is written from right to left.
    """
    turned: dict[int, list[_Order]] = {}
    for number, body in list(file.objects.items()):
        if body.startswith(b"<</Type/Page/") and (contents := file.number(b"Contents", number)):
            turned[number] = _put_page_in_order(file, contents, _spaces_of(file, number), is_rtl=is_rtl)
    for number, body in file.objects.items():
        kids = kids_of(body) if body.startswith(b"<</Type/StructElem") else None
        if kids and (page := _PAGE.search(body, kids.end()) or _PAGE.search(body, 0, kids.start())):
            again = _turned(_KID.findall(kids[1]), page[1], turned)
            file.objects[number] = body[: kids.start(1)] + b" ".join(again) + body[kids.end(1) :]


def _turned(kids: list[bytes], own: bytes, turned: Mapping[int, Iterable[_Order]]) -> list[bytes]:
    """Return the content of an element with its parts in order; `own` is its page, and it can go on."""
    known = zip(map(_PLACE.match, kids), kids, strict=True)
    places = [(int(each[2] or own), each[1]) if each else (0, kid) for each, kid in known]
    for page in {page for page, _ in places} & turned.keys():
        for before, after in turned[page]:
            wanted = [(page, number) for number in before]
            at = places.index(wanted[0]) if wanted[0] in places else -1
            if at >= 0 and places[at : at + len(before)] == wanted:
                by_number = dict(zip(before, kids[at : at + len(before)], strict=True))
                kids[at : at + len(before)] = [by_number[number] for number in after]
                places[at : at + len(before)] = [(page, number) for number in after]
    return kids


def _put_page_in_order(
    file: File, number: int, spaces: Mapping[bytes, bytes], *, is_rtl: bool
) -> list[_Order]:
    """Put the words of a page in order; return the orders of its pieces."""
    data = file.unpacked(number)
    found = [(piece.span("words"), _piece(piece)) for piece in _PIECE.finditer(data)]
    pieces = [piece for _, piece in found]
    marks = {one.number for one, other in pairwise(pieces) if _is_mark(one, other)}
    out, end = [], 0
    for (start, stop), piece in found:
        if piece.number in marks or piece.is_from_right:
            out += [data[end:start], _in_order(piece, is_mark=piece.number in marks)]
            end = stop
    if out:
        file.put(number, b"".join((*out, data[end:])))
    return [
        *_backwards(pieces, marks, spaces, is_rtl=is_rtl),
        *(_at_ends(pieces, spaces) if is_rtl else _between(pieces)),
    ]


def _spaces_of(file: File, page: int) -> dict[bytes, bytes]:
    """Return the code of the space in each font of a page."""
    found = {}
    held = file.number(b"Resources", page)
    for name, number in re.findall(rb"(/f\d+) (\d+) 0 R", file.objects[held] if held else file.objects[page]):
        said = file.number(b"ToUnicode", int(number))
        if said and (code := _SPACE.search(file.unpacked(said))):
            found[name] = bytes.fromhex(code[1].decode())
    return found


def _piece(found: re.Match[bytes]) -> _Piece:
    words = list(WORD.finditer(found["words"]))
    return _Piece(found["number"], float(found["x"]), float(found["y"]), words[0]["font"], words)


def _is_mark(one: _Piece, other: _Piece) -> bool:
    """Return whether a piece has no width and is above or below the next one, which is from right to left."""
    is_raised = NEAR < abs(one.y - other.y) < HIGH
    return is_raised and abs(one.x - other.x) < NEAR and one.font == other.font and other.is_from_right


def _is_from_right(said: bytes | None) -> bool:
    return has_right_to_left(bytes.fromhex((said or b"").decode()).decode("utf-16", "replace"))


def _in_order(piece: _Piece, *, is_mark: bool) -> bytes:
    """Return the words of a piece, the last one first; a mark says nothing, as its letter says both."""
    shown = []
    for word in reversed(piece.words):
        marks = _EMPTY if is_mark else word["marks"].strip() or REVERSED
        shown.append(
            b"%s %s" % (marks, word["show"]) + b"\nEMC" * (marks.count(b"BDC") + marks.count(b"BMC"))
        )
    return b"\n%s\n" % b"\n".join(shown)


def _backwards(
    pieces: Sequence[_Piece], marks: Collection[bytes], spaces: Mapping[bytes, bytes], *, is_rtl: bool
) -> Iterator[_Order]:
    """Yield the orders of pieces from left to right that are of one text from the right.

    typst makes pieces of it where a letter or a vowel mark is moved up or down.
    """
    may_be = [piece.is_from_right or piece.is_single or piece.number in marks for piece in pieces]
    at = 0
    while at < len(pieces):
        end = at + 1
        while (
            end < len(pieces) and may_be[end - 1] and may_be[end] and _goes_on(pieces[end - 1], pieces[end])
        ):
            end += 1
        part = list(pieces[at:end])
        while len(part) > 1 and not is_rtl and part[-1].is_space(spaces):  # at the end of a line
            del part[-1:]
        if len(part) > 1 and any(piece.is_from_right for piece in part):
            numbers = [piece.number for piece in part]
            yield _Order(numbers, numbers[::-1])
        at = end


def _goes_on(one: _Piece, other: _Piece) -> bool:
    """Return whether a piece is next to one on its left, in the same font."""
    return (
        int(other.number) == int(one.number) + 1
        and one.font == other.font
        and other.x > one.x - NEAR
        and 0 < abs(one.y - other.y) < HIGH
    )


def _between(pieces: Sequence[_Piece]) -> Iterator[_Order]:
    """Yield the orders of punctuation of several fonts between words from the right."""
    for at, before in enumerate(pieces):
        end = at + 1
        while (
            end < len(pieces)
            and pieces[end].is_single
            and abs(pieces[end].y - before.y) < NEAR
            and (end == at + 1 or pieces[end].x > pieces[end - 1].x)
            and pieces[end].x < before.x
        ):
            end += 1
        part = pieces[at + 1 : end]
        if before.is_from_right and len(part) > 1:
            numbers = [piece.number for piece in part]
            yield _Order(numbers, numbers[::-1])


def _at_ends(pieces: Sequence[_Piece], spaces: Mapping[bytes, bytes]) -> Iterator[_Order]:
    """Yield the orders that put the space at the end of a line after its last words.

    It has no width, and is at the left of words from left to right, and before the last ones of these.
    """
    for _, line in groupby(pieces, key=lambda piece: round(piece.y, 1)):
        there = list(line)
        numbers = [piece.number for piece in there]
        first = min(piece.x for piece in there) + NEAR
        at_left = sum(piece.x < first for piece in there)
        for at, piece in enumerate(there):
            if at_left > 1 and piece.x < first and piece.is_space(spaces):
                yield _Order(numbers[at:], [*numbers[at + 1 :], numbers[at]])
                break
