"""Write a whole text of a finished file into a source: its marker, its indentation, its lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from toolchain import model as m
from toolchain.editing.merging.tokens import Text, stripped
from toolchain.editing.merging.units import Path, Step, Unit
from toolchain.editing.merging.words import Unsure, inlines_of
from toolchain.model.indentation import FIVE
from toolchain.model.places import FilePlace
from toolchain.model.records import replace
from toolchain.model.walk import walk
from toolchain.rules import merges
from toolchain.word.importing.joining import NOWHERE
from toolchain.writers.markdown import written_blocks

_NOWHERE = FilePlace("")
LISTS = ("sub", "bullet", "ordered")


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
    """Return the lines of a text, without its containers. Raise `Unsure` if they cannot be written."""
    notes = tuple(m.Comment(_NOWHERE, each) for each in comments)
    spaced = tuple(each for note in notes for each in (m.Text(_NOWHERE, " "), note))
    match unit.kind:
        case "text":
            return written_blocks(
                (m.Paragraph(_NOWHERE, (*inlines_of(stripped(unit.tokens)), *spaced)),)
            ).text
        case "heading":
            inlines = (*inlines_of(stripped(unit.tokens)), *spaced)
            return written_blocks((replace(unit.node, children=inlines, label=None, page_break=False),)).text
        case "code":
            return written_blocks((unit.node,)).text
        case "table":
            _refuse_renamed(unit.node, names)
            return written_blocks((replace(unit.node, label=None),)).text
        case _:
            raise Unsure(merges.PICTURE_PLACE)


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
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    width = next((len(each) - len(each.lstrip(" >")) for each in lines[1:] if each.strip()), 0)
    return "\n".join(
        [lines[0][lead:], *(each[min(width, len(each) - len(each.lstrip(" >"))) :] for each in lines[1:])]
    )
