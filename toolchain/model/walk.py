"""Walk over the tree in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from toolchain import model as m
from toolchain.model.records import replace

_TEXTS = frozenset((m.Heading, m.Paragraph, m.Caption, m.Cell))
_AT_START, _AT_END = (m.Text, m.Break), (m.Text, m.Break, m.Comment)

Ancestors = tuple[m.Node, ...]
"""The nodes around a node, outermost first."""


def children(node: m.Node) -> tuple[m.Node, ...]:
    """Return the direct children of a node, in reading order. A table's caption comes first."""
    inner = _INNER.get(type(node))
    return inner(node) if inner else ()


def _of_table(table: m.Table) -> tuple[m.Node, ...]:
    caption = (table.caption,) if table.caption else ()
    return (*caption, *table.header, *(cell for row in table.rows for cell in row))


def _of_figure(figure: m.Figure) -> tuple[m.Node, ...]:
    return (figure.image, figure.caption) if figure.caption else (figure.image,)


_INNER: dict[type, Callable[[Any], tuple[m.Node, ...]]] = {
    **dict.fromkeys(
        (m.Emphasis, m.Strong, m.Foreign, m.WithheldWords, m.Link, m.CrossReference, m.Citation, *_TEXTS),
        attrgetter("children"),
    ),
    **dict.fromkeys(
        (m.NumberedParagraph, m.SubParagraph, m.ListItem, m.Quotation, m.Note), attrgetter("blocks")
    ),
    **dict.fromkeys((m.SubParagraphs, m.OrderedList, m.BulletList), attrgetter("items")),
    m.Table: _of_table,
    m.Figure: _of_figure,
}
"""Where the children of a node are; a node of another class has none."""


def blocks_in(node: m.Node) -> Sequence[m.Node]:
    """Return the direct children of a node, without the inlines of a text."""
    return () if type(node) in _TEXTS else children(node)


def without_comments(blocks: Iterable[m.Block]) -> m.Blocks:
    """Return the printed blocks: a comment must not separate a number from its text."""
    return tuple([block for block in blocks if not isinstance(block, m.Comment)])


def walk(
    nodes: Iterable[m.Node], around: Ancestors = (), into: Callable[[m.Node], Sequence[m.Node]] = children
) -> Iterator[tuple[m.Node, Ancestors]]:
    """Yield every node with its ancestors, in reading order, each before its children.

    `into` returns the nodes to enter; with `blocks_in` no text is entered. The text of a note written in
    place is never entered, because notes are read at the place where they are printed. Walk `note.blocks` for
    it.
    """
    levels = [(iter(nodes), around)]
    while levels:
        level, around = levels[-1]
        for node in level:
            yield node, around
            inner = into(node)
            if inner:
                levels.append((iter(inner), (*around, node)))
                break
        else:
            levels.pop()


def deep(nodes: Iterable[m.Node]) -> Iterator[tuple[m.Node, Ancestors]]:
    """Walk into notes that are written in place too."""
    return walk(nodes, into=lambda node: (node.note,) if isinstance(node, m.InlineNote) else children(node))


def plain_text(inlines: Iterable[m.Inline]) -> str:
    """Return the words of a text as the author wrote them, without marks, notes, comments and markup."""
    out: list[str] = []
    for inline in inlines:
        if isinstance(inline, m.Text):  # most are
            out.append(inline.text)
            continue
        out += (own_words(node) for node, _ in walk((inline,)))
    return "".join(out)


_SAID: dict[type, Callable[[Any], str]] = {
    **dict.fromkeys((m.Text, m.Code, m.RawHtml, m.PrintedNumber), attrgetter("text")),
    m.CitedSource: attrgetter("typed"),
    m.Break: lambda _: " ",
    m.Image: attrgetter("alt"),
}


def own_words(node: m.Node) -> str:
    """Return the words that a node in a text has itself, without those of the nodes in it."""
    said = _SAID.get(type(node))
    return said(node) if said else ""


def trimmed(
    inlines: Iterable[m.Inline], spaces: str | None = None, ends: Sequence[int] = (0, -1)
) -> m.Inlines:
    """Return inlines without white space (or only these characters) and line ends at the start and the end;
    comments at the end go too. `ends` are 0 for the start, -1 for the end.
    """
    nodes = list(inlines)
    for end in ends:
        while nodes and isinstance(node := nodes[end], _AT_END if end else _AT_START):
            strip = str.rstrip if end else str.lstrip
            if isinstance(node, m.Text) and (text := strip(node.text, spaces)):
                nodes[end] = replace(node, text=text)
                break
            del nodes[end]
    return tuple(nodes)


def code_lines(nodes: Iterable[m.Node]) -> frozenset[int]:
    """Return the numbers of the lines of fenced code in some nodes."""
    code = (node for node, _ in walk(nodes) if isinstance(node, m.CodeBlock))
    return frozenset(line for node in code for line in node.span.lines)


def ends_in_colon(blocks: Sequence[m.Block]) -> bool:
    """Return whether a list or quotation is missing at the end of blocks."""
    last = blocks[-1] if blocks else None
    return isinstance(last, m.Paragraph) and plain_text(last.children).rstrip().endswith((":", "："))
