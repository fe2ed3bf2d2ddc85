"""Put cells below each other in columns, for a terminal."""

from __future__ import annotations

from collections.abc import Container, Sequence

from toolchain.reports import columns_of, visible

_BETWEEN = "  "


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


def _filled(cell: str, width: int, *, at_end: bool) -> str:
    space = " " * (width - columns_of(cell))
    return space + cell if at_end else cell + space
