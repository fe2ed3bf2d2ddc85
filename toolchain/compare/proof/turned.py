"""Decide whether two texts look the same in lines with right-to-left words.

The lines of the file's text are known; our text is cut at the same places. Then each cut is put in visual
order (UAX #9). If the results are equal, the texts are the same, in whatever order the file's text was found.
"""

from __future__ import annotations

import re
import unicodedata

from toolchain.formats.bidi.directions import END, LEFT, RIGHT
from toolchain.formats.bidi.levels import visual
from toolchain.formats.pdf.bidi import same_sight

_END = re.compile(r"(\s*[\u200b\u2060][\s\u200b\u2060]*)")
SILENT = "\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
"""Characters without a glyph of their own, as a class of an expression has them."""
_SILENT = re.compile(f"[{SILENT}]")
_UNSEEN = re.compile(rf"[\s{SILENT}]")
_UNSEEN_END = re.compile(rf"[\s{SILENT}]*\Z")
_HYPHEN = "\u2010"
_APART = re.compile(f"[{LEFT}{RIGHT}{END}]")
_PAGE_END = "\u202c"
_LINE_END = "\u200b"
_LIGATURE = re.compile("ل([\u064b-\u0655\u0670]+)([اأإآ])")
_SEEN_LIGATURE = re.compile("([اأإآ])([\u064b-\u0655\u0670]+)ل")


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
        if inside and _ends_in_space(cut) != _ends_in_space(end):
            return False
    return not rest.signs


def _ends_in_space(text: str) -> bool:
    found = _UNSEEN_END.search(text)
    return found is not None and any(map(str.isspace, found[0]))


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
