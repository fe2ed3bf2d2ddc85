"""What a source must show and what a file shows, as lists of lines that can be compared and read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from toolchain.compare.proof.lines import Line, Shown, fold, is_live


def legible(shown: Shown) -> list[str]:
    """One string a line: its kind, its words, and in braces what its links and marks lead to."""
    lines = [*shown.body, *shown.notes]
    at = {line.key: number for number, line in enumerate(lines) if line.key is not None}
    return [
        f"{number} {line.kind}{line.level or ''}: {fold(''.join(_words(line, at)))}".rstrip()
        for number, line in enumerate(lines)
        if line.text or line.kind != "text"
    ]


def _words(line: Line, at: dict[object, int]) -> Iterator[str]:
    for (role, target), pieces in groupby(line.pieces, lambda piece: (piece.role, piece.target)):
        text = "".join(piece.text for piece in pieces)
        if role == "text" or not text.strip() or (role == "link" and not is_live(str(target))):
            yield text
        else:
            yield f"{{{text}→{role} {at.get(target, 'nowhere') if role == 'reference' else target}}}"
