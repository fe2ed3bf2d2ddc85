"""Which way a text by itself runs (UAX #9, rules P2 and P3): an English address on an Arabic cover."""

from __future__ import annotations

import unicodedata

from toolchain.model.languages import is_right_to_left

LEFT_TO_RIGHT = "\u200e"
"""A sign that shows nothing and counts as a letter of a script that runs from left to right."""


LEFT, RIGHT, END = "\u2066", "\u2067", "\u2069"
"""Signs that begin and end what stands apart from the text around: from left to right, from right to left."""


def runs_right_to_left(lang: str, text: str, around: bool) -> bool:
    """Whether words in a language do; as the text around them where their letters are not its own."""
    own = is_right_to_left(lang)
    return own if own != around and runs_left_to_right(text) != own else around


def runs_left_to_right(text: str) -> bool:
    """Whether the first letter with a direction is of a script that runs from left to right."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("L", "R", "AL"):
            return kind == "L"
    return False
