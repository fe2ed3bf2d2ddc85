"""Write PDF files, with a folder for each layout engine.

`typst` sets the look of the United Nations, `weasyprint` also the house look, users' style sheets and files
for a press. `fonts` has the fonts and `metadata` the metadata of both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from toolchain.formats.table import PDF
from toolchain.model.diagnostics import Failure, FilePlace, Finding
from toolchain.model.front_matter import PdfEngine
from toolchain.model.records import replace
from toolchain.project.settings import DEFAULT, Project, pdf_engine
from toolchain.resolve.tables import Resolved
from toolchain.rules.inputs import EngineCannot
from toolchain.rules.outputs_pdf import StyleStopsEngine

ENGINES: Mapping[PdfEngine, Sequence[str]] = MappingProxyType(
    {
        "typst": ("typst", "pikepdf"),
        "weasyprint": ("toolchain.writers.pdf.weasyprint.start", "weasyprint", "pikepdf"),
    }
)
"""The modules that each engine needs, and the proof of its files."""


class PdfWriter:
    """Writes the submission as tagged A4 pages, with outline, links and embedded fonts."""

    format = PDF
    requires: Sequence[str] = ENGINES[DEFAULT]
    api = 1
    ways = MappingProxyType(
        {
            "look of the United Nations": ENGINES["typst"],
            "house look, --css and --print-shop, with Pango": ENGINES["weasyprint"],
        }
    )
    """What `submission doctor` lists."""

    def needs(self, project: Project) -> Sequence[str]:
        """Return the modules for the PDF of a project."""
        return ENGINES[pdf_engine(project).engine]

    def write(self, resolved: Resolved, project: Project) -> bytes:
        """Return the file's bytes.

        Raise `Failure` as the engine's `write` does, for a look that the engine cannot set (S012), without
        the fonts for Chinese (S016), and for a user's style sheet with which the engine fails (D908).
        """
        from toolchain.writers.pdf.fonts import refuse_without_chinese

        decided = pdf_engine(project)
        if decided.cannot:
            place = project.front_matter.places.get("pdf-engine", FilePlace(resolved.document.path))
            raise Failure(Finding(place, EngineCannot(decided.cannot)))
        if not project.css:  # which may bring a font
            refuse_without_chinese(resolved)
        if decided.engine == "typst":
            from toolchain.writers.pdf import typst

            return typst.write(resolved, project)
        from toolchain.writers.pdf import weasyprint

        try:
            return weasyprint.write(resolved, project)
        except Exception as error:
            *_, built_in = project.templates.folders
            sheet = project.css or project.templates.find("print.css")
            if isinstance(error, Failure) or sheet.parent == built_in:
                raise
            without = replace(project, css=None, templates=replace(project.templates, folders=(built_in,)))
            weasyprint.write(resolved, without)  # this fails too if the user's sheet is not the cause
            fault = StyleStopsEngine(f"{type(error).__name__}: {error}")
            raise Failure.of(sheet.as_posix(), fault) from error
