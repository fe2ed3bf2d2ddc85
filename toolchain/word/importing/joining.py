"""Cross-references while they are built, and numbers of several parts, "16 (b)", that form one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from toolchain import model as m
from toolchain.model.expressions import expression
from toolchain.model.records import replace
from toolchain.word.importing.drafts import Draft
from toolchain.word.importing.looks import Run

_JOINT = expression(r"[ \u00a0]?")
_PART = expression(r"\(\w{1,4}\)")
_ALIF = expression(r"(?<!\w)ا(?!\w)")
NOWHERE = "?"
"""The prefix of a target whose bookmark is missing; the bookmark's name follows."""

_LONGEST_JOINT = 40  # characters between the number of an annex and a number in it


class Lead(NamedTuple):
    """A cross-reference that is being built: to a block, or to a note by its label."""

    to: Draft | str
    children: list[Piece]
    numbered: bool


Piece: TypeAlias = Run | Lead


def merged(pieces: Sequence[Piece], annex: str) -> list[Piece]:
    """Return pieces with "16" and "(b)", or "annex I" and "3", in one cross-reference to the last target.

    `annex` is the word before the number of an annex, which becomes part of the reference.
    """
    out: list[Piece] = []
    for piece in pieces:
        at = _first_part(out, piece) if isinstance(piece, Lead) else None
        if at is None or not isinstance(piece, Lead):
            out.append(piece)
            continue
        first = out[at]
        before = list(first.children) if isinstance(first, Lead) else []
        between = [_spaced(each) for each in out[at + 1 :]]
        del out[at:]
        if isinstance(first, Lead) and isinstance(first.to, Draft) and first.to.annex:
            before = [*_taken(out, annex), *before]
        out.append(Lead(piece.to, [*before, *between, *piece.children], True))
    return out


def _taken(out: list[Piece], word: str) -> list[Piece]:
    """Remove the word at the end of the previous pieces, and return it."""
    last = out[-1] if out else None
    if not word.strip() or not isinstance(last, Run) or not isinstance(last.node, m.Text):
        return []
    text = last.node.text.replace("\u00a0", " ")
    if not text.endswith(word):
        return []
    rest = last.node.text[: len(text) - len(word)]
    out[-1] = last._replace(node=replace(last.node, text=rest))
    return [last._replace(node=replace(last.node, text=word))]


def _first_part(out: Sequence[Piece], piece: Lead) -> int | None:
    """Return the position of the first part of a number, if this is a further part of it."""
    if isinstance(piece.to, str) or not piece.numbered:
        return None
    length = 0
    for at in range(len(out) - 1, -1, -1):
        earlier = out[at]
        if isinstance(earlier, Lead):
            return at if _is_part(earlier, piece, piece.to, "".join(_words(out[at + 1 :]))) else None
        if not isinstance(earlier.node, m.Text):
            return None
        text = earlier.node.text
        length += len(text)
        if length > _LONGEST_JOINT or (text != "." and any(sign in text for sign in ".;()")):
            return None
    return None


def _is_part(earlier: Lead, later: Lead, to: Draft, between: str) -> bool:
    """Return whether a number, with the words after it, is the first part of the next number.

    The later one may be of what has another level now: "(b)" of a sub-paragraph that became a paragraph,
    "A" in "II.A" of a heading that was raised.
    """
    first = earlier.to
    if isinstance(first, str) or not earlier.numbered:
        return False
    if first.annex and to.in_annex is first and first is not to:
        return True
    if first.kind == to.kind == "heading" and (between == "." or first.level < to.level):
        return between in ("", ".", " ", "\u00a0")
    owner = next((each for each in to.around() if each.kind in ("numbered", "sub")), None)  # before "(a)"
    was_sub = to.kind == "numbered" and bool(_PART.fullmatch("".join(_words(later.children))))
    return (first is owner or was_sub) and bool(_JOINT.fullmatch(between))


def _words(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Run) and isinstance(piece.node, m.Text):
            yield piece.node.text


def with_hamza(runs: Sequence[Run]) -> list[Run]:
    """Return runs of a number in Arabic; an alif that is alone gets its hamza, which LibreOffice omits."""
    return [
        run._replace(node=replace(run.node, text=_ALIF.sub("أ", run.node.text)))
        if isinstance(run.node, m.Text) and "ا" in run.node.text
        else run
        for run in runs
    ]


def _spaced(piece: Piece) -> Piece:
    """Return a text with plain spaces; no-break spaces are computed again."""
    if isinstance(piece, Run) and isinstance(piece.node, m.Text):
        return piece._replace(node=replace(piece.node, text=piece.node.text.replace("\u00a0", " ")))
    return piece
