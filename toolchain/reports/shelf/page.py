"""The overview as a page of HTML."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from toolchain.reports import visible
from toolchain.reports.pages import rendered
from toolchain.reports.shelf.entries import HEADS, Entry, cells, total, versions

_TEMPLATE = Path(__file__).with_name("page.html.j2")


def page(entries: Sequence[Entry], today: str) -> str:
    """Return the page."""
    rows = [(entry, versions(entry), cells(entry)) for entry in entries]
    variables = {"heads": HEADS, "rows": rows, "total": total(entries), "today": today}
    return rendered(_TEMPLATE, variables, {"visible": visible})
