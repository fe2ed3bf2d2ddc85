"""Put cells below each other in columns, for a terminal."""

from __future__ import annotations

from collections.abc import Container, Sequence

from toolchain.model.expressions import expression
from toolchain.reports import columns_of, visible

_BETWEEN = "  "
_PIECE = expression(r"(?:[^\s/-]|[\u00a0\u202f])+[/-]*\s*|[/-]+\s*")


def in_columns(rows: Sequence[Sequence[str]], right: Container[int] = ()) -> str:
    """Return rows of equally many cells as lines; the columns numbered `right`, from 0, end at one edge.

    Letters that steer a terminal are shown, and Chinese ones take the two columns that they have there.
    """
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(columns_of, column)) for column in zip(*shown, strict=True)]
    return "\n".join(
        _BETWEEN.join(
            _filled(cell, width, at_end=number in right)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in shown
    )


def wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of at most `width` columns, divided after blanks, slashes and hyphens.

    A longer word is cut.
    """
    lines = [""]
    for piece in _PIECE.findall(visible(text)):
        if columns_of(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        while columns_of(piece.rstrip()) > width:
            fits = next(n for n in range(len(piece), 0, -1) if columns_of(piece[:n]) <= width or n == 1)
            lines[-1:] = [piece[:fits], ""]
            piece = piece[fits:]  # noqa: PLW2901
        lines[-1] += piece
    return [line.rstrip() for line in lines if line.strip()]


def _filled(cell: str, width: int, *, at_end: bool) -> str:
    space = " " * (width - columns_of(cell))
    return space + cell if at_end else cell + space
