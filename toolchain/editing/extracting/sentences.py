"""Find the ends of sentences in a note, and text in quotation marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolchain.editing.extracting.words import Reading
from toolchain.model.expressions import expression

ADDRESS = expression(r"(?:https?://|www\.)[^\s<>“”\"]+[^\s<>“”\".,;:!?)\]'’»]")
_STOP = expression(
    r"[.。](?=[”’»\"']*(?:\s|$))|(?<=[^\W\d_A-Z])\.(?=[A-Z])|。|[?!？！؟](?=[”’»\"']*\s+[^\W\d_a-z])"
)
_WORD = expression(r"[^\W\d_][\w'’-]*")
_QUOTES = "\"'“”‘’«»„ \u00a0"
_MOSTLY = 0.6


class Piece(NamedTuple):
    """A part of a text from `start` to `end`, without its full stop."""

    start: int
    end: int


def pieces(text: str, start: int, end: int, reading: Reading) -> Iterator[Piece]:
    """Yield the parts of a text between its full stops, each without the spaces around it."""
    at = start
    for stop in (*ends(text, start, end, reading), end):
        piece = _trimmed(text, at, stop + (stop < end and text[stop] not in ".。"))
        if piece.start < piece.end:
            yield piece
        at = stop + 1


def ends(text: str, start: int, end: int, reading: Reading) -> Iterator[int]:
    """Yield the positions of full stops that end a sentence; not those of abbreviations, initials and
    addresses.
    """
    addresses = [found.span() for found in ADDRESS.finditer(text, start, end)]
    for found in _STOP.finditer(text, start, end):
        at = found.start()
        inside = any(first <= at < last for first, last in addresses)
        if not inside and not (
            text[at] == "." and at + 1 < end and reading.abbreviated.search(text[max(start, at - 12) : at])
        ):
            yield at


def is_named(text: str) -> bool:
    """Return whether a text looks like a name: no word of four or more letters begins with a small letter.

    So any text does that has only shorter words, or is in a script without capitals; an empty one does not.
    """
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    if not words:
        return bool(text.strip())
    return all(not word[0].islower() for word in words)


def is_sentence(text: str) -> bool:
    """Return whether a text looks like a sentence: some words, most of them without a capital."""
    words = _WORD.findall(text)[1:]
    lower = sum(word[0].islower() or not word[0].isupper() for word in words)
    return len(words) >= 3 and lower >= _MOSTLY * len(words)


def unquoted(text: str) -> str:
    """Return a text without quotation marks around the whole of it."""
    inner = text.strip(_QUOTES)
    around = len(text) - len(inner) >= 2 and text[:1] in _QUOTES and text[-1:] in _QUOTES
    return inner if around and not set(inner) & set('“”"«»') else text


def _trimmed(text: str, start: int, end: int) -> Piece:
    part = text[start:end]
    first = end - len(part.lstrip())
    return Piece(first, max(first, start + len(part.rstrip())))
