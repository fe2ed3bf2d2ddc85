"""Bookmarks: where each is, which texts and notes it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolchain.formats.docx.notes import Call
    from toolchain.formats.docx.story import Paragraph


@dataclass(slots=True)
class Bookmark:
    """A bookmark: the texts and calls of the document from a start to an end, which is None until it ends."""

    name: str
    paragraph: Paragraph
    texts: tuple[int, int | None]
    calls: tuple[int, int | None]


class Bookmarks:
    """The bookmarks of a document; their names do not tell capitals from small letters."""

    def __init__(self) -> None:
        self._by_name: dict[str, Bookmark] = {}
        self._open: dict[str, Bookmark] = {}
        self.doubles: list[Bookmark] = []

    def start(self, identity: str, bookmark: Bookmark) -> None:
        """A bookmark begins. Of two that have one name the first counts."""
        first = self._by_name.setdefault(bookmark.name.lower(), bookmark)
        if first is not bookmark:
            self.doubles.append(bookmark)
        self._open[identity] = bookmark

    def stop(self, identity: str, texts: int, calls: int) -> None:
        """The bookmark of that id ends."""
        bookmark = self._open.pop(identity, None)
        if bookmark:
            bookmark.texts = (bookmark.texts[0], texts)
            bookmark.calls = (bookmark.calls[0], calls)

    def all(self) -> Iterable[Bookmark]:
        """All bookmarks, each name once, in the order in which they begin."""
        return self._by_name.values()

    def get(self, name: str) -> Bookmark | None:
        """The bookmark of that name."""
        return self._by_name.get(name.lower())


def only_call(bookmark: Bookmark, calls: list[Call]) -> Call | None:
    """The first call of a note that a bookmark holds; None where it holds none."""
    start, end = bookmark.calls
    return calls[start] if start < (start if end is None else end) <= len(calls) else None
