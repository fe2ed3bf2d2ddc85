"""The characters of the included fonts, from `covered.txt` in this folder.

`python -m scripts.fonts` makes this file from the fonts themselves, which a check must not open: the first
and the last of each range, one range a line. A listed character has a glyph or is invisible.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from toolchain.model.languages import within

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


def without_font(signs: Iterable[str]) -> set[str]:
    """Return the visible characters that none of the fonts has."""
    known = set(signs)
    rare = known - within("".join(known), USUAL)
    return {sign for sign in rare if not _is_covered(sign) and not _is_unseen(sign)}


def _is_covered(sign: str) -> bool:
    """Return whether a font has a character, or its Unicode equivalent: some ideographs are encoded twice.
    One for private use means something in one font only, and PDF/A does not have it.
    """
    forms = (sign, unicodedata.normalize("NFC", sign))
    return unicodedata.category(sign) != "Co" and any(
        all(bisect_right(_edges(), ord(each)) % 2 for each in form) for form in forms
    )


def _is_unseen(sign: str) -> bool:
    """Return whether a character is a space, a control or format character, or a variation selector."""
    return bool(within(sign, _SELECTORS)) or unicodedata.category(sign) in _UNSEEN


@cache
def _edges() -> list[int]:
    """Return where the ranges begin and, one after the last, where they end, by turns."""
    text = Path(__file__).with_name("covered.txt").read_text(encoding="ascii")
    return [int(number, 16) + at % 2 for at, number in enumerate(text.split())]
