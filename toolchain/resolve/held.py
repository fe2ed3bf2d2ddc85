"""What a source withholds from the public: passages, pictures, notes, and sources cited only there."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from toolchain import model as m
from toolchain.model.diagnostics import Place, SourceSpan
from toolchain.model.front_matter import Organization
from toolchain.model.line_ends import lines_of
from toolchain.model.records import Record, asdict, replace
from toolchain.model.walk import blocks_in, deep, plain_text, walk
from toolchain.resolve.labels import Words, words_for
from toolchain.text.withheld import Passage, ends_sentence

BLOCKS = (m.Heading, m.Paragraph, m.Caption, m.Cell)
"""The nodes whose children are a text."""
_SAYING = (m.Code, m.CodeBlock, m.RawHtml, m.Image, m.NoteMark, m.InlineNote, m.CitedSource, m.CrossReference)
"""What says something without a text."""
WORD = "confidential"
"""What a source that withholds something has in its text."""


class Held(Record):
    """What a source withholds: its passages, their places, its pictures, and sources cited only there, with
    the line that first cites each.

    `instead` are the words that the author prints in place of them, with their places. `organizations` are
    the names of those that are withheld, with their lines.
    """

    passages: tuple[Passage, ...] = ()
    spans: tuple[SourceSpan, ...] = ()
    pictures: tuple[bytes, ...] = ()
    keys: Mapping[str, int] = MappingProxyType({})
    instead: tuple[tuple[Place, str], ...] = ()
    organizations: tuple[tuple[str, int], ...] = ()


class Hidden:
    """What is withheld of a source.

    `roots` are the outermost withheld nodes, by identity, with the words to print; `begins` is how each line
    below a table or figure begins ("Source: "), `gone` which of them belong to withheld ones; `notes` are the
    labels of notes all of whose marks are withheld, `first` the first mark of each note, `walked` all nodes.
    """

    def __init__(self, document: m.Document) -> None:
        roots = dict(_roots(document))
        self.begins, self.gone = _below(document, roots)
        self.roots = {**dict.fromkeys(self.gone, ""), **roots}
        self.walked = list(deep(top_texts(document)))
        self._nodes = {
            id(node)
            for node, around in self.walked
            if any(id(each) in self.roots for each in (*around, node))
        }
        marks = [(node, around) for node, around in self.walked if isinstance(node, m.NoteMark)]
        self.first = {id(node) for node in {node.label: node for node, _ in reversed(marks)}.values()}
        self.notes: set[str] = set()
        while True:  # a note may be marked in withheld notes only
            shown = {node.label for node, around in marks if not self.has(node, around)}
            gone = {node.label for node, _ in marks} - shown
            if gone == self.notes:
                break
            self.notes = gone

    def has(self, node: m.Node, around: Sequence[m.Node]) -> bool:
        """Return whether a node is withheld, with what is around it."""
        notes = (each for each in (*around, node) if isinstance(each, m.Note))
        return id(node) in self._nodes or any(map(self.empties, notes))

    def empties(self, note: m.Note) -> bool:
        """Return whether the text of a note is withheld."""
        return bool(note.withheld) or note.label in self.notes


def withholds(document: m.Document) -> bool:
    """Return whether anything in a source is withheld from the public."""
    if any(map(_is_withheld, document.front_matter.submitted_by)):
        return True
    if document.text and WORD not in document.text:  # nearly always: a walk takes a twentieth of a round
        return False
    return any(getattr(node, "withheld", None) for node, _ in deep(top_texts(document)))


def held(document: m.Document) -> Held:
    """Return what a source withholds."""
    work = Hidden(document)
    walked = work.walked
    hidden = {id(node) for node, around in walked if work.has(node, around)}
    passages = [
        each
        for node, around in walked
        if id(node) in hidden or isinstance(node, m.WithheldWords)
        for each in _passages(node, around)
    ]
    there, here = ([node for node, _ in walked if (id(node) in hidden) is each] for each in (True, False))
    gone, shown = ({node.source for node in side if isinstance(node, m.Image)} for side in (there, here))
    cited, also = (
        {node.key: _line(node.span) for node in reversed(side) if isinstance(node, m.CitedSource)}
        for side in (there, here)
    )
    gone -= shown
    organizations: list[tuple[str, int]] = []
    for number, each in enumerate(document.front_matter.submitted_by):
        line = _line(document.front_matter.places.get(f"submitted-by.{number}"))
        if each.confidential:
            passages += _of_front(
                line, (each.name, each.status, each.logo_alt, PurePosixPath(each.logo).stem)
            )
            organizations.append((each.name, line))
            gone.add(each.logo)
        if each.contact and _is_withheld(each):
            passages += _of_front(line, map(str, asdict(each.contact).values()))
    images = [document.images[source].data for source in sorted(gone) if source in document.images]
    roots = (node.span for node, _ in walked if id(node) in work.roots)
    spans = (
        *roots,
        *_front_spans(document),
        *(node.span for node, _ in walked if isinstance(node, m.Note) and work.empties(node)),
    )
    return Held(
        tuple(each for each in passages if each.text.strip()),
        tuple(each for each in spans if isinstance(each, SourceSpan)),
        tuple(images),
        MappingProxyType({key: line for key, line in cited.items() if key not in also}),
        tuple((each.span, each.instead) for each in marks_of(document) if each.instead),
        tuple(organizations),
    )


def structure(document: m.Document) -> list[str]:
    """Return what a source withholds in order, as another language must withhold it too."""
    organizations = (each for each in document.front_matter.submitted_by if _is_withheld(each))
    nodes = deep(top_texts(document))
    return [
        *(type(each).__name__ for each in organizations),
        *(_named(node, around) for node, around in nodes if getattr(node, "withheld", None)),
    ]


def keeps(before: m.Document, after: m.Document) -> bool:
    """Return whether a source withholds the same as before."""
    one, other = (sorted(each.text for each in held(every).passages) for every in (before, after))
    kinds, others = ([said.split()[0] for said in structure(every)] for every in (before, after))
    return one == other and kinds == others  # a paragraph that is split may have another number


def marks_of(document: m.Document) -> Iterator[m.Withheld]:
    """Yield the marks that withhold something; one that is alone in a paragraph or a row does not."""
    for node, around in deep(top_texts(document)):
        if not (found := getattr(node, "withheld", None)):
            continue
        rows = (around[-1].header, *around[-1].rows) if around and isinstance(around[-1], m.Table) else ()
        row = next((row for row in rows if any(each is node for each in row)), (node,))
        if any(map(_says, (each for each, _ in deep(row)))):
            yield found


def _says(node: m.Node) -> bool:
    return isinstance(node, _SAYING) or (isinstance(node, m.Text) and bool(node.text.strip()))


def texts_of(document: m.Document) -> Iterator[m.Node]:
    """Yield all nodes of a source, also those in notes that are written in place."""
    return (node for node, _ in deep(top_texts(document)))


def _named(node: m.Node, around: Sequence[m.Node]) -> str:
    """Return what a node is, with the number or label of it or of what it is in, and its row."""
    inner: list[Any] = [node, *reversed(around)]
    numbered = (m.NumberedParagraph, m.SubParagraph)
    said = (each.typed.text if isinstance(each, numbered) else label_of(each) for each in inner)
    rows = around[-1].rows if around and isinstance(around[-1], m.Table) else ()
    row = next((f" {at}" for at, row in enumerate(rows, 1) if any(each is node for each in row)), "")
    return f"{type(node).__name__} {next(filter(None, said), '')}{row}"


def _passages(node: m.Node, around: Sequence[m.Node]) -> Iterator[Passage]:
    line = _line(node.span)
    match node:
        case m.Heading() | m.Paragraph() | m.Caption() | m.Cell():
            yield Passage(plain_text(node.children), line)
        case m.WithheldWords():
            beside = around[-1].children if around and isinstance(around[-1], BLOCKS) else ()
            at = beside.index(node) if beside else 0
            within = not beside or not ends_sentence(_before(beside, at))
            yield Passage(plain_text(node.children), line, within, marked=True)
        case m.Image():
            for text in (node.alt, node.title, PurePosixPath(node.source).stem):
                yield Passage(text, line, pictured=True)
        case m.Link():
            yield Passage(f"{node.url}\n{node.title}", line)
        case m.Code() | m.CodeBlock() | m.RawHtml() | m.Comment():
            yield Passage(node.text, line)
        case _:
            pass


def _before(beside: Sequence[m.Inline], at: int) -> str:
    """Return the last words in front of a place: not all of them, for there may be a thousand places."""
    found = ""
    while at and not any(map(str.isalnum, found)):
        at -= 1
        found = plain_text(beside[at : at + 1]) + found
    return found


def _of_front(line: int, texts: Iterable[str]) -> Iterator[Passage]:
    return (Passage(text, line, within=True) for text in texts if text not in ("True", "False"))


def _front_spans(document: m.Document) -> Iterator[SourceSpan]:
    """Yield the lines of withheld organizations and contacts: those that are indented like the first."""
    lines = lines_of(document.text)
    for number, each in enumerate(document.front_matter.submitted_by):
        key = f"submitted-by.{number}{'' if each.confidential else '.contact'}"
        if _is_withheld(each) and isinstance(place := document.front_matter.places.get(key), SourceSpan):
            indent, end = " " * (place.column - 1), place.line
            while end < len(lines) and lines[end].startswith(indent):
                end += 1
            yield replace(place, end_line=end)


def _line(span: Place | None) -> int:
    return span.line if isinstance(span, SourceSpan) else 1


def label_of(node: Any) -> str:
    """Return the label of a node, or ""."""
    label = getattr(node, "label", None)
    return label.name if isinstance(label, m.Label) else label or ""


def labels_within(document: m.Document) -> frozenset[str]:
    """Return the labels of what is withheld: an author says in them what it is."""
    work = Hidden(document)
    within = (node for node, around in work.walked if work.has(node, around))
    return frozenset(label_of(node) for node in within if not isinstance(node, m.NoteMark))


def _is_withheld(organization: Organization) -> bool:
    return organization.confidential or bool(organization.contact and organization.contact.confidential)


def top_texts(document: m.Document) -> Iterator[m.Node]:
    """Yield the texts of the cover, the blocks and the notes."""
    matter = document.front_matter
    yield from (*matter.title, *matter.subtitle, *matter.short_title)
    for each in matter.submitted_by:
        yield from each.description
    yield from (*document.blocks, *document.notes)


def lines_below(document: m.Document, words: Words) -> Mapping[m.Node, m.Paragraph]:
    """Return the line "Source: …" or "Note: …" below each table and figure, and below such a line."""
    below = dict[m.Node, m.Paragraph]()
    for around in (document.blocks, *(blocks_in(node) for node, _ in walk(document.blocks, into=blocks_in))):
        last: m.Node | None = None
        for one, two in pairwise(each for each in around if not isinstance(each, m.Comment)):
            if isinstance(two, m.Paragraph) and (isinstance(one, m.Table | m.Figure) or one is last):
                begins, colon, _ = plain_text(two.children).replace("：", ":").partition(":")
                if colon and begins.strip().casefold() in words.below:
                    below[one] = last = two
    return below


def _roots(document: m.Document) -> Iterator[tuple[int, str]]:
    """Yield the outermost withheld nodes: blocks of withheld sections, blocks, cells of rows, words."""
    section = 0
    for block in document.blocks:
        if isinstance(block, m.Heading) and (not section or block.level <= section):
            section = block.level if block.withheld else 0
        if section:
            within: m.Withheld | None = getattr(block, "withheld", None)
            yield id(block), within.instead if within else ""
    for node, _ in deep(top_texts(document)):
        if isinstance(node, m.Table):
            for row in (node.header, *node.rows):
                if said := next((cell.withheld for cell in row if cell.withheld), None):
                    yield from ((id(cell), said.instead) for cell in row)
        if not isinstance(node, m.Note | m.Cell) and (said := getattr(node, "withheld", None)):
            yield id(node), said.instead


def _below(document: m.Document, roots: Container[int]) -> tuple[dict[int, str], set[int]]:
    """Return how each line "Source: …" begins, and which belong to withheld blocks, by identity."""
    begins, gone = dict[int, str](), set[int]()
    for one, line in lines_below(document, words_for(document.front_matter.lang)).items():
        text = plain_text(line.children)
        words = text.replace("：", ":").partition(":")[2].lstrip()
        begins[id(line)] = text[: len(text) - len(words)]
        if id(one) in roots or id(one) in gone:
            gone.add(id(line))
    return begins, gone
