"""Interpret the content streams of pages (ISO 32000-1, 7.8.2), each once.

The marked content is always returned. Painted items are collected only on request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from toolchain.formats.pdf.bidi import Order, in_reading_order, may_run_from_right
from toolchain.formats.pdf.file import TooMuch
from toolchain.formats.pdf.fonts import UNREADABLE, Font, Widths, cannot_be_read, font, widths
from toolchain.formats.pdf.operations import first_name, operations, shown, strings
from toolchain.formats.pdf.page_items import IDENTITY, Matrix, product, six
from toolchain.formats.pdf.page_walk import Resources, members
from toolchain.formats.pdf.painting import NOT_UNDERSTOOD, Painting, Shown, State, clipped_to
from toolchain.formats.pdf.runs import IMAGE, Manner, Mark, Marked, Picture, Run, inner_mark
from toolchain.model.facts import Word
from toolchain.model.languages import has_right_to_left
from toolchain.model.records import replace

_NESTED = 8
"""Maximum depth of forms within forms."""
_DEPTH = 10_000
"""Maximum number of open marks or saved states."""
_CONTENT = 64 << 20
"""Maximum number of bytes of content, and of characters, in a file; forms count each time they are drawn."""
_TURNED = 12
"""The weight of a character whose place in reading order must be computed, against that limit."""
_RUNS = 1_000_000
_FORMS = 10_000
"""Maximum number of runs and forms."""
_OPERATORS = 6_000_000
"""Maximum number of operators in a file; 64 MB of the content of real pages have fewer."""


def marked_content(pages: Iterable[Any], right_to_left: bool, painting: Painting | None = None) -> Marked:
    """Return the marked content of pages; `right_to_left` is the direction of the file's language.

    Painted items are added to `painting`. Raise `TooMuch` if a limit is exceeded.
    """
    interpreter = _Interpreter(right_to_left, painting)
    for number, page in enumerate(pages):
        interpreter.read_page(number, page.obj)
    interpreter.marked.fonts.extend(each for each, _ in interpreter.fonts.values())
    return interpreter.marked


class _Interpreter:
    """Interprets the operators of one page after another."""

    def __init__(self, right_to_left: bool, painting: Painting | None) -> None:
        self.right_to_left = right_to_left
        self.painting = painting
        self.marked = Marked({}, [], [], {}, {}, [])
        self.fonts: dict[Any, tuple[Font, Widths | None]] = {}
        self.budget, self.operators = _CONTENT, _OPERATORS
        self.shown: list[str] = []  # the texts of the glyphs of a run
        self.at: Run | None = None
        self.is_reversed = False  # the run began as reversed text
        self.is_over = False  # all glyphs of the run are marks over a letter
        self.before = ""  # the last text of the run before it
        self.is_exact = False  # reversed text was marked, so that brackets are stated for each place
        self.held: tuple[list[Run], str] | None = None  # if that is such marks: where it is kept
        self.depth = 0
        self.is_unmarked = False  # in a form that an artifact draws, which is only painted

    def read_page(self, number: int, page: Any) -> None:
        """Read a page, with a fresh state. Raise `TooMuch`."""
        self.page = number
        self.has_loose = False
        self.held, self.before = None, ""
        self.state = State()
        self.saved: list[State] = []
        self.line = self.here = IDENTITY  # the beginning of the line of text, and the end of what is shown
        self.marks: list[Mark] = []
        if self.painting:
            self.painting.begin_page()
        streams = map(self._unpacked, members(page.get("/Contents")))
        self.read(b"\n".join(streams), Resources(page.get("/Resources", {})))

    def _unpacked(self, stream: Any) -> bytes:
        """Return the bytes of a stream, which are counted each time that it is used."""
        data = bytes(stream.read_bytes())
        self._spend(len(data) + _CONTENT // _RUNS)
        return data

    def read(self, data: bytes, resources: Resources) -> None:
        """Read a stream, or the streams of a page, joined (7.8.2)."""
        self.resources = resources
        self.is_exact = self.is_exact or b"/ReversedChars" in data
        for operator, operands in operations(data):
            self.operators -= 1
            if self.operators < 0:
                raise TooMuch(Word("the content of its pages"))
            if handler := _HANDLERS.get(operator):
                try:
                    handler(self, operands)
                except NOT_UNDERSTOOD:
                    if not self.is_unmarked:
                        raise
            elif self.painting:
                self.state = self.painting.take(operator, operands, self.state, self.resources)
        self.end_run()

    def _spend(self, amount: int) -> None:
        self.budget -= amount
        if self.budget < 0 or len(self.marks) + len(self.saved) > _DEPTH:
            raise TooMuch(Word("the content of its pages"))

    # Marks

    def begin_mark(self, operands: bytes) -> None:
        self._spend(0)
        mark = inner_mark(operands, self.mark, lambda name: self.resources.find("/Properties", name))
        if not mark.is_in_run:
            self.end_run()
        self.marks.append(mark)
        if mark.number is not None and mark.number >= 0 and not self.depth:
            self.marked.runs.setdefault((self.page, mark.number), [])

    @property
    def mark(self) -> Mark:
        """The current mark."""
        return self.marks[-1] if self.marks else Mark()

    def end_mark(self, operands: bytes) -> None:
        if not self.mark.is_in_run:
            self.end_run()
        if self.marks:
            self.marks.pop()

    # Graphics state

    def save(self, operands: bytes) -> None:
        self._spend(0)
        self.saved.append(self.state)

    def restore(self, operands: bytes) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def transform(self, operands: bytes) -> None:
        self.state = replace(self.state, matrix=product(_matrix(operands), self.state.matrix))

    # Text

    def begin_text(self, operands: bytes) -> None:
        self.line = self.here = IDENTITY

    def place(self, operands: bytes) -> None:
        self.end_run()
        self.line = self.here = _matrix(operands)

    def move(self, operands: bytes) -> None:
        self.end_run()
        x, y = (float(each) for each in operands.split()[-2:])
        self._move(x, y)

    def _move(self, x: float, y: float) -> None:
        self.line = self.here = product((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def move_and_lead(self, operands: bytes) -> None:
        self.state = replace(self.state, leading=-float(operands.split()[-1]))
        self.move(operands)

    def set_leading(self, operands: bytes) -> None:
        self.state = replace(self.state, leading=float(operands.split()[-1]))

    def next_line(self, operands: bytes) -> None:
        self.end_run()
        self._move(0.0, -self.state.leading)

    def next_line_and_show(self, operands: bytes) -> None:
        self.next_line(operands)
        self.show(operands)

    def set_font(self, operands: bytes) -> None:
        name = first_name(operands)
        dictionary = self.resources.find("/Font", name)
        found: tuple[Font | None, Widths | None] = None, None
        if dictionary is not None:
            key = dictionary.objgen if dictionary.objgen[0] else (self.page, name)
            if key not in self.fonts:
                self.fonts[key] = font(dictionary), widths(dictionary) if self.painting else None
            found = self.fonts[key]
        size = float(operands.split()[-1])
        self.state = replace(self.state, font=found[0], widths=found[1], size=size)

    def show(self, operands: bytes) -> None:
        data, moves = shown(operands) if self.painting else (strings(operands), ())
        self._spend(len(data))
        used = self.state.font
        codes = used.codes(data) if used else ()
        texts = used.texts(codes) if used else [UNREADABLE] if data else []
        if data and not self.is_unmarked:
            self._read(texts, used.letters(codes, texts) if used else texts)
            for text in used.unseen(codes) if used and used.empty and not self.mark.is_artifact else ():
                self.marked.unseen.setdefault(text, self.page)
        if self.painting and used:
            beside = self.is_unmarked or self.mark.is_artifact
            moved = [(at // used.width, number) for at, number in moves]
            along = self.painting.show(Shown(texts, codes, moved, self.here), self.state, beside)
            self.here = product((1.0, 0.0, 0.0, 1.0, along, 0.0), self.here)

    def _read(self, texts: Sequence[str], letters: Sequence[str]) -> None:
        """Add the texts of glyphs to the run; `letters` are those of glyphs that are not over a letter."""
        is_over = not letters
        if self.at is None:
            a, b, c, d, e, f = product(self.line, self.state.matrix)
            size = self.state.size * (abs(d) or abs(b) or abs(a) or abs(c))
            self.at, self.is_over = Run("", self.page, e, f, size), True
            self.is_reversed = self.mark.reversed
        mark = self.mark
        self.is_over = self.is_over and is_over
        if mark.said and is_over and not mark.said.text:
            return  # its letter says both
        if mark.said is None or not mark.said.is_of(letters):
            self.shown += texts
        elif not mark.said.used:
            self.shown.append(mark.said.seen_as(texts))
            mark.said.used = True

    def end_run(self, operands: bytes = b"") -> None:
        """End a run, possibly in several fonts: a position is set, or a mark begins or ends."""
        texts, run = self.shown, self.at
        self.shown, self.at = [], None
        if run is None or not texts or self._is_known(texts):
            return
        if self.right_to_left:
            self._spend(_TURNED * len(texts))
        is_level = self.is_exact and not self.is_reversed and len(texts) > 1
        is_reversed = self.is_reversed and may_run_from_right("".join(texts))
        if is_reversed:
            text, turned, certain = Order("".join(reversed(texts)), turned=True)
        elif is_level and not has_right_to_left("".join(texts)):
            text, turned, certain = Order("".join(texts))
        else:
            text, turned, certain = in_reading_order(texts, self.right_to_left, is_exact=self.is_exact)
        run = replace(run, text=text, turned=turned, certain=certain)
        if turned or self.is_exact:
            manner = Manner(tuple(texts), self.right_to_left, self.is_exact, is_level, is_reversed)
            run = replace(run, manner=replace(manner, lang=self.mark.lang))
        runs = self._add(run)
        if self.is_over and runs is not None:
            self.held = runs, texts[-1]

    def _is_known(self, texts: Sequence[str]) -> bool:
        """Return whether a run is marks over a letter that the run before it said with them.

        If the run before is such marks over the first letter of this one, it is taken back. A program that
        moves a mark shows it by itself, before or after its letter, and states both for each of them.
        """
        held, before, self.held, self.before = self.held, self.before, None, texts[-1]
        if held and held[1] == texts[0]:
            held[0].pop()
            return False
        return self.is_over and before == texts[-1]

    def _add(self, run: Run) -> list[Run] | None:
        """Keep a run. Return where, None for a run without a mark."""
        mark = self.mark
        if mark.instead is not None and cannot_be_read(run.text):
            run = replace(run, text="".join(mark.instead))
            mark.instead.clear()
        self._spend(len(run.text) + _CONTENT // _RUNS)
        if mark.number is None:
            runs = self.marked.beside.setdefault(self.page, [])
        elif mark.number >= 0:
            runs = self.marked.runs.setdefault((self.page, mark.number), [])
        else:
            if not self.has_loose and run.text.strip():
                self.has_loose = True
                self.marked.loose.append(run)
            return None
        runs.append(run)
        return runs

    # Pictures and forms

    def draw(self, operands: bytes) -> None:
        drawn = self.resources.find("/XObject", first_name(operands))
        is_beside = self.mark.is_artifact
        if drawn is None:
            return
        if drawn.get("/Subtype") == "/Form":
            if self.depth < _NESTED:
                self._read_form(drawn, unmarked=is_beside)
            return
        self._spend(_CONTENT // _RUNS)
        number = self.mark.number
        self.marked.pictures.append(
            Picture(self.page, -1 if number is None else number, drawn, self.state.matrix)
        )
        _, b, _, d, e, f = self.state.matrix
        if self.marks and not is_beside and not self.is_unmarked:
            self._add(Run(IMAGE, self.page, e, min(f, f + d, f + b), 0.0))
        if self.painting:
            self.painting.draw(drawn, self.state)

    def _read_form(self, form: Any, *, unmarked: bool) -> None:
        """Read a form, whose content belongs to the mark in which it is drawn."""
        self._spend(_CONTENT // _FORMS)
        outer = self.resources, self.state, self.saved, self.line, self.here, self.marks, self.is_unmarked
        self.depth += 1
        self.saved, self.is_unmarked = [], self.is_unmarked or unmarked
        self.marks = [self.mark]  # a mark of a form's own would need names of its own
        try:
            if "/Matrix" in form:
                matrix = product(six(form["/Matrix"]), self.state.matrix)
                self.state = replace(self.state, matrix=matrix)
            if self.painting and "/BBox" in form:
                self.state = clipped_to(form["/BBox"], self.state)
            own = form.get("/Resources")
            self.read(self._unpacked(form), self.resources if own is None else Resources(own))
        finally:
            self.resources, self.state, self.saved, self.line, self.here, self.marks, self.is_unmarked = outer
            self.depth -= 1


_HANDLERS: dict[bytes, Callable[[_Interpreter, bytes], None]] = {
    b"BDC": _Interpreter.begin_mark, b"BMC": _Interpreter.begin_mark, b"EMC": _Interpreter.end_mark,
    b"q": _Interpreter.save, b"Q": _Interpreter.restore, b"cm": _Interpreter.transform,
    b"BT": _Interpreter.begin_text, b"ET": _Interpreter.end_run, b"Tf": _Interpreter.set_font,
    b"Tm": _Interpreter.place, b"Td": _Interpreter.move, b"TD": _Interpreter.move_and_lead,
    b"TL": _Interpreter.set_leading, b"T*": _Interpreter.next_line,
    b"Tj": _Interpreter.show, b"TJ": _Interpreter.show,
    b"'": _Interpreter.next_line_and_show, b'"': _Interpreter.next_line_and_show,
    b"Do": _Interpreter.draw,
}  # fmt: skip


def _matrix(operands: bytes) -> Matrix:
    return six(operands.split()[-6:])
