"""Make the links of symbols of United Nations documents, which the author did not type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toolchain import model as m
from toolchain.law.symbols import documents, own_address
from toolchain.model.expressions import expression
from toolchain.model.source_text import Source
from toolchain.model.walk import Ancestors, blocks_in, walk
from toolchain.resolve.spacing import Piece, cut
from toolchain.resolve.survey import Story
from toolchain.text.passages import Passage
from toolchain.text.running import Leaf

_NOWHERE = Source("")
_IN_SYMBOL = expression(r"/(?<=[A-Z]/)(?=[A-Z\d])")  # begins with what is rare
Printed = Mapping[m.Text | m.Break, str]
Citations = Mapping[m.Citation, m.Inlines]


def own_links(stories: Iterable[Story], printed: Printed, citations: Citations) -> dict[m.Text, m.Inlines]:
    """Return the printed words of each text with a symbol, as texts and links.

    Paragraphs, notes and cells are searched, and the citations in them. Titles, headings, captions, header
    rows and quotations are not: they print their words alone. Where the author has a link, that one is kept.
    """
    made: dict[m.Text, m.Inlines] = {}
    for story in stories:
        whole = story.note or story.block
        leaves = (leaf for run in story.runs for leaf in run if isinstance(leaf, m.Text))
        if whole and (story.citations or any(_IN_SYMBOL.search(leaf.text) for leaf in leaves)):
            for text, around in _texts((whole,)):
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
    pieces: dict[m.Text, tuple[Leaf, list[Piece]]] = {}
    for start, end in documents(passage.text):
        leaf = passage.leaf(start)
        if (
            isinstance(leaf.node, m.Text)
            and end <= leaf.end
            and not leaf.linked
            and start not in passage.quoted
        ):
            shown = m.Text(leaf.node.span, _words(leaf.node, printed)[start - leaf.start : end - leaf.start])
            link = m.Link(shown.span, own_address(shown.text), (shown,))
            pieces.setdefault(leaf.node, (leaf, []))[1].append(Piece(start, end, (link,)))
    for node, (leaf, of_leaf) in pieces.items():
        yield node, cut(leaf, of_leaf, _words(node, printed))


def _words(node: m.Text, printed: Printed) -> str:
    return printed.get(node, node.text)
