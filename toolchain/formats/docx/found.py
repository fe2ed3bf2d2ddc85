"""Everything that is recorded while the text of a document is read: bookmarks, and what it does not show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from toolchain.formats.docx.fields import Field
from toolchain.formats.docx.notes import Call
from toolchain.formats.docx.story import Paragraph
from toolchain.formats.docx.xml import Element
from toolchain.model.diagnostics import Severity
from toolchain.model.facts import Facts
from toolchain.model.records import Changing, Record, field

RevisionKind = Literal["inserted", "deleted", "moved here", "moved away", "looks otherwise"]
Changed = Literal["text", "end", "row", "cell", "paragraph", "table", "section", "number"]


class Hidden(Record):
    """A hidden text, and the paragraph that it is in or before."""

    text: str
    paragraph: Paragraph


class Change(NamedTuple):
    """A tracked change, without its author and date.

    `what` was changed: a text, the end of a paragraph (which splits or joins), a row, a cell, or the
    properties of a paragraph, table, section or number.
    """

    kind: RevisionKind
    what: Changed


class Revision(NamedTuple):
    """A tracked change and the paragraph that it is in or before; None before all paragraphs."""

    change: Change
    paragraph: Paragraph | None


class Anchor(Changing):
    """A comment: the text that it is about begins in `paragraph`; `last` is the paragraph with its mark."""

    identity: str
    paragraph: Paragraph
    last: Paragraph | None = None


class Bookmark(Changing):
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


def first_call(bookmark: Bookmark, calls: list[Call]) -> Call | None:
    """Return the first call of a note in a bookmark, None if there is none."""
    start, end = bookmark.calls
    return calls[start] if start < (start if end is None else end) <= len(calls) else None


class Trouble(Record):
    """A finding in a document and its paragraph; None for the whole file."""

    facts: Facts
    paragraph: Paragraph | None
    severity: Severity | None = None


class Found(Changing):
    """All content of a document besides its paragraphs.

    texts     every visible text, in order; bookmarks and fields refer to texts by index
    calls     every call of a note, in order
    fields    every field that points to something or counts, in order
    links     every link within the document: name of the bookmark, and paragraph of the link
    sections  the properties of each section, in order
    hidden    every hidden text, in order
    revisions every tracked change, in order
    comments  the place of each comment, in order
    wrong     faults because of which Word would not open the file
    """

    texts: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    links: list[tuple[str, Paragraph]] = field(default_factory=list)
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    sections: list[Element | None] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    comments: list[Anchor] = field(default_factory=list)
    wrong: list[Facts] = field(default_factory=list)

    def unsure(self, paragraph: Paragraph, facts: Facts) -> None:
        """Record that something cannot be read for certain; the same fault in a row is recorded once."""
        trouble = Trouble(facts, paragraph)
        if not self.troubles or self.troubles[-1] != trouble:
            self.troubles.append(trouble)
