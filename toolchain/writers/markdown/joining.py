"""Join pieces to a text: words are escaped for their neighbours, and emphasis gets its delimiters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolchain import model as m
from toolchain.model.facts import Word
from toolchain.writers.markdown import escapes
from toolchain.writers.markdown.emphasis import Cluster, End, Marked
from toolchain.writers.markdown.leaves import key_apart
from toolchain.writers.markdown.pieces import EDGES, Kind, Piece, Pieces
from toolchain.writers.markdown.place import Losses, Place


def joined(pieces: Pieces, place: Place, losses: Losses) -> str:
    """Return the text of pieces, with the delimiters of emphasis."""
    if len(pieces) == 1 and pieces[0].kind is Kind.WORDS and not place.citing:
        return _ends_kept(pieces, 0, _escaped(pieces, 0, place), place)
    texts = [_piece_text(pieces, number, place) for number in range(len(pieces))]
    if any(piece.kind is Kind.OPEN for piece in pieces):
        lost = _mark_emphasis(pieces, texts, place)
        if lost:
            for piece in pieces:
                if piece.kind is Kind.OPEN and piece.pair in lost:
                    losses.tell(piece.node, Word("emphasis that cannot be written at its place is not kept"))
            return joined(side_by_side([each for each in pieces if each.pair not in lost]), place, losses)
    return "".join(texts)


def side_by_side(pieces: Iterable[Piece]) -> Pieces:
    """Return the pieces with adjacent words joined, except separators of sources."""
    kept: Pieces = []
    for piece in pieces:
        last = kept[-1] if kept else None
        if last and piece.kind is last.kind is Kind.WORDS and not {piece.text, last.text} & {*m.SEMICOLONS}:
            kept[-1] = last._replace(text=last.text + piece.text)
        else:
            kept.append(piece)
    return kept


def _piece_text(pieces: Pieces, number: int, place: Place) -> str:
    piece = pieces[number]
    if isinstance(piece.node, m.CitedSource) and piece.kind is Kind.ATOM:
        return key_apart(piece, pieces[number + 1] if number + 1 < len(pieces) else None)
    if piece.kind is not Kind.WORDS:
        return piece.text
    return _ends_kept(pieces, number, _escaped(pieces, number, place), place)


def _escaped(pieces: Pieces, number: int, place: Place) -> str:
    text = pieces[number].text
    before = pieces[number - 1].text[-1:] or "*" if number else place.before
    after = pieces[number + 1].text[:1] or "*" if number + 1 < len(pieces) else place.after
    if not place.citing:
        return escapes.escaped(text, before, after, brackets=place.brackets)
    if text in m.SEMICOLONS and place.citing:
        return text
    parts = re.split(f"([{''.join(m.SEMICOLONS)}])", text)
    return "".join(
        ("\\;" if part == ";" else escapes.reference(part))
        if part in m.SEMICOLONS
        else escapes.escaped(part, before, after, brackets=True, citing=True)
        for part in parts
        if part
    )


def _ends_kept(pieces: Pieces, number: int, typed: str, place: Place) -> str:
    """Return words with blanks at the ends written as references if they would be lost."""
    text = pieces[number].text
    kind_before = pieces[number - 1].kind if number else None
    kind_after = pieces[number + 1].kind if number + 1 < len(pieces) else None
    if _is_lost(text[0], kind_before, Kind.OPEN, place) and typed.startswith(text[0]):
        typed = escapes.reference(text[0]) + typed[1:]
    if _is_lost(text[-1], kind_after, Kind.CLOSE, place) and typed.endswith(text[-1]):
        typed = typed[:-1] + escapes.reference(text[-1])
    return typed


def _is_lost(sign: str, beside: Kind | None, edge: Kind, place: Place) -> bool:
    """Return whether a character at an end of words would be lost there, or disable a delimiter."""
    if beside is None:
        return not (place.brackets or place.fragment) and escapes.is_trimmed(sign)
    if beside is Kind.BREAK:
        return sign in escapes.BLANKS
    return beside is edge and escapes.is_white(sign)


def _mark_emphasis(pieces: Pieces, texts: list[str], place: Place) -> set[int]:
    """Put the delimiters into `texts`; return the pairs for which there are none."""
    lost: set[int] = set()
    for start, end in _clusters(pieces):
        ends = [End(text[:1], text[-1:], len(text) == 1) for text in texts[start:end]]
        before, after = (place.before, False), (place.after, False)
        if start:
            before = texts[start - 1][-1:], _may_be_reference(pieces[start - 1], -1)
        if end < len(pieces):
            after = texts[end][:1], _may_be_reference(pieces[end], 0)
        marked = Cluster(pieces[start:end], ends, before, after).mark()
        if marked:
            _put(pieces, texts, start, end, marked)
        else:
            lost |= _dispensable(pieces[start:end])
    return lost


def _dispensable(pieces: Pieces) -> set[int]:
    """Return the emphasis to omit if a cluster cannot be written: emphasis in its own kind, else in any kind,
    else all.
    """
    around: Pieces = []
    same: set[int] = set()
    inner: set[int] = set()
    for piece in pieces:
        if piece.kind is Kind.CLOSE:
            around.pop()
        elif piece.kind is Kind.OPEN:
            same |= {piece.pair} if piece.size in {each.size for each in around} else set()
            inner |= {piece.pair} if around else set()
            around.append(piece)
    return same or inner or {piece.pair for piece in pieces if piece.kind is Kind.OPEN}


def _may_be_reference(piece: Piece, at: int) -> bool:
    return piece.kind is Kind.WORDS and escapes.has_reference(piece.text[at])


def _clusters(pieces: Pieces) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each cluster of touching emphasis."""
    depth = 0
    start = -1
    for number, piece in enumerate(pieces):
        if piece.kind is Kind.OPEN:
            start = number if start < 0 else start
            depth += 1
        elif piece.kind is Kind.CLOSE:
            depth -= 1
            touches = number + 1 < len(pieces) and pieces[number + 1].kind is Kind.OPEN
            if not depth and not touches:
                yield start, number + 1
                start = -1


def _put(pieces: Pieces, texts: list[str], start: int, end: int, marked: Marked) -> None:
    """Write the delimiters of a cluster, and the references next to them."""
    for number in range(start, end):
        piece = pieces[number]
        if piece.kind in EDGES:
            texts[number] = marked.signs[piece.pair] * piece.size
    for at in sorted(marked.last):
        text, typed = pieces[start + at].text, texts[start + at]
        if typed.endswith(text[-1]):
            texts[start + at] = typed[:-1] + escapes.reference(text[-1])
    for at in sorted(marked.first):
        text, typed = pieces[start + at].text, texts[start + at]
        if typed.startswith(text[0]):
            escape = "\\" if typed[1:2] == "@" else ""  # a key could follow the reference's semicolon
            texts[start + at] = f"{escapes.reference(text[0])}{escape}{typed[1:]}"
