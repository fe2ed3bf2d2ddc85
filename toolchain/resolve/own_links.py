"""Make the links of symbols of United Nations documents, which the author did not type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toolchain import model as m
from toolchain.law.symbols import documents, own_address
from toolchain.model.source_text import Source
from toolchain.model.walk import Ancestors, blocks_in, walk
from toolchain.text.passages import Passage, Quoted

_NOWHERE = Source("")
Printed = Mapping[m.Text | m.Break, str]
Citations = Mapping[m.Citation, m.Inlines]


def own_links(
    blocks: m.Blocks, notes: Iterable[m.Note], printed: Printed, citations: Citations
) -> dict[m.Text, m.Inlines]:
    """Return the printed words of each text with a symbol, as texts and links.

    Paragraphs, notes and cells are searched, and the citations in them. Titles, headings, captions, header
    rows and quotations are not: they print their words alone. Where the author has a link, that one is kept.
    """
    made: dict[m.Text, m.Inlines] = {}
    for text, around in _texts((*blocks, *notes)):
        for inlines in (text.children, *_cited(text.children, citations)):
            passage = Passage(text, around, inlines, _NOWHERE)
            if not passage.in_quotation:
                made |= _linked(passage, printed)
    return made


def _texts(nodes: Iterable[m.Node]) -> Iterator[tuple[m.Paragraph | m.Cell, Ancestors]]:
    for node, around in walk(nodes, into=blocks_in):
        header = isinstance(node, m.Cell) and isinstance(around[-1], m.Table) and node in around[-1].header
        if isinstance(node, m.Paragraph | m.Cell) and not header:
            yield node, around


def _cited(inlines: m.Inlines, citations: Citations) -> Iterator[m.Inlines]:
    return (
        citations[node] for node, _ in walk(inlines) if isinstance(node, m.Citation) and node in citations
    )


def _linked(passage: Passage, printed: Printed) -> Iterator[tuple[m.Text, m.Inlines]]:
    """Yield the texts of a passage in which a symbol is, each with its links."""
    quoted: Quoted | None = None
    found: dict[m.Text, list[m.Inline]] = {}
    ends: dict[m.Text, int] = {}
    for start, end in documents(passage.text):
        leaf = passage.leaf(start)
        quoted = quoted or Quoted(passage.text)
        if not isinstance(leaf.node, m.Text) or end > leaf.end or leaf.linked or start in quoted:
            continue
        span, words = leaf.node.span, printed.get(leaf.node, leaf.node.text)
        shown = words[start - leaf.start : end - leaf.start]
        before = m.Text(span, words[ends.get(leaf.node, 0) : start - leaf.start])
        found.setdefault(leaf.node, []).extend(
            (before, m.Link(span, own_address(shown), (m.Text(span, shown),)))
        )
        ends[leaf.node] = end - leaf.start
    for node, pieces in found.items():
        rest = m.Text(node.span, printed.get(node, node.text)[ends[node] :])
        yield node, tuple(each for each in (*pieces, rest) if not isinstance(each, m.Text) or each.text)
