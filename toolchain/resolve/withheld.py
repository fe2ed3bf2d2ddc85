"""The two versions of a submission that withholds something: the whole, and what everybody may read.

What is withheld keeps its place: a paragraph its number, a note its number and its mark, a table its
number. A committee cites one number, whichever version it reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType
from typing import Any

from toolchain import model as m
from toolchain.model.front_matter import FrontMatter, Organization
from toolchain.model.records import replace
from toolchain.model.walk import walk

PICTURE = "withheld"
"""The source of the picture in place of a withheld one. A path cannot be the same: it has a suffix."""
_GREY = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDA"
    b"Tx\x9cc\xb8\x01\x00\x00\xda\x00\xd9\x10M\x04\x98\x00\x00\x00\x00IEND\xaeB`\x82"
)
_FIELDS = frozenset(("children", "blocks", "items", "header", "rows", "caption"))
"""The fields of nodes in which other nodes are, but those of a note written in place."""
Change = Callable[[Any], tuple[Any, ...] | None]


def withholds(document: m.Document) -> bool:
    """Return whether anything in a source is withheld from the public."""
    return any(map(_is_withheld, document.front_matter.submitted_by)) or any(
        getattr(node, "withheld", None) for node, _ in walk(_texts(document))
    )


def whole(document: m.Document) -> m.Document:
    """Return a document with all its words, for the committee alone."""

    def opened(node: Any) -> tuple[Any, ...] | None:
        return _each(node.children, opened) if isinstance(node, m.WithheldWords) else None

    made = _changed(document, document.front_matter.submitted_by, opened)
    return replace(made, front_matter=replace(made.front_matter, public=False))


def public(document: m.Document, word: str) -> m.Document:
    """Return a document without what it withholds. `word` stands where the author gave no other words."""
    work = _Public(document, word)
    organizations = (
        replace(each, contact=None if each.contact and each.contact.confidential else each.contact)
        for each in document.front_matter.submitted_by
        if not each.confidential
    )
    made = _changed(document, organizations, work.change)
    shown = {node.source for node, _ in walk(_texts(made)) if isinstance(node, m.Image)}
    images = {source: image for source, image in document.images.items() if source in shown}
    if PICTURE in shown:
        images[PICTURE] = m.ImageFile(_GREY, "image/png", 1, 1, 96)
    return replace(made, images=MappingProxyType(images))


def _is_withheld(organization: Organization) -> bool:
    return organization.confidential or bool(organization.contact and organization.contact.confidential)


def _texts(document: m.Document) -> Iterator[m.Node]:
    matter = document.front_matter
    yield from (*matter.title, *matter.subtitle, *matter.short_title)
    for each in matter.submitted_by:
        yield from each.description
    yield from (*document.blocks, *document.notes)


def _changed(document: m.Document, organizations: Iterable[Organization], change: Change) -> m.Document:
    matter = document.front_matter
    front: FrontMatter = replace(
        matter,
        title=_each(matter.title, change),
        subtitle=_each(matter.subtitle, change),
        short_title=_each(matter.short_title, change),
        submitted_by=tuple(
            replace(each, description=_each(each.description, change)) for each in organizations
        ),
    )
    blocks = _each(document.blocks, change)
    return replace(document, front_matter=front, blocks=blocks, notes=_each(document.notes, change))


def _each(nodes: Iterable[Any], change: Change) -> tuple[Any, ...]:
    """Return nodes with each one changed, outer ones first; None means that its content may be changed."""
    found: list[Any] = []
    for node in nodes:
        changed = change(node)
        found += (_within(node, change),) if changed is None else changed
    return tuple(found)


def _within(node: Any, change: Change) -> Any:
    inner: dict[str, Any] = {}
    for name in _FIELDS.intersection(node.__struct_fields__):
        value = getattr(node, name)
        if isinstance(value, tuple) and value and isinstance(value[0], tuple):
            inner[name] = tuple(_each(row, change) for row in value)
        elif isinstance(value, tuple):
            inner[name] = _each(value, change)
        elif value is not None:
            (inner[name],) = _each((value,), change)
    if isinstance(node, m.InlineNote):
        (inner["note"],) = _each((node.note,), change)
    same = all(_is_same(getattr(node, name), value) for name, value in inner.items())
    return node if same else replace(node, **inner)


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return one is other


class _Public:
    """What stands in place of withheld nodes.

    `_roots` are the outermost of them, by identity, with the words to print; `_hidden` are all within.
    """

    def __init__(self, document: m.Document, word: str) -> None:
        self._word = word
        self._roots = dict(_roots(document))
        walked = list(walk(_texts(document)))
        self._hidden = {
            id(node) for node, around in walked if any(id(each) in self._roots for each in (*around, node))
        }
        marks = [node for node, _ in walked if isinstance(node, m.NoteMark)]
        shown = {node.label for node in marks if id(node) not in self._hidden}
        self._notes = {node.label for node in marks} - shown
        self._first = {id(node) for node in {node.label: node for node in reversed(marks)}.values()}

    def change(self, node: Any) -> tuple[Any, ...] | None:
        """Return what stands in place of a node; None if the public may read it."""
        if isinstance(node, m.Note):
            words = node.withheld.instead if node.withheld else ""
            return (self._emptied(node, words),) if node.withheld or node.label in self._notes else None
        if id(node) not in self._roots:
            return () if isinstance(node, m.Comment) and id(node) in self._hidden else None
        return self._instead(node, self._roots[id(node)])

    def _instead(self, node: Any, words: str) -> tuple[Any, ...]:
        said = (m.Text(node.span, words or self._word), *self._marks(node))
        match node:
            case m.WithheldWords():
                return said
            case m.Heading() | m.Paragraph() | m.Cell():
                return (replace(node, children=said, withheld=None),)
            case m.NumberedParagraph() | m.SubParagraph():
                blocks = (m.Paragraph(node.span, said, part=_part_of(node)),)
                return (replace(node, blocks=blocks, withheld=None),)
            case m.Table():
                cell = m.Cell(node.span, said)
                caption = node.caption and replace(node.caption, children=said)
                header = (m.Cell(node.span, ()),) if caption else (cell,)
                return (replace(node, header=header, rows=(), caption=caption, withheld=None),)
            case m.Figure():
                image = m.Image(node.span, PICTURE, self._word.strip("[]"))
                caption = node.caption and replace(node.caption, children=said)
                return (replace(node, image=image, caption=caption, withheld=None),)
            case m.Comment():
                return ()
        return (m.Paragraph(node.span, said, part=node.part),)

    def _marks(self, node: m.Node) -> Iterator[m.Inline]:
        """Yield the marks that notes behind this one need to keep their numbers."""
        for each, _ in walk((node,)):
            if isinstance(each, m.InlineNote):
                yield replace(each, note=self._emptied(each.note, ""))
            elif isinstance(each, m.NoteMark) and id(each) in self._first:
                yield each

    def _emptied(self, note: m.Note, words: str) -> m.Note:
        text = m.Text(note.span, words or self._word)
        return replace(note, blocks=(m.Paragraph(note.span, (text,)),), withheld=None)


def _part_of(node: m.NumberedParagraph | m.SubParagraph) -> m.Part:
    return node.part if isinstance(node, m.NumberedParagraph) else m.Part.BODY


def _roots(document: m.Document) -> Iterator[tuple[int, str]]:
    """Yield the outermost withheld nodes: blocks of withheld sections, blocks, cells of rows, words."""
    section = 0
    for block in document.blocks:
        if isinstance(block, m.Heading) and (not section or block.level <= section):
            section = block.level if block.withheld else 0
        if section:
            within: m.Withheld | None = getattr(block, "withheld", None)
            yield id(block), within.instead if within else ""
    for node, _ in walk(_texts(document)):
        if isinstance(node, m.Table):
            for row in (node.header, *node.rows):
                if row and (said := row[-1].withheld):
                    yield from ((id(cell), said.instead) for cell in row)
        if not isinstance(node, m.Note | m.Cell) and (said := getattr(node, "withheld", None)):
            yield id(node), said.instead
