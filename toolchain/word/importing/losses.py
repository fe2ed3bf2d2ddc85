"""What a source cannot hold from a Word file, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolchain.formats.docx.story import Paragraph
from toolchain.model.places import FilePlace, Place
from toolchain.model.wording import fold, shorten

_SHOWN = 60


class Loss(NamedTuple):
    """Content that is not in the source as in the file: place, kind, and words."""

    span: Place
    what: str
    words: str = ""

    @property
    def said(self) -> str:
        """The loss as a message, with its first words."""
        words = fold(self.words)
        shown = shorten(words, _SHOWN)
        return f"{self.what}: “{shown}”" if shown else self.what


class Losses:
    """The losses of a file that is being imported."""

    def __init__(self, display: str) -> None:
        self._display = display
        self._found: list[Loss] = []
        self._once: set[str] = set()

    def add(self, at: Paragraph | Place | None, what: str, words: str = "") -> None:
        """Record a loss; None as place is the whole file."""
        span = at.span(self._display) if isinstance(at, Paragraph) else at or FilePlace(self._display)
        loss = Loss(span, what, words)
        if loss not in self._found[-1:]:
            self._found.append(loss)

    def once(self, at: Paragraph | Place | None, what: str) -> None:
        """Record a loss that is reported once, at the first place."""
        if what not in self._once:
            self._once.add(what)
            self.add(at, what)

    def all(self) -> tuple[Loss, ...]:
        """Return all losses in the order of the text, those of the whole file first."""
        return tuple(sorted(self._found, key=lambda loss: loss.span.order))

    def __iter__(self) -> Iterator[Loss]:
        return iter(self._found)
