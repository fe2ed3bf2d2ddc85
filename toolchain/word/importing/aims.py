"""Targets of references: the block of each bookmark, its label, and what a field shows of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from toolchain.formats.docx.fields import Field
from toolchain.formats.docx.found import Found
from toolchain.formats.docx.story import Paragraph, Story
from toolchain.model.records import Changing, field
from toolchain.text.labels import Labels
from toolchain.word.importing.captions import after_label
from toolchain.word.importing.drafts import Draft
from toolchain.word.importing.marks import Marks

_SHORT = 12  # characters of a number


class Aims(Changing):
    """Finds the block that a reference in a Word file points to, and gives that block a label."""

    found: Found
    marks: Marks
    _labels: Labels = field(default_factory=Labels)
    _owners: dict[Paragraph, Draft] = field(default_factory=dict)
    _ordinal: int = 0

    def own(self, root: Draft) -> None:
        """Record for each paragraph its block, or the nearest one, that can have a label."""
        heading: Draft | None = None
        for draft in root.walk():
            if draft.kind == "heading":
                cut = draft.entry.cut if draft.entry else 0
                if not draft.annex and not any(each.text[cut:].strip() for each in draft.paragraphs):
                    continue  # without words it is no heading of the source
                heading = draft
            owner = next((each for each in (draft, *draft.around()) if _can_have_label(each)), heading)
            if owner is None:
                continue
            entries = (each.block for each in (draft.entry, draft.caption) if each)
            for paragraph in Story(0, list(entries)).paragraphs():
                self._owners.setdefault(paragraph, owner)

    def keep_labels(self, root: Draft, others: Iterable[Draft]) -> None:
        """Give blocks the labels in the file."""
        for draft in (each for tree in (root, *others) for each in tree.walk() if _can_have_label(each)):
            for paragraph in draft.paragraphs:
                label = self.marks.labels.get(paragraph, "")
                if label and not draft.label and self._labels.take(label):
                    draft.label = label

    def has(self, name: str) -> bool:
        """Return whether there is such a bookmark."""
        return self.found.bookmarks.get(name) is not None

    def draft(self, name: str) -> Draft | None:
        bookmark = self.found.bookmarks.get(name)
        return self._owners.get(bookmark.paragraph) if bookmark else None

    def label(self, draft: Draft) -> str:
        if not draft.label:
            self._ordinal += 1
            text = ""
            for paragraph in draft.paragraphs:
                text = paragraph.text[draft.entry.cut if draft.entry else 0 :]
                if draft.caption is not None and paragraph is draft.caption.block:
                    pieces = after_label(paragraph.pieces, draft)
                    text = "".join(each.text for each in pieces if each.kind == "text")
            draft.label = self._labels.new(text, f"{draft.kind}-{self._ordinal}")
        return draft.label

    def shows(self, found: Field) -> Literal["number", "words", "text"]:
        """Return what a REF field shows."""
        instruction = found.instruction
        if any(map(instruction.has, "nrw")):
            return "number"
        draft = self.draft(instruction.target)
        stored = "".join(self.found.texts[found.start : min(found.end, found.start + 50)]).strip()
        has_digits = any(each.isdigit() for each in stored)
        if draft is None:
            return "text"
        if draft.kind in ("table", "figure") or draft.annex:
            short = len(stored) <= _SHORT or (len(stored) <= 2 * _SHORT and has_digits)
            return "number" if short else "words" if not has_digits else "text"
        return "text" if has_digits or not stored else "words"


def _can_have_label(draft: Draft) -> bool:
    if draft.kind in ("heading", "numbered", "sub"):
        return True
    return draft.kind in ("table", "figure") and draft.caption is not None
