"""The start of a note's definition, for messages and edits."""

from toolchain import model as m
from toolchain.model.places import FilePlace, Place
from toolchain.model.records import replace
from toolchain.model.source_text import Source


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
