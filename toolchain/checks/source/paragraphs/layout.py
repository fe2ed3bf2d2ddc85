"""Content without a number among numbered paragraphs: P102 and P103."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.paragraphs.typed import FIVE, ends_in_colon, typed_places
from toolchain.checks.source.unnumbered import Plain, forgotten, unnumbered, without_number
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, Finding
from toolchain.model.facts import Word
from toolchain.model.indentation import moved
from toolchain.model.places import SourceSpan
from toolchain.model.walk import walk
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules.paragraphs import (
    NumberForgotten,
    ParagraphGlued,
    ParagraphUnnumbered,
    SubParagraphAlone,
)


@check(ParagraphUnnumbered)
def paragraph_unnumbered(resolved: Resolved) -> Iterator[Finding]:
    """A paragraph without a number cannot be cited. Usually the text belongs to the paragraph above and is
    just not indented; this includes lists and quotations. These need no number: text before the first
    numbered paragraph of the body, of an annex or of a series, an annex without numbered paragraphs, and text
    under a heading with `{.unnumbered}` or `{.sources}`.

    If the typed numbers around a paragraph leave out exactly its number, that number was forgotten, and the
    numbers after it are right. The edits move a list or quotation into a paragraph that ends with a colon.

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
    typed, numbers = typed_places(resolved), forgotten(resolved)
    for block, above in unnumbered(resolved):
        if block.span.order not in typed:
            number = numbers.get(block) if isinstance(block, m.Paragraph) else None
            yield _forgotten(resolved, block, number) if number else _unnumbered(resolved, block, above)


@check(SubParagraphAlone)
def sub_paragraph_alone(resolved: Resolved) -> Iterator[Finding]:
    """A divided paragraph has at least two parts. An (a) without a (b) shows that something is missing, or
    that the division is not needed.

    Bad:

        1. The law prohibits the following:

             1. The sale of children.
             ^

    Good:

        1. The law prohibits the following:

             1. The sale of children;

             2. Trafficking.
    """
    misread = {line for finding in reported(resolved, ParagraphGlued.rule) for line in finding.span.lines}
    for kind in _DIVIDED:
        for paragraph, _ in survey(resolved).each(kind):
            lists = [block for block in paragraph.blocks if isinstance(block, m.SubParagraphs)]
            items = [item for block in lists for item in block.items]
            if len(items) == 1 and misread.isdisjoint(items[0].span.lines):
                number = resolved.numbers.get(items[0])
                name = number.full if number else items[0].typed.text
                yield Finding(items[0].typed.span, SubParagraphAlone(name))


_DIVIDED: tuple[type[m.NumberedParagraph | m.SubParagraph], ...] = (m.NumberedParagraph, m.SubParagraph)


def _forgotten(resolved: Resolved, block: Plain, number: int) -> Finding:
    place = survey(resolved).source.first_line(block.span)
    words = without_number(fold(survey(resolved).source.at(place)), number)
    return Finding(place, NumberForgotten(Word("paragraph"), number, f"{number}. {words}"))


def _unnumbered(resolved: Resolved, block: Plain, above: m.Block | None) -> Finding:
    match block:
        case m.Paragraph():
            kind = Word("paragraph")
        case m.Quotation():
            kind = Word("quotation")
        case _:
            kind = Word("list")
    source, span = survey(resolved).source, block.span
    edits: tuple[Edit, ...] = ()
    code = any(isinstance(node, m.CodeBlock) for node, _ in walk((block,)))
    belongs = isinstance(above, m.NumberedParagraph) and ends_in_colon(above)
    if belongs and not isinstance(block, m.Paragraph) and isinstance(span, SourceSpan) and not code:
        edits = moved(span.path, ((number, source.line(number)) for number in span.lines), 0, FIVE)
    return Finding(source.first_line(span), ParagraphUnnumbered(kind), edits=edits)
