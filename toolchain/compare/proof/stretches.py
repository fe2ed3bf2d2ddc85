"""Pair the links of a line with those of the source's, and the text between them likewise.

On a page each of them has its own order, so in lines with right-to-left words each is compared with its
counterpart, and the spaces between two separately.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from toolchain.compare.proof.lines import Piece
from toolchain.compare.proof.pieces import is_live
from toolchain.compare.proof.turned import SILENT, looks_the_same

_APART = "\u2060"
_LINE_END = "\u200b"
_BEGINNING = re.compile(rf"[\s{SILENT}]*")
_END = re.compile(rf"[\s{SILENT}]*\Z")


class Stretch(NamedTuple):
    """One link, or the text between two, on both sides; the target of theirs, and spaces after it."""

    ours: str
    theirs: str
    link: Piece
    space: str
    their_space: str


def paired(pieces: Sequence[Piece], want: Sequence[Piece]) -> list[Stretch]:
    """Return links with links and text with text; nothing if they are not in the same order."""
    ours, theirs = _parts(want), _parts(pieces)
    if [_way(part.pieces[0])[0] for part in ours] != [_way(part.pieces[0])[0] for part in theirs]:
        return []
    return [
        Stretch(
            "".join(piece.text for piece in one.pieces),
            _APART.join(piece.text for piece in other.pieces),
            other.pieces[0] if other.pieces[0].role != "text" else one.pieces[0],
            one.space,
            other.space,
        )
        for one, other in zip(ours, theirs, strict=True)
    ]


def look_the_same(stretches: Sequence[Stretch], right_to_left: bool) -> bool:
    """Return whether all pairs look the same, and have spaces between them where ours have.

    `right_to_left` is the direction of the document.
    """
    return (
        bool(stretches)
        and all(looks_the_same(each.ours, each.theirs, right_to_left) for each in stretches)
        and all(_same_space(one, other) for one, other in pairwise(stretches))
    )


def _same_space(one: Stretch, other: Stretch) -> bool:
    theirs = _between(one.theirs + one.their_space, other.theirs)
    return _LINE_END in theirs or _has_space(theirs) == _has_space(_between(one.ours + one.space, other.ours))


def _between(one: str, other: str) -> str:
    ends = _END.search(one), _BEGINNING.match(other)
    return "".join(found[0] for found in ends if found)


def _has_space(text: str) -> bool:
    return any(map(str.isspace, text))


class _Part(NamedTuple):
    """The pieces of a link, or of the text between two, and the spaces after a link."""

    pieces: Sequence[Piece]
    space: str = ""


def _parts(pieces: Sequence[Piece]) -> list[_Part]:
    """Return the parts of a line.

    Spaces between two links are ignored: next to another space they are not printed. Two links to one target
    with a space between them are one if a line ends there.
    """
    found: list[_Part] = []
    for (role, target), group in groupby(pieces, key=_way):
        part = _Part(list(group))
        last = found[-1] if found else None
        if last and role == "text" and all(_BEGINNING.fullmatch(piece.text) for piece in part.pieces):
            found[-1] = last._replace(space="".join(piece.text for piece in part.pieces))
        elif last and role != "mark" and _way(last.pieces[0]) == (role, target):
            found[-1] = _Part([*last.pieces, last.pieces[0]._replace(text=last.space), *part.pieces])
        else:
            found.append(part)
    return found


def _way(piece: Piece) -> tuple[str, object]:
    """Return the role of a piece, and its target; no output makes a link of every address."""
    return ("text", None) if piece.role == "link" and not is_live(str(piece.target)) else piece[1:3]
