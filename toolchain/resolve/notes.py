"""Number notes in reading order, and compute what each mark shows."""

from collections.abc import Mapping
from typing import cast

from toolchain import model as m
from toolchain.model.records import Changing, Record, Single, field
from toolchain.model.walk import Ancestors
from toolchain.resolve.labels import Words
from toolchain.resolve.numbering import fill
from toolchain.resolve.survey import Story, Survey
from toolchain.resolve.tables import (
    Mark,
    MarkNode,
    Number,
    Numbered,
    NumberedNote,
    Reference,
    Settings,
    shown_text,
)

TITLE_LABEL = "*"


class _Sighting(Record):
    """A mark of a note with a text, its place, and whether another such mark is right before it."""

    mark: MarkNode
    beside: bool
    around: Ancestors
    story: Story


class _Entry(Single):
    """A note that is being numbered, until all its marks are known."""

    value: int
    note: m.Note
    part: m.Part
    nested: bool
    sightings: list[_Sighting] = field(default_factory=list)


class NoteOrder(Single):
    """The printed notes in order, and the title's note separately.

    `first` has each text's note as first printed; `shown` what each mark shows, in reading order.
    """

    notes: tuple[NumberedNote, ...]
    title_note: NumberedNote | None
    first: Mapping[m.Note, NumberedNote]
    shown: tuple[tuple[_Sighting, NumberedNote, int], ...]


def order_notes(survey: Survey, settings: Settings) -> NoteOrder:
    """Number the notes: first by their first marks in the text, then by marks in the notes' own texts.

    Texts of notes are read once each, in the order of their numbers, so that notes that mark each other do
    not loop. Notes that are marked only there are numbered after all others.
    """
    order = _Order(survey.definitions, repeat=settings.repeated_notes == "again")
    for story in survey.text:
        order.read(story, story.part)
    texts: set[m.Note] = set()
    for entry in order.entries:  # grows while it is read
        if entry.note not in texts:
            texts.add(entry.note)
            if survey.notes[entry.note].marks:
                order.read(survey.notes[entry.note], entry.part)
    return order.result()


class _Order(Changing):
    """The notes numbered so far."""

    notes: dict[str, m.Note]
    repeat: bool
    entries: list[_Entry] = field(default_factory=list)
    first: dict[m.Note, _Entry] = field(default_factory=dict)
    title: _Entry | None = None
    count: int = 0

    def read(self, story: Story, part: m.Part) -> None:
        """Count the marks of a story. A mark of a note without text shows nothing."""
        for mark, around, beside in story.marks:
            note = self._note(mark)
            if note is None:
                continue
            entry = self.first.get(note)
            if entry is None or self.repeat:
                entry = self._enter(note, story, part)
            is_beside = beside is not None and self._note(beside) is not None
            entry.sightings.append(_Sighting(mark, is_beside, around, story))

    def _note(self, mark: MarkNode) -> m.Note | None:
        return mark.note if isinstance(mark, m.InlineNote) else self.notes.get(mark.label)

    def _enter(self, note: m.Note, story: Story, part: m.Part) -> _Entry:
        """Return a new entry; the title's first note is not counted."""
        for_title = story.kind == "title" and self.title is None
        if not for_title:
            self.count += 1
        entry = _Entry(0 if for_title else self.count, note, part, nested=story.kind == "note")
        if for_title:
            self.title = entry
        self.entries.append(entry)
        self.first.setdefault(note, entry)
        return entry

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


def printed_marks(
    order: NoteOrder,
    numbers: Mapping[Numbered, Number],
    references: Mapping[m.CrossReference, Reference],
    words: Words,
) -> dict[MarkNode, Mark]:
    """Return what each mark shows."""
    return {
        sighting.mark: Mark(
            note,
            ordinal,
            words.mark_separator if sighting.beside else "",
            *_place(sighting, order, numbers, references, words),
        )
        for sighting, note, ordinal in order.shown
    }


def _place(
    sighting: _Sighting,
    order: NoteOrder,
    numbers: Mapping[Numbered, Number],
    references: Mapping[m.CrossReference, Reference],
    words: Words,
) -> tuple[str, Numbered | NumberedNote | None]:
    """Return the place of a mark: the innermost numbered node around it, or its section, or its part."""
    story = sighting.story
    if story.note is not None:
        holder = order.first[story.note]
        if holder is order.title_note:
            return words.terms["title_note"], holder
        return fill(words.citations["note"], number=holder.label), holder
    if story.kind == "title":
        return words.terms["place_title"], None
    for node in reversed(sighting.around):
        number = numbers.get(node)  # type: ignore[arg-type]
        if number is not None:
            return number.cited, cast("Numbered", node)
    if (section := story.section) is not None:
        if number := numbers.get(section):
            return number.cited, section
        heading = shown_text(section.children, references).strip()
        return fill(words.terms["place_section"], heading=heading), section
    return words.terms["place_cover" if story.kind == "cover" else "place_opening"], None
