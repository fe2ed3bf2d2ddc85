"""Characters written without spaces: ideographs, hiragana and katakana (Unicode, chapter 18)."""

from __future__ import annotations

_BLOCKS = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))


def is_ideograph(sign: str) -> bool:
    """Return whether a character is one of them; "" is not."""
    return any(first <= sign <= last for first, last in _BLOCKS)
