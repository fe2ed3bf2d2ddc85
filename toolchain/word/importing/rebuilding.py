"""Build a Document again with other texts; nodes are never changed in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from toolchain import model as m
from toolchain.model.rebuilding import rebuilt
from toolchain.model.records import replace
from toolchain.model.walk import walk
from toolchain.model.wording import squeezed
from toolchain.resolve.tables import Resolved

_NO_BREAK = "\u00a0"


def loosened(document: m.Document, resolve: Callable[[m.Document], Resolved]) -> m.Document:
    """Return the document without no-break spaces at places where they are printed anyway."""
    typed: dict[int, str] = {}

    def plain(node: Any) -> tuple[Any, ...] | None:
        if not isinstance(node, m.Text) or _NO_BREAK not in node.text:
            return None
        new = replace(node, text=node.text.replace(_NO_BREAK, " "))
        typed[id(new)] = node.text
        return (new,)

    loose = rebuilt(document, plain)
    if not typed:
        return document
    printed = resolve(loose).printed

    def kept(node: Any) -> tuple[Any, ...] | None:
        before = typed.get(id(node))
        if before is None:
            return None
        shown = printed.get(node, node.text)
        pairs = zip(before, shown, node.text, strict=True)
        text = "".join(was if was == _NO_BREAK != new else now for was, new, now in pairs)
        return (replace(node, text=text),)

    return rebuilt(loose, kept)


def mended(
    document: m.Document, resolve: Callable[[m.Document], Resolved]
) -> tuple[m.Document, tuple[m.CrossReference, ...]]:
    """Return the document with cross-references in our number forms: "II.D" where Word had "26.4".

    References to targets without a number become plain text, and are returned.
    """
    resolved = resolve(document)
    matter = document.front_matter
    nodes = walk((*matter.title, *matter.subtitle, *document.blocks, *document.notes))
    found = (node for node, _ in nodes if isinstance(node, m.CrossReference))
    faulty = [node for node in found if _is_faulty(node, resolved)]
    if not faulty:
        return document, ()
    emptied = {id(node): (replace(node, children=()),) for node in faulty}
    references = resolve(rebuilt(document, lambda node: emptied.get(id(node)))).references
    new: dict[int, m.Inlines] = {id(node): node.children or (node,) for node in faulty}
    lost: list[m.CrossReference] = []
    for node in faulty:
        known = references.get(emptied[id(node)][0])
        if text := _numbers([each for each, _ in walk(known.children)] if known else []):
            new[id(node)] = (replace(node, children=(m.Text(node.span, text),)),)
        else:
            lost.append(node)
    return rebuilt(document, lambda node: new.get(id(node))), tuple(lost)


def _is_faulty(node: m.CrossReference, resolved: Resolved) -> bool:
    """Return whether a number has another form, or is that of a heading or caption and false."""
    reference = resolved.references.get(node)
    if reference is None:
        return node.target in resolved.targets
    own = reference.claim if isinstance(reference.target, m.Heading | m.Table | m.Figure) else None
    return bool(reference.fault) or bool(own and squeezed(own.text) != squeezed(reference.expected))


def _numbers(nodes: Sequence[m.Node]) -> str:
    """Return the words from the first number to the last one."""
    at = [number for number, node in enumerate(nodes) if isinstance(node, m.PrintedNumber)]
    if not at:
        return ""
    texts = (node.text for node in nodes[at[0] : at[-1] + 1] if isinstance(node, m.Text | m.PrintedNumber))
    return "".join(texts).replace(_NO_BREAK, " ")
