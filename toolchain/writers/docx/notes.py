"""Word notes: their marks in the text, and the parts with their texts.

Word numbers notes by the order of their marks. Each note has one mark of its own; every further mark is a
NOTEREF field that refers to it. So is every mark in a note, because Word notes cannot contain note marks.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolchain import model as m
from toolchain.resolve.tables import NumberedNote, Resolved
from toolchain.writers.docx.bookmarks import Bookmarks
from toolchain.writers.docx.markup import Block, Look, Paragraph, Pieces, element, escaped, opening, run
from toolchain.writers.docx.story import WORD, Story, TextPart
from toolchain.writers.docx.style_names import StyleName
from toolchain.writers.docx.styles import Styles

SEPARATORS = (("separator", -1), ("continuationSeparator", 0))
"""Type and id of the two notes that every file with notes needs in addition to its own."""

_IN_ORDER = (m.NoteKind.FOOTNOTE, m.NoteKind.ENDNOTE)  # of the schema


_TABS, _ROOM = element("tabs", element("tab", val="right", pos=2155)), element("spacing", after=80)
_RULE = (_TABS, _ROOM, element("ind", left=680, firstLine=0))
"""The rule above footnotes, an underlined tab, where documents of the United Nations have it (2.6 cm)."""


class NotesPart:
    """The part with the texts of one kind of notes, "endnote" or "footnote", in the order of their marks."""

    def __init__(
        self, kind: m.NoteKind, notes: Sequence[NumberedNote], styles: Styles, bookmarks: Bookmarks, rtl: bool
    ) -> None:
        self.kind, self.notes = kind.value, tuple(notes)
        self.text_style = StyleName(f"{self.kind} text")
        self.mark_style = styles.id(f"{self.kind} reference")
        self.number = f"<w:{self.kind}Ref/>"
        kinds = f"{self.kind}s"
        self.part = TextPart(f"word/{kinds}.xml", f"{WORD}{kinds}+xml", kinds, bookmarks)
        self.story = Story(self.part)
        text = styles.id(self.text_style)
        for name, identity in SEPARATORS:
            paragraph = Paragraph(text, [element("pStyle", val=text)])
            if kind is m.NoteKind.FOOTNOTE:  # the heading separates endnotes from the text
                paragraph.properties += _RULE[:1] + ("<w:bidi/>",) * rtl + _RULE[1:]
                paragraph.content.append('<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:tab/></w:r>')
            self.part.add(opening(self.kind, type=name, id=identity)).append(paragraph)

    def new(self, identity: int) -> list[Block]:
        """Add the element for a note's text; return its content list."""
        return self.part.add(opening(self.kind, id=identity))


class Notes:
    """The notes of one document: a part for all that have numbers, which may be empty.

    The title's note, with its asterisk, is at the foot of the first page, even with endnotes.
    """

    def __init__(self, resolved: Resolved, styles: Styles, bookmarks: Bookmarks) -> None:
        kind, title = resolved.settings.notes, resolved.title_note
        notes = {kind: list(resolved.notes)}
        if title:
            notes.setdefault(m.NoteKind.FOOTNOTE, []).insert(0, title)
        self.title_note = title
        self._bookmarks = bookmarks
        given = styles, bookmarks, resolved.words.rtl
        self.parts = tuple(NotesPart(each, notes[each], *given) for each in _IN_ORDER if each in notes)
        self._places = {
            note: (part, identity) for part in self.parts for identity, note in enumerate(part.notes, 1)
        }

    def add_call(self, pieces: Pieces, note: NumberedNote, plain: Look) -> None:
        """Add the one mark that identifies the note in Word, in a bookmark; `plain` is the look of the
        text.
        """
        part, number = self._places[note]
        name = f"{part.kind}Reference"
        if note is self.title_note:
            mark = element(name, customMarkFollows=1, id=number) + element("t", escaped(note.label))
        else:
            mark = f'<w:{name} w:id="{number}"/>'
        identity = self._bookmarks.start(pieces, self._bookmarks.name(note))
        pieces.append(run(mark, self.look(note, plain), rtl=plain.rtl))
        self._bookmarks.end(pieces, identity)

    def add_number(self, pieces: Pieces, note: NumberedNote, plain: Look) -> None:
        """Add the number before a note's own text."""
        own = note is self.title_note
        number = element("t", escaped(note.label)) if own else self._places[note][0].number
        pieces.append(run(number, self.look(note, plain), rtl=plain.rtl))

    def look(self, note: NumberedNote, plain: Look) -> Look:
        """Return the look of a note's marks."""
        return plain._replace(style=self._places[note][0].mark_style)
