"""Which node can stand in which container: all cells of `GRIDS` but those of `NOT_ALLOWED`, with the reasons.

This is the one place that says so. Every cell that is allowed must be met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tests.random.generator.words import AWKWARD, LANGUAGES

BLOCKS = (
    "heading",
    "heading of an annex",
    "heading of a series",
    "unnumbered heading",
    "heading on a new page",
    "numbered paragraph",
    "paragraph",
    "sub-paragraphs",
    "ordinary list",
    "bullets",
    "quotation",
    "code",
    "table",
    "captioned table",
    "figure",
    "captioned figure",
    "list of sources",
    "comment",
)
PLACES = (
    "opening",
    "section",
    "series",
    "annex",
    "unnumbered section",
    "numbered paragraph",
    "sub-paragraph (a)",
    "sub-paragraph (i)",
    "sub-paragraph a.",
    "sub-paragraph of level 4",
    "bullet",
    "item",
    "quotation",
    "note",
    "cover",
)
_TOP = PLACES[:5]
_HEADINGS = BLOCKS[:5]

INLINES = (
    "text",
    "emphasis",
    "strong",
    "code",
    "link",
    "cross-reference",
    "mark",
    "marks side by side",
    "repeated mark",
    "note in place",
    "citation",
    "image",
    "soft break",
    "hard break",
    "comment",
)
TEXTS = (
    "title",
    "subtitle",
    "short title",
    "text on the cover",
    "heading",
    "paragraph",
    "numbered paragraph",
    "further paragraph",
    "sub-paragraph",
    "bullet",
    "item",
    "quotation",
    "note",
    "header cell",
    "cell",
    "table's caption",
    "figure's caption",
    "emphasis",
    "strong",
    "link",
    "cross-reference",
    "note in place",
    "citation",
)

TARGETS = (
    "numbered paragraph",
    "sub-paragraph (a)",
    "sub-paragraph (i)",
    "sub-paragraph a.",
    "sub-paragraph of level 4",
    "paragraph of a series",
    "paragraph of an annex",
    "numbered heading",
    "heading without number",
    "annex",
    "only annex",
    "table",
    "figure",
    "note",
    "nested note",
    "title's note",
)
FORMS = ("empty", "number", "words")

FRONT = (
    "endnotes",
    "footnotes",
    "notes before annexes",
    "repeated notes again",
    "numbered headings",
    "contents",
    "annexes",
    "a series",
    "a title's note",
    "public",
    "not public",
    "a logo",
    "keywords",
    "a date",
    "citations",
    "a list of sources",
)

CITED = (
    "first",
    "subsequent",
    "ibid",
    "ibid-with-locator",
    "the number of a note",
    "a place in the source",
    "words before",
    "words behind",
    "no author",
    "several sources",
    "printed twice",
    "listed",
)
STYLES = ("un", "author-date-note", "oscola")

Cell = tuple[str, str]
"""A row's name and a column's."""


class Grid(NamedTuple):
    """A matrix: what is met, in what."""

    name: str
    rows: Sequence[str]
    columns: Sequence[str]


GRIDS = (
    Grid("Blocks in containers", BLOCKS, PLACES),
    Grid("Inlines in texts", INLINES, TEXTS),
    Grid("Cross-references", TARGETS, FORMS),
    Grid("Front matter in languages", FRONT, LANGUAGES),
    Grid("Citations in styles", CITED, STYLES),
    Grid("Awkward characters", tuple(AWKWARD), ("met",)),
)


def _each(rows: Iterable[str], columns: Iterable[str], reason: str) -> dict[Cell, str]:
    columns = tuple(columns)
    return {(row, column): reason for row in rows for column in columns}


_INNER = PLACES[5:]
NOT_ALLOWED: dict[str, dict[Cell, str]] = {
    "Blocks in containers": {
        **_each(_HEADINGS, _INNER, "headings stand at the top level only (S011)"),
        **_each(["numbered paragraph"], _INNER, "what is numbered in a block is a sub-paragraph"),
        **_each(["sub-paragraphs"], _TOP, "a list at the top level is of numbered paragraphs"),
        **_each(["sub-paragraphs"], ["quotation"], "a list in a quotation prints as typed"),
        **_each(["sub-paragraphs"], ["note"], "a list in a note prints as typed"),
        **_each(["sub-paragraphs"], ["cover"], "nothing on the cover is numbered"),
        **_each(["list of sources"], ["opening", *_INNER], "the list of sources stands behind its heading"),
    },
    "Inlines in texts": {
        **_each(["link", "cross-reference"], ["link", "cross-reference"], "no link in a link"),
        **_each(
            ["mark", "marks side by side", "repeated mark", "note in place", "citation"],
            ["link", "cross-reference"],
            "a note's mark wins over the link around it, which is none then (S017)",
        ),
        **_each(
            ["mark", "marks side by side", "repeated mark", "note in place", "citation"],
            ["text on the cover"],
            "no note on the cover but the title's (S011)",
        ),
        **_each(["citation"], ["citation"], "no citation in a citation (C401)"),
        **_each(["marks side by side", "repeated mark"], ["title"], "one note in a title at most"),
        **_each(["soft break", "hard break"], ["title", "subtitle", "short title"], "a title is one line"),
        **_each(["marks side by side", "repeated mark"], ["short title"], "a running head shows no marks"),
        **_each(
            ["soft break", "hard break"], ["header cell", "cell"], "a cell is a part of one line (GFM 4.10)"
        ),
    },
    "Cross-references": {
        **_each(["heading without number"], ["empty", "number"], "it has no number to be cited by (R203)"),
        **_each(["only annex"], ["number"], "the only annex has no number"),
    },
    "Front matter in languages": {},
    "Citations in styles": _each(
        ["the number of a note"], ["un", "author-date-note"], "only OSCOLA refers to the first note"
    ),
    "Awkward characters": {},
}


Counts = Mapping[str, Counter[Cell]]
"""How often each cell was met, by the name of its grid."""


def never_met(counts: Counts) -> list[str]:
    """The cells that are allowed and were not met."""
    return [
        f"{grid.name}: {row} in {column}"
        for grid in GRIDS
        for row in grid.rows
        for column in grid.columns
        if not counts[grid.name][row, column] and (row, column) not in NOT_ALLOWED[grid.name]
    ]


def met_against_the_rules(counts: Counts) -> list[str]:
    """The cells that were met though they are not allowed, or though no grid has them."""
    known = {grid.name: {(row, column) for row in grid.rows for column in grid.columns} for grid in GRIDS}
    return [
        f"{name}: {row} in {column}"
        for name, cells in counts.items()
        for row, column in cells
        if (row, column) in NOT_ALLOWED[name] or (row, column) not in known[name]
    ]


def printed(counts: Counts) -> Iterator[str]:
    """The lines that show all grids: how often each cell was met, "-" where it is not allowed."""
    for grid in GRIDS:
        barred = NOT_ALLOWED[grid.name]
        yield from ("", grid.name, "")
        yield from (f"  {chr(ord('a') + at)}  {name}" for at, name in enumerate(grid.columns))
        width = max(map(len, grid.rows)) + 2
        letters = "".join(f"{chr(ord('a') + at):>6}" for at in range(len(grid.columns)))
        yield f"{'':{width}}{letters}"
        for row in grid.rows:
            cells = (
                "-" if (row, column) in barred else counts[grid.name][row, column] for column in grid.columns
            )
            yield f"{row:{width}}" + "".join(f"{cell:>6}" for cell in cells)
        yield from _reasons(barred)


def _reasons(barred: Mapping[Cell, str]) -> Iterator[str]:
    """Why cells are not allowed, each reason once."""
    for reason in dict.fromkeys(barred.values()):
        cells = [cell for cell, why in barred.items() if why == reason]
        rows, columns = (dict.fromkeys(names) for names in zip(*cells, strict=True))
        yield f"  -: {', '.join(rows)} in {', '.join(columns)}: {reason}"
