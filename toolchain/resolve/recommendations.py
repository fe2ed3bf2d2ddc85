"""The recommendations of a submission: what they are about, and the paragraphs that they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from toolchain import model as m
from toolchain.model.records import Record
from toolchain.model.walk import blocks_in, walk
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved, shown_text
from toolchain.text.phrases import phrases

SERIES = "recommendation"
_DASHES = "–—‑-"
Stated = m.NumberedParagraph | m.SubParagraph
B = TypeVar("B", bound=m.Block)


class Recommendation(Record):
    """A numbered paragraph of the series, and the paragraphs and sections of the body that give its reasons:
    it refers to them, or they to it.
    """

    node: m.NumberedParagraph
    rests: tuple[Stated | m.Heading, ...]

    def about(self, key: str) -> tuple[str, ...]:
        """Return what it, or a part of it, says of one key."""
        nodes = (node for node, _ in walk((self.node,), into=blocks_in) if isinstance(node, Stated))
        said = (node.about for node in nodes if node.about)
        return tuple(dict.fromkeys(each for about in said for each in about.all(key)))


def text_of(node: Stated, resolved: Resolved) -> str:
    """Return the words of a paragraph and its parts: a line for each text, row of a table and picture."""
    lines: list[str] = []
    label = ""
    for each, _ in walk(node.blocks, into=blocks_in):
        texts: list[str] = []
        match each:
            case m.SubParagraph():
                label += f"{resolved.numbers[each].label} "
            case m.ListItem():
                label += f"{each.marker or '•'} "
            case m.Paragraph():
                texts = [_words(each.children, resolved)]
            case m.CodeBlock() | m.RawHtml():
                texts = [each.text.rstrip()]
            case m.Table():
                rows = (each.header, *each.rows) if each.is_headed else each.rows
                cells = ((_words(cell.children, resolved) for cell in row) for row in rows)
                texts = [*_caption(each, resolved), *map(" | ".join, cells)]
            case m.Figure():
                texts = [*_caption(each, resolved), f"[{each.image.alt or '?'}]"]
        lines += [text if at else label + text for at, text in enumerate(texts)]
        label = "" if texts else label
    return "\n".join(lines)


def _caption(node: m.Table | m.Figure, resolved: Resolved) -> Iterator[str]:
    if node.caption:
        yield f"{resolved.numbers[node].label} {_words(node.caption.children, resolved)}"


def _words(inlines: Iterable[m.Inline], resolved: Resolved) -> str:
    return fold(shown_text(inlines, resolved.references))


@lru_cache(maxsize=1)
def recommendations(resolved: Resolved) -> tuple[Recommendation, ...]:
    """Return the recommendations in reading order."""
    found = [node for node in resolved.series if _is_recommendation(node, resolved)]
    if not found:
        return ()
    of = dict(_of_paragraphs(resolved))
    rests: dict[m.NumberedParagraph, dict[Stated | m.Heading, None]] = defaultdict(dict)
    for origin, target in targets_from(dict.fromkeys(of.values()), resolved, with_ranges=True):
        for one, other in ((origin, target), (target, origin)):
            if _is_recommendation(of.get(one), resolved) and _is_reason(other, of, resolved):
                rests[of[one]][other] = None  # type: ignore[index]
    return tuple(Recommendation(node, tuple(rests[node])) for node in found)


def stated(resolved: Resolved) -> Iterator[tuple[Stated, m.About]]:
    """Yield the paragraphs and sub-paragraphs that say what they are about, and what."""
    return ((node, node.about) for node in resolved.numbers if isinstance(node, Stated) and node.about)


def _of_paragraphs(resolved: Resolved) -> Iterator[tuple[m.Target, m.NumberedParagraph]]:
    """Yield the numbered paragraph of each paragraph and sub-paragraph."""
    for block in resolved.document.blocks:
        if isinstance(block, m.NumberedParagraph):
            inner = (node for node, _ in walk((block,), into=blocks_in))
            yield from ((node, block) for node in inner if isinstance(node, Stated))


def targets_from(
    blocks: Iterable[B], resolved: Resolved, *, with_ranges: bool = False
) -> Iterator[tuple[B, m.Target]]:
    """Yield the target of each cross-reference in some blocks, with the block.

    `with_ranges` adds the paragraphs of a range before its last: paragraphs 1 and 2 for [1](#a)–[3](#c).
    """
    for block in blocks:
        inside = dict(_ranges(block, resolved)) if with_ranges else {}
        for node, _ in walk((block,)):
            if isinstance(node, m.CrossReference) and node in resolved.references:
                yield from ((block, each) for each in inside.get(node, ()))
                yield block, resolved.references[node].target


def _ranges(
    block: m.Block, resolved: Resolved
) -> Iterator[tuple[m.CrossReference, list[m.NumberedParagraph]]]:
    """Yield the last link of each range between numbered paragraphs, and the paragraphs before its target."""
    signs, series = (*_DASHES, *phrases(resolved.settings.lang).ranges), list(resolved.series)
    for node, _ in walk((block,)):
        inlines = getattr(node, "children", ())
        for one, between, other in zip(inlines, inlines[1:], inlines[2:], strict=False):
            if isinstance(between, m.Text) and between.text.strip() in signs:
                ends = [
                    resolved.references[each].target for each in (one, other) if each in resolved.references
                ]
                order = [at for end in ends for at, each in enumerate(series) if each is end]
                if len(order) == 2:
                    key, found = resolved.series[series[order[0]]].key, series[slice(*order)]
                    yield other, [each for each in found if resolved.series[each].key == key]


def _is_recommendation(node: m.NumberedParagraph | None, resolved: Resolved) -> bool:
    return node is not None and node in resolved.series and resolved.series[node].name == SERIES


def _is_reason(node: m.Target, of: Mapping[m.Target, m.NumberedParagraph], resolved: Resolved) -> bool:
    """Return whether a target is a section of the body, or a paragraph of it outside the recommendations."""
    if isinstance(node, m.Heading):
        return node.part is m.Part.BODY and not node.annex
    paragraph = of.get(node)
    in_body = paragraph is not None and paragraph.part is m.Part.BODY
    return in_body and not _is_recommendation(paragraph, resolved)
