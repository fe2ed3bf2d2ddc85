"""Makes inline nodes of pieces: text, code, pictures, links, cross-references and the marks of notes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from toolchain import model as m
from toolchain.formats.pdf.content import IMAGE, Run
from toolchain.formats.pdf.parts import Part, Piece, Target
from toolchain.formats.pdf.words import JOINT, line_end, on_one_line
from toolchain.model.places import Place

_ROUNDED = 0.5
"""Points by which a text may stand above the place that leads to it, for rounding."""


class Places:
    """Finds the part that a place on a page leads to: the one whose first line comes next below it."""

    def __init__(self, parts: Iterable[Part]) -> None:
        found: dict[int, list[tuple[float, float, int]]] = {}
        for part in parts:
            if first := part.first:
                found.setdefault(first.page, []).append((-first.y, first.x, part.column))
        self._parts = {page: sorted(starts) for page, starts in found.items()}

    def column(self, target: Target) -> int | None:
        """The column of the part, None for a target that leads nowhere in the file."""
        if target.page is None:
            return None
        starts = self._parts.get(target.page, [])
        at = 0 if target.top is None else bisect_left(starts, (-target.top - _ROUNDED,))
        return starts[at][2] if at < len(starts) else None


class _Stretch(NamedTuple):
    """Text of one kind: in one link, or in none."""

    text: str
    target: Target | None
    mark: bool
    code: bool
    image: bool


class InlineBuilder:
    """Makes the inlines of parts.

    `labels` has the number that each note shows, by its column.
    """

    def __init__(self, places: Places, labels: Mapping[int, str]) -> None:
        self._places = places
        self._labels = labels

    def inlines(self, pieces: Iterable[Piece], span: Place) -> m.Inlines:
        """The inlines of some pieces, without white space at either end."""
        return tuple(self._node(stretch, span) for stretch in _trimmed(_stretches(pieces)))

    def _node(self, stretch: _Stretch, span: Place) -> m.Inline:
        inner: m.Inline = m.Text(span, stretch.text)
        if stretch.image:
            inner = m.Image(span, "", stretch.text)
        elif stretch.code:
            inner = m.Code(span, stretch.text)
        target = stretch.target
        if target is None:
            return inner
        if target.url:
            return m.Link(span, target.url, (inner,))
        column = self._places.column(target)
        if column is not None and stretch.mark and self._labels.get(column) == stretch.text.strip():
            return m.NoteMark(span, stretch.text.strip())
        return m.CrossReference(span, f"@{target.name if column is None else column}", (inner,))


def text_of(pieces: Iterable[Piece], *, joints: bool = False) -> str:
    """The text of some pieces, pictures left out; with the joints in it or without them."""
    text = "".join(stretch.text for stretch in _stretches(pieces) if not stretch.image)
    return text if joints else text.replace(JOINT, "")


def _stretches(pieces: Iterable[Piece]) -> list[_Stretch]:
    found: list[_Stretch] = []
    for text, piece in _joined(pieces):
        stretch = _Stretch(text, piece.target, piece.mark, piece.code, piece.image is not None)
        if found and found[-1][1:] == stretch[1:] and not stretch.image:
            found[-1] = stretch._replace(text=found[-1].text + text)
        elif text or stretch.image:
            found.append(stretch)
    return found


def _joined(pieces: Iterable[Piece]) -> Iterator[tuple[str, Piece]]:
    """The texts with what stands between lines, which belongs to a link where both lines do."""
    before: Run | None = None
    last: Piece | None = None
    pieces = list(pieces)
    joint = JOINT if any(run.turned for piece in pieces for run in piece.runs) else ""
    for piece in pieces:
        runs = piece.runs if piece.image is None else [run._replace(text=IMAGE) for run in piece.runs]
        if piece.line and last:
            yield " ", last._replace(target=None, mark=False, code=False, image=None)
            before = None
        for run in runs:
            if not run.text:
                continue
            if before:
                between = "" if on_one_line(before, run) else line_end(before.text, run.text)
                same = last is not None and last[1:3] == piece[1:3]
                plain = piece._replace(target=None, mark=False, code=False)
                yield f"{between}{joint}", (piece if same else plain)._replace(image=None)
            before, last = run, piece
            if piece.image is None and run.text != IMAGE:  # a picture that is not tagged as one says nothing
                yield run.text, piece
        if piece.image is not None:
            yield piece.image, piece


def _trimmed(stretches: list[_Stretch]) -> list[_Stretch]:
    """Without white space at the beginning and the end."""
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while stretches and not stretches[at].image:
            text = strip(stretches[at].text)
            if text:
                stretches[at] = stretches[at]._replace(text=text)
                break
            del stretches[at]
    return stretches
