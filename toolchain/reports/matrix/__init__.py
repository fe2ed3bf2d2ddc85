"""The matrix of recommendations, as a Word file, a workbook, a page and CSV."""

from __future__ import annotations

from typing import NamedTuple

from toolchain import model as m
from toolchain.model.records import Record, replace
from toolchain.model.walk import plain_text
from toolchain.resolve.recommendations import Stated, recommendations, text_of
from toolchain.resolve.tables import Resolved, shown_text

ABOUT = ("article", "theme", "sdg", "addressee", "status", "follows")


class Reason(Record):
    """A paragraph or section that a recommendation rests on: its unbroken name, its words, its address."""

    name: str
    text: str
    anchor: str


class Row(Record):
    """A recommendation: number, words, and what it is about in the order of `ABOUT`."""

    cells: tuple[str, ...]
    reasons: tuple[Reason, ...]


class Matrix(NamedTuple):
    """All rows under the names of their columns; the last column has the reasons.

    `marks` are the words that are on every page, such as "Confidential", or "".
    """

    title: str
    lang: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    marks: str = ""

    def reasons(self) -> tuple[Reason, ...]:
        """Return each reason once."""
        return tuple(dict.fromkeys(each for row in self.rows for each in row.reasons))

    def without_empty(self) -> Matrix:
        """Return the matrix without the columns of `ABOUT` that are empty in all rows."""
        kept = [0, 1, *(at for at, _ in enumerate(ABOUT, 2) if any(row.cells[at] for row in self.rows))]
        rows = tuple(replace(row, cells=tuple(row.cells[at] for at in kept)) for row in self.rows)
        return self._replace(columns=(*(self.columns[at] for at in kept), self.columns[-1]), rows=rows)


def matrix(resolved: Resolved, marks: str = "") -> Matrix:
    """Return the matrix of a submission. A recommendation without a theme has its cluster there."""
    rows = []
    for each in recommendations(resolved):
        values = {key: each.about(key) for key in (*ABOUT, "cluster")}
        values["theme"] = values["theme"] or values["cluster"]
        said_of = ("; ".join(values[key]) for key in ABOUT)
        reasons = tuple(_reason(node, resolved) for node in each.rests)
        rows.append(Row((resolved.numbers[each.node].own, text_of(each.node, resolved), *said_of), reasons))
    columns = tuple(resolved.words.matrix[key] for key in ("number", "recommendation", *ABOUT, "paragraphs"))
    title = shown_text(resolved.document.front_matter.title, resolved.references)
    return Matrix(title, resolved.settings.lang, columns, tuple(rows), marks)


def _reason(node: Stated | m.Heading, resolved: Resolved) -> Reason:
    number = resolved.numbers.get(node)
    words = plain_text(node.children) if isinstance(node, m.Heading) else text_of(node, resolved)
    return Reason(number.cited.replace(" ", "\u00a0") if number else words, words, resolved.anchors[node])
