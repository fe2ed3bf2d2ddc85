"""From the order of a page, left to right, to the order of reading of texts written from right to left.

A page shows glyphs at places; where punctuation and figures stood in the text between words of both
directions cannot be told for certain. Words come out in order; what is between them is the likeliest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_KINDS = {"L": "l", "R": "r", "AL": "r", "NSM": "r", "EN": "n", "AN": "n"}
_JOINS = frozenset(",./:-+%٬٫@_")
"""Signs that stay inside figures and words written from left to right."""
_LEFT_TO_RIGHT = re.compile(r"l(?:[lns ]*[ln])?|n(?:[ns]*n)?")
_RIGHT_TO_LEFT = re.compile(r"r(?:[rns ]*r)?")
_LANGUAGES = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
)


def is_written_right_to_left(lang: str) -> bool:
    """Whether a language (BCP 47) is written from right to left by default."""
    return lang.replace("_", "-").partition("-")[0].lower() in _LANGUAGES


def in_reading_order(glyphs: Sequence[str], right_to_left: bool) -> str:
    """The text of one run of a line, whose glyphs come as they stand from left to right."""
    if right_to_left:
        return "".join(_turned(glyphs))
    text = "".join(glyphs)
    if text.isascii() or not any(map(is_right_to_left, text)):
        return text
    kinds = "".join(map(_kind, glyphs))
    order = list(glyphs)
    for found in _RIGHT_TO_LEFT.finditer(kinds):
        start, end = found.span()
        order[start:end] = _turned(order[start:end])
    return "".join(order)


def is_right_to_left(char: str) -> bool:
    """Whether a character is a letter that is written from right to left."""
    return unicodedata.bidirectional(char) in {"R", "AL"}


def _turned(glyphs: Sequence[str]) -> list[str]:
    """Glyphs from right to left, but for the figures and words among them."""
    order = list(glyphs)[::-1]
    kinds = "".join(map(_kind, order))
    for found in _LEFT_TO_RIGHT.finditer(kinds):
        start, end = found.span()
        order[start:end] = order[start:end][::-1]
    return order


def _kind(glyph: str) -> str:
    found = {_KINDS.get(unicodedata.bidirectional(char)) for char in glyph} - {None}
    for kind in "rln":
        if kind in found:
            return kind
    return "s" if glyph in _JOINS else " "
