"""Labels at wrong places, and mistakes that are the cause of this."""

from collections.abc import Mapping

from toolchain import model as m
from toolchain.checks import reported
from toolchain.checks.source.hashes import meant_headings
from toolchain.checks.source.paragraphs.typed import typed_places
from toolchain.checks.source.unnumbered import unnumbered
from toolchain.model.expressions import expression
from toolchain.resolve.tables import Resolved
from toolchain.rules.markdown import CaptionAlone, NamesNothing
from toolchain.rules.paragraphs import ParagraphGlued
from toolchain.rules.structure import AttributeUnknown, BlockFallenOut, TextLost

_LABEL = expression(r"#([a-z][a-z0-9-]*)")


def misplaced_labels(resolved: Resolved) -> Mapping[str, int]:
    """Return the labels that name nothing where they are, each with its line."""
    found: dict[str, int] = {}
    for each in reported(resolved, AttributeUnknown.rule):
        label = _LABEL.search(each.facts.raw) if isinstance(each.facts, NamesNothing) else None
        if label and each.span.lines:
            found[label[1]] = each.span.lines.start
    return found


def lines_to_part(resolved: Resolved) -> frozenset[int]:
    """Return the lines of blocks in which an edit begins a numbered paragraph (P105), and of those indented
    below them.
    """
    numbers = {each.span.order[0] for each in reported(resolved, ParagraphGlued.rule) if each.edits}
    lines, inside = set[int](), False
    for block in resolved.document.blocks if numbers else ():
        inside = inside if block.span.order[1] > 1 else not numbers.isdisjoint(block.span.lines)
        lines.update(block.span.lines if inside else ())
    return frozenset(lines)


def lines_with_cause(resolved: Resolved) -> frozenset[int]:
    """Return the lines with another mistake, because of which a label at their end names nothing."""
    lines = {line for each in reported(resolved, BlockFallenOut.rule) for line in each.span.lines}
    captions = (each for each in reported(resolved, TextLost.rule) if isinstance(each.facts, CaptionAlone))
    lines |= {line for each in captions for line in each.span.lines}
    plain = (each.block for each in unnumbered(resolved) if not isinstance(each.block, m.Quotation))
    lines |= {line for each in plain for line in each.span.lines}
    lines |= {line for block in meant_headings(resolved) for line in block.span.lines}
    return frozenset(lines | lines_to_part(resolved) | {line for line, _ in typed_places(resolved)})
