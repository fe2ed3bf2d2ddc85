"""The style sheet of a book: ours, the submitter's colour where it has the house look, the user's own."""

from __future__ import annotations

from toolchain.project.settings import Project
from toolchain.writers.html import template

_ACCENTED = "h1, h2, .particulars, .appendix, .notes, thead > tr > *"
"""Lines get the colour, and no words: it must be readable on whatever paper a reader has chosen."""


def style_sheet(project: Project) -> str:
    """The whole sheet. Raises `Failure` (S012) where one cannot be read."""
    sheets = [template.read("epub.css", project.templates)]
    if project.look == "house":
        from toolchain.writers.html.style import house_colour

        sheets.append(f"{_ACCENTED} {{ border-color: {house_colour(project)}; }}\n")
    if project.css:
        from toolchain.formats.user_style import read_style

        sheets.append(read_style(project.css))
    return "\n".join(sheets)
