"""Write PDF files, with a folder for each layout engine.

`typst` sets the look of the United Nations, `weasyprint` also the house look, users' style sheets and files
for a press. `fonts` has the fonts and `metadata` the metadata of both.
"""

from __future__ import annotations

from toolchain.formats.table import PDF
from toolchain.model.diagnostics import Failure
from toolchain.project.settings import Project
from toolchain.resolve.tables import Resolved
from toolchain.rules.inputs import EngineCannot


class PdfWriter:
    """Writes the submission as tagged A4 pages, with outline, links and embedded fonts."""

    format = PDF
    requires: tuple[str, ...] = ("toolchain.writers.pdf.weasyprint.start",)
    api = 1

    def write(self, resolved: Resolved, project: Project) -> bytes:
        """Return the file's bytes.

        Raise `Failure` as the engine's `write` does, and for a look that the engine cannot set (S012), or
        without the fonts for Chinese (S016).
        """
        from toolchain.writers.pdf.fonts import refuse_without_chinese

        if not project.css:  # which may bring a font
            refuse_without_chinese(resolved.document)
        if project.pdf_engine == "typst":
            from toolchain.writers.pdf import typst

            house = project.look == "house" and "the house look"
            if other := house or (project.css and "--css") or (project.print_shop and "--print-shop"):
                raise Failure.of(resolved.document.path, EngineCannot(other))
            return typst.write(resolved, project)
        from toolchain.writers.pdf import weasyprint

        return weasyprint.write(resolved, project)
