"""Write one self-contained HTML page, for phones, printing and screen readers."""

from __future__ import annotations

from toolchain.formats.table import HTML
from toolchain.project.settings import Project
from toolchain.resolve.tables import Resolved


class HtmlWriter:
    """Writes the submission as one page that loads nothing and needs no script for reading."""

    format = HTML
    requires: tuple[str, ...] = ("jinja2",)
    api = 1

    def write(self, resolved: Resolved, project: Project) -> bytes:
        """Return the page's bytes, UTF-8. Raise `Failure` (S012) for a mistake in a template."""
        from toolchain.writers.html.page import page

        return page(resolved, project, "screen").encode()
