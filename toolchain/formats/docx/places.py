"""Says in words where in a file something stands: "paragraph 16 (b)", "table 1, row 3, cell 2"."""

from __future__ import annotations

from toolchain.formats.docx.story import Paragraph
from toolchain.model.wording import fold, shorten

_LONGEST = 60
_FRONT = {"title": "the title", "cover": "the cover", "contents": "the contents"}


class Places:
    """Follows the text, and names each paragraph by its number, or by what stands last before it."""

    def __init__(self) -> None:
        self._labels: list[str] = []
        self._heading = ""
        self._last = "the opening"
        self._given: set[str] = set()

    def of(self, paragraph: Paragraph) -> str:
        """The place of the next paragraph of the text."""
        item = paragraph.item
        if paragraph.style.role in _FRONT and not paragraph.is_heading:
            return _FRONT[paragraph.style.role]
        if paragraph.is_heading:
            return self._at_heading(paragraph.text)
        if item and paragraph.label and item.style != "bullet" and paragraph.style.role != "list":
            return self._at_number(paragraph.label, item.level)
        return self._last

    def _at_heading(self, text: str) -> str:
        words = fold(text[: _LONGEST * 2])
        self._heading = shorten(words, _LONGEST)
        self._last = f"the text under “{self._heading}”"
        return f"heading “{self._heading}”"

    def _at_number(self, label: str, level: int) -> str:
        """A number that was there before is named with its heading."""
        del self._labels[level:]
        self._labels += [""] * (level - len(self._labels)) + [label.strip().rstrip(".")[:_LONGEST]]
        place = "paragraph " + " ".join(filter(None, self._labels))
        if place in self._given and self._heading:
            place += f", under “{self._heading}”"
        self._given.add(place)
        self._last = place
        return place
