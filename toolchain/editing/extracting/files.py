"""The text of a CSL-JSON bibliography with new items after the existing ones, which do not change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from toolchain.model import Bibliography
from toolchain.model.diagnostics import Edit, SourceSpan
from toolchain.model.source_text import Plan

Item = dict[str, Any]
_FIRST = (
    "id", "type", "author", "issued", "title", "container-title", "volume", "issue", "number", "genre",
    "publisher-place", "publisher", "URL", "accessed",
)  # fmt: skip


def added(text: str, bibliography: Bibliography, items: Sequence[Item]) -> str:
    """Return the text of a bibliography with new items after its last entry; "" becomes a new list."""
    if not items:
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    written = f",{newline}".join(newline.join(_lines(item)) for item in items)
    spans = [entry.span for entry in bibliography.entries.values()]
    if spans:
        end = max((span.end_line, span.end_column) for span in spans)
        plan = Plan(text)
        plan.add((Edit(SourceSpan(bibliography.path, *end, *end), f",{newline}{written}"),))
        return plan.result()
    before, bracket, after = text.partition("[")
    if not bracket:
        return f"[{newline}{written}{newline}]{newline}"
    return f"{before}[{newline}{written}{newline}{after.lstrip()}"


def _lines(item: Item) -> list[str]:
    """Return an item, one variable per line."""
    names = sorted(item, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))
    values = [f"    {json.dumps(name)}: {json.dumps(item[name], ensure_ascii=False)}" for name in names]
    return ["  {", *(f"{value}," for value in values[:-1]), values[-1], "  }"]
