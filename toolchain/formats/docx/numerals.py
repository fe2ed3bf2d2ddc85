"""Numbers in the signs that Word counts with (ECMA-376-1, 17.18.59, ST_NumberFormat).

Written apart from the numerals of `resolve`, so that a slip in one of the two is seen by the other.
"""

from __future__ import annotations

from toolchain.formats.docx.common_numerals import STYLES

_MOST = 32_767  # of a list's numbers


def numeral(style: str, number: int, language: str = "") -> str | None:
    """A number in a style's signs, or in figures where it has none for it; None for a style unknown here.

    `language` is that of formats in words, by its first subtag. A style "custom 0001" has zeros
    before its figures up to that length.
    """
    if style in ("none", "bullet"):
        return ""
    sign = STYLES.get(style)
    if sign is None:
        return _rare(style, number, language)
    return sign(number) if 1 <= number <= _MOST else str(number)


def _rare(style: str, number: int, language: str) -> str | None:
    if style.startswith("custom "):
        return str(number).zfill(len(style) - len("custom "))
    from toolchain.formats.docx.rare_numerals import RARE_STYLES, WORDS  # few documents need it

    if style in WORDS:
        return WORDS[style](number, language or "en") if 1 <= number <= _MOST else str(number)
    sign = RARE_STYLES.get(style)
    if sign is None:
        return None
    return sign(number) if 1 <= number <= _MOST else str(number)
