"""Takes the number from the beginning of a part: what its first piece says alone, or its first line."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import NamedTuple

from toolchain.formats.pdf.parts import Part, Piece
from toolchain.readers.pdf.inlines import text_of

NOTE = re.compile(r"(\d{1,9}|\*+)(?:\s+|\Z)")
"""The number of a note; its text may follow in the same piece."""
PARAGRAPH = re.compile(r"(\d{1,9}\.)\s*\Z")
_NUMBER = r"(?:\d{1,6}|([^\W\d_])\2{0,30}|[ivxlcdm]{1,20}|[IVXLCDM]{1,20}|[○一二三四五六七八九十]{1,5})"
ITEM = re.compile(rf"(['(（]?{_NUMBER}[.)）']|[•◦▪‣])\s*\Z")
HEADING = re.compile(rf"([(（]?{_NUMBER}[.)）])\s*\Z")


class Labelled(NamedTuple):
    """A part with its number ("" where it shows none) and the pieces that follow it."""

    part: Part
    label: str
    pieces: list[Piece]


def labelled(part: Part, form: re.Pattern[str]) -> Labelled:
    """A part and its number, where its first run has the form of one."""
    pieces = list(part.pieces)
    while pieces and not pieces[0].runs and pieces[0].image is None:  # what is tagged and shows nothing
        del pieces[0]
    first = pieces[0] if pieces else None
    may_be = first and first.image is None and (form is NOTE or first.target is None)  # others lead nowhere
    found = form.match(first.runs[0].text.lstrip()) if first and may_be else None
    if first is None or found is None:
        return Labelled(part, "", part.pieces)
    run, *runs = first.runs
    rest = run.text.lstrip()[found.end() :]
    kept = [run._replace(text=rest), *runs] if rest else runs
    return Labelled(part, found[1], [first._replace(runs=kept), *pieces[1:]] if kept else pieces[1:])


def first_line(part: Part) -> Labelled:
    """A part whose number has a line of its own, as that of a caption or an annex has."""
    before = list(takewhile(lambda piece: not piece.line, part.pieces))
    after = part.pieces[len(before) :]
    if not before or not after:
        return Labelled(part, "", part.pieces)
    return Labelled(part, text_of(before).strip(), [after[0]._replace(line=False), *after[1:]])
