"""Reads the content stream of a page once (ISO 32000-1, 7.8.2): which text stands where, in which mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from toolchain.formats.pdf.bidi import in_reading_order
from toolchain.formats.pdf.file import TooMuch
from toolchain.formats.pdf.fonts import UNREADABLE, Font, font
from toolchain.formats.pdf.operations import first_name, mark_number, operations, second_name, strings

IMAGE = "\ufffc"
"""The text of a run that is a picture."""

_NESTED = 8
"""How deep forms may be drawn in forms."""
_DEPTH = 10_000
"""How many marks or saved states may be open."""
_CONTENT = 64 << 20
"""Bytes of content, and characters of text, that are read of one file; forms count each time anew."""
_TURNED = 12
"""How many times as much a sign counts whose place in the order of reading has to be found."""
_RUNS = 1_000_000
_FORMS = 10_000
"""How many runs and forms are read at most."""

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Run(NamedTuple):
    """Text shown at a place: page (from 0), its beginning on the base line, and size, in points.

    turned    it holds words from right to left, or stands among such
    certain   its text, in the order of reading, looks as the page does
    """

    text: str
    page: int
    x: float
    y: float
    size: float
    turned: bool = False
    certain: bool = True


class Marked(NamedTuple):
    """The marked content of all pages.

    runs     by page and number (MCID)
    loose    the first run of each page that stands in no mark at all
    fonts    all fonts that show something
    unseen   what no font has a glyph for, each with the first page where it should be
    beside   by page what is marked as no part of the text, as running heads are
    """

    runs: dict[tuple[int, int], list[Run]]
    loose: list[Run]
    fonts: list[Font]
    unseen: dict[str, int]
    beside: dict[int, list[Run]]


def marked_content(pages: Any, right_to_left: bool) -> Marked:
    """Read all pages of a file whose language is written from right to left, or is not."""
    fonts: dict[Any, Font] = {}
    marked = Marked({}, [], [], {}, {})
    budget = [_CONTENT]
    for number, page in enumerate(pages):
        reader = _PageReader(number, right_to_left, fonts, marked, budget)
        reader.read(content(page.obj), page.obj.get("/Resources", {}))
    marked.fonts.extend(fonts.values())
    return marked


def content(page: Any) -> bytes:
    """The content streams of a page, as one (7.8.2)."""
    import pikepdf

    contents = page.get("/Contents")
    if contents is None:
        return b""
    if isinstance(contents, pikepdf.Array):
        return b"\n".join(bytes(each.read_bytes()) for each in contents)
    return bytes(contents.read_bytes())


class _PageReader:
    """Follows the operators of one page that place and show text."""

    def __init__(
        self, page: int, right_to_left: bool, fonts: dict[Any, Font], marked: Marked, budget: list[int]
    ) -> None:
        self.page = page
        self.right_to_left = right_to_left
        self.fonts = fonts
        self.marked = marked
        self.budget = budget
        self.matrix = _IDENTITY
        self.saved: list[Matrix] = []
        self.line = _IDENTITY
        self.leading = 0.0
        self.font: Font | None = None
        self.size = 0.0
        self.marks: list[int | None] = []  # None: an artifact
        self.resources: Any = {}
        self.depth = 0
        self.has_loose = False
        self.shown: list[str] = []  # glyphs since the last time that a place was set
        self.at: Run | None = None

    def read(self, data: bytes, resources: Any) -> None:
        """Read a stream. Raises `TooMuch`."""
        self._spend(len(data))
        self.resources = resources
        for operator, operands in operations(data):
            handler = _OPERATORS.get(operator)
            if handler:
                handler(self, operands)
        self.end_run()

    def _spend(self, amount: int) -> None:
        self.budget[0] -= amount
        if self.budget[0] < 0 or len(self.marks) + len(self.saved) > _DEPTH:
            raise TooMuch("the content of its pages")

    def begin_mark(self, operands: bytes) -> None:
        self._spend(0)
        self.end_run()
        if first_name(operands) == "/Artifact":
            self.marks.append(None)
            return
        mark = mark_number(operands)
        if mark is None:
            mark = self._named_mark(operands)
        self.marks.append(mark)
        if mark is not None and mark >= 0 and not self.depth:
            self.marked.runs.setdefault((self.page, mark), [])

    def _named_mark(self, operands: bytes) -> int | None:
        """The number of a mark whose properties are a resource, else that of the mark around it."""
        properties = self._resource("/Properties", second_name(operands))
        if properties is not None and "/MCID" in properties:
            return int(properties["/MCID"])
        return self.marks[-1] if self.marks else -1

    def _resource(self, kind: str, name: str) -> Any:
        found = self.resources.get(kind)
        return found.get(name) if name and found is not None else None

    def end_mark(self, operands: bytes) -> None:
        self.end_run()
        if self.marks:
            self.marks.pop()

    def save(self, operands: bytes) -> None:
        self._spend(0)
        self.saved.append(self.matrix)

    def restore(self, operands: bytes) -> None:
        if self.saved:
            self.matrix = self.saved.pop()

    def transform(self, operands: bytes) -> None:
        self.matrix = product(_matrix(operands), self.matrix)

    def begin_text(self, operands: bytes) -> None:
        self.line = _IDENTITY

    def place(self, operands: bytes) -> None:
        self.end_run()
        self.line = _matrix(operands)

    def move(self, operands: bytes) -> None:
        self.end_run()
        x, y = (float(each) for each in operands.split()[-2:])
        self.line = product((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def move_and_lead(self, operands: bytes) -> None:
        self.leading = -float(operands.split()[-1])
        self.move(operands)

    def set_leading(self, operands: bytes) -> None:
        self.leading = float(operands.split()[-1])

    def next_line(self, operands: bytes) -> None:
        self.end_run()
        self.line = product((1.0, 0.0, 0.0, 1.0, 0.0, -self.leading), self.line)

    def next_line_and_show(self, operands: bytes) -> None:
        self.next_line(operands)
        self.show(operands)

    def set_font(self, operands: bytes) -> None:
        name = first_name(operands)
        dictionary = self._resource("/Font", name)
        self.size = float(operands.split()[-1])
        if dictionary is None:
            self.font = None
            return
        key = dictionary.objgen if dictionary.objgen[0] else (self.page, name)
        if key not in self.fonts:
            self.fonts[key] = font(dictionary)
        self.font = self.fonts[key]

    def show(self, operands: bytes) -> None:
        data = strings(operands)
        self._spend(len(data))
        if not data:
            return
        if self.at is None:
            a, b, c, d, e, f = product(self.line, self.matrix)
            size = self.size * (abs(d) or abs(b) or abs(a) or abs(c))
            self.at = Run("", self.page, e, f, size)
        if self.font is None:
            self.shown.append(UNREADABLE)
            return
        self.shown += self.font.glyphs(data)
        for text in self.font.unseen(data) if self.font.empty and self.marks[-1:] != [None] else ():
            self.marked.unseen.setdefault(text, self.page)

    def end_run(self, operands: bytes = b"") -> None:
        """End what is shown in one go, maybe in several fonts: a place is set, or a mark begins or ends."""
        if self.at is not None:
            if self.right_to_left:
                self._spend(_TURNED * len(self.shown))
            text, turned, certain = in_reading_order(self.shown, self.right_to_left)
            self._add(self.at._replace(text=text, turned=turned, certain=certain))
            self.shown, self.at = [], None

    def draw(self, operands: bytes) -> None:
        drawn = self._resource("/XObject", first_name(operands))
        if drawn is None or self.marks[-1:] == [None]:
            return
        if drawn.get("/Subtype") != "/Form":
            _, b, _, d, e, f = self.matrix
            if self.marks:
                self._add(Run(IMAGE, self.page, e, min(f, f + d, f + b), 0.0))
        elif self.depth < _NESTED:
            self._read_form(drawn)

    def _read_form(self, form: Any) -> None:
        """What a form shows belongs to the mark it is drawn in."""
        self._spend(_CONTENT // _FORMS)
        outer = (self.resources, self.matrix, self.saved, self.line, self.font, self.size)
        marks, around = self.marks, self.marks[-1] if self.marks else -1
        self.depth += 1
        self.saved, self.marks = [], [around]  # a mark of a form's own would need names of its own
        if "/Matrix" in form:
            self.matrix = product(six(form["/Matrix"]), self.matrix)
        self.read(bytes(form.read_bytes()), form.get("/Resources", self.resources))
        self.resources, self.matrix, self.saved, self.line, self.font, self.size = outer
        self.marks = marks
        self.depth -= 1

    def _add(self, run: Run) -> None:
        mark = self.marks[-1] if self.marks else -1
        self._spend(len(run.text) + _CONTENT // _RUNS)
        if mark is None:
            self.marked.beside.setdefault(self.page, []).append(run)
        elif mark >= 0:
            self.marked.runs.setdefault((self.page, mark), []).append(run)
        elif not self.has_loose and run.text.strip():
            self.has_loose = True
            self.marked.loose.append(run)


_OPERATORS: dict[bytes | None, Callable[[_PageReader, bytes], None]] = {
    b"BDC": _PageReader.begin_mark,
    b"BMC": _PageReader.begin_mark,
    b"EMC": _PageReader.end_mark,
    b"q": _PageReader.save,
    b"Q": _PageReader.restore,
    b"cm": _PageReader.transform,
    b"BT": _PageReader.begin_text,
    b"ET": _PageReader.end_run,
    b"Tm": _PageReader.place,
    b"Td": _PageReader.move,
    b"TD": _PageReader.move_and_lead,
    b"TL": _PageReader.set_leading,
    b"T*": _PageReader.next_line,
    b"Tf": _PageReader.set_font,
    b"Tj": _PageReader.show,
    b"TJ": _PageReader.show,
    b"'": _PageReader.next_line_and_show,
    b'"': _PageReader.next_line_and_show,
    b"Do": _PageReader.draw,
}


def _matrix(operands: bytes) -> Matrix:
    return six(operands.split()[-6:])


def six(values: Any) -> Matrix:
    """A matrix of six numbers (8.3.3)."""
    a, b, c, d, e, f = (float(each) for each in values)
    return a, b, c, d, e, f


def product(one: Matrix, other: Matrix) -> Matrix:
    """The matrix that does what one does, and then what the other does."""
    """What two transformations come to, the one inside the other."""
    a, b, c, d, e, f = one
    g, h, i, j, k, l_ = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l_,
    )
