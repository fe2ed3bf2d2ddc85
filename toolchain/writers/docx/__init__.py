"""Write Word documents, with Word's own numbering, notes and fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolchain.formats.table import DOCX

if TYPE_CHECKING:
    from toolchain.project.settings import Project
    from toolchain.resolve.tables import Resolved


class DocxWriter:
    """The DOCX output."""

    format = DOCX
    requires: tuple[str, ...] = ("docx",)
    api = 1

    def write(self, resolved: Resolved, project: Project) -> bytes:
        """Return the document's bytes.

        The look comes from the template "reference.docx" of `project.templates`. Raise Failure: S012, S020
        or S021 for a template that cannot be read, D905 for one without required styles, S016 for page
        numbers that cannot be found.
        """
        from toolchain.writers.docx.document import write_document

        if project.page_numbers:
            from toolchain.writers.docx.pages import settled

            return settled(lambda pages: write_document(resolved, project, pages))
        return write_document(resolved, project)
