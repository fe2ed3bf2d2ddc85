"""The rules of the series N and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import ERROR, INFORMATION, WARNING, Facts, rule


@rule("N101", "note-undefined", "A note is marked but has no text", ERROR)
class NoteUndefined(Facts):
    """Found by `checks.source.notes.texts.note_undefined`. `text` is what was meant in `line` as its text."""

    says = "note [^{label}] has no text"
    help = (
        "did you mean [^{near}]?",
        "in line {line}, write “{text:60}”",
        "at the end of the file, add a line “[^{label}]: text of the note”",
    )
    label: str
    near: str | None = None
    line: int | None = None
    text: str | None = None


@rule("N102", "note-unused", "A note is written but nothing refers to it", ERROR)
class NoteUnused(Facts):
    """Found by `checks.source.notes.texts.note_unused`. `line` has a mark that looks like [^label]."""

    says = "no mark refers to note [^{label}]"
    help = (
        "correct the mark in line {line}, which is not understood: write [^{label}]",
        "write [^{label}] in the text where the note belongs, or delete the note",
    )
    label: str
    line: int | None = None


@rule("N103", "note-duplicate", "One label has two notes", ERROR)
class NoteDuplicate(Facts):
    """Found by `checks.source.notes.texts.note_duplicate`."""

    says = "note [^{label}] has a second text"
    help = "give one of the two notes another label, also at its mark in the text"
    label: str


class FirstText(Facts, says="the first text is here"):
    """The other place of `NoteDuplicate`."""


@rule("N104", "note-empty", "A note is empty", ERROR)
class NoteEmpty(Facts):
    """Found by `checks.source.notes.texts.note_empty`. An inline note, ^[text], has no label."""

    says = ("note [^{label}] is empty", "this note is empty")
    help = "write the text, or delete the note"
    says_in_file = "this note has no text"
    help_in_file = "write the text, or delete the mark of the note"
    label: str | None


@rule("N105", "note-number", "A numeric label is not the note's number", WARNING, fixable=True)
class NoteNumber(Facts):
    """Found by `checks.source.notes.order.note_number`."""

    says = "the label is {label}, but the note's number is {number}"
    help = "write [^{number}] at the mark and before the note, or use a word as the label"
    label: str
    number: str


class TextOfNote(Facts, says="the text of the note is here"):
    """Another place of `NoteNumber`."""


@rule("N106", "note-nested", "A note mark is only inside other notes, or notes refer to each other", WARNING)
class NoteNested(Facts):
    """Found by `checks.source.notes.order.note_nested`."""


class MarkedInNoteOnly(NoteNested):
    """An inline note, ^[text], has no label."""

    says = (
        "the mark of note [^{label}] is only inside another note",
        "the mark of this note is only inside another note",
    )
    help = "move the text of this note into the other note, and delete its mark"
    label: str | None


class NoteMarksItself(NoteNested, says="this note refers to itself", help="delete this mark"):
    """A note whose own text has its mark."""


class NotesInCircle(
    NoteNested, says="{count} notes refer to each other in a circle", help="delete this mark"
):
    """Several notes that refer to each other in a circle: the text of each has the mark of the next."""

    count: int


class NoteOfCircle(Facts, says="another of these notes"):
    """Another place of `NotesInCircle`."""


@rule("N107", "note-in-heading", "A note mark is in a heading, a title or a table header", WARNING)
class NoteInHeading(Facts):
    """Found by `checks.source.notes.marks.note_in_heading`."""


_ELSEWHERE = "move the note mark to the text, after the statement that the note supports"


class NoteInListedHeading(NoteInHeading):
    """With contents, a mark would be printed there as well."""

    says = "there is a note mark in a heading, which the table of contents repeats"
    help = _ELSEWHERE


class NoteInTableHeader(NoteInHeading, says="there is a note mark in a table header", help=_ELSEWHERE):
    """Headers are repeated on each page."""


class NoteInSubtitle(NoteInHeading, says="there is a note mark in the subtitle", help=_ELSEWHERE):
    """The title alone can have a note."""


class NoteInShortTitle(NoteInHeading, says="there is a note mark in the short title", help=_ELSEWHERE):
    """Running heads show the short title on each page."""


class TitleWithNotes(NoteInHeading):
    """The note of a title has an asterisk, not a number."""

    says = "the title has more than one note"
    help = "put all texts into one note: its mark is printed as an asterisk"


@rule("N108", "note-same-text", "Two notes have the same text", INFORMATION)
class NoteSameText(Facts):
    """Found by `checks.source.notes.texts.note_same_text`. `label` is that of the first note."""

    says = "note {number} has the same text as note {first}"
    help = (
        "use the mark [^{label}] again instead of this note",
        "give the first note a label ([^label] and [^label]: …), and write [^label] instead of this note",
    )
    says_in_file = "this note has the same text as another"
    help_in_file = (
        "delete this note, and refer to the other: References, Cross-reference, Endnote (or Footnote)"
    )
    number: str
    first: str
    label: str | None


class SameTextFirst(Facts, says="note {number} is here", says_in_file="the other note is here"):
    """The other place of `NoteSameText`."""

    number: str


@rule("N109", "note-typed", "A note's number is typed into the text", WARNING, fixable=True)
class NoteTyped(Facts):
    """Found by `checks.source.notes.ibid.note_typed`."""


class NoteNumberTyped(NoteTyped):
    """`typed` is the number as typed, "[12]" or the like."""

    says = "the number of a note, {typed}, is typed into the text"
    help = "write [^label] here, and the text of the note on a line of its own: [^label]: …"
    help_in_file = "delete the typed number and insert a note: References, Insert Endnote (or Footnote)"
    typed: str


class NoteListTyped(NoteTyped):
    """A typed list does not follow when notes move."""

    says = "a list of notes is typed under this heading"
    help = "for each, write [^label] in the text and a line “[^label]: …”; the list is printed automatically"
    help_in_file = "delete the typed numbers and insert notes: References, Insert Endnote (or Footnote)"


class NoteTextTyped(NoteTyped):
    """The text of a note below a page. `line` is the line to write."""

    says = "this is the text of note {number}, typed as a paragraph"
    help = "write [^{number}] in place of the {number} in the text, and here “{line:50}”"
    number: str
    line: str


class NoteReferenceTyped(NoteTyped):
    """`right` is the reference."""

    says = "{typed} seems to mean the note with this number, and stays when the number changes"
    help = "if it does, write “note {right}”"
    typed: str
    right: str


@rule("N110", "note-ibid", "“Ibid.” does not mean exactly one source", ERROR)
class NoteIbid(Facts):
    """Found by `checks.source.notes.ibid.note_ibid`."""

    word: str


class IbidInFirstNote(NoteIbid):
    """`word` is the word as typed, "Ibid." or the like."""

    says = "{word} is in the first note: there is no source before it"
    help = "name the source"


_AGAIN = "name the source again"


class IbidAfterNoSource(NoteIbid):
    """`previous` is the number of the note before."""

    says = "{word} has no source to refer to: note {previous} names no source"
    help = _AGAIN
    says_in_file = "{word} has no source to refer to: the note before it names no source"
    previous: str


class IbidAfterSeveral(NoteIbid):
    """`previous` is the number of the note before."""

    says = "{word} could mean several sources: note {previous} names more than one"
    help = _AGAIN
    says_in_file = "{word} could mean several sources: the note before it names more than one"
    previous: str


@rule(
    "N111",
    "note-mark-place",
    "A note mark is on the wrong side of punctuation or a space",
    WARNING,
    fixable=True,
)
class NoteMarkPlace(Facts):
    """Found by `checks.source.notes.marks.note_mark_place`."""


_MOVE = "move the note mark in Word; Word updates its number"


class MarkBetweenPunctuation(NoteMarkPlace):
    """Punctuation on both sides."""

    says = "the note mark is between “{before}” and “{after}”"
    help = "keep one of the two punctuation marks, before the note mark"
    before: str
    after: str


class MarkBeforePunctuation(NoteMarkPlace):
    """In languages that have marks after punctuation."""

    says = "the note mark is before “{after}”"
    help = "put the note mark after the punctuation"
    help_in_file = _MOVE
    after: str


class MarkAfterPunctuation(NoteMarkPlace):
    """In languages that have marks before punctuation."""

    says = "the note mark is after “{before}”"
    help = "put the note mark before the punctuation"
    help_in_file = _MOVE
    before: str


class SpaceBeforeMark(NoteMarkPlace):
    """The mark belongs directly after its word."""

    says = "there is a space before the note mark"
    help = "delete the space"


class NoSpaceAfterMark(NoteMarkPlace):
    """The next word follows the mark directly."""

    says = "there is no space after the note mark"
    help = "add a space after the note mark"


@rule("N112", "note-mark-separator", "A comma is typed between note marks", WARNING, fixable=True)
class NoteMarkSeparator(Facts):
    """Found by `checks.source.notes.marks.note_mark_separator`."""

    says = "“{typed}” is typed between two note marks"
    help = "delete “{typed}”: the separator is printed automatically"
    help_in_file = "delete “{typed}” between these note marks, or type it between all adjacent note marks"
    typed: str


@rule("N113", "note-closing-stop", "A note ends without a full stop, or has two", INFORMATION, fixable=True)
class NoteClosingStop(Facts):
    """Found by `checks.source.notes.texts.note_closing_stop`."""


class NoFullStop(NoteClosingStop, says="the note does not end with a full stop", help="add a full stop"):
    """A note is a sentence."""


class TwoPunctuationMarks(NoteClosingStop):
    """`found` is what is typed, `right` the mark to keep."""

    says = "two punctuation marks follow each other: {found}"
    help = "write {right}"
    found: str
    right: str
