"""The table of contents: nested lists of links to the headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from toolchain import model as m
from toolchain.writers.html.blocks import heading_text
from toolchain.writers.html.context import Context, escape
from toolchain.writers.html.notes import Section


class Entry(NamedTuple):
    """A line of the contents: its level (from 1), its address and its text."""

    level: int
    anchor: str
    text: str


def entries(headings: Iterable[m.Heading], context: Context) -> Iterator[Entry]:
    """Yield the entries of headings with an address, down to the deepest level that can have a number."""
    deepest = len(context.resolved.words.headings)
    for heading in headings:
        if heading.level <= deepest and (anchor := context.anchor(heading)):
            yield Entry(heading.level, anchor, heading_text(heading, context))


def list_sections(sections: Iterable[Section], context: Context) -> list[Entry]:
    """Return the entries of sections, with the lists of notes at their places."""
    listed: list[Entry] = []
    for section in sections:
        listed.extend(entries(context.resolved.headings(section.blocks), context))
        if section.notes and not context.at_page_foot:
            listed.append(Entry(1, section.anchor, section.name))
    return listed


def write_contents(items: Iterable[Entry]) -> str:
    """Return entries as nested lists. A skipped level opens one list only."""
    out: list[str] = []
    open_levels: list[int] = []
    for item in items:
        while open_levels and open_levels[-1] > item.level:
            open_levels.pop()
            out.append("</li>\n</ol>")
        if open_levels and open_levels[-1] == item.level:
            out.append("</li>")
        else:
            open_levels.append(item.level)
            out.append("<ol>")
        out.append(f'<li><a href="#{item.anchor}">{escape(item.text)}</a>')
    out.extend("</li>\n</ol>" for _ in open_levels)
    return "\n".join(out)
