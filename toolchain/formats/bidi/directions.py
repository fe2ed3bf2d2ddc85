"""The direction of a text by itself (UAX #9, rules P2 and P3): an English address on an Arabic cover."""

from __future__ import annotations

import unicodedata

from toolchain.model.languages import is_right_to_left

LEFT_TO_RIGHT = "\u200e"
"""An invisible character that counts as a letter of a script from left to right."""


LEFT, RIGHT, END = "\u2066", "\u2067", "\u2069"
"""Characters that begin an isolate from left to right or from right to left, and end it."""


def runs_right_to_left(lang: str, text: str, around: bool) -> bool:
    """Return whether words in a language run from right to left.

    If their letters are of another script, they run like the text around them (`around`).
    """
    own = is_right_to_left(lang)
    return own if own != around and runs_left_to_right(text) != own else around


def runs_left_to_right(text: str) -> bool:
    """Return whether the first letter with a direction is of a script from left to right."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("L", "R", "AL"):
            return kind == "L"
    return False
