"""Where a note's definition begins, for messages and edits."""

from __future__ import annotations

from toolchain import model as m
from toolchain.model.diagnostics import Span
from toolchain.text.source import Source


def head(source: Source, note: m.Note) -> Span:
    """The place of `[^label]:`; of a note written in place, the first line of its text."""
    line = note.span.line
    text = f"[^{note.label}]:"
    start = source.line(line).find(text, note.span.column - 1) if note.label else -1
    if start < 0:
        return source.first_line(note.span)
    return note.span._replace(column=start + 1, end_line=line, end_column=start + 1 + len(text))


def label_in_head(source: Source, note: m.Note) -> Span:
    """The place of the label alone, in a definition."""
    span = head(source, note)
    return span._replace(column=span.column + 2, end_column=span.column + 2 + len(note.label))


def label_in_mark(mark: m.NoteMark) -> Span:
    """The place of the label alone, in a mark."""
    span = mark.span
    return span._replace(column=span.column + 2, end_column=span.column + 2 + len(mark.label))
