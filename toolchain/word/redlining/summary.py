"""What a redline changes, paragraph by paragraph, with the old and the new numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from toolchain.formats.docx.xml import PARAGRAPH, Element
from toolchain.model.wording import fold
from toolchain.word.cleaning.places import Places
from toolchain.word.redlining.comparing import Comparison
from toolchain.word.redlining.pairing import Step
from toolchain.word.redlining.sides import Item, Note, Side, Table, paragraphs_in
from toolchain.word.redlining.tokens import Paragraph, Token

What: TypeAlias = Literal["changed", "added", "removed", "moved", "follows"]


class Entry(NamedTuple):
    """A paragraph, note or row that differs: its places in both files, and words that go and come.

    One that "follows" only leads to another name of a place that moved.
    """

    what: What
    old: str
    new: str
    gone: str = ""
    come: str = ""


class Numbers:
    """The number of each paragraph of a side among those of its part, before the redline is made of it."""

    def __init__(self, side: Side) -> None:
        roots = (
            side.files.tree(name) for name in (side.files.main, *(part.name for part in side.parts.values()))
        )
        self._of = {each: at for root in roots for at, each in enumerate(root.iter(PARAGRAPH))}

    def of(self, element: Element) -> int:
        """Return the number of a paragraph."""
        return self._of[element]


def entries(compared: Comparison, old: tuple[Numbers, Places], new: tuple[Numbers, Places]) -> list[Entry]:
    """Return what differs: first in the text, then in the notes."""
    told = _Teller(compared, old, new)
    found = [each for steps in compared.text for step in steps for each in told.step(step)]
    for identity, note in compared.new.notes.items():
        back = next((one for one, to in compared.mates.items() if to == identity), None)
        steps = compared.notes[back] if back else [Step("ins", None, item) for item in note.items]
        found += told.note(note, steps, compared.old.notes[back] if back else None)
    for identity, note in compared.old.notes.items():
        if identity not in compared.mates:
            found += told.note(None, [Step("del", item) for item in note.items], note)
    return found


class _Teller:
    def __init__(
        self, compared: Comparison, old: tuple[Numbers, Places], new: tuple[Numbers, Places]
    ) -> None:
        self._compared = compared
        self._old = old
        self._new = new

    def step(self, step: Step) -> Iterator[Entry]:
        if step.what == "both":
            if isinstance(step.old, Table) and isinstance(step.new, Table):
                yield from self._tables(step.old, step.new)
            elif isinstance(step.old, Paragraph) and isinstance(step.new, Paragraph):
                yield from self._pair(step.old, step.new)
        elif step.what == "del":
            yield Entry("removed", self._at(step.old, self._old), "", gone=_words(step.old))
        elif step.what == "ins":
            yield Entry("added", "", self._at(step.new, self._new), come=_words(step.new))
        elif step.what == "to":
            yield Entry(
                "moved", self._at(step.old, self._old), self._at(step.new, self._new), come=_words(step.new)
            )

    def note(self, new: Note | None, steps: list[Step], old: Note | None) -> Iterator[Entry]:
        found = [each for step in steps for each in self.step(step)]
        if old is not None and new is not None:
            yield from found
        elif old is not None:
            yield Entry("removed", self._at(old.items[0], self._old), "", gone=fold(old.words))
        elif new is not None:
            yield Entry("added", "", self._at(new.items[0], self._new), come=fold(new.words))

    def _tables(self, old: Table, new: Table) -> Iterator[Entry]:
        for one, other in self._compared.rows(old, new):
            if one is not None and other is not None:
                for a, b in zip(one.cells, other.cells, strict=True):
                    yield from (each for step in self._compared.cell(a, b) for each in self.step(step))
            elif one is not None:
                yield Entry("removed", self._at(one.cells[0].items[0], self._old), "", gone=fold(one.words))
            elif other is not None:
                yield Entry("added", "", self._at(other.cells[0].items[0], self._new), come=fold(other.words))

    def _pair(self, old: Paragraph, new: Paragraph) -> Iterator[Entry]:
        found = self._compared.common(old)
        if found is None:
            return
        gone = [each for piece in found if not piece.same for each in old.tokens[piece.start : piece.end]]
        come = [
            each
            for piece in found
            if not piece.same
            for each in new.tokens[piece.other_start : piece.other_end]
        ]
        kept = [
            (old.tokens[piece.start + at], new.tokens[piece.other_start + at])
            for piece in found
            if piece.same
            for at in range(piece.end - piece.start)
        ]
        looks = [two for one, two in kept if one.shown != two.shown and two.kind == "word"]
        if not gone and not come and not looks and old.style == new.style:
            return
        follows = not looks and [_lead(each) for each in gone] == [_lead(each) for each in come]
        at = self._at(old, self._old), self._at(new, self._new)
        yield Entry("follows" if follows and gone else "changed", *at, _said(gone), _said(come or looks))

    def _at(self, item: Item | None, side: tuple[Numbers, Places]) -> str:
        numbers, places = side
        paragraph = next(paragraphs_in([item]), None) if item is not None else None
        return "" if paragraph is None else places.of((paragraph.part.name, numbers.of(paragraph.element)))


def _words(item: Item | None) -> str:
    return "" if item is None else fold(item.words)


def _said(tokens: list[Token]) -> str:
    words = {"field": "[reference]", "note": "[note]", "picture": "[picture]"}
    return fold(
        "".join(words.get(each.kind, each.text or (" " if each.kind == "link" else "")) for each in tokens)
    )


def _lead(token: Token) -> tuple[str, tuple[str, ...], str]:
    return token.kind, token.what, token.name if token.kind != "note" else token.text
