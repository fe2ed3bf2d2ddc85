"""Puts runs of text together to words and lines, and says where a space stood that no line shows.

A line ends where a space was, which is not there; or after a hyphen, inside an address or between
ideographs, where there may have been none. Most ends are at a space, by UAX #14; but a word that is too
long for a narrow column is divided anywhere.
"""

from __future__ import annotations

import re
import unicodedata

from toolchain.formats.pdf.content import Run

UNCERTAIN = "\u200b"
"""Stands where a line ends and the file does not show whether with a space. A U+2010 before it may be
one that stands there for the end of the line alone; a space before it is likely to be there."""

LIKELY = f" {UNCERTAIN}"

JOINT = "\u2060"
"""Stands between two runs each of which has an order of its own: what reads from right to left in both of
them is not one. No space is missing there."""

_SAME_LINE = 0.6
"""How far, in sizes of the larger text, base lines of one line may be apart. Marks are raised by 0.33."""

_NO_BREAK_AFTER = frozenset(".,:;)]’”»\"'%°")
_NO_BREAK_BEFORE = frozenset("([‘“«\"'")

_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer."""


def on_one_line(one: Run, other: Run) -> bool:
    """Whether two runs that follow each other stand on one line."""
    return one.page == other.page and abs(one.y - other.y) <= _SAME_LINE * max(one.size, other.size)


def line_end(before: str, after: str) -> str:
    """What stood between two lines, of which `before` ends the one and `after` begins the other.

    It is nothing, where one of the two has a space itself; else `LIKELY` or `UNCERTAIN`. A text without a
    space may have been broken in the middle of a word that is longer than a line.
    """
    last, first = before[-1], after[0]
    if last.isspace() or first.isspace():
        return ""
    if " " not in before.strip() or is_free(last) or is_free(first):
        return UNCERTAIN
    if _is_of_word(first):
        return LIKELY if _is_of_word(last) or last in _NO_BREAK_AFTER else UNCERTAIN
    return LIKELY if _is_of_word(last) and first in _NO_BREAK_BEFORE else UNCERTAIN


def _is_of_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M"


def is_free(char: str) -> bool:
    """Whether lines may break beside a character anywhere: ideographs, and scripts that write no spaces."""
    if char.isascii():
        return False
    return unicodedata.east_asian_width(char) in "WF" or bool(_WITHOUT_SPACES.match(char))
