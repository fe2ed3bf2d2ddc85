"""The rules of the series N and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import Facts, Severity, rule

ERROR, WARNING, INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION


@rule("N101", "note-undefined", "A note is marked but has no text", ERROR)
class NoteUndefined(
    Facts,
    says="note [^{label}] has no text",
    help=("did you mean [^{near}]?", "add a line [^{label}]: and its text"),
):
    """Found by `checks.source.notes.texts.note_undefined`. `near` is the nearest label, if one is near."""

    label: str
    near: str | None = None


@rule("N102", "note-unused", "A note is written but nothing refers to it", WARNING)
class NoteUnused(
    Facts,
    says="no mark refers to note [^{label}]",
    help="put [^{label}] where it belongs, or delete the note",
):
    """Found by `checks.source.notes.texts.note_unused`."""

    label: str


@rule("N103", "note-duplicate", "One label has two notes", ERROR)
class NoteDuplicate(
    Facts,
    says="note [^{label}] has a second text",
    help="give one of them another label, in its mark too",
):
    """Found by `checks.source.notes.texts.note_duplicate`."""

    label: str


class FirstText(Facts, says="the first text is here"):
    """The other place of `NoteDuplicate`."""


@rule("N104", "note-empty", "A note is empty", ERROR)
class NoteEmpty(
    Facts,
    says=("note [^{label}] is empty", "this note is empty"),
    help="write its text, or delete it",
    says_in_file="this note has no text",
    help_in_file="write its text, or delete its mark in the text",
):
    """Found by `checks.source.notes.texts.note_empty`. A note that is written in its mark has no label."""

    label: str | None


@rule("N105", "note-number", "A numeric label is not the note's number", WARNING, fixable=True)
class NoteNumber(Facts):
    """Found by `checks.source.notes.order.note_number`."""


@rule("N106", "note-nested", "A note is marked only inside other notes, or notes mark each other", WARNING)
class NoteNested(Facts):
    """Found by `checks.source.notes.order.note_nested`."""


@rule("N107", "note-in-heading", "A note is marked in a heading, a title or a table's header", WARNING)
class NoteInHeading(Facts):
    """Found by `checks.source.notes.marks.note_in_heading`."""


@rule("N108", "note-same-text", "Two notes have the same text", INFORMATION)
class NoteSameText(Facts):
    """Found by `checks.source.notes.same.note_same_text`."""


@rule("N109", "note-typed", "A note's number is typed into the text", WARNING)
class NoteTyped(Facts):
    """Found by `checks.source.notes.typed.note_typed`."""


@rule("N110", "note-ibid", "Ibid. does not mean one source", ERROR)
class NoteIbid(Facts):
    """Found by `checks.source.notes.ibid.note_ibid`."""


@rule(
    "N111",
    "note-mark-place",
    "A note mark stands on the wrong side of a stop or space",
    WARNING,
    fixable=True,
)
class NoteMarkPlace(Facts):
    """Found by `checks.source.notes.marks.note_mark_place`."""


@rule("N112", "note-mark-separator", "A comma is typed between note marks", WARNING, fixable=True)
class NoteMarkSeparator(Facts):
    """Found by `checks.source.notes.marks.note_mark_separator`."""


@rule("N113", "note-closing-stop", "A note ends without a full stop, or has two", INFORMATION, fixable=True)
class NoteClosingStop(Facts):
    """Found by `checks.source.notes.stops.note_closing_stop`."""
