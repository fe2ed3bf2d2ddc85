"""Notes of Word: their marks in the text, and the parts that their texts stand in.

Word numbers notes by the order of their marks. Each note is called once; every further mark is a NOTEREF
field to the first, and so is every mark inside a note, since notes of Word cannot call notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from toolchain import model as m
from toolchain.resolve.tables import NumberedNote, Resolved
from toolchain.writers.docx.context import Frame
from toolchain.writers.docx.fields import field
from toolchain.writers.docx.runs import Look, add_text, new_run
from toolchain.writers.docx.story import WORD, Story
from toolchain.writers.docx.styles import StyleName, Styles, add_indent
from toolchain.writers.docx.xml import Element, add, root

SEPARATORS = (("separator", -1), ("continuationSeparator", 0))
"""The two notes that every file with notes has besides its own: type and id."""


class NoteNames(NamedTuple):
    """What one kind of note is called in a file: "endnote" or "footnote", and its styles."""

    element: str
    text: StyleName
    mark: StyleName


NAMES = {
    m.NoteKind.FOOTNOTE: NoteNames("footnote", StyleName.FOOTNOTE_TEXT, StyleName.FOOTNOTE_MARK),
    m.NoteKind.ENDNOTE: NoteNames("endnote", StyleName.ENDNOTE_TEXT, StyleName.ENDNOTE_MARK),
}
"""In the order of the schema."""


class NotesPart:
    """The part with the texts of one kind of notes; `notes` are they, in the order of their calls."""

    def __init__(self, kind: m.NoteKind, notes: Sequence[NumberedNote], styles: Styles) -> None:
        self.names = names = NAMES[kind]
        self.notes = tuple(notes)
        self.mark_style = styles.id(names.mark)
        element = names.element
        self.story = Story(
            f"word/{element}s.xml", f"{WORD}{element}s+xml", root(f"{element}s", "r", "wp", "a", "pic")
        )
        for name, identity in SEPARATORS:
            paragraph = add(add(self.story.root, element, type=name, id=identity), "p")
            properties = add(paragraph, "pPr")
            add(properties, "spacing", after=0, line=240, lineRule="auto")
            add_indent(properties, styles.indent(styles.id(names.text))._replace(first=0))
            if kind is m.NoteKind.FOOTNOTE:  # what parts endnotes from the text is their heading
                add(add(paragraph, "r"), name)

    def new(self, identity: int) -> Element:
        """Add the element for a note's text."""
        return add(self.story.root, self.names.element, id=identity)


class Notes:
    """The notes of one document: a part for all that have numbers, which may be empty.

    The title's note, with its asterisk, stands at the foot of the first page, beside endnotes too.
    """

    def __init__(self, resolved: Resolved, styles: Styles) -> None:
        kind, title = resolved.settings.notes, resolved.title_note
        notes = {kind: list(resolved.notes)}
        if title:
            notes.setdefault(m.NoteKind.FOOTNOTE, []).insert(0, title)
        self.title_note = title
        self._looks: dict[str, Look] = {}
        self.parts = tuple(NotesPart(each, notes[each], styles) for each in NAMES if each in notes)
        self._places = {
            note: (part, identity) for part in self.parts for identity, note in enumerate(part.notes, 1)
        }

    def add_call(self, parent: Element, note: NumberedNote, frame: Frame) -> None:
        """Add the one mark by which Word knows the note, in a bookmark."""
        job = frame.job
        part, number = self._places[note]
        identity = job.bookmarks.start(parent, job.bookmarks.name(note))
        run = new_run(parent, self.look(note, frame), job.look.rtl)
        own_mark = {"customMarkFollows": 1} if note is self.title_note else {}
        add(run, f"{part.names.element}Reference", **own_mark, id=number)
        if own_mark:
            add(run, "t", note.label)
        job.bookmarks.end(parent, identity)

    def add_number(self, parent: Element, note: NumberedNote, frame: Frame) -> None:
        """Add the number that stands before a note's own text."""
        run = new_run(parent, self.look(note, frame), frame.job.look.rtl)
        if note is self.title_note:
            add(run, "t", note.label)
        else:
            add(run, f"{self._places[note][0].names.element}Ref")

    def look(self, note: NumberedNote, frame: Frame) -> Look:
        """The look of a note's marks."""
        style = self._places[note][0].mark_style
        if style not in self._looks:
            self._looks[style] = frame.job.look._replace(style=style)
        return self._looks[style]


def add_mark(node: m.NoteMark | m.InlineNote, parent: Element, frame: Frame, look: Look) -> None:
    """Add what is printed at a mark; where its note has no text, say so."""
    job = frame.job
    mark = job.resolved.marks.get(node)
    if mark is None:
        label = node.label if isinstance(node, m.NoteMark) else ""
        add_text(parent, f"[{job.resolved.words.terms['note_missing'].replace('{label}', label)}]", look)
        return
    raised = job.notes.look(mark.note, frame)
    add_text(parent, mark.separator, raised)
    if mark.ordinal == 1 and not mark.note.nested and not frame.note:
        job.notes.add_call(parent, mark.note, frame)
    else:
        name = job.bookmarks.name(mark.note)
        runs = field(parent, rf"NOTEREF {name} \f \h", mark.note.label, raised)
        job.bookmarks.use(name, runs)
