"""What is noted of a document while its text is read."""

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
    """What is wrong with a document, and where (None: the whole file)."""

    facts: Facts
    paragraph: Paragraph | None
    severity: Severity | None = None


@dataclass(slots=True)
class Found:
    """All that a document holds besides its paragraphs.

    texts     every text that is shown, in order; bookmarks and fields know theirs by number
    calls     every call of a note, in order
    fields    every field that points at something or counts, in order
    links     every link within the document: name of the bookmark, and where the link stands
    sections  the properties of each section, in order
    hidden    every text that is not shown, in order
    revisions every tracked change, in order
    comments  where each comment is, in order
    wrong     what Word would not open the file for
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
        """Note that something is not read for certain, once where it comes again and again."""
        trouble = Trouble(facts, paragraph)
        if not self.troubles or self.troubles[-1] != trouble:
            self.troubles.append(trouble)
