"""Decide whether two texts look the same in lines with right-to-left words.

On a page each link, and the text between two, has its own order, so each is compared with its counterpart,
and the spaces between two separately. The lines of the file's text are known; our text is cut at the same
places. Then each cut is put in visual order (UAX #9). If the results are equal, the texts are the same, in
whatever order the file's text was found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from toolchain.compare.proof.lines import Piece, is_live
from toolchain.formats.bidi.directions import END, LEFT, RIGHT
from toolchain.formats.bidi.levels import visual
from toolchain.formats.pdf.bidi import same_sight
from toolchain.model.expressions import expression
from toolchain.model.records import Record, replace

_END = expression(r"(\s*[\u200b\u2060][\s\u200b\u2060]*)")
SILENT = "\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
"""Characters without a glyph of their own, as a class of an expression has them."""
_SILENT = expression(f"[{SILENT}]")
_UNSEEN = expression(rf"[\s{SILENT}]")
_BEGINNING = expression(rf"[\s{SILENT}]*")
_UNSEEN_END = expression(rf"[\s{SILENT}]*\Z")
_JOINT = "\u2060"
_HYPHEN = "\u2010"
_APART = expression(f"[{LEFT}{RIGHT}\u2068{END}]")
_PAGE_END = "\u202c"
_LINE_END = "\u200b"
_LIGATURE = expression("ل([\u064b-\u0655\u0670]+)([اأإآ])")
_SEEN_LIGATURE = expression("([اأإآ])([\u064b-\u0655\u0670]+)ل")


def joined(text: str) -> str:
    """Return a text in one form (NFC), with marks after two letters that fonts join, because the letter of a
    mark is not visible.
    """
    return _LIGATURE.sub(r"ل\2\1", unicodedata.normalize("NFC", text))


def looks_the_same(ours: str, theirs: str, right_to_left: bool) -> bool:
    """Return whether our text, shown in their lines, looks like theirs. Both are in reading order.

    `right_to_left` is the direction of the document; a link may have another one.
    """
    rest = _Rest(joined(ours))
    parts = [*_END.split(joined(theirs)), ""]
    for text, end in zip(parts[::2], parts[1::2], strict=True):
        hyphen = ""
        count = rest.count(text)
        if text.rstrip(_PAGE_END).endswith(_HYPHEN) and _LINE_END in end and rest.sign(count - 1) != _HYPHEN:
            hyphen, count = _HYPHEN, count - 1
        cut = rest.take(count)
        if not _is_shown(cut.strip() + hyphen, text.strip(), right_to_left):
            return False
        inside = count and end and rest.signs and _LINE_END not in end
        if inside and _has_space(_between(cut, "")) != _has_space(_between(end, "")):
            return False
    return not rest.signs


def _is_shown(ours: str, theirs: str, right_to_left: bool) -> bool:
    if ours == theirs:
        return True
    bases = right_to_left, not right_to_left
    wanted, seen = ({_sight(text, base) for base in bases} for text in (theirs, ours))
    if any(map(str.isalpha, theirs)):
        return not wanted.isdisjoint(seen)
    # If no letter shows the direction, a file may have a bracket as in the other direction.
    return not set(map(same_sight, wanted)).isdisjoint(map(same_sight, seen))


def _sight(text: str, right_to_left: bool) -> str:
    """Return the look of a text. Invisible characters count for the order, tabs as the spaces that they
    become.

    Marks come before the two letters that fonts join; `joined` has them after these in reading order.
    """
    seen = _SILENT.sub("", visual(text.replace("\t", " "), right_to_left))
    return re.sub(r"\s+", " ", _SEEN_LIGATURE.sub(r"\2\1ل", seen)).strip()


class _Rest:
    """A text from which cuts are taken at its start, by the number of visible characters."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places = [at for at, char in enumerate(text) if not _UNSEEN.match(char)]
        self._taken = 0
        self._start = 0
        self._open = ""

    @property
    def signs(self) -> int:
        """The number of characters that are left."""
        return len(self._places) - self._taken

    @staticmethod
    def count(text: str) -> int:
        """Return the number of visible characters in a text."""
        return len(_UNSEEN.sub("", text))

    def sign(self, number: int) -> str:
        """Return the character at this distance, "" after the end."""
        at = self._taken + number
        return self._text[self._places[at]] if 0 <= at < len(self._places) else ""

    def take(self, count: int) -> str:
        """Return so many characters of the text, and the spaces before the next one if a character follows.

        An isolated text continues in the next cut, as in the next line.
        """
        self._taken = min(self._taken + count, len(self._places))
        start, before = self._start, self._open
        self._start = self._places[self._taken] if self.signs else len(self._text)
        cut = self._text[start : self._start]
        for sign in _APART.findall(cut):
            self._open = self._open[:-1] if sign == END else self._open + sign
        return before + cut


class Stretch(NamedTuple):
    """One link, or the text between two, on both sides; the target of theirs, and spaces after it."""

    ours: str
    theirs: str
    link: Piece
    space: str
    their_space: str


def paired(pieces: Sequence[Piece], want: Sequence[Piece]) -> list[Stretch]:
    """Return links with links and text with text; nothing if they are not in the same order."""
    ours, theirs = _parts(want), _parts(pieces)
    if [_way(part.pieces[0])[0] for part in ours] != [_way(part.pieces[0])[0] for part in theirs]:
        return []
    return [
        Stretch(
            "".join(piece.text for piece in one.pieces),
            _JOINT.join(piece.text for piece in other.pieces),
            other.pieces[0] if other.pieces[0].role != "text" else one.pieces[0],
            one.space,
            other.space,
        )
        for one, other in zip(ours, theirs, strict=True)
    ]


def look_the_same(stretches: Sequence[Stretch], right_to_left: bool) -> bool:
    """Return whether all pairs look the same, and have spaces between them where ours have.

    `right_to_left` is the direction of the document.
    """
    return (
        bool(stretches)
        and all(looks_the_same(each.ours, each.theirs, right_to_left) for each in stretches)
        and all(_same_space(one, other) for one, other in pairwise(stretches))
    )


def _same_space(one: Stretch, other: Stretch) -> bool:
    theirs = _between(one.theirs + one.their_space, other.theirs)
    return _LINE_END in theirs or _has_space(theirs) == _has_space(_between(one.ours + one.space, other.ours))


def _between(one: str, other: str) -> str:
    ends = _UNSEEN_END.search(one), _BEGINNING.match(other)
    return "".join(found[0] for found in ends if found)


def _has_space(text: str) -> bool:
    return any(map(str.isspace, text))


class _Part(Record):
    """The pieces of a link, or of the text between two, and the spaces after a link."""

    pieces: Sequence[Piece]
    space: str = ""


def _parts(pieces: Sequence[Piece]) -> list[_Part]:
    """Return the parts of a line.

    Spaces between two links are ignored: next to another space they are not printed. Two links to one target
    with a space between them are one if a line ends there.
    """
    found: list[_Part] = []
    for (role, target), group in groupby(pieces, key=_way):
        part = _Part(list(group))
        last = found[-1] if found else None
        if last and role == "text" and all(_BEGINNING.fullmatch(piece.text) for piece in part.pieces):
            found[-1] = replace(last, space="".join(piece.text for piece in part.pieces))
        elif last and role != "mark" and _way(last.pieces[0]) == (role, target):
            found[-1] = _Part([*last.pieces, last.pieces[0]._replace(text=last.space), *part.pieces])
        else:
            found.append(part)
    return found


def _way(piece: Piece) -> tuple[str, object]:
    """Return the role of a piece, and its target; no output makes a link of every address."""
    return ("text", None) if piece.role == "link" and not is_live(str(piece.target)) else piece[1:3]
