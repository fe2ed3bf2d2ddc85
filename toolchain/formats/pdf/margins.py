"""Check the margins of a PDF's pages: page numbers and running headers (D906), untagged text (D908).

A file does not say how it makes its margins. So what most pages have in common is taken as intended, and a
few pages that differ are reported.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from toolchain.formats.pdf.bidi import may_run_from_right
from toolchain.formats.pdf.navigation import Place, Ways, letters
from toolchain.formats.pdf.runs import Run
from toolchain.model.diagnostics import FilePlace, Finding, Severity, page_words
from toolchain.model.expressions import expression
from toolchain.model.groups import by_first
from toolchain.model.wording import fold, said
from toolchain.rules import outputs_pdf as about

_NUMBER = expression(r"\d{1,6}")
_HEAD, _FOOT = 0.11, 0.065
"""The heights of the header and footer areas, as shares of the page's height."""
_MOST = 0.6
"""The share of pages that must have a number in the same form."""
_FEWEST = 2
_NEAR = 0.1
"""The share by which a total number of pages may differ and still be meant as the total."""
_SHORTEST = 4
"""Minimum number of letters of a heading that identify a running header."""
_TRIED = 200
"""Maximum number of headings with the same words that are compared."""


class Line(NamedTuple):
    """A line in the margin of a page (from 0), at a height in points."""

    page: int
    y: float
    text: str

    @property
    def shape(self) -> str:
        """Its text with a placeholder for each number."""
        return _NUMBER.sub("#", self.text)

    @property
    def numbers(self) -> list[int]:
        return [int(found) for found in _NUMBER.findall(self.text)]


class Margins:
    """The margins of all pages, and the page numbers in them."""

    def __init__(self, ways: Ways) -> None:
        self.ways = ways
        self.pages = ways.scan.pages

    @cached_property
    def lines(self) -> Sequence[Line]:
        """The lines in headers and footers: artifacts, and text that is not tagged."""
        found = [*_lines(self.ways.scan.marked.beside, self), *_lines(self.ways.scan.left, self)]
        return list(filter(self.is_margin, found))

    @cached_property
    def around(self) -> Sequence[Line]:
        """All artifacts of each page from the top, wherever they are, and untagged headers and footers."""
        left = filter(self.is_margin, _lines(self.ways.scan.left, self))
        return sorted(
            (*_lines(self.ways.scan.marked.beside, self), *left), key=lambda line: (line.page, -line.y)
        )

    def is_margin(self, line: Line) -> bool:
        """Return whether a line is in the header or footer area of its page."""
        here = self.pages[line.page]
        height = here.top - here.bottom
        return line.y > here.top - _HEAD * height or line.y < here.bottom + _FOOT * height

    def where(self, line: Line) -> FilePlace:
        """Return the place of a line: its page and, in a header or footer, "at its head" or "at its foot"."""
        words = page_words(line.page + 1)
        if self.is_margin(line):
            here = self.pages[line.page]
            head = line.y > (here.top + here.bottom) / 2
            words = (
                said("{page}, at its head", page=words) if head else said("{page}, at its foot", page=words)
            )
        return FilePlace(self.ways.display, words=words)

    def called(self, page: int) -> str:
        """Return the number of a page (from 0) as printed, else its label in the file."""
        return str(page + 1 + self.shift) if self.numbered else self.ways.called(page)

    @cached_property
    def headings(self) -> Mapping[str, Sequence[Place]]:
        """The headings whose letters identify a running header, by these."""
        named = ((letters(place.text), place) for place in self.ways.headings.values())
        return by_first((words, place) for words, place in named if len(words) >= _SHORTEST)

    @cached_property
    def numbered(self) -> Sequence[tuple[Line, int]]:
        """The lines with a page number in a form that most pages use, each with the index of that number."""
        return [(line, at) for line in self.lines for at in self._slots.get(line.shape, ())]

    @property
    def shift(self) -> int:
        """The difference between the printed page numbers and the positions of pages, counted from 1."""
        return self._numbering[0]

    @property
    def _slots(self) -> Mapping[str, list[int]]:
        return self._numbering[1]

    @cached_property
    def _numbering(self) -> tuple[int, Mapping[str, list[int]]]:
        """Return that difference, and for each form of lines the indexes of the page number."""
        added = Counter[tuple[str, int, int]]()
        shapes = Counter[str]()
        for line in self.lines:
            numbers = line.numbers
            if numbers and letters(line.text) in self.headings:
                continue  # the number in a running header, as in “Goal 4”, is not that of the page
            shapes[line.shape] += bool(numbers)
            added.update((line.shape, at, number - line.page - 1) for at, number in enumerate(numbers))
        by_shift = Counter[int]()
        for (_, _, shift), times in added.items():
            by_shift[shift] += times
        shift = max(by_shift, key=lambda each: (by_shift[each], -abs(each)), default=0)
        slots: dict[str, list[int]] = defaultdict(list)
        for (shape, at, each), times in added.items():
            if each == shift and times >= max(_FEWEST, _MOST * shapes[shape]):
                slots[shape].append(at)
        return shift, slots


def margin_faults(margins: Margins) -> Iterator[Finding]:
    """Find all faults in the margins."""
    yield from _numbers(margins)
    yield from _totals(margins)
    yield from _labels(margins)
    yield from _sections(margins)
    yield from _left_out(margins)


def _numbers(margins: Margins) -> Iterator[Finding]:
    """Find pages that print a wrong number."""
    for line, at in margins.numbered:
        shown, number = line.numbers[at], line.page + 1 + margins.shift
        if shown != number:
            yield Finding(margins.where(line), about.PageNumberWrong(shown, number))


def _totals(margins: Margins) -> Iterator[Finding]:
    """Find “Page 3 of 12” in a file that does not have 12 pages."""
    count = len(margins.pages)
    for line, at in margins.numbered:
        if len(line.numbers) != _FEWEST:
            continue
        total = line.numbers[1 - at]
        if total not in (count, count + margins.shift) and abs(total - count) <= max(2, _NEAR * count):
            yield Finding(margins.where(line), about.TotalWrong(line.text, count))


def _labels(margins: Margins) -> Iterator[Finding]:
    """Find page labels that differ from the printed numbers (D908); reported once."""
    for line, at in margins.numbered:
        called = margins.pages[line.page].label
        if called.isdecimal() and called != str(line.page + 1 + margins.shift):
            facts = about.LabelDiffers(line.numbers[at], called)
            yield Finding(margins.where(line), facts, severity=Severity.WARNING)
            return


def _sections(margins: Margins) -> Iterator[Finding]:
    """Find running headers that name a heading without text on the page."""
    named = margins.headings
    running = [(line, named[letters(line.text)]) for line in margins.lines if letters(line.text) in named]
    if not running:
        return
    current = _in_force(margins)
    for line, places in running:
        if current[line.page].isdisjoint(place.part.block for place in places[:_TRIED]):
            yield Finding(margins.where(line), about.RunningHeadWrong(line.text))


def _in_force(margins: Margins) -> list[set[int]]:
    """Return for each page the blocks of the headings that any of its text is under."""
    found: list[set[int]] = []
    open_: list[Place] = []
    headings = deque(margins.ways.headings.values())
    title = margins.ways.title
    for page in range(len(margins.pages)):
        here = {place.part.block for place in open_}
        while headings and headings[0].page <= page:
            place = headings.popleft()
            while open_ and open_[-1].part.level >= place.part.level:
                open_.pop()
            open_.append(place)
            here.add(place.part.block)
        found.append(here | ({title.block} if title else set()))
    return found


def _left_out(margins: Margins) -> Iterator[Finding]:
    """Find text in the body of a page that is marked as content but is in no structure element."""
    often = Counter((round(line.y), line.shape) for line in _lines(margins.ways.scan.left, margins))
    told: set[int] = set()
    for line in _lines(margins.ways.scan.left, margins):
        repeated = often[round(line.y), line.shape] > _FEWEST
        if line.page not in told and not repeated and not margins.is_margin(line):
            told.add(line.page)
            place = FilePlace(margins.ways.display, words=page_words(line.page + 1))
            yield Finding(place, about.LeftOutOfTags(line.text))


def _lines(found: Mapping[int, Sequence[Run]], margins: Margins) -> Iterator[Line]:
    """Yield the lines of some runs; runs next to each other are one line."""
    for page, runs in sorted(found.items()):
        shown = runs if 0 <= page < len(margins.pages) else []
        is_exact = any(run.manner.is_exact for run in shown)
        line: list[tuple[int, Run]] = []
        for at, run in sorted(enumerate(shown), key=lambda each: (-round(each[1].y), each[1].x)):
            if line and not _is_beside(line[-1][1], run):
                yield from _line(page, line, is_exact=is_exact)
                line = []
            line.append((at, run))
        if line:
            yield from _line(page, line, is_exact=is_exact)


def _in_order(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs in order; words from right to left that a file marks so, from the right."""
    for (is_reversed, _), group in groupby(runs, key=lambda run: (_is_reversed(run), round(run.y))):
        here = list(group)
        yield from sorted(here, key=lambda run: -run.x) if is_reversed else here


def _is_reversed(run: Run) -> bool:
    return run.manner.is_reversed or (run.manner.is_exact and may_run_from_right(run.text) and run.turned)


def _line(page: int, found: Sequence[tuple[int, Run]], *, is_exact: bool) -> Iterator[Line]:
    """Yield a line of runs, given from the left; the order of the file is kept where it is exact."""
    runs = [run for _, run in (sorted(found, key=itemgetter(0)) if is_exact else found)]
    if shown := fold("".join(run.text for run in _in_order(runs))):
        yield Line(page, runs[-1].y, shown)


def _is_beside(last: Run, run: Run) -> bool:
    """Return whether a run continues another one, as far as the number of characters shows."""
    end = last.x + len(last.text) * last.size
    return round(last.y) == round(run.y) and run.x <= end + last.size
