"""Settles by the source what a page does not show, so that no proof fails for it.

A page shows no space at the end of a line and no sign without a glyph, and texts written from right to
left in the order of the page. What the reader of a PDF leaves open (U+200B, see `toolchain.readers.pdf`)
is taken from the line of the source that is otherwise the same, sign for sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from toolchain.proof.lines import Line, Piece, Shown, fold

_DOUBT = re.compile("\u2010?\u200b")
_SILENT = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Characters without a glyph."""
_WORD = re.compile(r"\w+|[^\w\s]")
_MIRRORED = str.maketrans(")]}»>", "([{«<")
"""Two signs with one glyph, mirrored: which of them a font says it is, is chance."""


def settled(ours: Shown, theirs: Shown) -> tuple[Shown, Shown]:
    """Both sides as a page can show them, theirs without doubts. The time grows with their length."""
    ours = replace(
        ours,
        title=_audible(ours.title),
        cover=tuple(map(_audible, ours.cover)),
        body=tuple(map(_audible_line, ours.body)),
        notes=tuple(map(_audible_line, ours.notes)),
    )
    known = _Known(ours)
    theirs = replace(
        theirs,
        title=known.settled_text(theirs.title),
        cover=tuple(map(known.settled_text, theirs.cover)),
        body=tuple(map(known.settled, theirs.body)),
        notes=tuple(map(known.settled, theirs.notes)),
    )
    return ours, theirs


def _audible(text: str) -> str:
    return fold(_SILENT.sub("", text))


def _audible_line(line: Line) -> Line:
    return replace(
        line, pieces=tuple(piece._replace(text=_SILENT.sub("", piece.text)) for piece in line.pieces)
    )


def _is_right_to_left(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text)


def _words_and_bags(text: str) -> Hashable:
    """The words from right to left in their order, and what stands between them in none."""
    found: list[Hashable] = []
    between: list[str] = []
    for word in _WORD.findall(_DOUBT.sub("", text).translate(_MIRRORED)):
        if _is_right_to_left(word):
            found += [tuple(sorted(between)), word]
            between = []
        else:
            between.append(word)
    return (*found, tuple(sorted(between)))


class _Known:
    """The lines of the source, by what a page tells of them."""

    def __init__(self, ours: Shown) -> None:
        self._lines: dict[Hashable, Sequence[Piece]] = {}
        self._all_turned = any(map(_is_right_to_left, (ours.title, *(line.text for line in ours.body[:20]))))
        for line in (*ours.body, *ours.notes):
            self._lines.setdefault(self._key(line.text), line.pieces)
        for text in (ours.title, *ours.cover):
            self._lines.setdefault(self._key(text), [Piece(text)])

    def settled(self, line: Line) -> Line:
        """A line of theirs, as ours has it where only that differs which a page does not tell."""
        return replace(line, pieces=tuple(self._settled(line.pieces, line.text)))

    def settled_text(self, text: str) -> str:
        """The same for a text without links."""
        return fold("".join(piece.text for piece in self._settled([Piece(text)], text)))

    def _settled(self, pieces: Sequence[Piece], text: str) -> Sequence[Piece]:
        turned = self._is_turned(text)
        if not turned and not _DOUBT.search(text):
            return pieces
        want = self._lines.get(self._key(text))
        if want is None:
            return [piece._replace(text=_DOUBT.sub("", piece.text)) for piece in pieces]
        return _in_order(pieces, want) if turned else _filled(pieces, "".join(piece.text for piece in want))

    def _key(self, text: str) -> Hashable:
        if self._is_turned(text):
            return _words_and_bags(text)
        return re.sub(r"\s", "", _DOUBT.sub("", text).replace("\u2010", ""))

    def _is_turned(self, text: str) -> bool:
        """Whether a text stands in an order of its own; of a language that does, figures alone may too."""
        return self._all_turned or _is_right_to_left(text)


def _in_order(pieces: Iterable[Piece], want: Sequence[Piece]) -> Sequence[Piece]:
    """Our text, with what their links lead to, where both have as many."""
    theirs = [next(group) for _, group in groupby(pieces, key=lambda piece: piece[1:])]
    links = iter([piece for piece in theirs if piece.role != "text"])
    ours = [list(group) for _, group in groupby(want, key=lambda piece: piece[1:])]
    if sum(piece.role != "text" for piece in theirs) != sum(group[0].role != "text" for group in ours):
        return [piece._replace(text=_DOUBT.sub("", piece.text)) for piece in pieces]
    found: list[Piece] = []
    for group in ours:
        link = group[0] if group[0].role == "text" else next(links)
        found += [link._replace(text=piece.text) for piece in group]
    return found


def _filled(pieces: Iterable[Piece], want: str) -> Sequence[Piece]:
    """Their pieces with, at each doubt, what stands there in our text."""
    at = 0
    found = []
    for piece in pieces:
        out: list[str] = []
        for text in re.split(f"({_DOUBT.pattern})", piece.text):
            if text.endswith("\u200b"):
                standing = re.compile("\u2010?\\s*" if text[0] == "\u2010" else r"\s*").match(want, at)
                out.append(standing[0] if standing else "")
                at += len(out[-1])
                continue
            out.append(text)
            at = _after(want, at, sum(not char.isspace() for char in text))
        found.append(piece._replace(text="".join(out)))
    return found


def _after(text: str, at: int, count: int) -> int:
    """The place in a text behind so many signs from `at` that are no spaces."""
    while count and at < len(text):
        count -= not text[at].isspace()
        at += 1
    return at
