"""Marks and links of lines, in a form that can be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import unquote

from toolchain.compare.proof.lines import PLAIN, Line, Look, Piece, fold

_LIVE = re.compile(r"https?://[^\s/?#]|mailto:[^\s@]+@|tel:[+0-9]", re.IGNORECASE)
_LONGEST = 2_000


class Way(NamedTuple):
    """A link: its words, its role, and its target."""

    text: str
    role: str
    target: object


def plain(pieces: Sequence[Piece]) -> str:
    """Return the words of a line with its marks as bare numbers."""
    return fold("".join(piece.text for piece in pieces))


def without_marks(line: Line) -> str:
    """Return the words of a line without its marks."""
    return fold("".join(piece.text for piece in line.pieces if piece.role != "mark"))


def marks(line: Line) -> list[str]:
    """Return the labels of a line's marks."""
    return [piece.text for piece in line.pieces if piece.role == "mark"]


def looks(line: Line) -> list[tuple[str, Look]]:
    """Return the letters and figures of a line's words, without its number and marks, each with its emphasis.

    A caption is bold as a whole if the format has it so, and then shows no strong emphasis.
    """
    hidden: Look = frozenset(("strong",)) if line.kind == "caption" else PLAIN
    pieces = line.pieces[1:] if line.label else line.pieces
    words = (each for each in pieces if each.role != "mark")
    return [(sign, each.look - hidden) for each in words for sign in each.text if sign.isalnum()]


def ways(line: Line) -> list[Way]:
    """Return the links of a line, each once, even if a mark or an emphasis divides it."""
    found: list[Way] = []
    if not any(piece.role in ("reference", "link") for piece in line.pieces):
        return found
    apart = True
    for piece in line.pieces:
        if piece.role == "text":
            apart = apart or bool(piece.text.strip())
        elif piece.role != "mark":
            if not apart and found and found[-1][1:] == (piece.role, piece.target):
                found[-1] = found[-1]._replace(text=found[-1].text + piece.text)
            elif piece.text.strip():
                found.append(Way(piece.text, piece.role, piece.target))
                apart = False
    return found


def is_live(url: str) -> bool:
    """Return whether every output makes a link of an address; others are printed as words."""
    return bool(_LIVE.match(url.strip())) and len(url) <= _LONGEST


def same_address(one: str, other: str) -> bool:
    """Return whether two addresses are equal, however their characters are escaped (RFC 3986, 2.1; RFC
    3490).
    """
    return one == other or _normal(one) == _normal(other)


def _normal(url: str) -> str:
    plain_url = unquote(url.strip())
    scheme, slashes, rest = plain_url.partition("//")
    if not slashes:
        return plain_url
    host, slash, path = rest.partition("/")
    with suppress(UnicodeError):
        host = host if host.isascii() else host.encode("idna").decode()
    return f"{scheme.lower()}//{host.lower()}{slash}{path}"
