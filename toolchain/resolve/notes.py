"""Note numbers by reading order, and what is printed at each mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from toolchain import model as m
from toolchain.resolve import stories
from toolchain.resolve.labels import Words
from toolchain.resolve.numbering import fill
from toolchain.resolve.stories import Story
from toolchain.resolve.tables import Mark, MarkNode, Number, Numbered, NumberedNote, Settings
from toolchain.walk import Ancestors, plain_text, walk

TITLE_LABEL = "*"


class _Sighting(NamedTuple):
    """A mark that has a note's text, where it stands, and whether another such mark is right before it."""

    mark: MarkNode
    note: m.Note
    beside: bool
    story: Story
    around: Ancestors


@dataclass(slots=True, eq=False)
class _Entry:
    """A note being numbered, until all its marks are known."""

    value: int
    note: m.Note
    part: m.Part
    nested: bool
    sightings: list[_Sighting] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class NoteOrder:
    """The printed notes in order, the title's apart.

    `first` has the note as first printed of each text; `shown` what each mark shows, in reading order.
    """

    notes: tuple[NumberedNote, ...]
    title_note: NumberedNote | None
    first: Mapping[m.Note, NumberedNote]
    shown: tuple[tuple[_Sighting, NumberedNote, int], ...]

    @property
    def texts(self) -> tuple[m.Note, ...]:
        """The texts of the printed notes, each once."""
        return tuple(self.first)


def definitions(document: m.Document) -> dict[str, m.Note]:
    """The note that each label means: of two definitions the first."""
    found: dict[str, m.Note] = {}
    for note in document.notes:
        found.setdefault(note.label, note)
    return found


def order_notes(document: m.Document, settings: Settings) -> NoteOrder:
    """Number the notes: by their first marks in the text, then by those in the notes' own texts.

    Texts of notes are read in the order of their numbers, each once, so that notes which mark each
    other come to an end; what is marked there is numbered behind all others.
    """
    order = _Order(definitions(document), repeat=settings.repeated_notes == "again")
    order.read(stories.title(document))
    for story in (*stories.cover(document), *stories.body(document)):
        order.read(story)
    texts: set[m.Note] = set()
    for entry in order.entries:  # grows while it is read
        if entry.note not in texts:
            texts.add(entry.note)
            order.read(stories.note_text(entry.note, entry.part))
    return order.result()


class _Order:
    """The notes numbered so far."""

    def __init__(self, notes: dict[str, m.Note], repeat: bool) -> None:
        self.notes = notes
        self.repeat = repeat
        self.entries: list[_Entry] = []
        self.first: dict[m.Note, _Entry] = {}
        self.title: _Entry | None = None
        self.count = 0

    def read(self, story: Story) -> None:
        for sighting in self._sightings(story):
            entry = self.first.get(sighting.note)
            if entry is None or (self.repeat and entry.sightings):
                entry = self._enter(sighting)
            entry.sightings.append(sighting)

    def _enter(self, sighting: _Sighting) -> _Entry:
        """A new entry; the title's first note is not counted."""
        kind = sighting.story.kind
        for_title = kind == "title" and self.title is None
        if not for_title:
            self.count += 1
        value = 0 if for_title else self.count
        entry = _Entry(value, sighting.note, sighting.story.part, nested=kind == "note")
        if for_title:
            self.title = entry
        self.entries.append(entry)
        self.first.setdefault(sighting.note, entry)
        return entry

    def _sightings(self, story: Story) -> Iterator[_Sighting]:
        """The marks of a story. Marks are side by side when nothing that is printed parts them."""
        beside = False
        for node, around in walk(story.nodes):
            match node:
                case m.NoteMark() | m.InlineNote():
                    note = node.note if isinstance(node, m.InlineNote) else self.notes.get(node.label)
                    if note is not None:
                        yield _Sighting(node, note, beside, story, around)
                    beside = note is not None
                case m.Emphasis() | m.Strong() | m.Link() | m.CrossReference() | m.Comment():
                    pass
                case _:
                    beside = False

    def result(self) -> NoteOrder:
        printed = {entry: _numbered(entry) for entry in self.entries}
        return NoteOrder(
            notes=tuple(note for entry, note in printed.items() if entry is not self.title),
            title_note=printed[self.title] if self.title else None,
            first={note: printed[entry] for note, entry in self.first.items()},
            shown=tuple(
                (sighting, note, ordinal)
                for entry, note in printed.items()
                for ordinal, sighting in enumerate(entry.sightings, 1)
            ),
        )


def _numbered(entry: _Entry) -> NumberedNote:
    marks = tuple(sighting.mark for sighting in entry.sightings)
    label = str(entry.value) if entry.value else TITLE_LABEL
    return NumberedNote(entry.value, label, entry.note, marks, entry.part, entry.nested)


def printed_marks(order: NoteOrder, numbers: Mapping[Numbered, Number], words: Words) -> dict[MarkNode, Mark]:
    """What each mark shows."""
    return {
        sighting.mark: Mark(
            note,
            ordinal,
            words.mark_separator if sighting.beside else "",
            _place(sighting, order, numbers, words),
        )
        for sighting, note, ordinal in order.shown
    }


def _place(sighting: _Sighting, order: NoteOrder, numbers: Mapping[Numbered, Number], words: Words) -> str:
    """Where a mark stands: the innermost numbered thing around it, else its section, else its part."""
    story = sighting.story
    if story.note is not None:
        holder = order.first[story.note]
        if holder is order.title_note:
            return words.terms["title_note"]
        return fill(words.citations["note"], number=holder.label)
    if story.kind == "title":
        return words.terms["place_title"]
    for node in reversed(sighting.around):
        number = numbers.get(node)  # type: ignore[arg-type]
        if number is not None:
            return number.cited
    if story.section is not None:
        number = numbers.get(story.section)
        heading = plain_text(story.section.children).strip()
        return number.cited if number else fill(words.terms["place_section"], heading=heading)
    return words.terms["place_cover" if story.kind == "cover" else "place_opening"]
