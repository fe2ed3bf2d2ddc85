"""The HTML writer: one self-contained page, readable on a phone, in print and by a screen reader."""

from __future__ import annotations

from toolchain.formats.table import HTML
from toolchain.project.settings import Project
from toolchain.resolve.tables import Resolved


class HtmlWriter:
    """Writes the submission as one page that asks for nothing but itself and needs no script to be read."""

    format = HTML
    requires: tuple[str, ...] = ("jinja2",)
    api = 1

    def write(self, resolved: Resolved, project: Project) -> bytes:
        """Return the page's bytes, UTF-8. Raises `Failure` (S012) for a mistake in a template."""
        from toolchain.writers.html.page import page

        return page(resolved, project, "screen").encode()
