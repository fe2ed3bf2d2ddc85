"""Lines of a finished file as they will read once its fields are updated.

Of a field whose stored result is not what it will show, its reader says so at its place (D904). That the line
then differs from the source's by this result is no second finding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toolchain.compare.proof.lines import Line, Piece, fold

_POINTING = ("reference", "mark")


def refreshed(ours: Line, theirs: Line, label: Callable[[object], str]) -> Line:
    """Their line with our words where only what its references show differs; else their line itself.

    `label` is the number of the note that one of their references leads to, "" where it leads to none. A
    reference in the place of one of our marks is then a mark of that note.
    """
    parts, their_parts = _parted(ours.pieces), _parted(theirs.pieces)
    if [words for words, _ in parts] != [words for words, _ in their_parts]:
        return theirs
    new: dict[int, Piece] = {}
    for (_, piece), (_, their_piece) in zip(parts, their_parts, strict=True):
        if piece is None or their_piece is None or their_piece.role == "mark":
            continue
        if piece.role == "reference":
            new[id(their_piece)] = their_piece._replace(text=piece.text)
        elif number := label(their_piece.target):
            new[id(their_piece)] = their_piece._replace(text=number, role="mark", target=number)
    return theirs.changed(made_of=tuple(new.get(id(each), each) for each in theirs.pieces))


def _parted(pieces: Sequence[Piece]) -> list[tuple[str, Piece | None]]:
    """The words of a line between its references and marks, each stretch with the one that follows it."""
    found: list[tuple[str, Piece | None]] = []
    words = ""
    for piece in pieces:
        if piece.role in _POINTING:
            found.append((fold(f"|{words}|"), piece))
            words = ""
        else:
            words += piece.text
    return [*found, (fold(f"|{words}|"), None)]
