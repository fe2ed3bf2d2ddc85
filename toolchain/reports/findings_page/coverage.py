"""The coverage: how many paragraphs and recommendations are about each article and cluster."""

from __future__ import annotations

from collections import Counter

from toolchain.checks.source.law.meant import own_treaty
from toolchain.law.treaties import LANGUAGES
from toolchain.model.languages import primary_subtag
from toolchain.model.records import Record, replace
from toolchain.model.speech import said
from toolchain.model.walk import walk
from toolchain.resolve.recommendations import recommendations, stated
from toolchain.resolve.tables import Resolved

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
