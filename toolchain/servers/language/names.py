"""The names in a source: labels, notes and keys of sources, where they are given and where they are used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Literal, NamedTuple, TypeAlias

from toolchain import model as m
from toolchain.model.diagnostics import Place
from toolchain.model.expressions import expression
from toolchain.model.walk import deep
from toolchain.resolve.tables import Resolved
from toolchain.servers.language.positions import Text
from toolchain.text.labels import is_label

Kind: TypeAlias = Literal["label", "note", "source"]

VALID: Mapping[Kind, Callable[[str], object]] = {
    "label": is_label,
    "note": expression(r"[^\s\[\]^\\&|]+").fullmatch,
    "source": expression(r"\w(?:[:.#$%&+?<>~/-]?\w)*").fullmatch,
}


class Name(NamedTuple):
    """A name at a place; `node` is what has it, or what refers to it.

    The offsets are those of its characters, or 0 and 0 if they are not found there.
    """

    kind: Kind
    name: str
    start: int
    end: int
    given: bool
    node: m.Node


def names_in(resolved: Resolved, text: Text) -> tuple[Name, ...]:
    """Return all names in a source, in the order of their places."""
    document = resolved.document
    matter = document.front_matter
    cover = chain(*(each.description for each in matter.submitted_by))
    nodes = chain(matter.title, matter.subtitle, matter.short_title, cover, document.blocks, document.notes)
    return tuple(sorted(_names(nodes, text), key=lambda each: each.start))


def _names(nodes: Iterable[m.Node], text: Text) -> Iterator[Name]:
    for node, _ in deep(nodes):
        if label := getattr(node, "label", None):
            if isinstance(label, m.Label):
                yield _name(("label", label.name, f"#{label.name}"), label.span, text, node)
            else:
                yield _name(("note", label, f"[^{label}"), node.span, text, node)
        elif isinstance(node, m.CrossReference):
            kind: Kind = "note" if node.target.startswith("^") else "label"
            yield _name((kind, node.target.removeprefix("^"), f"(#{node.target}"), node.span, text, node)
        elif isinstance(node, m.CitedSource):
            yield _name(("source", node.key, node.key), node.span, text, node)


def _name(found: tuple[Kind, str, str], span: Place, text: Text, node: m.Node) -> Name:
    kind, name, typed = found
    start, end = text.offsets(span)
    if isinstance(node, m.Note):
        end = min(end, start + len(typed))
    at = text.text.rfind(typed, start, end)
    end = at + len(typed) if at >= 0 else 0
    given = not isinstance(node, m.NoteMark | m.CrossReference | m.CitedSource)
    return Name(kind, name, end and end - len(name), end, given, node)


def name_at(names: Iterable[Name], offset: int, text: Text) -> Name | None:
    """Return the name at an offset, or that of the reference around it."""
    found = [each for each in names if each.end]
    around = (each for each in found if not each.given and _covers(text.offsets(each.node.span), offset))
    return next((each for each in found if each.start <= offset <= each.end), None) or next(around, None)


def _covers(place: tuple[int, int], offset: int) -> bool:
    return place[0] <= offset < place[1]


def same(names: Iterable[Name], asked: Name) -> list[Name]:
    """Return all places of a name."""
    return [each for each in names if (each.kind, each.name) == (asked.kind, asked.name)]
