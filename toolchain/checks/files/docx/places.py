"""Places of findings in a Word file, with the words at the place, so that they can be found in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolchain.model.diagnostics import Finding
from toolchain.model.places import Place
from toolchain.model.records import replace
from toolchain.model.wording import fold, shorten_to_words

if TYPE_CHECKING:
    from toolchain.formats.docx.opened import Opened

_SHOWN = 40
"""Maximum number of characters of a paragraph in a place: enough to search for."""

_ROUGH = ("the opening", "the text under ")


class Words:
    """The first words of each paragraph and note of a file, by the blocks of their places.

    If a file has been adopted, lines that only look like headings, and typed numbers, are places, too.
    """

    def __init__(self, opened: Opened) -> None:
        self._places = {each.column: each.place for each in opened.paragraphs()}
        self._texts = {each.column: each.text for each in opened.paragraphs()}
        for story in opened.stories_of_notes():
            first = next(story.paragraphs(), None)
            self._texts[story.column] = first.text if first else ""

    def added(self, finding: Finding) -> Finding:
        """Return the finding with the words at its places."""
        related = tuple(each._replace(span=self._shown(each.span)) for each in finding.related)
        return replace(finding, span=self._shown(finding.span), related=related)

    def _shown(self, span: Place) -> Place:
        if span.words.startswith(_ROUGH):
            span = span._replace(words=self._places.get(span.block, span.words))
        text = fold(self._texts.get(span.block, ""))
        if not text or not span.words or span.words.startswith("heading"):
            return span
        return span._replace(words=f"{span.words}, “{shorten_to_words(text, _SHOWN)}”")
