"""The notes of a Word file for a source: labels, marks, and notes written in place."""

from __future__ import annotations

from collections.abc import Callable

from toolchain import model as m
from toolchain.formats.docx.found import Found, first_call
from toolchain.formats.docx.notes import Call
from toolchain.formats.docx.story import Paragraph
from toolchain.model.diagnostics import Place
from toolchain.model.facts import Word
from toolchain.model.records import Changing, field
from toolchain.text.labels import NoteLabels
from toolchain.word.importing.losses import Losses
from toolchain.word.importing.marks import Marks

MakeNote = Callable[[Call], m.Blocks]


class _Known(Changing):
    """A mark: its number among all, and the label of its note; "" for a note written in place."""

    number: int
    call: Call
    label: str


class Notes(Changing):
    """Labels of all notes, and their texts once they are made."""

    found: Found
    marks: Marks
    losses: Losses
    again: bool = False
    make: MakeNote = lambda _: ()
    _texts: dict[int, m.Blocks] = field(default_factory=dict)
    _making: set[int] = field(default_factory=set)
    _known: dict[int, _Known] = field(default_factory=dict)

    def name(self) -> None:
        """Give every note its label: the one in the file, or one made from its words."""
        labels = NoteLabels()
        by_identity: dict[tuple[m.NoteKind, str], str] = {}
        by_text: dict[str, str] = {}
        referred = self._referred()
        taken = {number: label for number, label in self.marks.notes.items() if labels.take(label)}
        for number, call in enumerate(self.found.calls):
            if call.story is None:
                self.losses.add(call.paragraph, Word("the mark of a note without text"))
                continue
            key = (call.kind, call.identity)
            text = note_text(call)
            if key in by_identity:
                label = by_identity[key]
            elif number in taken:
                label = taken[number]
            elif number in self.marks.again and number not in referred and text in by_text:
                label, self.again = by_text[text], True
            elif self.marks.notes.get(number) == "" and number not in referred and _is_one_line(call):
                label = ""
            else:
                label = labels.new(text, f"note-{number + 1}")
            if label:
                by_identity[key] = label
                by_text.setdefault(text, label)
            self._known[id(call)] = _Known(number, call, label)

    def _referred(self) -> set[int]:
        """Return the marks whose numbers are referred to: "note 12"."""
        found: set[int] = set()
        for field_ in self.found.fields:
            instruction = field_.instruction
            bookmark = self.found.bookmarks.get(instruction.target)
            if instruction.kind == "NOTEREF" and not instruction.has("f") and bookmark is not None:
                found.add(bookmark.calls[0])
        return found

    def mark(self, call: Call, span: Place) -> m.Inline | None:
        """Return the node for a mark; None if only another note marks its note."""
        known = self._known.get(id(call))
        if known is None or (self.marks.inner is not None and known.number >= self.marks.inner):
            return None
        return self._marked(known, span)

    def mark_at(self, name: str, span: Place) -> m.Inline | None:
        """Return the node for a further mark, by the bookmark of the first, or None."""
        known = self._at(name)
        return self._marked(known, span) if known else None

    def label_at(self, name: str) -> str:
        """Return the label of the note if a bookmark contains only its mark, else ""."""
        known = self._at(name)
        return known.label if known else ""

    def _at(self, name: str) -> _Known | None:
        bookmark = self.found.bookmarks.get(name)
        if bookmark is None or bookmark.texts[0] != bookmark.texts[1]:
            return None
        call = first_call(bookmark, self.found.calls)
        return self._known.get(id(call)) if call else None

    def _marked(self, known: _Known, span: Place) -> m.Inline:
        if known.label:
            return m.NoteMark(span, known.label)
        return m.InlineNote(span, m.Note(span, "", self._text(known)))

    def _text(self, known: _Known) -> m.Blocks:
        """Return the text of a note, made when first needed; for a note within itself, nothing."""
        if known.number not in self._texts and known.number not in self._making:
            self._making.add(known.number)
            self._texts[known.number] = self.make(known.call)
        return self._texts.get(known.number, ())

    def all(self, span: Callable[[Call], Place]) -> tuple[m.Note, ...]:
        """Return all notes that have a label, in the order of their first marks."""
        first: dict[str, _Known] = {}
        for known in self._known.values():
            first.setdefault(known.label, known)
        firsts = (known for known in first.values() if known.label)
        return tuple(m.Note(span(known.call), known.label, self._text(known)) for known in firsts)


def note_text(call: Call) -> str:
    """Return the words of a note, without its mark."""
    blocks = call.story.blocks if call.story else []
    texts = [block.text.strip() for block in blocks if isinstance(block, Paragraph)]
    first = texts[0] if texts else ""
    if call.custom and first.startswith(call.label):
        texts[0] = first.removeprefix(call.label).strip()
    return "\n".join(texts)


def _is_one_line(call: Call) -> bool:
    blocks = call.story.blocks if call.story else []
    shown = [each for each in blocks if not (isinstance(each, Paragraph) and each.shows_nothing)]
    return len(shown) == 1 and isinstance(shown[0], Paragraph) and not shown[0].label
