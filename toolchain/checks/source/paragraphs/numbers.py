"""The typed numbers of paragraphs and sub-paragraphs: P101, P104 and P105."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.doubtful import doubts, is_true
from toolchain.checks.source.hashes import is_after_series
from toolchain.checks.source.paragraphs.renumber import renumber
from toolchain.checks.source.unnumbered import forgotten
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.model.facts import Word
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
                yield Finding(typed.span, _wrong(resolved, paragraph, cases.NumberAfterGap), edits=edits)
            continue
        edits = () if excess else renumber(source, paragraph, number.value)
        yield Finding(typed.span, _wrong(resolved, paragraph), edits=edits)


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
    resolved: Resolved, paragraph: m.NumberedParagraph, case: type[cases.WrongNumber] = cases.WrongNumber
) -> cases.WrongNumber | cases.WrongNumberInAnnex:
    series, number = resolved.series[paragraph], resolved.numbers[paragraph]
    made = cases.WrongNumberInAnnex if series.part is m.Part.ANNEX and case is cases.WrongNumber else case
    return made(paragraph.typed.text, Word(series.name or "paragraph"), number.value)
