"""Build a Document again with other texts; nodes are never changed in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from toolchain import model as m
from toolchain.model.front_matter import FrontMatter
from toolchain.model.records import replace
from toolchain.model.walk import walk
from toolchain.resolve.tables import Resolved

_NO_BREAK = "\u00a0"

_INNER = frozenset(("children", "blocks", "items", "note", "header", "rows", "caption"))
"""The fields of nodes in which other nodes are."""

Change = Callable[[Any], Any]


def loosened(document: m.Document, resolve: Callable[[m.Document], Resolved]) -> m.Document:
    """Return the document without no-break spaces at places where they are printed anyway."""
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


def mended(
    document: m.Document, resolve: Callable[[m.Document], Resolved]
) -> tuple[m.Document, tuple[m.CrossReference, ...]]:
    """Return the document with cross-references in our number forms: "II.D" where Word had "26.4".

    References to targets without a number become plain text, and are returned.
    """
    resolved = resolve(document)
    faulty = [node for node in _references(document) if _is_faulty(node, resolved)]
    if not faulty:
        return document, ()
    emptied: dict[int, m.CrossReference] = {id(node): replace(node, children=()) for node in faulty}
    probe = rebuilt(document, lambda node: emptied.get(id(node), node), inside=False)
    references = resolve(probe).references
    new: dict[int, m.CrossReference] = {}
    for node in faulty:
        found = references.get(emptied[id(node)])
        numbers = [each for each, _ in walk(found.children)] if found else []
        if text := _numbers(numbers):
            new[id(node)] = replace(node, children=(m.Text(node.span, text),))
    lost = tuple(node for node in faulty if id(node) not in new)
    plain = {id(node): node.children for node in lost}
    return rebuilt(document, lambda node: new.get(id(node), node), opened=plain, inside=False), lost


def _references(document: m.Document) -> Iterator[m.CrossReference]:
    matter = document.front_matter
    for node, _ in walk((*matter.title, *matter.subtitle, *document.blocks, *document.notes)):
        if isinstance(node, m.CrossReference):
            yield node


def _is_faulty(node: m.CrossReference, resolved: Resolved) -> bool:
    reference = resolved.references.get(node)
    return node.target in resolved.targets if reference is None else bool(reference.fault)


def _numbers(nodes: Sequence[m.Node]) -> str:
    """Return the words from the first number to the last one."""
    at = [number for number, node in enumerate(nodes) if isinstance(node, m.PrintedNumber)]
    if not at:
        return ""
    texts = (node.text for node in nodes[at[0] : at[-1] + 1] if isinstance(node, m.Text | m.PrintedNumber))
    return "".join(texts).replace(_NO_BREAK, " ")


def rebuilt(
    document: m.Document,
    change: Change,
    *,
    opened: Mapping[int, m.Inlines] | None = None,
    inside: bool = True,
) -> m.Document:
    """Return the document with all nodes changed, inner ones first (`inside`), or outer ones alone.

    `opened` are replacements of nodes, by their identity.
    """
    work = _Rebuilding(change, opened or {}, inside)
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
    def __init__(self, change: Change, opened: Mapping[int, m.Inlines], inside: bool) -> None:
        self._change = change
        self._opened = opened
        self._inside = inside

    def all(self, nodes: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return nodes in order."""
        if not self._opened:
            return tuple(map(self.node, nodes))
        parts = (self._opened.get(id(node)) or (self.node(node),) for node in nodes)
        return tuple(each for part in parts for each in part)

    def node(self, node: Any) -> Any:
        """Return one node with its content."""
        if not self._inside:
            changed = self._change(node)
            if changed is not node:
                return changed
        return self._change(self._with_inner(node)) if self._inside else self._with_inner(node)

    def _with_inner(self, node: Any) -> Any:
        inner = {
            name: self._again(getattr(node, name))
            for name in node.__struct_fields__
            if name in _INNER and getattr(node, name)
        }
        return replace(node, **inner) if inner else node

    def _again(self, value: Any) -> Any:
        if not isinstance(value, tuple):
            return self.node(value)
        return tuple(map(self.all, value)) if isinstance(value[0], tuple) else self.all(value)
