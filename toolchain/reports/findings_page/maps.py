"""The maps of the findings page: what paragraphs are about, their notes, and their cross-references."""

from __future__ import annotations

import re
from collections import Counter

from toolchain import model as m
from toolchain.checks.source.law.meant import own_treaty
from toolchain.compare.versions.units import name_of
from toolchain.law.treaties import LANGUAGES
from toolchain.model.groups import by_first
from toolchain.model.languages import primary_subtag
from toolchain.model.records import Record, replace
from toolchain.model.walk import walk
from toolchain.model.wording import said
from toolchain.reports.sentences import message_of
from toolchain.resolve.recommendations import recommendations, stated, targets_from
from toolchain.resolve.tables import Mark, MarkNode, NumberedNote, Resolved, printed_text
from toolchain.text.phrases import any_of, phrases

_ROW, _WIDE, _HIGH = 20, 30, 26
"""Cells in a row of the picture, and the distance between two, in its units."""


class Row(Record):
    """An article or a cluster."""

    name: str
    paragraphs: int
    recommendations: int


class Cell(Record):
    """An article in the picture: with a recommendation ("full"), a paragraph ("half") or none ("open")."""

    name: str
    kind: str
    x: int
    y: int


class Coverage(Record):
    """The table, and the picture of all articles of the treaty that the submission is about."""

    rows: tuple[Row, ...]
    treaty: str
    cells: tuple[Cell, ...]
    width: int
    height: int


def coverage(resolved: Resolved) -> Coverage:
    """Return the coverage of a submission; without rows if no paragraph says what it is about."""
    recommended = {id(node) for each in recommendations(resolved) for node, _ in walk((each.node,))}
    counts: dict[str, Counter[tuple[str, bool]]] = {"article": Counter(), "cluster": Counter()}
    for node, about in stated(resolved):
        for key, counter in counts.items():
            counter.update((each, id(node) in recommended) for each in about.all(key))
    articles, clusters = (tuple(_rows(counter)) for counter in counts.values())
    named = (replace(row, name=said("art. {number}", number=row.name)) for row in articles)
    lang = primary_subtag(resolved.words.lang)
    treaty = own_treaty(resolved, lang) if lang in LANGUAGES and articles else None
    cells = tuple(_cell(number, articles) for number in range(treaty.articles if treaty else 0))
    height = _HIGH * -(-len(cells) // _ROW)
    return Coverage((*named, *clusters), treaty.name(lang) if treaty else "", cells, _ROW * _WIDE, height)


def _rows(counter: Counter[tuple[str, bool]]) -> list[Row]:
    """Return the rows in the order of their numbers, or of their names."""
    names = sorted({name for name, _ in counter}, key=lambda name: (_number(name), name))
    return [Row(name, counter[name, False], counter[name, True]) for name in names]


def _number(name: str) -> int:
    digits = name[: next((at for at, sign in enumerate(name) if not sign.isdecimal()), len(name))]
    return int(digits[:9] or 0)


def _cell(at: int, articles: tuple[Row, ...]) -> Cell:
    rows = [row for row in articles if _number(row.name) == at + 1]
    kind = "full" if any(row.recommendations for row in rows) else "half" if rows else "open"
    return Cell(str(at + 1), kind, at % _ROW * _WIDE, at // _ROW * _HIGH)


_STEP, _NAMES = 30, 130
"""The distance of two marks, and of two rows of them, and the room for the names of paragraphs."""
_FULL_ROW = 24
"""Marks in one row of the drawing; more go on in the next."""


class Dot(Record):
    """A mark in the drawing: its centre, its number, and its kind: "first", "again" or "ibid"."""

    x: int
    y: int
    label: str
    kind: str
    chained: bool


class Line(Record):
    """A paragraph with its marks."""

    name: str
    y: int
    dots: tuple[Dot, ...]


class NotesMap(Record):
    """The drawing, its size, and the numbers of notes, marks, repeats and "Ibid."."""

    rows: tuple[Line, ...]
    width: int
    height: int
    notes: int
    marks: int
    again: int
    ibid: int


def notes_map(resolved: Resolved) -> NotesMap:
    """Return the map of a submission's notes."""
    repeats = _repeats(resolved)
    places = by_first((mark.place, mark) for mark in _in_order(resolved))
    rows: list[Line] = []
    y = _STEP
    for place, marks in places.items():
        dots: list[Dot] = []
        for at, mark in enumerate(marks):
            line, column = divmod(at, _FULL_ROW)
            kind = "again" if mark.ordinal > 1 else "ibid" if mark.note in repeats else "first"
            chained = kind == "ibid" and column > 0
            dots.append(Dot(_NAMES + _STEP * column, y + _STEP * line, mark.note.label, kind, chained))
        rows.append(Line(place or said("the title"), y, tuple(dots)))
        y += _STEP * ((len(marks) - 1) // _FULL_ROW + 1)
    kinds = Counter(dot.kind for row in rows for dot in row.dots)
    size = max((dot.x for row in rows for dot in row.dots), default=_NAMES) + _STEP, y
    return NotesMap(tuple(rows), *size, len(resolved.notes), kinds.total(), kinds["again"], kinds["ibid"])


def _in_order(resolved: Resolved) -> list[Mark]:
    """Return all marks in the order of the source's text, notes last."""

    def place(node: MarkNode) -> tuple[bool, object]:
        return isinstance(resolved.marks[node].within, NumberedNote), node.span.order

    return [resolved.marks[node] for node in sorted(resolved.marks, key=place)]


def _repeats(resolved: Resolved) -> frozenset[NumberedNote]:
    """Return the notes that say "Ibid.", generated or typed."""
    found = {use.note for use in resolved.uses if use.position.startswith("ibid")}
    typed = re.compile(rf"{any_of(phrases(resolved.words.lang).ibid)}", re.IGNORECASE)
    for note in resolved.notes:
        first = next((block for block in note.note.blocks if isinstance(block, m.Paragraph)), None)
        if first and typed.match(printed_text(first.children, resolved).lstrip()):
            found.add(note)
    return frozenset(found)


_APART, _LEFT = 22, 190
_WIDEST = 320


class Stop(Record):
    """A block that refers or is a target, at its height in the drawing."""

    name: str
    y: int


class Arc(Record):
    """A cross-reference: an SVG path, whether it points down, and both ends in words."""

    path: str
    down: bool
    origin: str
    target: str


class ReferencesMap(Record):
    """The drawing and its size."""

    stops: tuple[Stop, ...]
    arcs: tuple[Arc, ...]
    width: int
    height: int


def references_map(resolved: Resolved) -> ReferencesMap:
    """Return the map of a submission's cross-references to its own paragraphs, headings, tables and
    figures.
    """
    blocks = list(resolved.document.blocks)
    order = {id(block): at for at, block in enumerate(blocks)}
    tops = {id(node): block for block in blocks for node, _ in walk((block,)) if hasattr(node, "label")}
    links = [
        (order[id(block)], order[id(tops[id(target)])])
        for block, target in targets_from(blocks, resolved)
        if id(target) in tops
    ]
    used = sorted({at for link in links for at in link})
    heights = {at: _APART * number for number, at in enumerate(used, 1)}
    names = {at: message_of(name_of(blocks[at], resolved)) for at in used}
    stops = tuple(Stop(names[at], heights[at]) for at in used)
    arcs = tuple(
        Arc(_path(heights[origin], heights[target]), target > origin, names[origin], names[target])
        for origin, target in links
        if origin != target
    )
    reach = max((abs(heights[one] - heights[two]) for one, two in links), default=0)
    return ReferencesMap(stops, arcs, _LEFT + min(reach // 2, _WIDEST) + _APART, _APART * (len(used) + 1))


def _path(start: int, end: int) -> str:
    """Return half an ellipse between two heights, at most as wide as the drawing."""
    wide = min(abs(end - start) // 2, _WIDEST)
    high = abs(end - start) / 2
    return f"M{_LEFT} {start} A{wide} {high:g} 0 0 {int(end > start)} {_LEFT} {end}"
