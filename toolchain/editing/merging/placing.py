"""Find where and how whole lines are inserted into a source."""

from __future__ import annotations

from toolchain.editing.merging import blocks
from toolchain.editing.merging.splicing import Change
from toolchain.editing.merging.tokens import Text
from toolchain.editing.merging.units import Step, Unit
from toolchain.editing.merging.words import Unsure
from toolchain.rules import merges


def level(source: Text, unit: Unit, base: Unit, theirs: Unit) -> Change:
    """Return the new `#` characters of a heading whose level was changed."""
    if base.form[1:] != theirs.form[1:]:
        raise Unsure(merges.HEADING_AND_SERIES)
    end = unit.first
    while source.text[end : end + 1] == "#":
        end += 1
    if end == unit.first:
        raise Unsure(merges.UNDERLINED)
    return Change(unit.first, end, "#" * theirs.form[0])


def is_note(unit: Unit) -> bool:
    """Return whether a text begins a note."""
    return any(step.kind == "note" and step.begins for step in unit.path)


def is_tight(source: Text, anchor: Unit | None, unit: Unit) -> bool:
    """Return whether a text goes directly below the line before it, like items of a list."""
    step: Step | None = unit.path[-1] if unit.path else None
    if anchor is None or step is None or not step.begins or step.kind not in blocks.LISTS:
        return False
    depth = len(unit.path)
    before = [each.kind for each in anchor.path[:depth]]
    if before != [each.kind for each in unit.path]:
        return False
    above = source.text[: anchor.first].endswith(("\n\n", "\r\n\r\n"))
    below = source.text[anchor.last : anchor.last + 1] not in ("", "\n", "\r")
    return below or not above
