"""Content without a number among numbered paragraphs: P102."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.paragraphs.typed import typed_places
from toolchain.checks.source.unmarked import unmarked
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, Finding
from toolchain.model.facts import Word
from toolchain.model.indentation import FIVE, moved
from toolchain.model.places import SourceSpan
from toolchain.model.walk import code_lines, ends_in_colon, plain_text
from toolchain.model.wording import UNSEEN
from toolchain.resolve.tables import Resolved
from toolchain.rules.files import InputTooLarge, InputUnreadable
from toolchain.rules.paragraphs import (
    ParagraphGlued,
    ParagraphUnnumbered,
)
from toolchain.rules.structure import BlockFallenOut, TextLost

_TAKEN = (BlockFallenOut.rule, InputUnreadable.rule, InputTooLarge.rule, TextLost.rule)
"""What the reader has found by these is not a plain paragraph."""


_KINDS = {m.Paragraph: Word("paragraph"), m.Quotation: Word("quotation")}


@check(ParagraphUnnumbered)
def paragraph_unnumbered(resolved: Resolved) -> Iterator[Finding]:
    """A paragraph without a number cannot be cited. Usually the text belongs to the paragraph above and is
    just not indented; this includes lists and quotations. These need no number: text before the first
    numbered paragraph of the body, of an annex or of a series, an annex without numbered paragraphs, and text
    under a heading with `{.unnumbered}` or `{.sources}`.

    The edits move a list or quotation into a paragraph that ends with a colon.

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
    unnoticed = unmarked(resolved)
    tight = {finding.span.order for finding in reported(resolved, ParagraphGlued.rule)}
    tight |= typed_places(resolved)
    listed = {asked.heading for asked, _ in survey(resolved).each(m.SourceList)}
    scopes = [_Scope(level=0)]
    above: m.Block | None = None
    for block in resolved.document.blocks:
        match block:
            case m.Heading():
                while scopes[-1].level >= block.level:
                    scopes.pop()
                annex = unnoticed.get(block)
                free = block.unnumbered or block in listed or bool(annex and annex.is_annex)
                if block.annex or block.series or free:
                    exempt = free or scopes[-1].exempt
                    scopes.append(_Scope(block.level, exempt))
            case m.NumberedParagraph():
                scopes[-1].numbered = True
            case m.Paragraph() | m.OrderedList() | m.BulletList() | m.Quotation():
                known = block.span in told or block.span.order in tight or _is_out_of_place(block)
                if scopes[-1].numbered and not scopes[-1].exempt and not known:
                    yield _unnumbered(resolved, block, above)
        above = block


@dataclass(slots=True)
class _Scope:
    """The text, an annex, a series, or the content under an unnumbered heading of a level."""

    level: int
    exempt: bool = False
    numbered: bool = False


def _is_out_of_place(block: m.Block) -> bool:
    """Return whether a block at the top level is indented, so it has fallen out of a paragraph, or empty."""
    is_indented = isinstance(block.span, SourceSpan) and block.span.column > 1
    return is_indented or (isinstance(block, m.Paragraph) and not plain_text(block.children).strip(UNSEEN))


def _unnumbered(
    resolved: Resolved,
    block: m.Paragraph | m.OrderedList | m.BulletList | m.Quotation,
    above: m.Block | None,
) -> Finding:
    kind = _KINDS.get(type(block), Word("list"))
    source, span = survey(resolved).source, block.span
    edits: tuple[Edit, ...] = ()
    belongs = isinstance(above, m.NumberedParagraph) and ends_in_colon(above.blocks)
    if belongs and not isinstance(block, m.Paragraph) and isinstance(span, SourceSpan):
        lines = ((number, source.line(number)) for number in span.lines)
        edits = moved(span.path, lines, 0, FIVE, code_lines((block,)))
    return Finding(source.first_line(span), ParagraphUnnumbered(kind), edits=edits)
