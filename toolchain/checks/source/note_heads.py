"""The start of a note's definition, for messages and edits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from toolchain import model as m
from toolchain.checks.survey import survey
from toolchain.model.expressions import expression
from toolchain.model.places import FilePlace, Place
from toolchain.model.records import replace
from toolchain.model.source_text import Source
from toolchain.resolve.tables import Resolved

_MEANT = expression(r"\[(?P<caret>\^)?(?P<label>[\w-]+)\](?:[ \t]*:|(?(caret)[ \t]|(?!)))[ \t]*(?=\S)")


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


def head(source: Source, note: m.Note) -> Place:
    """Return the place of `[^label]:`; for a note written in place, the first line of its text."""
    span = note.span
    if isinstance(span, FilePlace):
        return span
    text = f"[^{note.label}]:"
    start = source.line(span.line).find(text, span.column - 1) if note.label else -1
    if start < 0:
        return source.first_line(span)
    return replace(span, column=start + 1, end_line=span.line, end_column=start + 1 + len(text))


def label_in_head(source: Source, note: m.Note) -> Place:
    """Return the place of the label alone, in a definition."""
    return _label(head(source, note), note.label)


def label_in_mark(mark: m.NoteMark) -> Place:
    """Return the place of the label alone, in a mark."""
    return _label(mark.span, mark.label)


def _label(span: Place, label: str) -> Place:
    """Return the place of a label after the "[^" at the start of a place."""
    if isinstance(span, FilePlace):
        return span
    return replace(span, column=span.column + 2, end_column=span.column + 2 + len(label))
