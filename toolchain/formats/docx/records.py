"""Records of what a document does not show: hidden text, tracked changes, places of comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from toolchain.formats.docx.story import Paragraph

RevisionKind = Literal["inserted", "deleted", "moved here", "moved away", "looks otherwise"]
Changed = Literal["text", "end", "row", "cell", "paragraph", "table", "section", "number"]


class Hidden(NamedTuple):
    """A hidden text, and the paragraph that it is in or before."""

    text: str
    paragraph: Paragraph


class Change(NamedTuple):
    """A tracked change, without its author and date.

    `what` was changed: a text, the end of a paragraph (which splits or joins), a row, a cell, or the
    properties of a paragraph, table, section or number. `text` is the text in it, before or after.
    """

    kind: RevisionKind
    what: Changed
    text: str


class Revision(NamedTuple):
    """A tracked change and the paragraph that it is in or before; None before all paragraphs."""

    change: Change
    paragraph: Paragraph | None


@dataclass(slots=True)
class Anchor:
    """The range of `Found.texts` that a comment is about. The end is None while it is open.

    It starts in `paragraph`; `last` is the paragraph with its mark.
    """

    identity: str
    paragraph: Paragraph
    start: int
    end: int | None = None
    last: Paragraph | None = None
