"""The characters of the included fonts, from `covered.txt` in this folder.

`python -m scripts.fonts` makes this file from the fonts themselves, which a check must not open: the first
and the last of each range, one range a line. A listed character has a glyph or is invisible.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from toolchain.model.records import Record

USUAL = (
    (" ", "~"),
    ("\u00a0", "\u0233"),
    ("\u0391", "\u03a1"),
    ("\u03a3", "\u03ce"),
    ("\u0400", "\u04ff"),
    ("\u060c", "\u060c"),
    ("\u0621", "\u065f"),
    ("\u2010", "\u2027"),
    ("\u4e00", "\u9fa5"),
)
"""Ranges that the fonts have whole, for which the table need not be read."""

_UNSEEN = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf"))
_SELECTORS = (("\ufe00", "\ufe0f"), ("\U000e0100", "\U000e01ef"))


class _Ranges(Record):
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]


def without_font(signs: Iterable[str]) -> set[str]:
    """Return the visible characters that none of the fonts has."""
    signs = {sign for sign in signs if not any(first <= sign <= last for first, last in USUAL)}
    if not signs:
        return signs
    ranges = _ranges()
    return {sign for sign in signs if not _covered(sign, ranges) and not _is_unseen(sign)}


def _covered(sign: str, ranges: _Ranges) -> bool:
    """Return whether a font has a character, or its Unicode equivalent: some ideographs are encoded twice."""
    return _within(sign, ranges) or all(_within(each, ranges) for each in unicodedata.normalize("NFC", sign))


def _within(sign: str, ranges: _Ranges) -> bool:
    at = bisect_right(ranges.firsts, ord(sign)) - 1
    return at >= 0 and ord(sign) <= ranges.lasts[at]


def _is_unseen(sign: str) -> bool:
    """Return whether a character is a space, a control or format character, or a variation selector."""
    selects = any(first <= sign <= last for first, last in _SELECTORS)
    return selects or unicodedata.category(sign) in _UNSEEN


@lru_cache(maxsize=1)
def _ranges() -> _Ranges:
    text = Path(__file__).with_name("covered.txt").read_text(encoding="ascii")
    numbers = [int(number, 16) for number in text.split()]
    return _Ranges(tuple(numbers[::2]), tuple(numbers[1::2]))
