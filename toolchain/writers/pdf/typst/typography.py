"""The typeface, size, lines, paper and emphasis that a recipient requires, for the template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolchain.model.design import Design
from toolchain.recipients.rules import Profile

_PAPERS = {"A4": {"width": "21cm", "height": "29.7cm"}, "letter": {"width": "8.5in", "height": "11in"}}


def designed(design: Design, profile: Profile) -> Mapping[str, Any]:
    """Return the tables of a design, with the text's size and lines and the paper that a profile requires.

    Headings and notes keep their sizes.
    """
    size, lines = profile.number("typography.size"), profile.number("typography.line-spacing")
    paper, tables = profile.word("typography.paper"), dict(design.tables)
    if size or lines:
        own = design.points("text.size")
        points = size.value if size else own
        line = points * design.points("text.line") / own * (lines.value if lines else 1)
        kept = {name: value for name, value in tables["text"].items() if isinstance(value, str)}
        tables["text"] = {**kept, "size": f"{points:g}pt", "line": f"{line:g}pt"}
    if paper:
        tables["page"] = {**tables["page"], **_PAPERS[paper.value]}
    return tables


def typeface(profile: Profile) -> str:
    """Return the typeface that a profile requires, "" for none. Without its font ours is in its place."""
    font = profile.word("typography.font")
    return font.value if font else ""


def forbidden(profile: Profile) -> tuple[str, ...]:
    """Return the kinds of emphasis that a profile forbids; the author's own stays, and T507 reports it."""
    emphasis = profile.words("emphasis")
    return tuple(emphasis.value) if emphasis else ()
