"""A redline as a page of HTML: what goes and comes, in words too, with links from change to change."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from toolchain.reports import visible
from toolchain.reports.pages import rendered
from toolchain.word.redlining import Redline


def page(made: Redline, old: str, new: str, marks: str = "") -> str:
    """Return the page. `marks` are the words at its top, such as "Confidential"."""
    shown = list(made.shown)
    changes = [each for each in shown if each.changes]
    numbers = {id(each): at for at, each in enumerate(changes, 1)}
    blocks = [(kind == "row", list(group)) for kind, group in groupby(shown, lambda each: each.kind)]
    variables = {
        "blocks": blocks,
        "numbers": numbers,
        "changes": [(numbers[id(each)], each) for each in changes],
        "old": old,
        "new": new,
        "marks": marks,
        "id": id,
    }
    return rendered(Path(__file__).with_name("page.html.j2"), variables, {"visible": visible})
