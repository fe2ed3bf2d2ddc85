"""What the pages of a PDF paint, in order (ISO 32000-1, 8 and 9): texts, areas and pictures, with colours.

It is followed as far as is needed to say for certain that a text is painted over, or what is behind it: areas
are rectangles that lie square on the page. Of all others only the box is known in which they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from toolchain.formats.pdf.content import Matrix, content, product, six
from toolchain.formats.pdf.file import TooMuch
from toolchain.formats.pdf.fonts import Font, font
from toolchain.formats.pdf.operations import first_name, numbers, operations, shown
from toolchain.formats.pdf.page_items import Area, Box, Figure, Text, figure
from toolchain.formats.pdf.page_paint import BLACK, OPERATORS, Paint, painted_by
from toolchain.formats.pdf.page_widths import Widths, widths

_NESTED = 8
_CONTENT, _FORMS = 64 << 20, 10_000
"""Bytes of content, and forms, that are followed in one file."""
_KEPT, _ITEM = 6_000_000, 15
"""Signs that are kept of one file, and as how many of them a text or an area counts."""
_POINTS, _FIGURES = 64, 256
"""Points of a figure, and figures of a path, that are kept; of more only the box is."""
_DEPTH = 5_000
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_EVERYWHERE = Box(-1e7, -1e7, 1e7, 1e7)
_OPAQUE = 0.99
_FLAT = 1e-6
_FILLED, _INVISIBLE = (0, 2, 4, 6), (3, 7)
_NORMAL = ("/Normal", "/Compatible")


@dataclass(slots=True)
class _State:
    """The state that q keeps and Q brings back (8.4 and 9.3)."""

    matrix: Matrix = _IDENTITY
    clip: Box = _EVERYWHERE
    square: bool = True
    paint: Paint = BLACK
    opaque: bool = True
    font: Font | None = None
    widths: Widths | None = None
    size: float = 0.0
    leading: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    mode: int = 0


class Painted(NamedTuple):
    """What each page paints, in order. From page `ended` on (from 1) it is too much; 0: it is all here."""

    pages: Sequence[Sequence[Text | Area]]
    ended: int = 0


def painted(pdf: Any) -> Painted:
    """What the pages of a file paint. Raises `TooMuch` for content that nobody writes."""
    fonts: dict[Any, tuple[Font, Widths]] = {}
    budget = _Budget()
    pages: list[Sequence[Text | Area]] = []
    for number, page in enumerate(pdf.pages, 1):
        painter = _Painter(fonts, budget)
        try:
            painter.read(content(page.obj), page.obj.get("/Resources", {}))
        except _Enough:
            rest = [()] * (len(pdf.pages) - number)
            return Painted((*pages, painter.items, *rest), number)
        pages.append(painter.items)
    return Painted(pages)


class _Enough(Exception):
    """There is more than is kept."""


@dataclass(slots=True)
class _Budget:
    """What may still be read and kept of a file."""

    content: int = _CONTENT
    kept: int = _KEPT


class _Painter:
    """Follows the operators of one page."""

    def __init__(self, fonts: dict[Any, tuple[Font, Widths]], budget: _Budget) -> None:
        self.items: list[Text | Area] = []
        self.fonts = fonts
        self.budget = budget
        self.state = _State()
        self.saved: list[_State] = []
        self.figures: list[Figure] = []
        self.points: list[tuple[float, float]] = []
        self.curved = self.clips = False
        self.marks: list[bool] = []  # whether what is marked is no part of the text
        self.line = self.here = _IDENTITY
        self.resources: Any = {}
        self.depth = 0

    def read(self, data: bytes, resources: Any) -> None:
        """Read a stream. Raises `TooMuch`."""
        self.spend(len(data))
        self.resources = resources
        passed_over = suppress(ValueError, TypeError, KeyError, AttributeError, IndexError)
        for operator, operands in operations(data):
            with passed_over:  # what cannot be understood
                self.take(operator, operands)

    def take(self, operator: bytes, operands: bytes) -> None:
        if handler := _HANDLERS.get(operator):
            handler(self, operands)
        elif operator in OPERATORS:
            self.state.paint = painted_by(operator, operands, self.state.paint, self.resources)
        elif attribute := _NUMBERS.get(operator):
            setattr(self.state, attribute, numbers(operands)[-1])
            self.state.scale /= 100 if operator == b"Tz" else 1

    def spend(self, amount: int) -> None:
        self.budget.content -= amount
        if self.budget.content < 0 or len(self.saved) + len(self.marks) > _DEPTH:
            raise TooMuch("the content of its pages")

    def keep(self, signs: int) -> None:
        self.budget.kept -= signs
        if self.budget.kept < 0:
            raise _Enough

    def add(self, item: Text | Area) -> None:
        self.keep(_ITEM)
        self.items.append(item)

    def resource(self, kind: str, name: str) -> Any:
        found = self.resources.get(kind)
        return found.get(name) if name and found is not None else None

    def save(self, operands: bytes) -> None:
        self.spend(0)
        self.saved.append(replace(self.state))

    def restore(self, operands: bytes) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def transform(self, operands: bytes) -> None:
        self.state.matrix = product(six(numbers(operands)[-6:]), self.state.matrix)

    def set_look(self, operands: bytes) -> None:
        look = self.resource("/ExtGState", first_name(operands))
        if look is None:
            return
        if "/ca" in look:
            self.state.opaque = float(look["/ca"]) >= _OPAQUE
        if str(look.get("/SMask", "/None")) != "/None" or str(look.get("/BM", "/Normal")) not in _NORMAL:
            self.state.opaque = False

    def mark(self, operands: bytes) -> None:
        self.spend(0)
        self.marks.append(first_name(operands) == "/Artifact" or self.marks[-1:] == [True])

    def end_mark(self, operands: bytes) -> None:
        if self.marks:
            self.marks.pop()

    # Areas

    def begin(self, operands: bytes) -> None:
        self.end_figure()
        self.go(operands)

    def go(self, operands: bytes) -> None:
        x, y = numbers(operands)[-2:]
        self.add_points([self.point(x, y)])

    def curve(self, operands: bytes) -> None:
        values = numbers(operands)
        self.curved = True
        self.add_points([self.point(x, y) for x, y in zip(values[::2], values[1::2], strict=False)])

    def add_points(self, points: list[tuple[float, float]]) -> None:
        self.points += points
        if len(self.points) > _POINTS:
            self.curved = True
            box = figure(self.points).box
            self.points = [(box.left, box.bottom), (box.right, box.top)]

    def rectangle(self, operands: bytes) -> None:
        x, y, width, height = numbers(operands)[-4:]
        self.end_figure()
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.points = [self.point(*corner) for corner in corners]
        self.end_figure()

    def point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.state.matrix
        return a * x + c * y + e, b * x + d * y + f

    def end_figure(self, operands: bytes = b"") -> None:
        if len(self.points) > 1:
            self.figures.append(figure(self.points, curved=self.curved))
            if len(self.figures) > _FIGURES:
                one, other = self.figures.pop(), self.figures.pop()
                self.figures.append(Figure(one.box.around(other.box), square=False))
        self.points, self.curved = [], False

    def clip(self, operands: bytes) -> None:
        self.clips = True

    def fill(self, operands: bytes) -> None:
        self.end_figure()
        alone = len(self.figures) == 1
        for each in self.figures:
            self.area(each.box, alone and each.square, self.state.paint.colour if alone else "")
        self.end_path()

    def area(self, box: Box, square: bool, colour: str = "", picture: tuple[int, int] | None = None) -> None:
        state = self.state
        inner = box.within(state.clip)
        if not inner.is_empty:
            exact = square and state.square and state.opaque
            self.add(Area(inner, colour if state.opaque else "", exact, picture))

    def end_path(self, operands: bytes = b"") -> None:
        self.end_figure()
        if self.clips and self.figures:
            alone = len(self.figures) == 1
            self.state.clip = self.state.clip.within(self.figures[0].box) if alone else self.state.clip
            self.state.square = self.state.square and alone and self.figures[0].square
        self.figures, self.clips = [], False

    def shade(self, operands: bytes) -> None:
        self.area(self.state.clip, False)

    def draw(self, operands: bytes) -> None:
        drawn = self.resource("/XObject", first_name(operands))
        if drawn is None:
            return
        if drawn.get("/Subtype") != "/Form":
            box, square = figure(self.point(x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1)))
            solid = not any(name in drawn for name in ("/SMask", "/Mask", "/ImageMask"))
            self.area(box, square and solid, picture=drawn.objgen)
        elif self.depth < _NESTED:
            self.read_form(drawn)

    def read_form(self, form: Any) -> None:
        self.spend(_CONTENT // _FORMS)
        outer = self.resources, self.state, self.saved, self.marks, self.line, self.here
        self.state, self.saved, self.marks = replace(self.state), [], self.marks[-1:]
        self.depth += 1
        if "/Matrix" in form:
            self.state.matrix = product(six(form["/Matrix"]), self.state.matrix)
        if "/BBox" in form:  # nothing of it is seen outside (8.10.1)
            left, bottom, right, top = (float(each) for each in form["/BBox"])
            corners = ((left, bottom), (right, bottom), (right, top), (left, top))
            self.figures = [figure(self.point(*corner) for corner in corners)]
            self.clips = True
            self.end_path()
        self.read(bytes(form.read_bytes()), form.get("/Resources", self.resources))
        self.resources, self.state, self.saved, self.marks, self.line, self.here = outer
        self.depth -= 1

    # Texts

    def begin_text(self, operands: bytes) -> None:
        self.line = self.here = _IDENTITY

    def place(self, operands: bytes) -> None:
        self.line = self.here = six(numbers(operands)[-6:])

    def move(self, operands: bytes) -> None:
        x, y = numbers(operands)[-2:]
        self.line = self.here = product((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def move_and_lead(self, operands: bytes) -> None:
        self.state.leading = -numbers(operands)[-1]
        self.move(operands)

    def next_line(self, operands: bytes) -> None:
        self.line = self.here = product((1.0, 0.0, 0.0, 1.0, 0.0, -self.state.leading), self.line)

    def next_line_and_show(self, operands: bytes) -> None:
        self.next_line(operands)
        self.show(operands)

    def set_font(self, operands: bytes) -> None:
        dictionary = self.resource("/Font", first_name(operands))
        self.state.size = numbers(operands)[-1]
        self.state.font = self.state.widths = None
        if dictionary is not None:
            key = dictionary.objgen if dictionary.objgen[0] else (len(self.fonts), "direct")
            if key not in self.fonts:
                self.fonts[key] = font(dictionary), widths(dictionary)
            self.state.font, self.state.widths = self.fonts[key]

    def show(self, operands: bytes) -> None:
        state = self.state
        if state.font is None or state.widths is None:
            return
        signs: list[str] = []
        ends: list[float] = []
        along = 0.0
        for each in shown(operands):
            if isinstance(each, float):
                along -= each / 1000 * state.size * state.scale
                continue
            self.keep(len(each))
            for code, sign in zip(state.font.codes(each), state.font.glyphs(each), strict=True):
                space = state.word_spacing if code == 32 and state.font.width == 1 else 0.0
                along += (state.widths.of(code) * state.size + state.spacing + space) * state.scale
                signs.append(sign)
                ends.append(along)
        a, b, c, d, e, f = product(self.here, state.matrix)
        self.here = product((1.0, 0.0, 0.0, 1.0, along, 0.0), self.here)
        if not signs or abs(b) > _FLAT * abs(a) or abs(c) > _FLAT * abs(d) or a <= 0 or d <= 0:
            return  # turned or mirrored: nothing is said of it
        size = d * state.size
        self.add(
            Text(
                tuple(signs),
                Box(e, f - 0.2 * size, e + a * along, f + 0.7 * size),
                tuple(e + a * end for end in ends),
                size,
                "bold" in state.font.name.lower(),
                state.paint.colour if state.opaque and state.mode in _FILLED else "",
                state.mode in _INVISIBLE,
                self.marks[-1:] == [True],
            )
        )


_NUMBERS = {
    b"TL": "leading", b"Tc": "spacing", b"Tw": "word_spacing", b"Tz": "scale", b"Tr": "mode",
}  # fmt: skip

_HANDLERS: dict[bytes, Callable[[_Painter, bytes], None]] = {
    b"q": _Painter.save, b"Q": _Painter.restore, b"cm": _Painter.transform, b"gs": _Painter.set_look,
    b"BMC": _Painter.mark, b"BDC": _Painter.mark, b"EMC": _Painter.end_mark,
    b"m": _Painter.begin, b"l": _Painter.go, b"c": _Painter.curve, b"v": _Painter.curve,
    b"y": _Painter.curve, b"re": _Painter.rectangle, b"h": _Painter.end_figure,
    b"W": _Painter.clip, b"W*": _Painter.clip,
    b"f": _Painter.fill, b"F": _Painter.fill, b"f*": _Painter.fill, b"B": _Painter.fill,
    b"B*": _Painter.fill, b"b": _Painter.fill, b"b*": _Painter.fill,
    b"S": _Painter.end_path, b"s": _Painter.end_path, b"n": _Painter.end_path,
    b"sh": _Painter.shade, b"Do": _Painter.draw,
    b"BT": _Painter.begin_text, b"Tm": _Painter.place, b"Td": _Painter.move,
    b"TD": _Painter.move_and_lead, b"T*": _Painter.next_line, b"Tf": _Painter.set_font,
    b"Tj": _Painter.show, b"TJ": _Painter.show,
    b"'": _Painter.next_line_and_show, b'"': _Painter.next_line_and_show,
}  # fmt: skip
