"""What a source cannot hold from a Word file, each with its place."""

from __future__ import annotations

from toolchain.formats.docx.story import Paragraph
from toolchain.model.diagnostics import FilePlace, Place
from toolchain.model.facts import Facts, Word
from toolchain.model.records import Changing, Record, field
from toolchain.model.wording import fold
from toolchain.rules.losses import Lost

STAYS = Word("a reference that may be to this document stays text")


class Loss(Record):
    """Content that is not in the source as in the file: place, kind, and words."""

    span: Place
    facts: Facts


class Losses(Changing):
    """The losses of a file that is being imported."""

    display: str
    _found: list[Loss] = field(default_factory=list)
    _once: set[Word | Facts] = field(default_factory=set)

    def add(self, at: Paragraph | Place | None, what: Word | Facts, words: str = "") -> None:
        """Record a loss; None as place is the whole file."""
        span = at.span(self.display) if isinstance(at, Paragraph) else at or FilePlace(self.display)
        loss = Loss(span, Lost(what, fold(words)))
        if loss not in self._found[-1:]:
            self._found.append(loss)

    def once(self, at: Paragraph | Place | None, what: Word | Facts) -> None:
        """Record a loss that is reported once, at the first place."""
        if what not in self._once:
            self._once.add(what)
            self.add(at, what)

    def all(self) -> tuple[Loss, ...]:
        """Return all losses in the order of the text, those of the whole file first."""
        return tuple(sorted(self._found, key=lambda loss: loss.span.order))
