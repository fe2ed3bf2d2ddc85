"""Captions with a typed number: "Table 1: Units", "Figure 2 – Cases by year"."""

from __future__ import annotations

import re
from collections import Counter

from toolchain.formats.docx.captions import sequence
from toolchain.formats.docx.story import Paragraph
from toolchain.model.facts import Word
from toolchain.resolve.labels import Words, words_for
from toolchain.word.importing.drafts import Draft
from toolchain.word.importing.entries import head
from toolchain.word.importing.losses import Losses

_BETWEEN = r"(?:[ \u00a0]*\n|\s*[.:–—-]\s*|\s+)"


def typed_caption(words: Words) -> re.Pattern[str]:
    """Return the pattern of captions without a style: a number, then punctuation or no more."""
    heads = "|".join(_heads(kind, words) for kind in ("table", "figure"))
    return re.compile(rf"\s*(?:{heads})(?:[ \u00a0]*[\n.:–—-]|\s*$)(?!\w*[0-9])")


def cut_typed_numbers(root: Draft, words: Words, losses: Losses | None = None) -> None:
    """Record the length of the number of each caption without a counting field.

    Those that get another number are listed in `losses`.
    """
    patterns = {
        kind: re.compile(rf"\s*(?:{_heads(kind, words)})(?:{_BETWEEN}|$)(?!\w*[0-9])")
        for kind in ("table", "figure")
    }
    counted: Counter[str] = Counter()
    for draft in root.walk():
        caption = draft.caption.block if draft.caption else None
        if isinstance(caption, Paragraph):
            counted[draft.kind] += 1
            if not sequence(caption.pieces) and (found := patterns[draft.kind].match(head(caption))):
                draft.cut = found.end()
                if losses and not draft.in_annex and re.sub(r"\D", "", found[0]) != str(counted[draft.kind]):
                    losses.add(caption, Word("a caption gets the next number"), found[0].strip(" .:–—-"))


def _heads(kind: str, words: Words) -> str:
    """Return the pattern of a number and its word, in the language of the document or in English."""
    forms = sorted({words.captions[kind].text, words_for("en").captions[kind].text})
    return "|".join(re.escape(form).replace("%", r"[\dIVXLA-Z\u4e00-\u9fff]{1,6}") for form in forms)
