"""Build a tree again with other nodes; nodes are never changed in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from toolchain import model as m
from toolchain.model.front_matter import FrontMatter, Organization
from toolchain.model.records import replace
from toolchain.model.walk import plain_text

_FIELDS = frozenset(("children", "blocks", "items", "header", "rows", "caption", "image"))
"""The fields of nodes in which other nodes are, but those of a note written in place."""
_PARTS = ("items", "blocks")
Change = Callable[[Any], tuple[Any, ...] | None]
"""Returns what is in place of a node; None if only its content may be changed."""


def rebuilt(
    document: m.Document, change: Change, organizations: Iterable[Organization] | None = None
) -> m.Document:
    """Return a document with nodes changed, outer ones first, or with the organizations given."""
    matter = document.front_matter
    front: FrontMatter = replace(
        matter,
        title=all_changed(matter.title, change),
        subtitle=all_changed(matter.subtitle, change),
        short_title=all_changed(matter.short_title, change),
        submitted_by=tuple(
            replace(one, description=all_changed(one.description, change))
            for one in (matter.submitted_by if organizations is None else organizations)
        ),
    )
    blocks: list[m.Block] = []
    headings: dict[m.Heading, m.Heading] = {}
    for block in document.blocks:
        made = all_changed((block,), change)
        if isinstance(block, m.Heading) and made:
            headings[block] = made[0]
        if isinstance(block, m.SourceList) and made == (block,):
            made = (replace(block, heading=headings.get(block.heading, block.heading)),)
        blocks += made
    return replace(
        document, front_matter=front, blocks=tuple(blocks), notes=all_changed(document.notes, change)
    )


def all_changed(nodes: Iterable[Any], change: Change) -> tuple[Any, ...]:
    """Return nodes with each one changed, outer ones first; None means that its content may be changed."""
    found: list[Any] = []
    for node in nodes:
        changed = change(node)
        made = (within(node, change),) if changed is None else changed
        found += (one for one in made if not _is_emptied(node, one))
    return tuple(found)


def _is_emptied(old: Any, new: Any) -> bool:
    """Return whether nothing is left of a list or a paragraph."""
    return any(getattr(old, name, ()) and not getattr(new, name, old) for name in _PARTS)


def within(node: Any, change: Change) -> Any:
    """Return a node with changed content; the same object if nothing of it changes."""
    inner: dict[str, Any] = {}
    for name in _FIELDS.intersection(node.__struct_fields__):
        value = getattr(node, name)
        if isinstance(value, tuple) and value and isinstance(value[0], tuple):
            inner[name] = tuple(all_changed(row, change) for row in value)
        elif isinstance(value, tuple):
            inner[name] = all_changed(value, change)
        elif value is not None:
            (inner[name],) = all_changed((value,), change)
    if isinstance(node, m.Figure) and node.caption and inner["caption"] is not node.caption:
        inner["image"] = replace(inner["image"], title=plain_text(inner["caption"].children))
    if isinstance(node, m.InlineNote):
        (inner["note"],) = all_changed((node.note,), change)
    same = all(_is_same(getattr(node, name), value) for name, value in inner.items())
    return node if same else replace(node, **inner)


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return one is other
