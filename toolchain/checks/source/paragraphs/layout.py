"""Content without a number among numbered paragraphs: P102, P103 and P106."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.model.facts import Word
from toolchain.resolve.tables import Resolved
from toolchain.rules.files import InputTooLarge, InputUnreadable
from toolchain.rules.paragraphs import (
    ParagraphGlued,
    ParagraphUnnumbered,
    SubParagraphAlone,
    SubParagraphTyped,
)
from toolchain.rules.structure import BlockFallenOut, TextLost
from toolchain.text.passages import Passage
from toolchain.text.running import MARK

_TAKEN = (BlockFallenOut.rule, InputUnreadable.rule, InputTooLarge.rule, TextLost.rule)
"""What the reader has found by these is not a plain paragraph."""

_TYPED = re.compile(r"\(?(?:[a-z]|[ivx]{1,5}|\d{1,2}|[а-я]|[\u0621-\u064a])\)(?=\s+\S)")
_NEAR = 20
_SPACES = f" \t\n\u00a0{MARK}"
_BROKEN_OFF = (":", ";", "؛", "；", "：")


@check(ParagraphUnnumbered)
def paragraph_unnumbered(resolved: Resolved) -> Iterator[Finding]:
    """A paragraph without a number cannot be cited. Usually the text belongs to the paragraph above and is
    just not indented; this includes lists and quotations. These need no number: text before the first
    numbered paragraph of the body, of an annex or of a series, an annex without numbered paragraphs, and text
    under a heading with `{.unnumbered}` or `{.sources}`.

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
    told = {finding.span for finding in reported(resolved, *_TAKEN)}
    tight = {finding.span.order for finding in reported(resolved, ParagraphGlued.rule)}
    listed = {asked.heading for asked, _ in survey(resolved).each(m.SourceList)}
    scopes = [_Scope(level=0)]
    for block in resolved.document.blocks:
        match block:
            case m.Heading():
                while scopes[-1].level >= block.level:
                    scopes.pop()
                free = block.unnumbered or block in listed
                if block.annex or block.series or free:
                    exempt = free or scopes[-1].exempt
                    scopes.append(_Scope(block.level, exempt))
            case m.NumberedParagraph():
                scopes[-1].numbered = True
            case m.Paragraph() | m.OrderedList() | m.BulletList() | m.Quotation():
                known = block.span in told or block.span.order in tight
                if scopes[-1].numbered and not scopes[-1].exempt and not known:
                    yield _unnumbered(resolved, block)


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
    for kind in _DIVIDED:
        for paragraph, _ in survey(resolved).each(kind):
            lists = [block for block in paragraph.blocks if isinstance(block, m.SubParagraphs)]
            items = [item for block in lists for item in block.items]
            if len(items) == 1:
                number = resolved.numbers.get(items[0])
                name = number.full if number else items[0].typed.text
                yield Finding(items[0].typed.span, SubParagraphAlone(name))


_DIVIDED: tuple[type[m.NumberedParagraph | m.SubParagraph], ...] = (m.NumberedParagraph, m.SubParagraph)


@check(SubParagraphTyped)
def sub_paragraph_typed(resolved: Resolved) -> Iterator[Finding]:
    """A typed "(a)" is not a sub-paragraph: it is not indented, has no address, and does not change when
    another is inserted before it. Write an ordered list, `1.`, `2.`; it is printed as (a), (b).

    It is reported at the beginning of a paragraph. At the beginning of a line it is reported only after a
    colon or a semicolon, because elsewhere it may be part of a sentence: "article 3, (a) and (b)". Quotations
    and notes are not checked: they quote laws, which have letters of their own.

    Bad:

        1. The law prohibits:
             (a) The sale of children;
             ^^^
             (b) Trafficking.
             ^^^

    Bad (fr):

        1. La loi interdit :

             a) La vente d’enfants ;
             ^^

    Good:

        1. The law prohibits the following, as does article 3,
             (a) and (b), of the Protocol:[^law]

             1. The sale of children;

             2. Trafficking.

             > (a) Whoever sells a child shall be punished.

        [^law]: The law says: (a) Whoever sells a child;
            (b) Whoever buys a child.
    """
    for passage in survey(resolved).passages():
        if isinstance(passage.owner, m.Paragraph) and not passage.in_note and not passage.in_quotation:
            yield from _typed_letters(passage)


@dataclass(slots=True)
class _Scope:
    """The text, an annex, a series, or the content under an unnumbered heading of a level."""

    level: int
    exempt: bool = False
    numbered: bool = False


def _unnumbered(
    resolved: Resolved, block: m.Paragraph | m.OrderedList | m.BulletList | m.Quotation
) -> Finding:
    match block:
        case m.Paragraph():
            kind = Word("paragraph")
        case m.Quotation():
            kind = Word("quotation")
        case _:
            kind = Word("list")
    return Finding(survey(resolved).source.first_line(block.span), ParagraphUnnumbered(kind))


def _typed_letters(passage: Passage) -> Iterator[Finding]:
    text, start, inside = passage.text, 0, False
    while start >= 0:
        typed = _TYPED.match(text, start)
        before = text[max(start - _NEAR, 0) : start].rstrip(_SPACES) if typed else ""
        if typed and (not before or inside or before.endswith(_BROKEN_OFF)):
            inside = True
            yield Finding(passage.span(*typed.span()), SubParagraphTyped(typed[0]))
        start = text.find("\n", start) + 1 or -1
