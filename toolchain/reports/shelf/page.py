"""The overview as a page of HTML."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from toolchain.reports import visible
from toolchain.reports.pages import rendered
from toolchain.reports.shelf.entries import HEADS, Entry, cells, signed, total, versions

_WELL = {"up to date", "not built"}


def page(entries: Sequence[Entry], today: str) -> str:
    """Return the page."""
    rows = [
        (each, (*versions(each), *signed(each)), zip(HEADS, cells(each), strict=True), tones(each))
        for each in entries
    ]
    variables = {"heads": HEADS, "rows": rows, "total": total(entries), "today": today}
    return rendered(Path(__file__).with_name("page.html.j2"), variables, {"visible": visible})


def tones(entry: Entry) -> dict[str, str]:
    """Return the cells that are an error or a warning, by their heads."""
    about = entry.overview
    wrong = {
        "deadline": not entry.sent and (entry.days_left or 0) < 0,
        "words": about.limit is not None and (about.words or 0) > about.limit,
        "findings": not entry.readable or "error" in about.findings,
    }
    odd = {"findings": "warning" in about.findings, "outputs": bool({*entry.outputs.values()} - _WELL)}
    return {
        head: tone for tone, found in (("warning", odd), ("error", wrong)) for head in found if found[head]
    }
