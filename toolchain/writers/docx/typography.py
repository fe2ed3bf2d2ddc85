"""Typeface, size, lines, emphasis and paper as the recipient asks for them, put into our own template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolchain.writers.docx.styles import Styles
from toolchain.writers.docx.xml import Element, add, find, qualified

if TYPE_CHECKING:
    from toolchain.recipients import Profile

SINGLE = 1.2
"""The space between single lines, as a multiple of the size of the letters; so the template has it."""

_OWN_SIZE = 10.0
_EMPHASIS = {"bold": ("b", "bCs"), "italics": ("i", "iCs"), "underline": ("u",)}
_PAPERS = {"A4": (11906, 16838), "letter": (12240, 15840)}  # in twentieths of a point


def set_typography(styles: Styles, section: Element, profile: Profile) -> None:
    """Change the styles and the page of our template to what a profile asks for; a user's own stays as it is.

    Headings and notes keep their sizes. Emphasis that the recipient forbids is left out of all styles; what
    the author has emphasized, T507 says.
    """
    emphasis = profile.words("emphasis")
    for each in emphasis.value if emphasis else ():
        styles.leave_out(*_EMPHASIS[each])
    font, paper = profile.word("typography.font"), profile.word("typography.paper")
    size, lines = profile.number("typography.size"), profile.number("typography.line-spacing")
    if font:
        styles.set_default("rFonts", ascii=font.value, hAnsi=font.value)
    if size:
        styles.set_default("sz", val=round(size.value * 2))
    if size or lines:
        spacing = (size.value if size else _OWN_SIZE) * SINGLE * (lines.value if lines else 1)
        styles.set_line(round(spacing * 20))
    if paper:
        sheet = find(section, "pgSz")
        width, height = _PAPERS[paper.value]
        for name, value in (("w", width), ("h", height)):
            (sheet if sheet is not None else add(section, "pgSz")).set(qualified(name), str(value))
