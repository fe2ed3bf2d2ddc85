"""Where the words of a PDF are seen in another order than UAX #9 gives to what is read."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from unicodedata import bidirectional

import pikepdf

from toolchain.formats.bidi.levels import levels, visual
from toolchain.formats.bidi.mirrors import MIRRORED
from toolchain.formats.pdf.bidi import in_reading_order
from toolchain.formats.pdf.runs import Part, Piece, Run, on_one_line
from toolchain.formats.pdf.scan import scan
from toolchain.model.languages import is_right_to_left
from toolchain.readers.pdf.build import HEADING, ITEM, NOTE, PARAGRAPH

_OBJECT = "\ufffc"
_LEFT = "\u200e"
"""What files by typst have before the mark of a note, so that it follows its word; it is not read."""
_NUMBERS = (NOTE, PARAGRAPH, ITEM, HEADING)
"""What a first piece may be that stands apart from its paragraph."""
_LEADER = 4
"""A line with more dots than these, one by one, is one of the contents; its page number stands apart."""

Line = list[tuple[Run, str]]
"""Pieces of text on a page, with what each is to the order of its paragraph: of what has an order of its own,
as code has, and on an Arabic page links, one sign for all."""


def out_of_order(data: bytes) -> list[str]:
    """The lines of a file, of those with words of both directions, whose pieces stand in a wrong order.

    Signs that set a direction are not seen: of a text with such signs nothing can be told.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        right_to_left = is_right_to_left(str(pdf.Root.Lang))
        return [line for part in scan(pdf, "x").parts for line in _wrong_however_read(part, right_to_left)]


def _wrong_however_read(part: Part, right_to_left: bool) -> list[str]:
    """What is wrong however those pieces are read that read otherwise in a stretch of the other direction."""
    wrong: list[str] = []
    for before in ("", _LEFT):
        lines = _lines(part, right_to_left, before)
        wrong = list(_wrong(lines, part, right_to_left))
        if not wrong:
            return []
        for read in (_all, _turned, _letters):
            other = [
                [(run, read(line, at, right_to_left)) for at, (run, _) in enumerate(line)] for line in lines
            ]
            if not any(True for _ in _wrong(other, part, right_to_left)):
                return []
    return wrong


def _all(line: Line, at: int, right_to_left: bool) -> str:
    return _other(line[at][1], right_to_left)


def _turned(line: Line, at: int, right_to_left: bool) -> str:
    """The other reading where a piece stands in a stretch of the other direction, by what is beside it."""
    near = [run.x for run, _ in line[max(0, at - 1) : at + 2]]
    in_order = near == sorted(near, reverse=right_to_left)
    return line[at][1] if in_order else _other(line[at][1], right_to_left)


def _letters(line: Line, at: int, right_to_left: bool) -> str:
    """The letters and figures alone: where signs between them belong, several readings tell differently."""
    signs = line[at][1]
    return "".join(filter(str.isalnum, signs)) or signs


def _other(signs: str, right_to_left: bool) -> str:
    """A text, if it has no letters of its own direction, that looks so in a stretch of the other one."""
    own = ("R", "AL") if right_to_left else ("L",)
    if signs == _OBJECT or any(bidirectional(sign) in own for sign in signs):
        return signs
    seen = visual(signs, right_to_left)
    glyphs = seen if right_to_left else seen.translate(MIRRORED)  # as files in the other direction have them
    return in_reading_order(list(glyphs), not right_to_left).text


def _wrong(lines: list[Line], part: Part, right_to_left: bool) -> Iterator[str]:
    runs = [run for line in lines for run, _ in line]
    is_of_contents = sum(run.text == "." for run in runs) > _LEADER
    if part.cover or part.kind == "code" or is_of_contents or not any(run.turned for run in runs):
        return
    if not all(run.certain for run in runs):  # of what cannot be read nothing can be told
        return
    texts = ["".join(signs for _, signs in line) for line in lines]
    depths = levels(" ".join(texts), right_to_left)
    for line, text in zip(lines, texts, strict=True):
        own = [*depths[: len(text.rstrip())], *[int(right_to_left)] * (len(text) - len(text.rstrip()))]
        del depths[: len(text) + 1]
        seen = sorted(_starts(line, _places(own)), key=lambda each: each[0])
        if any(one.x > other.x for (_, one), (_, other) in pairwise(seen)):
            yield " | ".join(run.text for run, _ in line)


def _lines(part: Part, right_to_left: bool, before: str) -> list[Line]:
    shown = [(run, piece) for piece in part.pieces for run in piece.runs]
    shown = shown[1:] if shown and any(form.match(shown[0][0].text) for form in _NUMBERS) else shown
    lines: list[Line] = []
    last: Piece | None = None
    for run, piece in shown:
        if not lines or not on_one_line(lines[-1][-1][0], run):
            lines.append([])
            last = None
        is_apart = piece.code or piece.image is not None or (right_to_left and (piece.target or piece.mark))
        goes_on = is_apart and last is not None and last[1:] == piece[1:]
        signs = before + run.text if piece.mark else run.text
        lines[-1].append((run, "" if goes_on else _OBJECT if is_apart else signs))
        last = piece
    return lines


def _starts(line: Line, places: Sequence[int]) -> Iterator[tuple[int, Run]]:
    """Where each piece of a line that shows something must begin, counted in signs from the left."""
    at = 0
    for run, signs in line:
        if signs.strip():
            yield min(places[at : at + len(signs)]), run
        at += len(signs)


def _places(depths: Sequence[int]) -> list[int]:
    """Of each sign of a line its place from the left (L2)."""
    order = list(range(len(depths)))
    for level in range(max(depths, default=0), 0, -1):
        groups = [
            (higher, list(group)) for higher, group in groupby(order, key=lambda at: depths[at] >= level)
        ]
        order = [at for higher, group in groups for at in (reversed(group) if higher else group)]
    places = [0] * len(order)
    for place, at in enumerate(order):
        places[at] = place
    return places
