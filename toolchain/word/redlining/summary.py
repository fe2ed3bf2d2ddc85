"""What a redline changes, paragraph by paragraph, with the old and the new numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from toolchain.formats.docx.opened import Opened
from toolchain.formats.docx.xml import PARAGRAPH
from toolchain.model.wording import fold
from toolchain.text.phrases import phrases
from toolchain.word.cleaning.places import Places
from toolchain.word.redlining.comparing import Comparison
from toolchain.word.redlining.pairing import Step
from toolchain.word.redlining.sides import Item, Side, Table, paragraphs_in
from toolchain.word.redlining.tokens import Paragraph, Token

END = "¶"
"""How the end of a paragraph is shown, where one comes or goes alone."""
What: TypeAlias = Literal["changed", "added", "removed", "moved", "follows"]


class Entry(NamedTuple):
    """A paragraph, note or row that differs: its places in both files, and words that go and come.

    One that "follows" from other changes leads to a place that moved, or has a short form such as "Ibid."
    where another source is now cited before it.
    """

    what: What
    old: str
    new: str
    gone: str = ""
    come: str = ""


class Numbered:
    """The place and the number of each paragraph of a side, counted before the redline is made of it."""

    def __init__(self, side: Side) -> None:
        names = side.files.main, *(part.name for part in side.parts.values())
        self._keys = {
            each: (name, at)
            for name in names
            for at, each in enumerate(side.files.tree(name).iter(PARAGRAPH))
        }
        self._places: Places | None = None

    def read(self, opened: Opened) -> Numbered:
        """Take the places and numbers from the file."""
        self._places = Places(opened)
        return self

    def place(self, item: Item | None) -> str:
        """Return the place of a paragraph, or of the first one of a table, "" for none."""
        found = next(paragraphs_in([item]), None) if item is not None else None
        return self._places.of(self._keys[found.element]) if found is not None and self._places else ""

    def label(self, item: Item | None) -> str:
        """Return the number of a paragraph, "" for none."""
        if not isinstance(item, Paragraph) or self._places is None:
            return ""
        return self._places.labels.get(self._keys[item.element], "")


def entries(compared: Comparison, old: Numbered, new: Numbered) -> list[Entry]:
    """Return what differs: first in the text, then in the notes."""
    teller = _Teller(compared, old, new)
    found = [each for steps in compared.text for step in steps for each in teller.step(step)]
    for _, _, steps in compared.all_notes():
        found += teller.note(steps)
    return found


class _Teller:
    def __init__(self, compared: Comparison, old: Numbered, new: Numbered) -> None:
        self._compared = compared
        self._old = old
        self._new = new

    def step(self, step: Step) -> Iterator[Entry]:
        if step.what == "both":
            if isinstance(step.old, Table) and isinstance(step.new, Table):
                yield from self._tables(step.old, step.new)
            elif isinstance(step.old, Paragraph) and isinstance(step.new, Paragraph):
                yield from self._pair(step.old, step.new, step.end)
        elif step.what == "del":
            yield Entry("removed", self._old.place(step.old), "", gone=_words(step.old))
        elif step.what == "ins":
            yield Entry("added", "", self._new.place(step.new), come=_words(step.new))
        elif step.what == "to":
            yield Entry("moved", self._old.place(step.old), self._new.place(step.new), come=_words(step.new))

    def note(self, steps: Sequence[Step]) -> list[Entry]:
        """Return the changes in a note; one that comes or goes is one change."""
        found = [each for step in steps for each in self.step(step)]
        if any(step.what == "both" for step in steps):
            return found
        gone = " ".join(each.gone for each in found)
        come = " ".join(each.come for each in found)
        return [found[0]._replace(gone=gone.strip(), come=come.strip())] if found else []

    def _tables(self, old: Table, new: Table) -> Iterator[Entry]:
        for one, other in self._compared.rows(old, new):
            if one is not None and other is not None:
                for a, b in zip(one.cells, other.cells, strict=True):
                    yield from (each for step in self._compared.cell(a, b) for each in self.step(step))
            elif one is not None:
                yield Entry("removed", self._old.place(one.cells[0].items[0]), "", gone=fold(one.words))
            elif other is not None:
                yield Entry("added", "", self._new.place(other.cells[0].items[0]), come=fold(other.words))

    def _pair(self, old: Paragraph, new: Paragraph, end: str) -> Iterator[Entry]:
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
        changed = any(each.kind != "space" for each in (*gone, *come, *looks))
        if not changed and not end and old.style == new.style:
            return
        led = (
            bool(gone)
            and not end
            and not looks
            and [_lead(each) for each in gone] == [_lead(each) for each in come]
        )
        in_note = new.part.name != self._compared.new.files.main
        short = in_note and any(_said(each).lower().startswith(_ibid()) for each in (gone, come))
        at = self._old.place(old), self._new.place(new)
        what: What = "follows" if led or short else "changed"
        went, came = (f" {END}" if end == each else "" for each in ("del", "ins"))
        yield Entry(what, *at, fold(_said(gone) + went), fold(_said(come or looks) + came))


@cache
def _ibid() -> tuple[str, ...]:
    """Return the short forms of a source that was cited just before, in all languages."""
    return phrases("und").ibid


def _words(item: Item | None) -> str:
    return "" if item is None else fold(item.words)


def _said(tokens: list[Token]) -> str:
    words = {"field": "[reference]", "note": "[note]", "picture": "[picture]"}
    return fold(
        "".join(words.get(each.kind, each.text or (" " if each.kind == "link" else "")) for each in tokens)
    )


def _lead(token: Token) -> tuple[str, tuple[str, ...], str]:
    return token.kind, token.what, token.name if token.kind != "note" else token.text
