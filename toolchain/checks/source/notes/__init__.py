"""The N series: notes, their marks and their texts."""

from toolchain.checks.source.notes.ibid import note_ibid
from toolchain.checks.source.notes.marks import note_in_heading, note_mark_place, note_mark_separator
from toolchain.checks.source.notes.order import note_nested, note_number
from toolchain.checks.source.notes.same import note_same_text
from toolchain.checks.source.notes.stops import note_closing_stop
from toolchain.checks.source.notes.texts import note_duplicate, note_empty, note_undefined, note_unused
from toolchain.checks.source.notes.typed import note_typed

api = 1

__all__ = [
    "note_closing_stop",
    "note_duplicate",
    "note_empty",
    "note_ibid",
    "note_in_heading",
    "note_mark_place",
    "note_mark_separator",
    "note_nested",
    "note_number",
    "note_same_text",
    "note_typed",
    "note_undefined",
    "note_unused",
]
