"""Captions and headings of annexes: a word with the number of a SEQ field, then the words."""

from __future__ import annotations

from collections.abc import Sequence

from toolchain.formats.docx.story import Token
from toolchain.model.records import replace
from toolchain.model.wording import fold

_BETWEEN = " \t\u00a0.:–—-：．、"
"""Characters that may separate a number from the words after it."""

_LONGEST = 20
"""Maximum number of characters between a number and the end of its line."""


def sequence(pieces: Sequence[Token]) -> int:
    """Return the number of pieces up to the end of the first SEQ field, 0 if there is none."""
    for at, piece in enumerate(pieces, 1):
        if piece.kind == "endfield" and piece.value.instruction.kind == "SEQ":
            return at
    return 0


def counts(pieces: Sequence[Token]) -> str:
    """Return the name of the sequence of the first SEQ field, in lower case ("table"); "" for none."""
    end = sequence(pieces)
    return str(pieces[end - 1].value.instruction.target).lower() if end else ""


def parted(pieces: Sequence[Token], *, at_break: bool = False) -> tuple[str, tuple[Token, ...]]:
    """Return the label ("Table 1"), "" if there is no number, and the pieces after it.

    The label is the whole first line if that ends soon after the number; else it ends with the number. With
    `at_break`, the words before the first line break are a label even without a number: "Annex".
    """
    end = sequence(pieces)
    if not end and not at_break:
        return "", tuple(pieces)
    line = next((at for at, piece in enumerate(pieces) if at >= end and piece.kind == "break"), None)
    if line is not None and (not end or len(_text(pieces[end:line])) <= _LONGEST):
        return _text(pieces[:line]), tuple(pieces[line + 1 :])
    if not end:
        return "", tuple(pieces)
    return _text(pieces[:end]), _without_sign(pieces[end:])


def _text(pieces: Sequence[Token]) -> str:
    return fold("".join(each.text for each in pieces if each.kind == "text"))


def _without_sign(pieces: Sequence[Token]) -> tuple[Token, ...]:
    """Return the pieces without the full stop or dash after the number."""
    for at, piece in enumerate(pieces):
        if piece.kind == "text":
            rest = piece.text.lstrip(_BETWEEN)
            if rest:
                return (*pieces[:at], replace(piece, text=rest), *pieces[at + 1 :])
            return tuple(pieces[at + 1 :])
    return tuple(pieces)
