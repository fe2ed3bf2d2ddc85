"""Write EPUB files: the submission as a book for phones, reading devices and offline readers."""

from __future__ import annotations

from toolchain.formats.table import EPUB
from toolchain.project.settings import Project
from toolchain.resolve.tables import Resolved


class EpubWriter:
    """Writes the submission as EPUB 3.3: the page's text, a file for each section, without scripts."""

    format = EPUB
    requires: tuple[str, ...] = ("jinja2", "lxml")
    api = 1

    def write(self, resolved: Resolved, project: Project) -> bytes:
        """Return the book's bytes. Raise `Failure` (S012, S019 to S021, S023) for a bad style sheet."""
        from toolchain.writers.epub.book import book

        return book(resolved, project)
