"""Decide which program sets the PDF, from the source and the options alone, never from the machine."""

from toolchain.model.facts import Facts, Word
from toolchain.model.front_matter import PdfEngine
from toolchain.model.languages import is_right_to_left, primary_subtag
from toolchain.model.records import Record
from toolchain.project.settings import Project
from toolchain.rules.plugins import InLanguage, OwnTemplate

_IN_ORDER = ("ar", "he", "yi")
"""Languages from right to left whose words typst puts in order; of Persian and Urdu it does not."""

DEFAULT: PdfEngine = "typst"
"""The program for the look of the United Nations, if nothing else decides."""


class Decision(Record):
    """The program for a PDF. `why` is what asks for it, "" for the user's choice and the default.

    `cannot` is what is asked for besides and the program does not have.
    """

    engine: PdfEngine
    why: Facts | str = ""
    cannot: Facts | str = ""


def pdf_engine(project: Project) -> Decision:
    """Return which program sets the PDF of a project."""
    house = project.look == "house" and Word("the house look")
    asked = house or (project.css and "--css") or (project.print_shop and "--print-shop") or ""
    if project.pdf_engine:
        return Decision(project.pdf_engine, cannot=asked if project.pdf_engine == "typst" else "")
    if not house and (own := _own(project, "print.typ")):
        return Decision("typst", own, asked)
    if why := asked or _own(project, "page.html.j2", "print*.css"):
        return Decision("weasyprint", why)
    if is_right_to_left(lang := project.front_matter.lang) and primary_subtag(lang) not in _IN_ORDER:
        return Decision("weasyprint", InLanguage(lang))
    return Decision(DEFAULT)


def _own(project: Project, *patterns: str) -> Facts | str:
    """Return what to call the first of the user's own templates with such a name, "" for none."""
    folders = project.templates.folders[:-1]
    found = (path.name for pattern in patterns for folder in folders for path in folder.glob(pattern))
    return next(map(OwnTemplate, sorted(found)), "")
