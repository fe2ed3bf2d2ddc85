"""Read the whole document once and record the places of all marks, references and labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from toolchain import model as m
from toolchain.model.records import Single, field
from toolchain.model.walk import Ancestors, blocks_in, walk
from toolchain.resolve.tables import MarkNode, Numbered

Leaves = tuple[m.Text | m.Break, ...]


class Seen(NamedTuple):
    """A mark, the nodes around it, and the mark right before it with nothing printed between."""

    mark: MarkNode
    around: Ancestors
    beside: MarkNode | None


class Met(NamedTuple):
    """A cross-reference, and the characters right before it: at most the last two leaves."""

    reference: m.CrossReference
    before: Leaves


class Story(Single):
    """A continuous piece of the document, and its marks and references, in reading order.

    `kind` is "cover" for everything on the cover except the title. `section` is the heading above a block of
    the body, `block` that block, `note` the note that contains the text. `runs` are the stretches of words
    without anything else between, not including those in cross-references.
    """

    kind: Literal["title", "cover", "body", "note"]
    part: m.Part
    section: m.Heading | None = None
    block: m.Block | None = None
    note: m.Note | None = None
    marks: list[Seen] = field(default_factory=list)
    references: list[Met] = field(default_factory=list)
    citations: list[tuple[m.Citation, Ancestors]] = field(default_factory=list)
    labelled: list[tuple[str, m.Target]] = field(default_factory=list)
    captioned: list[m.Table | m.Figure] = field(default_factory=list)
    runs: list[list[m.Text | m.Break]] = field(default_factory=list)


class Survey(Single):
    """The whole document as a `Story` for each of its continuous texts.

    `text` is read from the first page on: the title first (not in headers), then the cover, then the body.
    `notes` has the text of each note, printed or not: the definitions in source order, then the notes written
    in place. `definitions` has the note of each label; for a duplicate label, the first.
    """

    text: tuple[Story, ...]
    head: Story
    notes: dict[m.Note, Story]
    definitions: dict[str, m.Note]

    def everything(self) -> Iterator[Story]:
        """Yield all texts, printed or not: the body, the head and each note."""
        yield from self.text
        yield self.head
        yield from self.notes.values()


def survey(document: m.Document) -> Survey:
    """Read the document once."""
    front = document.front_matter
    text = [
        _read_text(front.title, Story("title", m.Part.COVER)),
        _read_text(front.subtitle, Story("cover", m.Part.COVER)),
    ]
    text += (_read(each.description, Story("cover", m.Part.COVER)) for each in front.submitted_by)
    section: m.Heading | None = None
    for block in document.blocks:
        if isinstance(block, m.Heading):
            section = block
        text.append(_read((block,), Story("body", block.part, section, block)))
    head = _read_text(front.short_title, Story("title", m.Part.COVER))
    definitions: dict[str, m.Note] = {}
    for note in document.notes:
        definitions.setdefault(note.label, note)
    return Survey(tuple(text), head, _read_notes(document, (*text, head)), definitions)


def _read_notes(document: m.Document, read: tuple[Story, ...]) -> dict[m.Note, Story]:
    texts = {note: _read_note(note) for note in document.notes}
    waiting = [*read, *texts.values()]
    for story in waiting:  # grows as notes are found in notes
        for mark, _, _ in story.marks:
            if isinstance(mark, m.InlineNote):
                texts[mark.note] = _read_note(mark.note)
                waiting.append(texts[mark.note])
    return texts


def _read_note(note: m.Note) -> Story:
    return _read(note.blocks, Story("note", m.Part.BODY, note=note))


def _read(blocks: m.Blocks, story: Story) -> Story:
    """Walk over the blocks and record marks, references and labels."""
    for node, around in walk(blocks, into=blocks_in):
        match node:
            case m.Paragraph() | m.Caption() | m.Cell():
                _Text(story).read(node.children, (*around, node))
            case m.Heading():
                _enter(node, story)
                _Text(story).read(node.children, (*around, node))
            case m.NumberedParagraph() | m.SubParagraph() | m.Table() | m.Figure():
                _enter(node, story)
    return story


def _read_text(inlines: m.Inlines, story: Story) -> Story:
    """Record marks and references in a text without a block around it."""
    _Text(story).read(inlines, ())
    return story


class _Text:
    """A text that is being read, and the last thing in it: a mark, words, a stretch of words."""

    __slots__ = ("before", "mark", "run", "story")

    def __init__(self, story: Story) -> None:
        self.story = story
        self._part()

    def _part(self, mark: MarkNode | None = None) -> None:
        """End the current stretch of words, at a mark or at anything else that is not a word."""
        self.mark = mark
        self.before: Leaves = ()
        self.run: list[m.Text | m.Break] = []

    def read(self, inlines: m.Inlines, around: Ancestors, *, linked: bool = False) -> None:
        """Record marks and references. `linked` means that the text is in a cross-reference."""
        for node in inlines:
            match node:
                case m.Text() | m.Break():
                    self._word(node, linked=linked)
                case m.NoteMark() | m.InlineNote():
                    self.story.marks.append(Seen(node, around, self.mark))
                    self._part(node)
                case m.CrossReference():
                    self.story.references.append(Met(node, self.before))
                    self.run = []
                    self.read(node.children, (*around, node), linked=True)
                case m.Emphasis() | m.Strong() | m.Foreign() | m.Link():
                    self.read(node.children, (*around, node), linked=linked)
                case m.Citation():
                    self.story.citations.append((node, around))
                    self._part()
                    self.read(node.children, (*around, node), linked=linked)
                case m.Comment():
                    pass
                case _:
                    self._part()

    def _word(self, node: m.Text | m.Break, *, linked: bool) -> None:
        self.before = (*self.before[-1:], node)
        self.mark = None
        if not linked:
            if not self.run:
                self.story.runs.append(self.run)
            self.run.append(node)


def _enter(node: Numbered, story: Story) -> None:
    if node.label is not None:
        story.labelled.append((node.label.name, node))
    if isinstance(node, m.Table | m.Figure) and node.caption is not None:
        story.captioned.append(node)
