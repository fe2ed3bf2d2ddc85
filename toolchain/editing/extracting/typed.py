"""A printed note during conversion, from the typed text to its citations."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain import model as m
from toolchain.editing.extracting.notes import Found
from toolchain.model.diagnostics import Edit
from toolchain.model.records import Changing
from toolchain.model.walk import plain_text, walk
from toolchain.model.wording import fold, said
from toolchain.resolve.tables import NumberedNote
from toolchain.text.running import Running

Cite = tuple[str, str]
"""A key and a locator as typed, "" for none."""


class TypedNote(Changing, eq=False):
    """A note that is printed, whose typed references may become citations.

    text   its words, None if it is not a single paragraph or is already a citation
    found  the references in it
    why    why it stays as typed, "" while it may become a citation
    cites  the source of each reference; in a note that is already one citation, the source of that
    looks_cited  whether it seems to name a source
    differs  whether it stays because it would print something else
    """

    numbered: NumberedNote
    text: Running | None = None
    found: tuple[Found, ...] = ()
    why: str = ""
    cites: tuple[Cite, ...] = ()
    looks_cited: bool = True
    differs: bool = False

    @property
    def may_be_cited(self) -> bool:
        return bool(self.found) and not self.why

    def words(self, start: int, end: int) -> str:
        """Return a part of its text, with single spaces."""
        return fold(self.text.text[start:end]) if self.text else ""

    def read(self, found: tuple[Found, ...]) -> None:
        """Add the references in the text; their places in the source must be certain."""
        self.found = found
        if self.text and any(self.text.whole(each.start, each.end) is None for each in found):
            self.why = said("its mark-up, or an escape in it, is in the way")

    def edits(self) -> Iterator[Edit]:
        """Yield the edits that replace the references."""
        if not self.may_be_cited or self.text is None:
            return
        for start, end, cites in self._groups(self.text.text):
            said = "; ".join(f"@{key}, {locator}" if locator else f"@{key}" for key, locator in cites)
            if span := self.text.whole(start, end):
                yield Edit(span, f"[{said}]")

    def _groups(self, text: str) -> Iterator[tuple[int, int, list[Cite]]]:
        """Yield references separated only by semicolons as one citation: start, end, sources."""
        start = end = -1
        cites: list[Cite] = []
        for found, cite in zip(self.found, self.cites, strict=True):
            if cites and text[end : found.start].strip(" \u00a0") != ";":
                yield start, end, cites
                cites = []
            if not cites:
                start = found.start
            end = found.end
            cites = [*cites, cite]
        yield start, end, cites


def typed_cites(note: m.Note) -> tuple[Cite, ...]:
    """Return the sources that the citations of a note name, each with the text after it."""
    cites: list[Cite] = []
    for node, _ in walk(note.blocks):
        if isinstance(node, m.Citation):
            for at, child in enumerate(node.children):
                if isinstance(child, m.CitedSource):
                    behind = plain_text(node.children[at + 1 :])
                    cites.append((child.key, behind.partition(";")[0].strip(" ,")))
    return tuple(cites)
