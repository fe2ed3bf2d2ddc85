"""Everything that is recorded while the text of a document is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from toolchain.formats.docx.bookmarks import Bookmarks
from toolchain.formats.docx.fields import Field
from toolchain.formats.docx.notes import Call
from toolchain.formats.docx.records import Anchor, Hidden, Revision
from toolchain.formats.docx.story import Paragraph
from toolchain.formats.docx.xml import Element
from toolchain.model.diagnostics import Severity
from toolchain.model.facts import Facts


class Trouble(NamedTuple):
    """A finding in a document and its paragraph; None for the whole file."""

    facts: Facts
    paragraph: Paragraph | None
    severity: Severity | None = None


@dataclass(slots=True)
class Found:
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
