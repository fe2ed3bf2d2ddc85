"""Numbers of paragraphs typed wrongly or not at all: P101, P102, P104, P105, and the edits of them.

A number with more or fewer digits moves the column in which the paragraph's text begins. This changes the
indentation that content needs to belong to it, and that begins a block (CommonMark 5.2, 4.4). Usually no line
changes sides. If one would, spaces after the number keep the column; if there is no room for that, the lines
of the paragraph are indented too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.doubtful import doubts, is_true
from toolchain.checks.source.hashes import (
    counted_headings,
    is_after_series,
    lines_inside,
    short_line,
    words_of_heading,
)
from toolchain.checks.source.meant_notes import in_lists_of_notes
from toolchain.checks.source.paragraphs.captions import places_of
from toolchain.checks.source.paragraphs.typed import typed_places
from toolchain.checks.source.unnumbered import MISTYPED, Plain, forgotten, unnumbered, without_number
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, Finding, SourceSpan, source_span
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.indentation import FIVE, indent, is_blank, moved, width
from toolchain.model.records import Record, replace
from toolchain.model.source_text import Source
from toolchain.model.walk import code_lines, ends_in_colon
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules import paragraphs as cases


@check(cases.ParagraphNumber)
def paragraph_number(resolved: Resolved) -> Iterator[Finding]:
    """The outputs print the true numbers, whatever is typed. But people who read the source, or talk about it
    on the phone, use the typed ones. And a wrong number shows that a paragraph was added, moved or deleted,
    so that typed references may be wrong too. Numbers continue after headings; a heading with `{.restart
    series=recommendation}` or `{.annex}` opens a new series.

    A block that should be inside its paragraph (S010), or a line that looks like a paragraph (P105), is
    counted as one. It is not reported here, and neither are numbers after it that are right without it.
    The fix changes no number while a typed reference would then mean another paragraph (R211).

    Bad:

        # Prohibition

        1. The law prohibits the sale of children.

        3. The law prohibits trafficking.
        ^

        # Recommendations {.restart series=recommendation}

        4. Adopt a plan.
        ^

    Good:

        # Prohibition

        1. The law prohibits the sale of children.

        2. The law prohibits trafficking.

        # Recommendations {.restart series=recommendation}

        1. Adopt a plan.
    """
    source, doubtful = survey(resolved).source, doubts(resolved)
    notes = set(in_lists_of_notes(resolved))  # whose marks have their typed numbers
    # where each is typed 1 and only those above a doubt became 2, 3, …, those below would look like a series
    waits = doubtful.paragraphs or min(doubtful.excess.values(), default=0) < 0
    for paragraph, _ in survey(resolved).each(m.NumberedParagraph):
        number, typed = resolved.numbers.get(paragraph), paragraph.typed
        if number is None or is_true(typed, number) or paragraph in notes:
            continue
        excess = doubtful.excess.get(paragraph, 0)
        if paragraph in doubtful.paragraphs or is_after_series(paragraph, resolved):
            continue
        if typed.text == str(number.value - excess):
            if excess < 0 and forgotten(resolved):
                edits = renumber(source, paragraph, number.value)
                facts = _wrong(resolved, paragraph, number.value, after_gap=True)
                yield Finding(typed.span, facts, edits=edits)
            continue
        edits = () if excess or (waits and typed.text == "1") else renumber(source, paragraph, number.value)
        yield Finding(typed.span, _wrong(resolved, paragraph, number.value - excess), edits=edits)


@check(cases.SubParagraphNumber)
def sub_paragraph_number(resolved: Resolved) -> Iterator[Finding]:
    """Sub-paragraphs are printed as (a), (b), (c) and typed as 1., 2., 3. A second list in the same paragraph
    continues the letters, so that "16 (c)" is only one place: its first number is not 1.

    Bad:

        1. The law prohibits the following:

             1. The sale of children;

             1. Trafficking.
             ^

             Others are not prohibited:

             1. Buying;
             ^

             4. Begging.

    Good:

        1. The law prohibits the following:

             1. The sale of children;

             2. Trafficking.

             Others are not prohibited:

             3. Buying;

             4. Begging.
    """
    source = survey(resolved).source
    glued = [each.span for each in reported(resolved, cases.ParagraphGlued.rule)]
    for items, around in survey(resolved).each(m.SubParagraphs):
        for position, item in enumerate(items.items):
            number, typed = resolved.numbers.get(item), item.typed
            if number is None or is_true(typed, number):
                continue
            if any(around[0].span.covers(each) and each.order <= typed.span.order for each in glued):
                continue  # a number before it is not read, or this is a year
            edits = renumber(source, item, number.value, goes_on=position > 0)
            yield Finding(
                typed.span, cases.SubParagraphNumber(typed.text, number.full, number.value), edits=edits
            )


def _wrong(
    resolved: Resolved, paragraph: m.NumberedParagraph, number: int, *, after_gap: bool = False
) -> cases.WrongNumber | cases.WrongNumberInAnnex:
    series = resolved.series[paragraph]
    case = cases.WrongNumberInAnnex if series.part is m.Part.ANNEX else cases.WrongNumber
    made = cases.NumberAfterGap if after_gap else case
    return made(paragraph.typed.text, Word(series.name or "paragraph"), number)


_PAGE = expression(
    r"(?:(?:[^\n]{1,80}\s(?=page|pág|стр|صفحة))?(?:pages?|p|pág(?:ina)?|стр(?:аница)?|(?:ال)?صفحة)\.?\s|第\s?)?"
    r"[-–—]?\s?\d{1,3}\s?[-–—页]?"
    r"(?:\s?(?:/|of|de|sur|из|من|الى|إلى)\s?\d{1,3})?",
    re.IGNORECASE,
)
"""The foot of a page: "12", "– 12 –", "Page 3 of 12", "3/12", and words before "Page 3"."""
_KINDS = {m.Paragraph: Word("paragraph"), m.Quotation: Word("quotation")}


@check(cases.ParagraphUnnumbered)
def paragraph_unnumbered(resolved: Resolved) -> Iterator[Finding]:
    """A paragraph without a number cannot be cited. Usually the text belongs to the paragraph above and is
    just not indented; this includes lists and quotations. These need no number: text before the first
    numbered paragraph of the body, of an annex or of a series, an annex without numbered paragraphs, and text
    under a heading with `{.unnumbered}` or `{.sources}`.

    If the typed numbers around a paragraph leave out exactly its number, that number was forgotten, and the
    numbers after it are right; so it is before a first number 2. The edits move a list or quotation into a
    paragraph that ends with a colon.

    Bad:

        1. The law prohibits the following:

        - The sale of children
        ^

        It does not prohibit begging.
        ^

    Good:

        This report was written by two organizations.

        1. The law prohibits the following:

             - The sale of children

             It does not prohibit begging.

        # Sources {.unnumbered}

        The report rests on interviews.

        # Recommendations {.restart series=recommendation}

        We recommend the following:

        1. Adopt a plan.

        # Questions asked {.annex}

        Where did it happen?
    """
    typed, numbers, last = typed_places(resolved), forgotten(resolved), 0
    for block, above in unnumbered(resolved):
        if isinstance(above, m.NumberedParagraph):
            last = resolved.numbers[above].value - doubts(resolved).excess.get(above, 0)
        last = 0 if isinstance(above, m.Heading) or not last else last + 1
        if typed.isdisjoint(places_of(block)):
            number = numbers.get(block)
            yield _forgotten(resolved, block, number) if number else _unnumbered(resolved, block, above, last)
    for place, words in lines_inside(resolved):
        yield Finding(place, cases.HeadingInside(_KINDS[m.Paragraph], f"# {words}"))


def _forgotten(resolved: Resolved, block: Plain, number: int) -> Finding:
    place = survey(resolved).source.first_line(block.span)
    words = without_number(fold(survey(resolved).source.at(place)), number)
    case = cases.NumberForgotten if number > 1 else cases.FirstForgotten
    return Finding(place, case(Word("paragraph"), number, f"{number}. {words}"))


def _unnumbered(resolved: Resolved, block: Plain, above: m.Block | None, number: int) -> Finding:
    kind = _KINDS.get(type(block), Word("list"))
    source, span = survey(resolved).source, block.span
    edits: tuple[Edit, ...] = ()
    belongs = isinstance(above, m.NumberedParagraph) and ends_in_colon(above.blocks)
    if belongs and not isinstance(block, m.Paragraph) and isinstance(span, SourceSpan):
        lines = ((number, source.line(number)) for number in span.lines)
        edits = moved(span.path, lines, 0, FIVE, code_lines((block,)))
    listed = isinstance(block, m.BulletList | m.OrderedList) and not belongs
    facts = (cases.ListUnnumbered if listed else cases.ParagraphUnnumbered)(kind)
    line = source.at(source.first_line(span))
    if words := words_of_heading(block, resolved) or short_line(block, resolved):
        headings = survey(resolved).each(m.Heading)
        levels = [each.level for each, around in headings if not around and each.span.order < span.order]
        unmarked = cases.HeadingUnmarked if number or headings else cases.OpeningUnmarked
        hashes = counted_headings(resolved).get(block, "")
        facts = unmarked(kind, f"{hashes or '#' * (levels or [1])[-1]} {words}")
        edits = (Edit(span.start, f"{hashes} "),) if hashes and isinstance(span, SourceSpan) else ()
    if _PAGE.fullmatch(source.at(span)):
        facts = cases.NumberOfPage(kind, source.at(span))
    is_several = isinstance(block, m.OrderedList) and len(block.items) > 1
    if number and MISTYPED.match(line) and not is_several and kind != _KINDS[m.Quotation]:
        facts = cases.NumberMistyped(kind, f"{number}. {without_number(line, number)}")
    return Finding(source.first_line(span), facts, edits=edits)


Item = m.NumberedParagraph | m.SubParagraph
_FAR = 4  # columns from which on nothing begins a block, and spaces that can stand after a number
_AFTER_MARKER = expression(r"[.)]([ \t]*)")
_CARRIED = (*m.LISTS, m.Quotation, m.CodeBlock)


def renumber(source: Source, block: Item, value: int, *, goes_on: bool = False) -> tuple[Edit, ...]:
    """Return the edits that change the typed number to `value`; none if they would not be safe.

    Only a 1 can begin a list right under a text (CommonMark 5.3): another number there gets a blank line
    before it. `goes_on` means that an item of the same list precedes this one, which then needs none.
    """
    typed, new = block.typed, str(value)
    change = source.edit(typed.span, typed.text, new)
    keeping = _keeping(source, block, len(new) - len(typed.text)) if change else None
    if keeping is None:
        return ()
    span = change[0].span
    if int(typed.text) == 1 and value != 1 and not goes_on and source.line(span.line - 1).strip():
        start = replace(span, column=1, end_line=span.line, end_column=1)
        return (Edit(start, source.end), *change, *keeping)
    return (*change, *keeping)


def _keeping(source: Source, block: Item, more: int) -> tuple[Edit, ...] | None:
    """Return the edits that keep a block's content inside when its number gets `more` digits, or None."""
    if not more:
        return ()
    typed = source_span(block.typed.span)
    line, end = source.line(typed.line), typed.end_column - 1
    found = _AFTER_MARKER.match(line, end)
    if found is None:
        return None
    marker, space = width(line[: end + 1]), found[1]
    fixed = found.end() == len(line) or width(space, marker) > _FAR  # other blanks would change nothing
    old = marker + (1 if fixed else width(space, marker))
    body, marker = _body(source, block), marker + more
    new = marker + (1 if fixed else width(space, marker))
    others = () if fixed else range(marker + 1, marker + _FAR + 1)
    for column, shift in _ways(body, old, new, others):
        if _keeps_sides(body, old, column, shift):
            respaced = () if column == new else (_spaced(block, len(space), column - marker),)
            lines = moved(block.span.path, body.lines, old, shift, code_lines(block.blocks))
            return (*respaced, *(lines if shift else ()))
    return None


def _ways(body: _Body, old: int, new: int, others: Iterable[int]) -> list[tuple[int, int]]:
    """Return columns in which the text can begin, with shifts of the lines below, the smallest change first.

    `new` is where it begins by itself, `others` where blanks can make it begin.
    """
    columns = (new, *others)
    ways = {(column, shift) for column in columns for shift in (0, _least(body, old, column), column - old)}
    return sorted(ways, key=lambda way: (way[1] != 0, way[0] != new, way[0] != old, abs(way[1]), way[0]))


def _spaced(block: Item, length: int, columns: int) -> Edit:
    """Return the edit that replaces the blanks after a number's full stop by so many spaces."""
    span = source_span(block.typed.span)
    start = span.end_column + 1
    return Edit(replace(span, column=start, end_column=start + length), " " * columns)


class _Body(Record):
    """A block's lines after the first, with their numbers.

    `own` are those that do not belong to an item of a list in it. `carried` means that something begins on
    the first line that moves with the text, so that its further lines must move too. `tabbed` means that a
    line's text contains tabs, perhaps after the number of an item, so that only whole tabs can be inserted
    before it. `after` is the next line with text that is not part of the block.
    """

    lines: tuple[tuple[int, str], ...]
    own: frozenset[int]
    carried: bool
    tabbed: bool
    after: str


def _body(source: Source, block: Item) -> _Body:
    first = block.blocks[0] if block.blocks else None
    span = source_span(block.span)
    numbers = span.lines[1:]
    after = map(source.line, range(span.end_line + 1, source.length + 1))
    lines = tuple((number, source.line(number)) for number in numbers)
    return _Body(
        lines,
        frozenset(numbers).difference(_in_items(block)),
        isinstance(first, _CARRIED) and source_span(first.span).line == span.line,
        any("\t" in line.strip() for _, line in lines),
        next((line for line in after if not is_blank(line)), ""),
    )


def _keeps_sides(body: _Body, old: int, new: int, shift: int) -> bool:
    """Return whether each line stays inside or outside of what it is in, when a block's text begins in column
    `new` instead of `old`, and those of its lines that are indented as far as it move by `shift` columns.
    """
    if (body.carried and shift != new - old) or (body.tabbed and shift % _FAR):
        return False
    for number, line in body.lines:
        was = indent(line)
        now = was + shift if was >= old else was
        sides = (
            (0, _FAR, 2 * _FAR) if number in body.own else (0,)
        )  # a note's text is four columns further in
        if not is_blank(line) and any((was >= old + side) != (now >= new + side) for side in sides):
            return False
    return is_blank(body.after) or not new <= indent(body.after) < old


def _least(body: _Body, old: int, new: int) -> int:
    """Return the shift that brings the line that is indented least of all to the new column."""
    columns = [indent(line) for _, line in body.lines if not is_blank(line)]
    return max(new - min((column for column in columns if column >= old), default=new), 0)


def _in_items(block: Item) -> Iterator[int]:
    """Yield the lines inside the items of a block's lists, their first ones apart: the items decide about
    them.
    """
    for part in block.blocks:
        if isinstance(part, m.LISTS):
            for item in part.items:
                yield from item.span.lines[1:]
