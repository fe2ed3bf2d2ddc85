"""A Document again, with other texts or labels: nodes are never changed in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from toolchain import model as m
from toolchain.front_matter import FrontMatter
from toolchain.resolve.tables import Resolved

_NO_BREAK = "\u00a0"

Change = Callable[[Any], Any]


def loosened(document: m.Document, resolve: Callable[[m.Document], Resolved]) -> m.Document:
    """The document without those no-break spaces that are printed there in any case."""
    typed: dict[int, str] = {}

    def plain(node: Any) -> Any:
        if not isinstance(node, m.Text) or _NO_BREAK not in node.text:
            return node
        new = replace(node, text=node.text.replace(_NO_BREAK, " "))
        typed[id(new)] = node.text
        return new

    loose = rebuilt(document, plain)
    if not typed:
        return document
    printed = resolve(loose).printed

    def kept(node: Any) -> Any:
        before = typed.get(id(node))
        if before is None:
            return node
        shown = printed.get(node, node.text)
        pairs = zip(before, shown, node.text, strict=True)
        text = "".join(was if was == _NO_BREAK != new else now for was, new, now in pairs)
        return node if text == node.text else replace(node, text=text)

    return rebuilt(loose, kept)


def labelled(document: m.Document, labels: Mapping[m.Target, str]) -> m.Document:
    """The document with labels for these nodes, that have none."""
    return rebuilt(document, lambda node: node, {id(node): label for node, label in labels.items()})


def rebuilt(document: m.Document, change: Change, labels: Mapping[int, str] | None = None) -> m.Document:
    """The document with all nodes changed, inner ones first; `labels` by the identity of what gets one."""
    work = _Rebuilding(change, labels or {})
    matter = document.front_matter
    organizations = tuple(
        replace(each, description=work.all(each.description)) for each in matter.submitted_by
    )
    front: FrontMatter = replace(
        matter,
        title=work.all(matter.title),
        subtitle=work.all(matter.subtitle),
        short_title=work.all(matter.short_title),
        submitted_by=organizations,
    )
    return replace(
        document,
        front_matter=front,
        blocks=work.all(document.blocks),
        notes=work.all(document.notes),
    )


class _Rebuilding:
    def __init__(self, change: Change, labels: Mapping[int, str]) -> None:
        self._change = change
        self._labels = labels

    def all(self, nodes: tuple[Any, ...]) -> tuple[Any, ...]:
        """Nodes one after the other."""
        return tuple(map(self.node, nodes))

    def node(self, node: Any) -> Any:
        """One node with all that is in it."""
        new = self._change(self._with_inner(node))
        label = self._labels.get(id(node))
        return replace(new, label=m.Label(label, node.span)) if label else new

    def _with_inner(self, node: Any) -> Any:
        again: Any = node  # of one type in each case below, which mypy cannot follow
        match node:
            case m.Text() | m.Break() | m.NoteMark() | m.Code() | m.Comment() | m.Image():
                return node
            case m.InlineNote():
                return replace(node, note=self.node(node.note))
            case m.Table():
                return replace(
                    node,
                    header=self.all(node.header),
                    rows=tuple(map(self.all, node.rows)),
                    caption=self.node(node.caption) if node.caption else None,
                )
            case m.Figure():
                caption = self.node(node.caption) if node.caption else None
                return replace(node, caption=caption)
            case m.SubParagraphs() | m.OrderedList() | m.BulletList():
                return replace(again, items=self.all(again.items))
            case m.NumberedParagraph() | m.SubParagraph() | m.ListItem() | m.Quotation() | m.Note():
                return replace(again, blocks=self.all(again.blocks))
            case _ if hasattr(node, "children"):
                return replace(node, children=self.all(node.children))
            case _:
                return node
