"""Notes of Word: their marks in the text, and the part that their texts stand in.

Word numbers notes by the order of their marks. Each note is called once; every further mark is a NOTEREF
field to the first, and so is every mark inside a note, since notes of Word cannot call notes.
"""

from __future__ import annotations

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
    m.NoteKind.ENDNOTE: NoteNames("endnote", StyleName.ENDNOTE_TEXT, StyleName.ENDNOTE_MARK),
    m.NoteKind.FOOTNOTE: NoteNames("footnote", StyleName.FOOTNOTE_TEXT, StyleName.FOOTNOTE_MARK),
}


class Notes:
    """The notes of one document."""

    def __init__(self, resolved: Resolved, styles: Styles) -> None:
        self.names = NAMES[resolved.settings.notes]
        self.title_note = resolved.title_note
        self.all = (*([resolved.title_note] if resolved.title_note else ()), *resolved.notes)
        self._ids = {note: identity for identity, note in enumerate(self.all, 1)}
        kind = self.names.element
        self.story = Story(f"word/{kind}s.xml", f"{WORD}{kind}s+xml", root(f"{kind}s", "r", "wp", "a", "pic"))
        for name, identity in SEPARATORS:
            paragraph = add(add(self.story.root, kind, type=name, id=identity), "p")
            properties = add(paragraph, "pPr")
            add(properties, "spacing", after=0, line=240, lineRule="auto")
            add_indent(properties, styles.indent(styles.id(self.names.text))._replace(first=0))
            if self.names.element == "footnote":  # what parts endnotes from the text is their heading
                add(add(paragraph, "r"), name)

    def new(self, note: NumberedNote) -> Element:
        """Add the element for a note's text."""
        return add(self.story.root, self.names.element, id=self._ids[note])

    def add_call(self, parent: Element, note: NumberedNote, frame: Frame) -> None:
        """Add the one mark by which Word knows the note, in a bookmark."""
        job = frame.job
        identity = job.bookmarks.start(parent, job.bookmarks.name(note))
        run = new_run(parent, self.look(frame), job.look.rtl)
        own_mark = {"customMarkFollows": 1} if note is self.title_note else {}
        add(run, f"{self.names.element}Reference", **own_mark, id=self._ids[note])
        if own_mark:
            add(run, "t", note.label)
        job.bookmarks.end(parent, identity)

    def add_number(self, parent: Element, note: NumberedNote, frame: Frame) -> None:
        """Add the number that stands before a note's own text."""
        run = new_run(parent, self.look(frame), frame.job.look.rtl)
        if note is self.title_note:
            add(run, "t", note.label)
        else:
            add(run, f"{self.names.element}Ref")

    def look(self, frame: Frame) -> Look:
        """The look of marks."""
        return frame.job.look._replace(style=frame.job.styles.id(self.names.mark))


def add_mark(node: m.NoteMark | m.InlineNote, parent: Element, frame: Frame, look: Look) -> None:
    """Add what is printed at a mark; where its note has no text, say so."""
    job = frame.job
    mark = job.resolved.marks.get(node)
    if mark is None:
        label = node.label if isinstance(node, m.NoteMark) else ""
        add_text(parent, f"[{job.resolved.words.terms['note_missing'].replace('{label}', label)}]", look)
        return
    raised = job.notes.look(frame)
    add_text(parent, mark.separator, raised)
    if mark.ordinal == 1 and not mark.note.nested and not frame.note:
        job.notes.add_call(parent, mark.note, frame)
    else:
        name = job.bookmarks.name(mark.note)
        runs = field(parent, rf"NOTEREF {name} \f \h", mark.note.label, raised)
        job.bookmarks.use(name, runs)
