"""Bookmarks: the position of each, and the texts and notes in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolchain.formats.docx.notes import Call
    from toolchain.formats.docx.story import Paragraph


@dataclass(slots=True)
class Bookmark:
    """A bookmark: the range of the document's texts and calls. The end is None while it is open."""

    name: str
    paragraph: Paragraph
    texts: tuple[int, int | None]
    calls: tuple[int, int | None]


class Bookmarks:
    """The bookmarks of a document. Names are not case-sensitive."""

    def __init__(self) -> None:
        self._by_name: dict[str, Bookmark] = {}
        self._open: dict[str, Bookmark] = {}
        self.doubles: list[Bookmark] = []

    def start(self, identity: str, bookmark: Bookmark) -> None:
        """Start a bookmark. If two have the same name, the first one counts."""
        first = self._by_name.setdefault(bookmark.name.lower(), bookmark)
        if first is not bookmark:
            self.doubles.append(bookmark)
        self._open[identity] = bookmark

    def stop(self, identity: str, texts: int, calls: int) -> None:
        """End the bookmark with that id."""
        bookmark = self._open.pop(identity, None)
        if bookmark:
            bookmark.texts = (bookmark.texts[0], texts)
            bookmark.calls = (bookmark.calls[0], calls)

    def all(self) -> Iterable[Bookmark]:
        """Return all bookmarks, each name once, in the order of their starts."""
        return self._by_name.values()

    def get(self, name: str) -> Bookmark | None:
        """Return the bookmark with that name, None if there is none."""
        return self._by_name.get(name.lower())


def only_call(bookmark: Bookmark, calls: list[Call]) -> Call | None:
    """Return the first call of a note in a bookmark, None if there is none."""
    start, end = bookmark.calls
    return calls[start] if start < (start if end is None else end) <= len(calls) else None
