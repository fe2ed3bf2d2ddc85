"""The two versions of a submission that withholds something: the whole, and what everybody may read.

What is withheld keeps its place: a paragraph its number, a note its number and its mark, a table its
number. A committee cites one number, whichever version it reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, cast

from toolchain import model as m
from toolchain.model.front_matter import FrontMatter, Organization
from toolchain.model.places import Place, SourceSpan
from toolchain.model.records import Record, asdict, replace
from toolchain.model.walk import children, plain_text, walk
from toolchain.text.sought import Passage, ends_sentence

PICTURE = "withheld"
"""The source of the picture in place of a withheld one. A path cannot be the same: it has a suffix."""
_GREY = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDA"
    b"Tx\x9cc\xb8\x01\x00\x00\xda\x00\xd9\x10M\x04\x98\x00\x00\x00\x00IEND\xaeB`\x82"
)
_FIELDS = frozenset(("children", "blocks", "items", "header", "rows", "caption", "image"))
"""The fields of nodes in which other nodes are, but those of a note written in place."""
Change = Callable[[Any], tuple[Any, ...] | None]
Rename = Callable[[str], str]
_BLOCKS = (m.Heading, m.Paragraph, m.Caption, m.Cell)
_PARTS = ("items", "blocks")
_COUNTED = (m.NumberedParagraph, m.SubParagraph, m.Heading, m.Table, m.Figure, m.Note)
_TEXT_KEYS = (
    "recipient", "country", "session", "instrument", "reporting_cycle", "agenda_item", "keywords",
)  # fmt: skip


class Held(Record):
    """What a source withholds: its passages, their places, its pictures, and sources cited only there."""

    passages: tuple[Passage, ...] = ()
    spans: tuple[SourceSpan, ...] = ()
    pictures: tuple[bytes, ...] = ()
    keys: frozenset[str] = frozenset()


def withholds(document: m.Document) -> bool:
    """Return whether anything in a source is withheld from the public."""
    return any(map(_is_withheld, document.front_matter.submitted_by)) or any(
        getattr(node, "withheld", None) for node, _ in _deep(_texts(document))
    )


def held(document: m.Document) -> Held:
    """Return what a source withholds."""
    work = _Public(document, "", str)
    walked = list(_deep(_texts(document)))
    hidden = {id(node) for node, around in walked if work.hides(node, around)}
    passages = [
        each
        for node, around in walked
        if id(node) in hidden or isinstance(node, m.WithheldWords)
        for each in _passages(node, around)
    ]
    gone = {node.source for node, _ in walked if isinstance(node, m.Image) and id(node) in hidden}
    gone -= {node.source for node, _ in walked if isinstance(node, m.Image) and id(node) not in hidden}
    cited = {id(node) in hidden: set[str]() for node, _ in walked}
    for node, _ in walked:
        if isinstance(node, m.CitedSource):
            cited[id(node) in hidden].add(node.key)
    for each in document.front_matter.submitted_by:
        if each.confidential:
            passages += _of_front(
                document, (each.name, each.status, each.logo_alt, PurePosixPath(each.logo).stem)
            )
            gone.add(each.logo)
        if each.contact and _is_withheld(each):
            passages += _of_front(document, map(str, asdict(each.contact).values()))
    images = [document.images[source].data for source in sorted(gone) if source in document.images]
    roots = (node.span for node, _ in walked if id(node) in work.roots)
    spans = (*roots, *(node.span for node, _ in walked if isinstance(node, m.Note) and work.empties(node)))
    return Held(
        tuple(each for each in passages if each.text.strip()),
        tuple(each for each in spans if isinstance(each, SourceSpan)),
        tuple(images),
        frozenset(cited.get(True, set()) - cited.get(False, set())),
    )


def structure(document: m.Document) -> list[str]:
    """Return what a source withholds in order, as another language must withhold it too."""
    marked = (node for node, _ in _deep(_texts(document)) if getattr(node, "withheld", None))
    organizations = (each for each in document.front_matter.submitted_by if _is_withheld(each))
    return [
        *(type(each).__name__ for each in organizations),
        *(type(node).__name__ if isinstance(node, m.WithheldWords) else _named(node) for node in marked),
    ]


def withheld_nodes(document: m.Document) -> Iterator[m.Withheld]:
    """Yield what a source says of what is withheld."""
    for node, _ in _deep(_texts(document)):
        if found := getattr(node, "withheld", None):
            yield found


def texts_of(document: m.Document) -> Iterator[m.Node]:
    """Yield all nodes of a source, also those in notes that are written in place."""
    return (node for node, _ in _deep(_texts(document)))


def _named(node: Any) -> str:
    number = node.typed.text if isinstance(node, m.NumberedParagraph | m.SubParagraph) else ""
    label = node.label.name if isinstance(getattr(node, "label", None), m.Label) else ""
    return f"{type(node).__name__} {number or label}"


def _deep(nodes: Iterable[m.Node]) -> Iterator[tuple[m.Node, tuple[m.Node, ...]]]:
    """Walk into notes that are written in place too."""
    return walk(nodes, into=_inside)


def _inside(node: m.Node) -> Sequence[m.Node]:
    return (node.note,) if isinstance(node, m.InlineNote) else children(node)


def _passages(node: m.Node, around: Sequence[m.Node]) -> Iterator[Passage]:
    line = _line(node.span)
    match node:
        case m.Heading() | m.Paragraph() | m.Caption() | m.Cell():
            yield Passage(plain_text(node.children), line)
        case m.WithheldWords():
            beside = around[-1].children if around and isinstance(around[-1], _BLOCKS) else ()
            before = plain_text(beside[: next((n for n, x in enumerate(beside) if x is node), 0)])
            yield Passage(plain_text(node.children), line, not beside or not ends_sentence(before))
        case m.Image():
            for text in (node.alt, node.title, PurePosixPath(node.source).stem):
                yield Passage(text, line, pictured=True)
        case m.Link():
            yield Passage(node.url, line)
        case m.Code() | m.CodeBlock() | m.RawHtml() | m.Comment():
            yield Passage(node.text, line)
        case _:
            pass


def _of_front(document: m.Document, texts: Iterable[str]) -> Iterator[Passage]:
    line = _line(document.front_matter.places.get("submitted-by.0.name"))
    return (Passage(text, line, within=True) for text in texts if text not in ("True", "False"))


def _line(span: Place | None) -> int:
    return span.line if isinstance(span, SourceSpan) else 1


def whole(document: m.Document) -> m.Document:
    """Return a document with all its words, for the committee alone."""

    def opened(node: Any) -> tuple[Any, ...] | None:
        return _each(node.children, opened) if isinstance(node, m.WithheldWords) else None

    made = _changed(document, document.front_matter.submitted_by, opened)
    return replace(made, front_matter=replace(made.front_matter, public=False, version="confidential"))


def public(document: m.Document, word: str, rename: Rename = str) -> m.Document:
    """Return a document without what it withholds. `word` is printed where the author gave no other words.

    `rename` puts pseudonyms in place of protected names.
    """
    work = _Public(document, word, rename)
    organizations = (
        _renamed(
            replace(each, contact=None if each.contact and each.contact.confidential else each.contact),
            rename,
        )
        for each in document.front_matter.submitted_by
        if not each.confidential
    )
    made = _changed(document, organizations, work.change)
    texts = {name: _each_text(getattr(made.front_matter, name), rename) for name in _TEXT_KEYS}
    made = replace(made, front_matter=replace(made.front_matter, **texts, version="public"))
    shown = {node.source for node, _ in _deep(_texts(made)) if isinstance(node, m.Image)}
    shown |= {each.logo for each in made.front_matter.submitted_by}
    images = {source: image for source, image in document.images.items() if source in shown}
    if PICTURE in shown:
        images[PICTURE] = m.ImageFile(_GREY, "image/png", 1, 1, 96)
    return replace(made, images=MappingProxyType(images))


def divided(document: m.Document, renamed: m.Document, rename: Rename) -> Iterator[m.Node]:
    """Yield the texts in which a name is divided by markup, so that not all of it was renamed."""
    for (one, _), (other, _) in zip(_deep(_texts(document)), _deep(_texts(renamed)), strict=True):
        if not isinstance(one, _BLOCKS):
            continue
        if rename(plain_text(one.children)) != plain_text(cast(m.Paragraph, other).children):
            yield one


def _each_text(value: Any, rename: Rename) -> Any:
    return tuple(map(rename, value)) if isinstance(value, tuple) else rename(value)


def _renamed(organization: Organization, rename: Rename) -> Organization:
    contact = organization.contact
    if contact and contact.confidential:
        contact = None
    if contact:
        texts = {key: rename(text) for key, text in asdict(contact).items() if isinstance(text, str)}
        contact = replace(contact, **texts)
    names = {key: rename(getattr(organization, key)) for key in ("name", "status", "logo_alt")}
    return replace(organization, contact=contact, **names)


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
        if any(getattr(node, name, ()) and not getattr(found[-1], name, node) for name in _PARTS):
            found.pop()  # a list or paragraph of which nothing is left
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
    if isinstance(node, m.Figure) and node.caption and inner["caption"] is not node.caption:
        inner["image"] = replace(inner["image"], title=plain_text(inner["caption"].children))
    if isinstance(node, m.InlineNote):
        (inner["note"],) = _each((node.note,), change)
    same = all(_is_same(getattr(node, name), value) for name, value in inner.items())
    return node if same else replace(node, **inner)


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return one is other


class _Public:
    """What is in place of withheld nodes.

    `roots` are the outermost of them, by identity, with the words to print; `_hidden` are all within.
    """

    def __init__(self, document: m.Document, word: str, rename: Rename) -> None:
        self._word, self._rename = word, rename
        self._closed = document.front_matter.numbers == "closed"
        self._again = document.front_matter.repeated_notes == "again"
        self.roots = dict(_roots(document))
        walked = list(_deep(_texts(document)))
        self._hidden = {
            id(node) for node, around in walked if any(id(each) in self.roots for each in (*around, node))
        }
        marks = [node for node, _ in walked if isinstance(node, m.NoteMark)]
        shown = {node.label for node in marks if id(node) not in self._hidden}
        self._notes = {node.label for node in marks} - shown
        self._first = {id(node) for node in {node.label: node for node in reversed(marks)}.values()}

    def hides(self, node: m.Node, around: Sequence[m.Node]) -> bool:
        """Return whether a node is withheld, with what is around it."""
        notes = (each for each in (*around, node) if isinstance(each, m.Note))
        return id(node) in self._hidden or any(map(self.empties, notes))

    def empties(self, note: m.Note) -> bool:
        """Return whether the text of a note is withheld."""
        return bool(note.withheld) or note.label in self._notes

    def change(self, node: Any) -> tuple[Any, ...] | None:
        """Return what is in place of a node; None if the public may read it."""
        if isinstance(node, m.Note):
            if not self.empties(node):
                return None
            if self._closed and node.label in self._notes:
                return ()
            return (self._emptied(node, node.withheld.instead if node.withheld else ""),)
        if id(node) in self.roots:
            return self._instead(node, self.roots[id(node)])
        if isinstance(node, m.Comment) and id(node) in self._hidden:
            return ()
        if isinstance(node, m.Text | m.Code | m.CodeBlock | m.RawHtml):
            text = self._rename(node.text)
            return None if text == node.text else (replace(node, text=text),)
        if isinstance(node, m.Image):
            alt, title = self._rename(node.alt), self._rename(node.title)
            return None if (alt, title) == (node.alt, node.title) else (replace(node, alt=alt, title=title),)
        return None

    def _instead(self, node: Any, words: str) -> tuple[Any, ...]:
        if self._closed and isinstance(node, _COUNTED):
            return ()
        said = (m.Text(node.span, self._rename(words) or self._word), *self._marks(node))
        match node:
            case m.WithheldWords():
                return said
            case m.Heading() | m.Paragraph() | m.Cell():
                return (replace(node, children=said, withheld=None),)
            case m.NumberedParagraph() | m.SubParagraph():
                blocks = (m.Paragraph(node.span, said, part=_part_of(node)),)
                return (replace(node, blocks=blocks, withheld=None),)
            case m.Table():
                caption = node.caption and replace(node.caption, children=said)
                cell = m.Cell(node.span, (m.Text(node.span, self._word),) if caption else said)
                header = (m.Cell(node.span, ()),)
                return (replace(node, header=header, rows=((cell,),), caption=caption, withheld=None),)
            case m.Figure():
                image = m.Image(node.span, PICTURE, self._word.strip("[]"))
                caption = node.caption and replace(node.caption, children=said)
                return (replace(node, image=image, caption=caption, withheld=None),)
            case m.Comment():
                return ()
        return (m.Paragraph(node.span, said, part=getattr(node, "part", m.Part.BODY)),)

    def _marks(self, node: m.Node) -> Iterator[m.Inline]:
        """Yield the marks that later notes need to keep their numbers."""
        for each, _ in () if self._closed else walk((node,)):
            if isinstance(each, m.InlineNote):
                yield replace(each, note=self._emptied(each.note, ""))
            elif isinstance(each, m.NoteMark) and (self._again or id(each) in self._first):
                yield each

    def _emptied(self, note: m.Note, words: str) -> m.Note:
        text = m.Text(note.span, self._rename(words) or self._word)
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
    for node, _ in _deep(_texts(document)):
        if isinstance(node, m.Table):
            for row in (node.header, *node.rows):
                if said := next((cell.withheld for cell in row if cell.withheld), None):
                    yield from ((id(cell), said.instead) for cell in row)
        if not isinstance(node, m.Note | m.Cell) and (said := getattr(node, "withheld", None)):
            yield id(node), said.instead
