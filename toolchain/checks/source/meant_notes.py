"""The texts of notes that are typed as paragraphs: "[act]: Penal Code, sect. 3.", or as a list."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from toolchain import model as m
from toolchain.checks.survey import survey
from toolchain.model.expressions import expression
from toolchain.model.walk import plain_text, without_comments
from toolchain.resolve.tables import Resolved
from toolchain.text.phrases import phrases

_MEANT = expression(r"\[(?P<caret>\^)?(?P<label>[\w-]+)\](?:[ \t]*:|(?(caret)[ \t]|(?!)))[ \t]*(?=\S)")

_ENTRY = expression(r"\s*(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]{1,3}|\d{1,3}[.)]?)\s")


@lru_cache(maxsize=1)
def meant_notes(resolved: Resolved) -> Mapping[str, tuple[m.Paragraph, str]]:
    """Return the paragraphs that were meant as texts of marked notes ("[act]: …"), each with its line."""
    source, defined = survey(resolved).source, {note.label for note in resolved.document.notes}
    marks = [mark for mark, _ in survey(resolved).each(m.NoteMark) if mark.label not in defined]
    meant: dict[str, tuple[m.Paragraph, str]] = {}
    for block in (each for each in resolved.document.blocks if marks and isinstance(each, m.Paragraph)):
        line = source.at(source.first_line(block.span))
        found, at = _MEANT.match(line), block.span.order
        if found and any(each.label == found["label"] and each.span.order != at for each in marks):
            meant.setdefault(found["label"], (block, f"[^{found['label']}]: {line[found.end() :]}"))
    return meant


@lru_cache(maxsize=1)
def lists_of_notes(resolved: Resolved) -> tuple[m.Heading, ...]:
    """Return the headings such as "Endnotes" over a numbered list."""
    names = {name.casefold() for name in phrases(resolved.words.lang).endnotes}
    return tuple(
        block
        for block, after in pairwise(without_comments(resolved.document.blocks))
        if isinstance(block, m.Heading)
        and plain_text(block.children).strip(" :").casefold() in names
        and _is_entry(after)
    )


def _is_entry(block: m.Block) -> bool:
    if isinstance(block, m.Paragraph):
        return _ENTRY.match(plain_text(block.children)) is not None
    return isinstance(block, m.OrderedList | m.NumberedParagraph)
