"""Write whole texts and lines into a source: markers, indentation, places, and ends of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from toolchain import model as m
from toolchain.editing.merging.splicing import Change
from toolchain.editing.merging.tokens import Text, Token, stripped
from toolchain.editing.merging.units import Path, Step, Unit
from toolchain.editing.merging.words import PARAGRAPH, Unsure, inlines_of
from toolchain.model.diagnostics import FilePlace
from toolchain.model.expressions import expression
from toolchain.model.indentation import FIVE
from toolchain.model.records import replace
from toolchain.model.walk import walk
from toolchain.rules import merges
from toolchain.word.importing.joining import NOWHERE
from toolchain.writers.markdown import written_blocks

_NOWHERE = FilePlace("")
LISTS = ("sub", "bullet", "ordered")
_BETWEEN = expression(r"\s*(?:\{#[\w-]+\})?\s*(?:[\s>]|(?:\d+[.)]|[-+*]) )*")
"""The text allowed between two joined paragraphs: a label, markers, blanks."""


def prefixes(path: Path) -> tuple[str, str]:
    """Return the text before the first line in these containers, and before further lines."""
    first = rest = ""
    for step in path:
        marker, columns = _marker(step, first)
        first += marker if step.begins else " " * columns if step.kind != "quotation" else marker
        rest += " " * columns if step.kind != "quotation" else marker
    return first, rest


def _marker(step: Step, before: str) -> tuple[str, int]:
    """Return the marker of a container, and the indentation of its content in columns."""
    number = step.number.rstrip(".)")
    figures = number if re.fullmatch("[0-9]{1,9}", number) else "1"
    match step.kind:
        case "numbered" | "sub":
            return f"{figures}. ", max(FIVE, len(figures) + 2)
        case "ordered":
            sign = ")" if not step.number.endswith(".") else "."
            return f"{figures}{sign} ", len(figures) + 2
        case "bullet":
            return "- ", 2
        case "quotation":
            return "> ", 2
        case _:
            return f"[^{step.number}]: ", 4


def body_of(unit: Unit, names: Mapping[str, str], comments: Sequence[str] = ()) -> str:
    """Return a unit as Markdown, without markers of a list or quotation. Raise `Unsure` if it cannot be."""
    notes = tuple(m.Comment(_NOWHERE, each) for each in comments)
    spaced = tuple(each for note in notes for each in (m.Text(_NOWHERE, " "), note))
    if unit.kind not in ("text", "heading", "code", "table"):
        raise Unsure(merges.PICTURE_PLACE)
    inlines = (*inlines_of(stripped(unit.tokens)), *spaced)
    node = unit.node
    match unit.kind:
        case "text":
            node = m.Paragraph(_NOWHERE, inlines)
        case "heading":
            node = replace(node, children=inlines, label=None, page_break=False)
        case "table":
            _refuse_renamed(node, names)
            node = replace(node, label=None)
    return written_blocks((node,)).text


def _refuse_renamed(table: m.Table, names: Mapping[str, str]) -> None:
    for node, _ in walk((table,)):
        if isinstance(node, m.NoteMark) and names.get(node.label, node.label) != node.label:
            raise Unsure(merges.TABLE_WITH_NOTES)
        if isinstance(node, m.CrossReference) and node.target.startswith(NOWHERE):
            raise Unsure(merges.TARGET_MISSING)


def put_under(body: str, path: Path) -> str:
    """Return lines with the markers and the indentation of their containers."""
    first, rest = prefixes(path)
    head, *others = body.split("\n")
    return "\n".join([first + head, *(rest + line if line else rest.rstrip() for line in others)])


def taken_out(source: Text, unit: Unit, text: str) -> str:
    """Return the lines of a source's text without its marker and indentation; `text` is their new form."""
    lead = len(source.text[unit.first : unit.start])
    lines = text.split("\n")
    width = next((len(each) - len(each.lstrip(" >")) for each in lines[1:] if each.strip()), 0)
    return "\n".join(
        [lines[0][lead:], *(each[min(width, len(each) - len(each.lstrip(" >"))) :] for each in lines[1:])]
    )


def joined(
    units: Sequence[Unit],
    source: Text | None = None,
    label: tuple[int, str] = (-1, ""),
    comments: Sequence[Sequence[str]] = (),
) -> tuple[Token, ...]:
    """Return the tokens of several texts with a token for each paragraph end between them.

    `label` is added at the end of one of them, and `comments` at the ends of all but the last.
    """
    out = list(units[0].tokens)
    for at, (before, unit) in enumerate(pairwise(units)):
        behind = "".join(f" <!-- {each} -->" for each in (comments[at] if comments else ()))
        behind += f" {{#{label[1]}}}" if at == label[0] else ""
        first, _ = prefixes(unit.path)
        last = unit.path[-1] if unit.path else None
        gap = "\n" if last and last.begins and last.kind in LISTS else "\n\n"
        start, end = (before.end, unit.start) if source else (-1, -1)
        key = (PARAGRAPH, tuple((step.kind, step.begins) for step in unit.path))
        out += [Token(key, f"{behind}{gap}{first}", start=start, end=end), *unit.tokens]
    return tuple(out)


def label_out(source: Text, unit: Unit) -> Change:
    """Return the change that removes the label from the end of a text."""
    start, end = unit.label_at
    lead = source.text[unit.end : start]
    return Change(unit.end if not lead.strip() else start, end, "")


def refuse_between(source: Text, units: Sequence[Unit]) -> None:
    """Raise `Unsure` if there is something else between joined texts."""
    for one, other in pairwise(units):
        if not _BETWEEN.fullmatch(source.text, one.end, other.start):
            raise Unsure(merges.BETWEEN_IN_SOURCE)


def level(source: Text, unit: Unit, base: Unit, theirs: Unit) -> Change:
    """Return the new `#` characters of a heading whose level was changed. Raise `Unsure` if not only that."""
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
    if anchor is None or step is None or not step.begins or step.kind not in LISTS:
        return False
    depth = len(unit.path)
    before = [each.kind for each in anchor.path[:depth]]
    if before != [each.kind for each in unit.path]:
        return False
    above = source.text[: anchor.first].endswith(("\n\n", "\r\n\r\n"))
    below = source.text[anchor.last : anchor.last + 1] not in ("", "\n", "\r")
    return below or not above
