"""The two versions of a submission that withholds something: the whole, and what everybody may read.

What is withheld keeps its place: a paragraph its number, a note its number and its mark, a table its
number. A committee cites one number, whichever version it reads.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import count
from types import MappingProxyType
from typing import Any, cast

from toolchain import model as m
from toolchain.model.diagnostics import SourceSpan
from toolchain.model.front_matter import Organization
from toolchain.model.rebuilding import all_changed, rebuilt, within
from toolchain.model.records import asdict, replace
from toolchain.model.walk import deep, plain_text, walk
from toolchain.resolve.held import BLOCKS, Hidden, held, label_of, labels_within, texts_of, top_texts
from toolchain.resolve.labels import words_for
from toolchain.text.arabic import latin
from toolchain.text.labels import romanized, russian
from toolchain.text.letters import called
from toolchain.text.plain import plain, words_of

PICTURE = "withheld"
"""The source of the picture in place of a withheld one. A path cannot be the same: it has a suffix."""
_GREY = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDA"
    b"Tx\x9cc\xb8\x01\x00\x00\xda\x00\xd9\x10M\x04\x98\x00\x00\x00\x00IEND\xaeB`\x82"
)
Rename = Callable[[str], str]
_LITTLE = 2
_COUNTED = (m.NumberedParagraph, m.SubParagraph, m.Heading, m.Table, m.Figure, m.Note)
_TEXT_KEYS = (
    "recipient", "country", "session", "instrument", "reporting_cycle", "agenda_item", "keywords",
)  # fmt: skip


def whole(document: m.Document) -> m.Document:
    """Return a document with all its words, for the committee alone."""

    def opened(node: Any) -> tuple[Any, ...] | None:
        return all_changed(node.children, opened) if isinstance(node, m.WithheldWords) else None

    made = rebuilt(document, opened)
    return replace(made, front_matter=replace(made.front_matter, public=False, version="confidential"))


def public(document: m.Document, word: str, rename: Rename = str, names: Collection[str] = ()) -> m.Document:
    """Return a document without what it withholds. `word` is printed where the author gave no other words.

    `rename` puts pseudonyms in place of protected names. Outputs contain labels, so these get another name:
    labels of what is withheld, labels with a word of it or of a name, and series of numbers that only
    withheld headings use.
    """
    work = _Public(document, word, rename)
    organizations = (
        _renamed(each, rename) for each in document.front_matter.submitted_by if not each.confidential
    )
    made = rebuilt(document, work.change, organizations)
    texts = {name: _each_text(getattr(made.front_matter, name), rename) for name in _TEXT_KEYS}
    made = replace(made, front_matter=replace(made.front_matter, **texts, version="public"))
    shown = {node.source for node, _ in deep(top_texts(made)) if isinstance(node, m.Image)}
    shown |= {each.logo for each in made.front_matter.submitted_by}
    images = {source: image for source, image in document.images.items() if source in shown}
    if PICTURE in shown:
        images[PICTURE] = m.ImageFile(_GREY, "image/png", 1, 1, 96)
    made = replace(made, images=MappingProxyType(images))
    return relabelled(made, other_labels(document, names))


def other_labels(
    document: m.Document, names: Collection[str], texts: Iterable[str] | None = None
) -> dict[str, str]:
    """Return the labels that say something about what is withheld (other `texts`, if given) or name somebody,
    with those that the public version has.
    """
    if texts is None:
        texts = (each.text for each in held(document).passages)
    forms = (form for text in (*texts, *names) for form in (plain(text), romanized(text)))
    said = (word for form in forms for word in words_of(form))
    words = {word for word in said if len(word) > _LITTLE}
    in_latin = [*filter(None, (latin(word, _LITTLE) for word in words))]
    known = dict.fromkeys(label for node in texts_of(document) if (label := label_of(node)))
    patterns = [each for name in names for each in (called(name)[0], russian(name)) if each]
    read = (label for label in known for each in patterns if each.search(label.title()))
    within = {*labels_within(document), *read}
    telling = [
        label
        for label in known  # in the order of the text: that of the alphabet would say something
        if not label.isdigit()
        and (label in within or words & {*words_of(label)} or any(each.search(label) for each in in_latin))
    ]
    free = (name for name in map("x-{}".format, count(1)) if name not in known)
    return dict(zip(telling, free, strict=False))


def relabelled(made: m.Document, renamed: Mapping[str, str]) -> m.Document:
    """Return a public version in which labels say nothing about what is withheld."""
    if not renamed:
        return made

    def change(node: Any) -> tuple[Any, ...] | None:
        if isinstance(node, m.CrossReference):
            mark = "^" if node.target.startswith("^") else ""
            target = renamed.get(node.target.removeprefix("^"))
            return (within(replace(node, target=f"{mark}{target}"), change),) if target else None
        label = renamed.get(label_of(node), "")
        if not label:
            return None
        given = replace(node.label, name=label) if isinstance(node.label, m.Label) else label
        return (within(replace(node, label=given), change),)

    return rebuilt(made, change)


def unwrapped(document: m.Document, rename: Rename) -> m.Document:
    """Return a document in which no name is divided by the end of a line of the source."""

    def change(node: Any) -> tuple[Any, ...] | None:
        children = getattr(node, "children", ())
        joined = tuple(_joined(children, rename))
        return None if len(joined) == len(children) else (within(replace(node, children=joined), change),)

    return rebuilt(document, change)


def _joined(nodes: m.Inlines, rename: Rename) -> list[m.Inline]:
    made: list[m.Inline] = []
    for node in nodes:
        match made[-2:], node:
            case [m.Text() as before, m.Break(hard=False)], m.Text():
                whole = f"{before.text} {node.text}"
                if rename(whole) != f"{rename(before.text)} {rename(node.text)}":
                    one, other = before.span, node.span
                    if isinstance(one, SourceSpan) and isinstance(other, SourceSpan):
                        one = replace(one, end_line=other.end_line, end_column=other.end_column)
                    made[-2:] = [m.Text(one, whole)]
                    continue
            case _:
                pass
        made.append(node)
    return made


def divided(document: m.Document, renamed: m.Document, rename: Rename) -> Iterator[m.Node]:
    """Yield the texts in which a name is divided by markup, so that not all of it was renamed."""
    for (one, _), (other, _) in zip(deep(top_texts(document)), deep(top_texts(renamed)), strict=True):
        if not isinstance(one, BLOCKS):
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


_SAID = ("text", "alt", "title")


class _Public:
    """What is in place of withheld nodes."""

    def __init__(self, document: m.Document, word: str, rename: Rename) -> None:
        self._word, self._rename = word, rename
        self._closed = document.front_matter.numbers == "closed"
        self._again = document.front_matter.repeated_notes == "again"
        self._hidden = Hidden(document)
        headings = [node for node, _ in self._hidden.walked if isinstance(node, m.Heading) and node.series]
        shown = {each.series for each in headings if id(each) not in self._hidden.roots}
        known = shown | {*words_for(document.front_matter.lang).series}
        told = dict.fromkeys(each.series for each in headings if each.series not in known)
        self._series = {name: f"withheld-{number}" for number, name in enumerate(told, 1)}

    def change(self, node: Any) -> tuple[Any, ...] | None:
        """Return what is in place of a node; None if the public may read it."""
        if isinstance(node, m.Note):
            if not self._hidden.empties(node):
                return None
            if self._closed and node.label in self._hidden.notes:
                return ()
            return (self._emptied(node, node.withheld.instead if node.withheld else ""),)
        if isinstance(node, m.Comment):  # a Word file can show comments to co-authors
            return ()
        if id(node) in self._hidden.roots:
            return self._instead(node, self._hidden.roots[id(node)])
        changed = self._renamed(node)
        return None if changed is node else (within(changed, self.change),)

    def _renamed(self, node: Any) -> Any:
        """Return a node with pseudonyms in what it says itself."""
        known = {name: getattr(node, name) for name in _SAID if isinstance(getattr(node, name, None), str)}
        texts: dict[str, Any] = {name: self._rename(text) for name, text in known.items()}
        if about := getattr(node, "about", None):
            known["about"] = about
            values = tuple((key, self._rename(value)) for key, value in about.values)
            texts["about"] = replace(about, values=values)
        return node if texts == known else replace(node, **texts)

    def _instead(self, node: Any, words: str, *, inner: bool = False) -> tuple[Any, ...]:
        if self._closed and (isinstance(node, _COUNTED) or id(node) in self._hidden.gone):
            return ()
        instead = self._rename(words) or self._hidden.begins.get(id(node), "") + self._word
        said = (m.Text(node.span, instead), *(() if inner else self._marks(node)))
        part = getattr(node, "part", m.Part.BODY)
        match node:
            case m.WithheldWords():
                return said
            case m.Heading() | m.Paragraph() | m.Cell():
                made = replace(node, children=said, withheld=None)
                if isinstance(made, m.Heading):
                    made = replace(made, series=self._series.get(made.series, made.series))
                return (made,)
            case m.NumberedParagraph() | m.SubParagraph():
                blocks = (m.Paragraph(node.span, said, part=part), *self._numbered(node))
                return (replace(node, blocks=blocks, withheld=None, about=None),)
            case m.Table():
                caption = node.caption and replace(node.caption, children=said)
                cell = m.Cell(node.span, (m.Text(node.span, self._word),) if caption else said)
                return (replace(node, header=(cell,), rows=(), caption=caption, withheld=None),)
            case m.Figure():
                image = m.Image(node.span, PICTURE, self._word.strip("[]"))
                caption = node.caption and replace(node.caption, children=said)
                return (replace(node, image=image, caption=caption, withheld=None),)
        return (m.Paragraph(node.span, said, part=part), *self._numbered(node))

    def _numbered(self, node: m.Node) -> Iterator[m.Block]:
        """Yield the inner tables and figures that later ones need to keep their numbers."""
        for each, _ in walk((node,)):
            if isinstance(each, m.Table | m.Figure) and each.caption:
                yield from self._instead(each, "", inner=True)

    def _marks(self, node: m.Node) -> Iterator[m.Inline]:
        """Yield the marks that later notes need to keep their numbers."""
        for each, _ in () if self._closed else walk((node,)):
            if isinstance(each, m.InlineNote):
                yield replace(each, note=self._emptied(each.note, ""))
            elif isinstance(each, m.NoteMark) and (self._again or id(each) in self._hidden.first):
                yield each

    def _emptied(self, note: m.Note, words: str) -> m.Note:
        said = (m.Text(note.span, self._rename(words) or self._word), *self._marks(note))
        return replace(note, blocks=(m.Paragraph(note.span, said),), withheld=None)
