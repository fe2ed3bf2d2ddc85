"""Captions with a typed number: "Table 1: Units", "Figure 2 – Cases by year"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from toolchain.formats.docx.captions import parted, sequence
from toolchain.formats.docx.story import Paragraph
from toolchain.formats.docx.tokens import Token
from toolchain.model.facts import Word
from toolchain.resolve.labels import Words, words_for
from toolchain.text.ideographs import in_any_form
from toolchain.word.importing.drafts import Draft
from toolchain.word.importing.entries import head
from toolchain.word.importing.losses import Losses

_SIGNS = ".:．：、–—-"
_BETWEEN = rf"(?:[ \u00a0]*\n|\s*[{_SIGNS}]\s*|\s+)"
_CHINESE = "[ \u00a0\u3000]+(?=[\u4e00-\u9fff][^。]*$)"
"""A space after a number, which is in no Chinese sentence."""


def typed_caption(words: Words) -> re.Pattern[str]:
    """Return the pattern of captions without a style: a number, then punctuation or no more."""
    heads = "|".join(_heads(kind, words) for kind in ("table", "figure"))
    return re.compile(rf"\s*(?:{heads})(?:[ \u00a0]*[\n{_SIGNS}]|{_CHINESE}|\s*$)(?!\w*[0-9])")


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
                number = re.sub(r"\D", "", found[0]) or 0
                if losses and not draft.in_annex and int(number) != counted[draft.kind]:
                    losses.add(caption, Word("a caption gets the next number"), found[0].strip(f" {_SIGNS}"))


def _heads(kind: str, words: Words) -> str:
    """Return the pattern of a number and its word, in the language of the document or in English.

    A caption may also have another word by which the text refers to it: "Gráfico 1", "Tabla 1", "Fig. 1".
    """
    forms = {words.captions[kind].text, words_for("en").captions[kind].text}
    forms |= {f"{each} %" for each in words.references[kind]}
    apart = (map(in_any_form, form.split("%")) for form in sorted(forms))
    return "|".join(
        rf"(?i:{before})(?:№\s?)?\(?[\dIVXLA-Z\u4e00-\u9fff]{{1,6}}\)?{after}" for before, after in apart
    )


def without_head(pieces: Sequence[Token], length: int) -> Sequence[Token]:
    """Return pieces without this number of characters at their start: a typed number."""
    if not length:
        return pieces
    out: list[Token] = []
    for piece in pieces:
        if length and piece.kind in ("text", "break"):
            text = piece.text if piece.kind == "text" else " "
            taken = min(length, len(text))
            length -= taken
            if taken < len(text):
                out.append(piece._replace(text=text[taken:]))
        else:
            out.append(piece)
    return out


def after_label(pieces: Sequence[Token], draft: Draft) -> Sequence[Token]:
    """Return the words of a caption or heading after "Table 1" or "Annex I"."""
    if draft.cut:
        return without_head(pieces, draft.cut)
    return parted(pieces, at_break=draft.kind == "heading")[1]
