"""Notes: the numbers, which follow from the order of their calls, and the parts with their texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from toolchain.formats.docx.numerals import numeral
from toolchain.formats.docx.xml import ID, PARAGRAPH, Element, W, integer, is_number, value
from toolchain.model import NoteKind
from toolchain.model.facts import Facts, Word
from toolchain.model.records import Changing
from toolchain.model.wording import said
from toolchain.rules.files_docx import IdNotNumber

if TYPE_CHECKING:
    from toolchain.formats.docx.story import Paragraph, Story

_DEFAULTS = {NoteKind.ENDNOTE: "lowerRoman", NoteKind.FOOTNOTE: "decimal"}
"""Number formats of notes if a file states none (ECMA-376-1, 17.11.17 and 17.11.18)."""

SEPARATORS = ("separator", "continuationSeparator")
ONE = {NoteKind.ENDNOTE: Word("endnote"), NoteKind.FOOTNOTE: Word("footnote")}
SEVERAL = {NoteKind.ENDNOTE: Word("endnotes"), NoteKind.FOOTNOTE: Word("footnotes")}
"""The words for notes in messages."""


class Call(Changing, eq=False):
    """A call of a note. `label` is its mark, computed or the author's own (`custom`).

    `story` is the text of the note; None before it is read, and if it is missing.
    """

    kind: NoteKind
    identity: str
    paragraph: Paragraph
    section: int
    custom: bool
    label: str
    story: Story | None = None

    @property
    def name(self) -> str:
        """The note as places name it: "endnote 12"."""
        return said("{kind} {number}", kind=said(ONE[self.kind]), number=self.label)

    @property
    def place(self) -> str:
        """The place of its text: "endnote 12, in paragraph 16"."""
        return said("{note}, in {place}", note=self.name, place=self.paragraph.place)


class NotesPart:
    """The part with the texts of one kind of notes, which are in their order, by their ids."""

    def __init__(self, kind: NoteKind, root: Element | None) -> None:
        self.kind = kind
        self.root = root
        self.special: list[tuple[str, str]] = []
        self.twice: list[str] = []
        self.wrong: list[Facts] = []
        self.texts: dict[str, Element] = {}
        for note in () if root is None else root.iterchildren(W + kind.value):
            identity, special = note.get(ID, ""), note.get(W + "type", "normal")
            if not is_number(identity):
                self.wrong.append(IdNotNumber(SEVERAL[kind], identity))
            if special != "normal":
                self.special.append((special, identity))
                continue
            if identity in self.texts:
                self.twice.append(identity)
                continue
            self.texts[identity] = note

    def separators(self) -> Iterator[Element]:
        """Yield the paragraphs that Word prints above the notes."""
        for note in () if self.root is None else self.root.iterchildren(W + self.kind.value):
            if note.get(W + "type", "normal") != "normal":
                yield from note.iter(PARAGRAPH)


def number_calls(
    calls: Sequence[Call], settings: Element | None, sections: Sequence[Element | None], language: str
) -> set[str]:
    """Set the label of every call. Return what is not supported: number formats, "eachPage".

    `language` is the language of numbers in words.
    """
    strange: set[str] = set()
    for kind in NoteKind:
        count: int | None = None
        own = [call for call in calls if call.kind is kind and not call.custom]
        for section, together in groupby(own, lambda call: call.section):
            properties = sections[section] if section < len(sections) else None
            restart, start, style = _counting(kind, properties, settings)
            if restart == "eachPage":
                strange.add(restart)
            elif restart == "eachSect":
                count = None
            for call in together:
                count = start if count is None else count + 1
                sign = numeral(style, count, language)
                if sign is None:
                    strange.add(style)
                call.label = str(count) if sign is None else sign
    return strange


def _counting(kind: NoteKind, section: Element | None, settings: Element | None) -> tuple[str, int, str]:
    """Return where the notes of a section restart, their first number and their format."""
    places = [None if each is None else each.find(f"{W}{kind.value}Pr") for each in (section, settings)]

    def stated(name: str) -> str | None:
        return next((found for each in places if (found := value(each, name)) is not None), None)

    return (
        stated("numRestart") or "continuous",
        integer(stated("numStart"), 1),
        stated("numFmt") or _DEFAULTS[kind],
    )
