"""Walks over the tree in reading order, so that nobody writes the recursion again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolchain import model as m

Ancestors = tuple[m.Node, ...]
"""The nodes around a node, outermost first."""


def walk(nodes: Iterable[m.Node], around: Ancestors = ()) -> Iterator[tuple[m.Node, Ancestors]]:
    """Every node in reading order, each before its children, with its ancestors.

    The text of a note written in place is not entered: a note is read where notes stand. Walk
    `note.blocks` for it.
    """
    levels = [(iter(nodes), around)]
    while levels:
        level, around = levels[-1]
        for node in level:
            yield node, around
            inner = children(node)
            if inner:
                levels.append((iter(inner), (*around, node)))
                break
        else:
            levels.pop()


def children(node: m.Node) -> tuple[m.Node, ...]:
    """The nodes directly inside a node, in reading order. A table's caption comes first."""
    match node:
        case m.Text() | m.Break() | m.NoteMark():
            return ()
        case m.Emphasis() | m.Strong() | m.Link() | m.CrossReference() | m.Citation():
            return node.children
        case m.Heading() | m.Paragraph() | m.Caption() | m.Cell():
            return node.children
        case m.NumberedParagraph() | m.SubParagraph() | m.ListItem() | m.Quotation() | m.Note():
            return node.blocks
        case m.SubParagraphs() | m.OrderedList() | m.BulletList():
            return node.items
        case m.Table():
            caption = (node.caption,) if node.caption else ()
            return (*caption, *node.header, *(cell for row in node.rows for cell in row))
        case m.Figure():
            return (node.image, node.caption) if node.caption else (node.image,)
        case _:
            return ()


def plain_text(inlines: Iterable[m.Inline]) -> str:
    """The words of a text as the author wrote them, without marks, notes, comments and mark-up."""
    out: list[str] = []
    for node, _ in walk(inlines):
        match node:
            case m.Text() | m.Code() | m.RawHtml() | m.PrintedNumber():
                out.append(node.text)
            case m.CitedSource():
                out.append(f"@{node.key}" if node.author else f"-@{node.key}")
            case m.Break():
                out.append(" ")
            case m.Image():
                out.append(node.alt)
            case _:
                pass
    return "".join(out)
