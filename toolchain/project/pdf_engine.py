"""Decide which program sets the PDF, from the source and the options alone, never from the machine."""

from __future__ import annotations

from toolchain.model.front_matter import PdfEngine
from toolchain.model.languages import is_right_to_left, primary_subtag
from toolchain.model.records import Record
from toolchain.model.speech import said
from toolchain.project.settings import Project

_IN_ORDER = ("ar", "he", "yi")
"""Languages from right to left whose words typst puts in order; of Persian and Urdu it does not."""

DEFAULT: PdfEngine = "typst"
"""The program for the look of the United Nations, if nothing else decides."""


class Decision(Record):
    """The program for a PDF. `why` is what asks for it, "" for the user's choice and the default.

    `cannot` is what is asked for besides and the program does not have.
    """

    engine: PdfEngine
    why: str = ""
    cannot: str = ""


def pdf_engine(project: Project) -> Decision:
    """Return which program sets the PDF of a project."""
    house = project.look == "house" and said("the house look")
    asked = house or (project.css and "--css") or (project.print_shop and "--print-shop") or ""
    if project.pdf_engine:
        return Decision(project.pdf_engine, cannot=asked if project.pdf_engine == "typst" else "")
    if not house and (own := _own(project, "print.typ")):
        return Decision("typst", own, asked)
    if why := asked or _own(project, "page.html.j2", "print*.css"):
        return Decision("weasyprint", why)
    if is_right_to_left(lang := project.front_matter.lang) and primary_subtag(lang) not in _IN_ORDER:
        return Decision("weasyprint", said("the language {lang}", lang=lang))
    return Decision(DEFAULT)


def _own(project: Project, *patterns: str) -> str:
    """Return what to call the first of the user's own templates with such a name, "" for none."""
    folders = project.templates.folders[:-1]
    found = (path.name for pattern in patterns for folder in folders for path in folder.glob(pattern))
    return next((said("your own {name}", name=name) for name in sorted(found)), "")
