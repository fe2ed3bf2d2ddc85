"""Places of findings in a Word file, with the words at the place, so that they can be found in Word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from toolchain.formats.docx.story import Paragraph
from toolchain.model.diagnostics import Finding, Place
from toolchain.model.records import replace
from toolchain.model.wording import fold, said, shorten_to_words

if TYPE_CHECKING:
    from toolchain.formats.docx.opened import Opened

_SHOWN = 40
"""Maximum number of characters of a paragraph in a place: enough to search for."""


class Words:
    """The first words of each paragraph and note of a file, by the blocks of their places.

    If a file has been adopted, lines that only look like headings, and typed numbers, are places, too:
    `before` are the places that the paragraphs had until then.
    """

    def __init__(self, opened: Opened, before: Mapping[int, str]) -> None:
        self._before = before
        self._places = {each.block: each.place for each in opened.paragraphs()}
        self._texts = {each.block: each.text for each in opened.paragraphs()}
        for each in opened.story.blocks:
            if isinstance(each, Paragraph) and each.is_heading:  # its place has its words
                del self._texts[each.block]
        for story in opened.stories_of_notes():
            first = next(story.paragraphs(), None)
            self._texts[story.block] = first.text if first else ""

    def added(self, finding: Finding) -> Finding:
        """Return the finding with the words at its places."""
        related = tuple(replace(each, span=self._shown(each.span)) for each in finding.related)
        return replace(finding, span=self._shown(finding.span), related=related)

    def _shown(self, span: Place) -> Place:
        if span.words and span.words == self._before.get(span.block):
            span = replace(span, words=self._places[span.block])
        text = fold(self._texts.get(span.block, ""))
        if not text or not span.words:
            return span
        words = said("{place}, “{words}”", place=span.words, words=shorten_to_words(text, _SHOWN))
        return replace(span, words=words)
