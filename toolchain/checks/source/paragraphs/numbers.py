"""Numbers of paragraphs that are typed wrongly or not at all: P101, P102, P104 and P105."""

import re
from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.doubtful import doubts, is_true
from toolchain.checks.source.hashes import BOLD, is_after_series
from toolchain.checks.source.paragraphs.captions import places_of
from toolchain.checks.source.paragraphs.renumber import renumber
from toolchain.checks.source.paragraphs.typed import typed_places
from toolchain.checks.source.unnumbered import MISTYPED, Plain, forgotten, unnumbered, without_number
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, Finding
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.indentation import FIVE, moved
from toolchain.model.places import SourceSpan
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
    for paragraph, _ in survey(resolved).each(m.NumberedParagraph):
        number, typed = resolved.numbers.get(paragraph), paragraph.typed
        if number is None or is_true(typed, number):
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
        edits = () if excess else renumber(source, paragraph, number.value)
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
    r"(?:(?:pages?|p|pág(?:ina)?|стр(?:аница)?|(?:ال)?صفحة)\.?\s|第\s?)?[-–—]?\s?\d{1,3}\s?[-–—页]?"
    r"(?:\s?(?:/|of|de|sur|из|من|الى|إلى)\s?\d{1,3})?",
    re.IGNORECASE,
)
"""The foot of a page: "12", "– 12 –", "Page 3 of 12", "3/12"."""
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
            last = resolved.numbers[above].value
        last = 0 if isinstance(above, m.Heading) or not last else last + 1
        if typed.isdisjoint(places_of(block)):
            number = numbers.get(block)
            yield _forgotten(resolved, block, number) if number else _unnumbered(resolved, block, above, last)


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
    facts, line = cases.ParagraphUnnumbered(kind), source.at(source.first_line(span))
    if bold := BOLD.fullmatch(source.at(span)):
        headings = survey(resolved).each(m.Heading)
        levels = [each.level for each, around in headings if not around and each.span.order < span.order]
        facts = cases.HeadingInBold(kind, f"{'#' * (levels or [1])[-1]} {bold[2]}")
    if _PAGE.fullmatch(source.at(span)):
        facts = cases.NumberOfPage(kind, source.at(span))
    is_several = isinstance(block, m.OrderedList) and len(block.items) > 1
    if number and MISTYPED.match(line) and not is_several and kind != _KINDS[m.Quotation]:
        facts = cases.NumberMistyped(kind, f"{number}. {without_number(line, number)}")
    return Finding(source.first_line(span), facts, edits=edits)
