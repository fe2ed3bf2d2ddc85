"""Whole sources: front matter, sections, series and annexes, notes, and cross-references to all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from random import Random

from hypothesis import strategies as st

from tests.random.generator.bibliographies import FILES, keys
from tests.random.generator.blocks import (
    FIVE,
    ON_COVER,
    TOP,
    Lines,
    apart,
    blocks,
    heading,
    indented,
    numbered_paragraph,
    paragraph,
)
from tests.random.generator.citations import citation
from tests.random.generator.inlines import COVER, HEAD, bare, text
from tests.random.generator.making import Making
from tests.random.generator.notes import definitions
from tests.random.generator.references import filled
from tests.random.generator.words import LANGUAGES, SERIES


def sources(*, cited: bool = False) -> st.SearchStrategy[str]:
    """Submissions that are right by the format: no check finds an error in them. If `cited`, they have a
    bibliography and cite what is in it.

    All is chosen by one source of chance, which shrinks as hypothesis shrinks what is drawn: of two draws
    of one strategy hypothesis would often make one the copy of the other, and so most sources alike.
    """
    return st.randoms(use_true_random=False).map(partial(source, cited=cited))


def source(random: Random, *, cited: bool = False) -> str:
    """One such submission."""
    making = Making(random, random.choice(LANGUAGES))
    number = making.number(FILES) if cited else 0
    making.keys = keys(number) if cited else ()
    front = _front_matter(making)
    parts = [*_opening(making), *_body(making)]
    if not any(part[0][:1].isdigit() for part in parts):
        parts.append(numbered_paragraph(making, "1"))
    parts = _with_notes(making, parts)
    if making.definitions:
        parts.append(making.definitions)
    front[1:1] = _citing(making, number) if cited else ()
    return filled(making, "\n".join((*front, "", *apart(parts), "")))


def _front_matter(making: Making) -> Lines:
    lines = ["---", f"title: {_yaml(_title(making))}", f"lang: {making.lang}"]
    lines += [
        f"{key}: {_yaml(text(making, HEAD))}" for key in ("subtitle", "short-title") if making.chance(4)
    ]
    for key, values in _OPTIONS:
        if making.chance(2):
            lines.append(f"{key}: {making.one(values)}")
    for key in ("recipient", "country", "session", "instrument", "reporting-cycle", "agenda-item", "date"):
        if making.chance(6):
            lines.append(f"{key}: {_yaml(bare(making))}")
    if making.chance(6):
        lines.append(f"keywords: [{_yaml(bare(making))}, {_yaml(bare(making))}]")
    if making.chance(3):
        lines.append("submitted-by:")
        for _ in range(1 + making.number(2)):
            lines += _organization(making)
    return [*lines, "---"]


def _title(making: Making) -> str:
    """The title, sometimes with its note, of which there is one at most."""
    title = text(making, COVER)
    if making.keys and making.chance(4):
        return title + citation(making)
    if making.chance(3):
        title += making.one(("[^title]", "^[Others *share* the views.]"))
        if title.endswith("[^title]"):
            making.notes.append("title")
    return title


_OPTIONS = (
    ("notes", ("footnotes", "endnotes")),
    ("notes-place", ("before-annexes", "end")),
    ("repeated-notes", ("again", "same")),
    ("headings", ("numbered", "plain")),
    ("contents", ("true", "false")),
    ("public", ("true", "false")),
)


def _citing(making: Making, number: int) -> Lines:
    style = making.one(("", "un", "author-date-note", "oscola"))
    return [f"sources: sources-{number}.json", *([f"citation-style: {style}"] if style else ())]


def _yaml(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _organization(making: Making) -> Iterator[str]:
    yield f"  - name: {_yaml(bare(making))}"
    if making.chance(3):
        yield f"    status: {_yaml(bare(making))}"
    if making.chance(2):
        lines = apart([paragraph(making, ON_COVER), *blocks(making, ON_COVER, 3)])
        yield f"    description: {_yaml(chr(10).join(lines))}"
    if making.chance(3):
        yield from ("    logo: circle.png", f"    logo-alt: {_yaml(bare(making))}")
    if making.chance(3):
        yield "    contact:"
        for key in ("person", "role", "address", "phone", "email", "website"):
            if making.chance(2):
                yield f"      {key}: {_yaml(_CONTACT.get(key) or bare(making))}"


_CONTACT = {
    "address": "1 Long Street\nCapital",
    "phone": "+00 (0) 000",
    "email": "office@example.org",
    "website": "https://example.org/é",
}


def _opening(making: Making) -> Iterator[Lines]:
    """What stands before the first heading."""
    if making.chance(3):
        yield paragraph(making, TOP)
        yield from blocks(making, TOP, 2)
    if making.chance(6):
        yield numbered_paragraph(making, "1")


def _body(making: Making) -> Iterator[Lines]:
    """Headings, each no more than one level below the one before it, with what stands under them."""
    level = 0
    for _ in range(making.number(6)):
        level = 1 + making.number(min(level + 1, 6))
        yield heading(making, level, _attributes(making))
        yield from _section(making)


def _attributes(making: Making) -> str:
    classes = making.one(("", "", "", ".annex", "series", ".unnumbered", ".page-break", ".annex", "series"))
    if classes == "series":
        classes = f".restart series={making.one(SERIES)}"
    if making.keys and not making.lists_sources and making.chance(4):
        making.lists_sources = True
        classes = f"{making.one(('.sources', '.all-sources'))} {classes}".rstrip()
    return f"{classes} .page-break" if classes and classes != ".page-break" and making.chance(8) else classes


def _section(making: Making) -> Iterator[Lines]:
    yield from blocks(making, TOP, 3)
    first = making.one((1, 1, 1, 8, 98, 998))
    for number in range(making.number(3)):
        yield numbered_paragraph(making, str(first + number))


def _with_notes(making: Making, parts: list[Lines]) -> list[Lines]:
    """The parts with the texts of the notes among them or behind them, also inside numbered paragraphs."""
    found = definitions(making)
    if making.number(3):
        return [*parts, *found]
    for note in found:
        at = 1 + making.number(len(parts))
        inside = parts[at - 1][0][:1].isdigit()
        parts.insert(at, indented(note, FIVE) if inside and making.chance(2) else note)
    return parts
