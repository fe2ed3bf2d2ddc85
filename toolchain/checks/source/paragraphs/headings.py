"""Numbers typed at the beginning of headings: P109."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.unmarked import Unmarked, annex_typed, with_other_numbers
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding, Place, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.numerals import numeral
from toolchain.resolve.tables import Resolved
from toolchain.rules.paragraphs import HeadingNumber, NumberPrintedTwice, OtherHeadingNumber
from toolchain.text.passages import Passage

_TYPED = expression(
    r"(?P<before>(?:(?:\d{1,2}|[A-Z]|[IVXL]{2,7})\.)?(?:\d{1,2}\.){0,3}(?=\d{1,2}[.)]?[ \u00a0]))?"
    r"(?P<last>\d{1,2}|[A-Z]|[IVXL]{2,7})(?P<stop>[.)]?)[ \u00a0]+(?=\S)"
)
_STYLES = ("upperRoman", "upperLetter", "decimal")
_VALUES = {style: {numeral(style, value): value for value in range(1, 51)} for style in _STYLES}


class _Typed(NamedTuple):
    """A heading with a typed number: "B." before its `last` part, "2"; the heading above it."""

    passage: Passage
    heading: m.Heading
    above: m.Heading | None
    before: str
    last: str
    stop: str
    end: int

    @property
    def number(self) -> str:
        return self.before + self.last

    @property
    def place(self) -> Place:
        return self.passage.span(0, len(self.number))


@check(HeadingNumber)
def heading_number(resolved: Resolved) -> Iterator[Finding]:
    """Numbers can be typed in headings: I., A., 1. or 1.1. Nothing counts them, so one that is left out or
    given twice is printed. With `headings: numbered` in the front matter the headings are counted, and a
    typed number is printed next to the true one: “I. I. Law”. An edit deletes it if it is the true one, or if
    all on its level are in order.

    So is “Annex I:” before the title of an annex: it is deleted if it is the true number.

    Only headings of one level whose numbers have one form are compared. They may begin with another number
    than the first.

    Bad:

        # I. Law

        1. The law prohibits it.

        # IV. Practice
          ^^

        2. There is no plan.

    Bad:

        ---
        title: Example
        lang: en
        headings: numbered
        ---

        # I. Law
          ^

        1. The law prohibits it.

    Good:

        # Introduction

        1. The law prohibits it.

        # I. Law

        2. It is old.

        # II. Practice

        3. There is no plan.
    """
    yield from _annexes(resolved)
    found = tuple(_typed_numbers(resolved))
    numbers = {typed.heading: typed.number for typed in found}
    levels: dict[tuple[int, m.Part, bool], list[_Typed]] = defaultdict(list)
    for typed in found:
        counted = typed.heading in resolved.numbers
        levels[typed.heading.level, typed.heading.part, counted].append(typed)
    for (_, _, counted), level in levels.items():
        wrong = tuple(_out_of_order(level, numbers))
        if counted:
            certain = len(level) > 1 and not wrong
            yield from (_printed_twice(resolved, typed, certain=certain) for typed in level)
            continue
        for typed, right in wrong:
            yield Finding(typed.place, OtherHeadingNumber(typed.number, right))


def _printed_twice(resolved: Resolved, typed: _Typed, *, certain: bool) -> Finding:
    """Return the finding of a typed number next to the true one; `certain` if it cannot be anything else."""
    passage, number = typed.passage, resolved.numbers[typed.heading]
    certain = certain or typed.number in (number.own, number.full)
    edits = passage.edit(0, typed.end, "") if certain else ()
    return Finding(typed.place, NumberPrintedTwice(typed.number + typed.stop, number.label), edits=edits)


def _annexes(resolved: Resolved) -> Iterator[Finding]:
    """Yield the words and numbers typed before the titles of annexes."""
    found: dict[m.Heading, tuple[Passage, int]] = {}
    marks: dict[m.Heading, Unmarked] = {}
    for passage in survey(resolved).passages:
        heading = passage.owner
        if isinstance(heading, m.Heading) and heading.annex:
            typed = annex_typed(resolved.words).match(f"# {passage.text}")
            if typed and typed["apart"] is not None and (typed["title"] or typed["number"]):
                found[heading] = passage, typed.start("title") - len("# ")
                marks[heading] = Unmarked("", number=typed["number"] or "")
    others = with_other_numbers(resolved, marks)
    for heading, (passage, end) in found.items():
        facts = NumberPrintedTwice(passage.text[:end].rstrip(), resolved.numbers[heading].label)
        whole = passage.text[end:] and not passage.text[end].islower()
        edits = passage.edit(0, end, "") if whole and heading not in others else ()
        yield Finding(passage.span(0, len(facts.typed)), facts, edits=edits)


def _typed_numbers(resolved: Resolved) -> Iterator[_Typed]:
    around: list[m.Heading] = []
    for passage in survey(resolved).passages:
        heading = passage.owner
        if not isinstance(heading, m.Heading) or passage.around or not isinstance(heading.span, SourceSpan):
            continue
        while around and around[-1].level >= heading.level:
            around.pop()
        match = _TYPED.match(passage.text)
        if match and (match["stop"] or match["before"]) and not heading.annex:
            above = around[-1] if around else None
            before = match["before"] or ""
            yield _Typed(passage, heading, above, before, match["last"], match["stop"], match.end())
        around.append(heading)


def _out_of_order(level: Sequence[_Typed], numbers: Mapping[m.Heading, str]) -> Iterator[tuple[_Typed, str]]:
    """Yield the headings of a level that have another number than the order gives them, with that one."""
    if len({bool(typed.before) for typed in level}) > 1 or _is_too_little(level):
        return
    ways: list[list[tuple[_Typed, str]]] = []
    for style in _STYLES:
        values = [_VALUES[style].get(typed.last, 0) for typed in level]
        if all(values):
            ways.append(list(_wrong(level, values, style, numbers)))
    yield from min(ways, key=len, default=[])


def _is_too_little(level: Sequence[_Typed]) -> bool:
    """Return whether what looks like a number may be a letter or a figure of the words: "V. Khan"."""
    (typed, *others) = level
    return not others and (bool(typed.before) or (typed.last.isalpha() and len(typed.last) == 1))


def _wrong(
    level: Sequence[_Typed], values: Sequence[int], style: str, numbers: Mapping[m.Heading, str]
) -> Iterator[tuple[_Typed, str]]:
    goes_on = len(values) > 1 and all(after == value + 1 for value, after in pairwise(values))
    last, above = values[0] - 1 if goes_on else 0, level[0].above
    for typed, value in zip(level, values, strict=True):
        begins = typed.above is not above and value != last + 1
        right = 1 if begins else last + 1
        before = typed.before
        if before and typed.above and typed.above in numbers:
            before = f"{numbers[typed.above]}."
        if (value, typed.before) != (right, before):
            yield typed, before + numeral(style, right)
        last, above = right, typed.above
