"""What a document holds beside what it shows: hidden text, tracked changes, the places of comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from toolchain.formats.docx.story import Paragraph

RevisionKind = Literal["inserted", "deleted", "moved here", "moved away", "looks otherwise"]
Changed = Literal["text", "end", "row", "cell", "paragraph", "table", "section", "number"]


class Hidden(NamedTuple):
    """A text that is not shown, and the paragraph that it stands in or before."""

    text: str
    paragraph: Paragraph


class Change(NamedTuple):
    """A tracked change, without who made it and when.

    `what` was changed: a text, the end of a paragraph (by which two become one, or one two), a row, a cell,
    or the properties of a paragraph, table, section or number. `text` is what stands in it, or stood.
    """

    kind: RevisionKind
    what: Changed
    text: str


class Revision(NamedTuple):
    """A tracked change and the paragraph that it stands in or before; None before all paragraphs."""

    change: Change
    paragraph: Paragraph | None


@dataclass(slots=True)
class Anchor:
    """What a comment is about: the texts of `Found.texts` from a start to an end, None until it ends.

    `paragraph` is the one that it begins in, `last` the one with its mark.
    """

    identity: str
    paragraph: Paragraph
    start: int
    end: int | None = None
    last: Paragraph | None = None
