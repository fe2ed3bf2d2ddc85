"""What the pages of a PDF paint, in order (ISO 32000-1, 8 and 9): texts, areas and pictures, with colours.

It is precise enough to say for certain whether a text is covered, and what is under it: areas are
axis-parallel rectangles. For all other areas only their bounding box is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from toolchain.formats.pdf.fonts import Font, Widths
from toolchain.formats.pdf.operations import first_name, numbers
from toolchain.formats.pdf.page_items import (
    IDENTITY,
    Area,
    Box,
    Figure,
    Matrix,
    Text,
    figure,
    placed,
    product,
)
from toolchain.formats.pdf.page_walk import Resources
from toolchain.model.records import Record, replace

_KEPT, _ITEM = 6_000_000, 15
"""Maximum number of characters that are kept of a file, and the weight of a text or an area against it."""
_POINTS, _FIGURES = 64, 256
"""Maximum number of points of a figure, and of figures of a path, that are kept; else only the box."""
_EVERYWHERE = Box(-1e7, -1e7, 1e7, 1e7)
_OPAQUE = 0.99
_FLAT = 1e-6
_FILLED, _INVISIBLE = (0, 2, 4, 6), (3, 7)
_NORMAL = ("/Normal", "/Compatible")
_BY_VALUES = frozenset(("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/CalGray", "/CalRGB", "/ICCBased"))
_BLACK_INK = "/Black"
NOT_UNDERSTOOD = (ValueError, TypeError, KeyError, AttributeError, IndexError)
"""The exceptions for wrong operands and resources."""


class Paint(Record):
    """The colour of areas and letters ("#rrggbb", "" if it is not known), and the colour space."""

    colour: str = "#000000"
    space: str = "/DeviceGray"


class State(Record):
    """The graphics state that q saves and Q restores (8.4 and 9.3)."""

    matrix: Matrix = IDENTITY
    font: Font | None = None
    widths: Widths | None = None
    size: float = 0.0
    leading: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    mode: int = 0
    clip: Box = _EVERYWHERE
    square: bool = True
    paint: Paint = Paint()
    opacity: float = 1.0
    line: float = 1.0


class Shown(NamedTuple):
    """Glyphs shown at once at one position: their characters and their codes.

    `moves` are the numbers that move the rest back (9.4.3), each with the count of codes before it.
    """

    texts: Sequence[str]
    codes: Sequence[int]
    moves: Sequence[tuple[int, float]]
    here: Matrix


class Painting:
    """Collects what the pages paint, a list for each page. The interpreter of the content calls it.

    From page `ended` on (from 1), not everything is kept; 0 means that all is kept.
    """

    def __init__(self) -> None:
        self.pages: list[list[Text | Area]] = []
        self.ended = 0
        self._left = _KEPT
        self._painted_by = lru_cache(_painted_by)
        self._figures: list[Figure] = []
        self._points: list[tuple[float, float]] = []
        self._curved = self._clips = False

    def begin_page(self) -> None:
        """Begin the next page."""
        self.pages.append([])
        self._figures, self._points, self._curved, self._clips = [], [], False, False

    def take(self, operator: bytes, operands: bytes, state: State, resources: Resources) -> State:
        """Return the state after an operator; an operator with wrong operands changes nothing."""
        with suppress(*NOT_UNDERSTOOD):
            if handler := _HANDLERS.get(operator):
                return handler(self, operands, state) or state
            if operator in _PAINTS:
                if operator == b"cs":
                    return replace(state, paint=_of_space(first_name(operands), resources))
                return replace(state, paint=self._painted_by(operator, operands, state.paint.space))
            if attribute := _NUMBERS.get(operator):
                value = numbers(operands)[-1]
                change: dict[str, Any] = {attribute: value / 100 if operator == b"Tz" else value}
                return replace(state, **change)
            if operator == b"gs":
                opacity = resources.find("/ExtGState", first_name(operands), _opacity)
                return state if opacity is None else replace(state, opacity=opacity)
        return state

    def _add(self, item: Text | Area, characters: int = 0) -> None:
        self._left -= _ITEM + characters
        if self._left < 0:
            self.ended = self.ended or len(self.pages)
        else:
            self.pages[-1].append(item)

    # Paths

    def _begin(self, operands: bytes, state: State) -> None:
        self._end_figure()
        self._go(operands, state)

    def _go(self, operands: bytes, state: State) -> None:
        x, y = numbers(operands)[-2:]
        self._add_points([placed(x, y, state.matrix)])

    def _curve(self, operands: bytes, state: State) -> None:
        values = numbers(operands)
        self._curved = True
        pairs = zip(values[::2], values[1::2], strict=False)
        self._add_points([placed(x, y, state.matrix) for x, y in pairs])

    def _add_points(self, points: list[tuple[float, float]]) -> None:
        self._points += points
        if len(self._points) > _POINTS:
            self._curved = True
            box = figure(self._points).box
            self._points = [(box.left, box.bottom), (box.right, box.top)]

    def _rectangle(self, operands: bytes, state: State) -> None:
        x, y, width, height = numbers(operands)[-4:]
        self._end_figure()
        self._points = Box(x, y, x + width, y + height).corners(state.matrix)
        self._end_figure()

    def _end_figure(self, operands: bytes = b"", state: State | None = None) -> None:
        if len(self._points) > 1:
            self._figures.append(figure(self._points, curved=self._curved))
            if len(self._figures) > _FIGURES:
                one, other = self._figures.pop(), self._figures.pop()
                self._figures.append(Figure(one.box.around(other.box), square=False))
        self._points, self._curved = [], False

    def _clip(self, operands: bytes, state: State) -> None:
        self._clips = True

    def _fill(self, operands: bytes, state: State) -> State:
        self._end_figure()
        alone = len(self._figures) == 1
        for each in self._figures:
            self._area(each.box, alone and each.square, state, state.paint.colour if alone else "")
        return self._end_path(operands, state)

    def _area(
        self, box: Box, square: bool, state: State, colour: str = "", picture: tuple[int, int] | None = None
    ) -> None:
        inner = box.within(state.clip)
        if not inner.is_empty:
            opaque = state.opacity >= _OPAQUE
            self._add(Area(inner, colour if opaque else "", square and state.square and opaque, picture))

    def _stroke(self, operands: bytes, state: State) -> State:
        """Add the areas of horizontal lines: a thick one can cover words, as a rectangle can."""
        self._end_figure()
        half = abs(state.line * state.matrix[3]) / 2
        for left, bottom, right, top in (each.box for each in self._figures):
            if top - bottom < _FLAT < half:
                self._area(Box(left, bottom - half, right, top + half), True, state)
        return self._end_path(operands, state)

    def _end_path(self, operands: bytes, state: State) -> State:
        self._end_figure()
        figures, clips = self._figures, self._clips
        self._figures, self._clips = [], False
        return _clipped(state, figures) if clips and figures else state

    def _shade(self, operands: bytes, state: State) -> None:
        self._area(state.clip, False, state)

    # What the interpreter of the content meets

    def draw(self, picture: Any, state: State) -> None:
        """Add the area of a picture."""
        box, square = figure(Box(0, 0, 1, 1).corners(state.matrix))
        solid = not any(name in picture for name in ("/SMask", "/Mask", "/ImageMask"))
        self._area(box, square and solid, state, picture=picture.objgen)

    def show(self, shown: Shown, state: State, beside: bool) -> float:
        """Add a text, and return its width in units of text space."""
        font, widths, size, scale = state.font, state.widths, state.size, state.scale
        if font is None or widths is None:
            return 0.0
        get, other = widths.by_code.get, widths.other
        steps = [get(code, other) * size for code in shown.codes]
        if state.spacing or state.word_spacing:
            between = state.word_spacing if font.width == 1 else 0.0
            steps = [
                step + state.spacing + (between if code == 32 else 0.0)
                for step, code in zip(steps, shown.codes, strict=True)
            ]
        steps.append(0.0)
        for at, number in shown.moves:
            steps[at] -= number / 1000 * size
        *ends, along = accumulate(step * scale for step in steps)
        a, b, c, d, e, f = product(shown.here, state.matrix)
        if not shown.texts or abs(b) > _FLAT * abs(a) or abs(c) > _FLAT * abs(d) or a <= 0 or d <= 0:
            return along  # turned or mirrored: nothing is said of it
        height = d * size
        ends = [e + a * end for end in ends]
        # a mark without a width is set back over its letter
        box = Box(min(e, *ends), f - 0.2 * height, max(e, *ends), f + 0.7 * height)
        clear = state.mode == 0 and state.opacity < 1 - _OPAQUE
        clipped = not box.is_empty and box.within(state.clip).is_empty
        text = Text(
            tuple(shown.texts),
            box,
            tuple(ends),
            height,
            "bold" in font.name.lower(),
            state.paint.colour if state.opacity >= _OPAQUE and state.mode in _FILLED else "",
            state.mode in _INVISIBLE or clear or clipped,
            beside,
        )
        self._add(text, len(shown.texts))
        return along


_Handler = Callable[[Painting, bytes, State], State | None]
_HANDLERS: dict[bytes, _Handler] = {
    b"m": Painting._begin, b"l": Painting._go, b"re": Painting._rectangle, b"h": Painting._end_figure,
    **dict.fromkeys((b"c", b"v", b"y"), Painting._curve),
    **dict.fromkeys((b"W", b"W*"), Painting._clip),
    **dict.fromkeys((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"), Painting._fill),
    **dict.fromkeys((b"S", b"s"), Painting._stroke), b"n": Painting._end_path,
    b"sh": Painting._shade,
}  # fmt: skip
_NUMBERS = {b"Tc": "spacing", b"Tw": "word_spacing", b"Tz": "scale", b"Tr": "mode", b"w": "line"}


def _clipped(state: State, figures: Sequence[Figure]) -> State:
    """Return the state inside a clip; with several figures it is not known."""
    alone = len(figures) == 1
    clip = state.clip.within(figures[0].box) if alone else state.clip
    return replace(state, clip=clip, square=state.square and alone and figures[0].square)


def clipped_to(box: Iterable[Any], state: State) -> State:
    """Return the state inside the box of a form, which clips its content (8.10.1)."""
    with suppress(*NOT_UNDERSTOOD):
        left, bottom, right, top = (float(each) for each in box)
        return _clipped(state, [figure(Box(left, bottom, right, top).corners(state.matrix))])
    return state


def _opacity(look: Any) -> float | None:
    """Return the opacity of paint, from 0 to 1, that the parameters of `gs` give (8.4.5); None for none.

    Whatever a mask or a way of blending lets through, it is not opaque.
    """
    opacity = float(look["/ca"]) if "/ca" in look else None
    if str(look.get("/SMask", "/None")) != "/None" or str(look.get("/BM", "/Normal")) not in _NORMAL:
        opacity = min(_OPAQUE / 2, 1.0 if opacity is None else opacity)
    return opacity


_DEVICES = {b"g": "/DeviceGray", b"rg": "/DeviceRGB", b"k": "/DeviceCMYK"}
_PAINTS = frozenset((*_DEVICES, b"cs", b"sc", b"scn"))
"""The operators that set the colour of areas and letters (8.6.8)."""


def _painted_by(operator: bytes, operands: bytes, space: str) -> Paint:
    """Return the colour that an operator sets in a space, as far as it is known without a profile (8.6)."""
    values = numbers(operands)
    if operator in _DEVICES:
        return Paint(_colour(values), _DEVICES[operator])
    if space == _BLACK_INK:
        return Paint(_colour([1 - each for each in values[:1]]), space)
    known = space in _BY_VALUES and b"/" not in operands
    return Paint(_colour(values) if known else "", space)


def _of_space(name: str, resources: Resources) -> Paint:
    """Return the initial colour of a colour space, which is black."""
    return Paint(space=name) if name in _BY_VALUES else resources.find("/ColorSpace", name, _initial)


def _initial(space: Any) -> Paint:
    import pikepdf

    is_array = isinstance(space, pikepdf.Array) and len(space)
    kind = str(space[0]) if is_array else str(space or "")
    if kind in _BY_VALUES:
        return Paint(space=kind)
    if kind == "/Separation" and str(space[1]) == _BLACK_INK:
        return Paint(space=_BLACK_INK)
    return Paint("", kind)


def _colour(values: list[float]) -> str:
    """Return the colour of one, three or four values, "" for another number of values."""
    shares = [min(max(each, 0.0), 1.0) for each in values]
    if len(shares) == 1:
        shares *= 3
    elif len(shares) == 4:
        *inks, black = shares
        shares = [(1 - ink) * (1 - black) for ink in inks]
    if len(shares) != 3:
        return ""
    return "#" + "".join(f"{round(share * 255):02x}" for share in shares)
