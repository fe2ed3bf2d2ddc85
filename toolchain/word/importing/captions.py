"""Captions whose number is typed: "Table 1" at their head, in the document's language or in English."""

from __future__ import annotations

import re

from toolchain.formats.docx.captions import sequence
from toolchain.formats.docx.story import Paragraph
from toolchain.resolve.labels import Words, words_for
from toolchain.word.importing.drafts import Draft
from toolchain.word.importing.entries import head

_BETWEEN = r"(?:[ \u00a0]*\n|\s*[.:–—-]\s*|\s+)"


def cut_typed_numbers(root: Draft, words: Words) -> None:
    """Say of each caption without a counting field how many characters its number takes."""
    patterns = {kind: _pattern(kind, words) for kind in ("table", "figure")}
    pending = [root]
    while pending:
        draft = pending.pop()
        pending += draft.children
        caption = draft.caption.block if draft.caption else None
        if isinstance(caption, Paragraph) and not sequence(caption.pieces):
            found = patterns[draft.kind].match(head(caption))
            draft.cut = found.end() if found else 0


def _pattern(kind: str, words: Words) -> re.Pattern[str]:
    forms = sorted({words.captions[kind].text, words_for("en").captions[kind].text})
    heads = "|".join(re.escape(form).replace("%", r"[\dIVXLA-Z\u4e00-\u9fff]{1,6}") for form in forms)
    return re.compile(rf"\s*(?:{heads})(?:{_BETWEEN}|$)(?!\w*[0-9])")
