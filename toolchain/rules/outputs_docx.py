"""The rules of the series D about Word files and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import ERROR, Facts, Word, rule


@rule("D901", "docx-note-order", "The notes of a Word file do not match their marks", ERROR)
class DocxNoteOrder(Facts):
    """A mark and its note are linked by an id. If a mark has no note, a note has no mark, or two have the
    same id, Word says that the file is damaged or leaves out text. LibreOffice uses the order in the
    file: if notes are stored in another order than their marks, they change places there. Delete the mark
    in Word and insert the note again.
    """


_INSERT_AGAIN = "delete the mark in Word and insert the note again"


class OfNote(DocxNoteOrder):
    kind: Word
    identity: str


class NoteIdTwice(OfNote):
    says = "two {kind} have the id {identity}, and Word may leave out one of them"
    help = "look in Word for the note that is missing, and insert it again"


class NoteWithoutText(OfNote, help=_INSERT_AGAIN):
    says = "the {kind} of this mark is missing from the file (id {identity})"


class NoteMarkedTwice(OfNote, says="the {kind} with the id {identity} has a second mark"):
    help = "delete this mark, and insert a link to the {kind} in Word: References, Cross-reference"


_KEEP = "copy the text of the note, delete the mark in Word, and insert the note again"


class NoteHidesNumber(DocxNoteOrder, says="the text of {note} does not show its number", help=_KEEP):
    note: str


class NoteWithoutMark(OfNote, help="insert the {kind} again in Word, where its mark belongs"):
    says = (
        "the {kind} “{words:160}” has no mark in the text, so nobody can read it",
        "the {kind} with the id {identity} in the file has no mark in the text, so nobody can read it",
    )
    words: str


class NotesOutOfOrder(DocxNoteOrder):
    says = "from {note} on, the {kind} are not stored in the order of their marks"
    help = "save the file again in Word: LibreOffice shows these notes at the wrong marks"
    kind: Word
    note: str


_SAVE = "open the file in Word or LibreOffice and save it again"


class NoSeparator(DocxNoteOrder, help=_SAVE):
    says = "the file does not define the line above the {kind} ({separator})"
    kind: Word
    separator: str


class NotSeparator(OfNote, help=_SAVE):
    says = "the settings name the {kind} {identity} as the line above the notes, but it is not one"


@rule("D902", "docx-number-drift", "Word shows another number than the source has", ERROR)
class DocxNumberDrift(Facts):
    """Word calculates the numbers of paragraphs and headings itself, from the lists and styles of the
    file. The number that it will show here is not the number in the source: a paragraph was added or
    deleted in Word, or a list begins again or continues where it must not. Every citation of the number
    is then wrong. Make the change in the source, and make the file again.
    """


class WordShowsOther(DocxNumberDrift):
    """`number` is the one that follows from the order of the text."""

    says = "Word shows “{shown}” here, but this is {kind} {number}"
    help = "right-click the number: Continue Numbering"
    shown: str
    kind: Word
    number: str


@rule("D903", "docx-field-target", "A field or link in a Word file does not find its target", ERROR)
class DocxFieldTarget(Facts):
    """Cross-references in Word are fields that look for a bookmark. If the bookmark does not exist,
    exists twice or marks something else, Word prints "Error! Reference source not found" when the fields
    are updated, which happens at printing.
    """


class BookmarkTwice(DocxFieldTarget, says="two bookmarks have the name {bookmark}"):
    help = "delete one of the bookmarks: Insert, Bookmark"
    bookmark: str


class LinkNowhere(DocxFieldTarget, says="a link leads to the bookmark {bookmark}, which does not exist"):
    help = "right-click the link: Edit Hyperlink and choose another place, or Remove Hyperlink"
    bookmark: str


class OfField(DocxFieldTarget):
    field: str


class FieldUnknown(OfField, says="Word does not know the field “{field}”", help="delete the field"): ...


class FieldEmpty(
    DocxFieldTarget, says="a field is empty", help="press Alt+F9 to see the field, and delete it"
): ...


_UPDATE = "update the fields in Word (Ctrl+A, F9), or build the document again"


class FieldNowhere(OfField, says="the field “{field}” leads to a bookmark that does not exist"):
    help = "refer to something else (References, Cross-reference), or delete the field"


class PageNowhere(OfField):
    """In a table of contents, whose lines Word makes again."""

    says = "the field “{field}” leads to a bookmark that does not exist"
    help = _UPDATE


class FieldWithoutNote(OfField, says="the field “{field}” leads to a bookmark that has no note mark"):
    help = "insert the cross-reference to the note again: References, Cross-reference"


class FieldWithoutNumber(OfField, says="the field “{field}” leads to a paragraph that has no number"):
    help = "number the paragraph, or refer to something else (References, Cross-reference)"


_BROKEN_FIELD = "press Alt+F9 to see the field, delete it, and insert it again"


class FieldNotEnded(DocxFieldTarget, says="a field begins here and does not end", help=_BROKEN_FIELD): ...


class FieldNotBegun(DocxFieldTarget, says="a field ends here and does not begin", help=_BROKEN_FIELD): ...


@rule("D904", "docx-field-stale", "A field in a Word file is out of date", ERROR)
class DocxFieldStale(Facts):
    """Word shows what a field was at its last update, until somebody presses F9 or prints. What is shown
    here is not what will be shown then.
    """

    help = _UPDATE


class FieldShowsOther(DocxFieldStale):
    says = "the field “{field}” shows “{shown}”, but Word will show “{right}”"
    field: str
    shown: str
    right: str


class FieldTyped(FieldShowsOther):
    """By a tracked change in what the field shows: somebody typed it, Word did not compute it."""


class NotPageNumber(DocxFieldStale, says="the field “{field}” shows “{shown}”, which is not a page number"):
    field: str
    shown: str


class PagesBackwards(DocxFieldStale, says="the table of contents shows page {page} after page {before}"):
    page: str
    before: str


class OldContents(DocxFieldStale):
    says = "the table of contents has other words than the heading “{heading:short}”"
    help = "update the table of contents in Word: click into it and press F9"
    heading: str


@rule("D905", "docx-style-missing", "A Word file or template lacks a required style", ERROR)
class DocxStyleMissing(Facts):
    """If the style of a paragraph does not exist, Word prints the paragraph as if it had none: a heading
    is then not a heading, and a numbered paragraph has no number. The message names the missing styles.
    Add them to your reference.docx, or begin again with a copy of the built-in one; a style can look as
    you like.

    A style with numbers gives its level, and the level of the list names the style. If the two disagree,
    Word prints a number and LibreOffice does not.
    """


class StyleUndefined(DocxStyleMissing):
    says = "this paragraph has the style “{style}”, which the file does not define"
    help = "give the paragraph another style, or define this one: Styles, New Style"
    style: str


class StyleNotInList(DocxStyleMissing):
    says = (
        "the numbers of the style “{style}” differ between programs: its list has no level for the style, "
        "and another list has one"
    )
    help = "link the style to a level of its list: Define New Multilevel List, Link level to style"
    style: str


class StyleAtOtherLevel(DocxStyleMissing):
    says = (
        "the numbers of the style “{style}” differ between programs: the style is at level {own}, but "
        "its list has the style at level {listed}"
    )
    help = "link the style to level {own} of its list: Define New Multilevel List, Link level to style"
    style: str
    own: int
    listed: int


@rule("D909", "note-restart", "The notes of a Word file are not numbered consecutively", ERROR)
class NoteRestart(Facts):
    """A citation of "endnote 12" must lead to one note. If numbers begin again in each section or on each
    page, there are two notes with each number. A mark that is typed instead of counted does not change
    when a note is inserted before it. In Word: References, the small arrow next to Footnotes, Numbering:
    Continuous, and no custom mark.
    """


_CONTINUOUS = "in Word: References, the small arrow next to Footnotes, Numbering: Continuous, from 1"


class NumberTyped(NoteRestart, says="the number of {note} is typed by hand"):
    help = "copy the text of the note, delete the mark, and insert the note again without a custom mark"
    note: str


class NumbersByPage(NoteRestart, says="the numbers of {kind} begin again on each page", help=_CONTINUOUS):
    kind: Word


class FirstNumber(NoteRestart, says="the first {kind} has the number {number}", help=_CONTINUOUS):
    kind: Word
    number: str


class NumbersAgain(NoteRestart, says="the numbers of {kind} begin again here: {note} is in {place} already"):
    help = _CONTINUOUS
    kind: Word
    note: str
    place: str


class BothKinds(NoteRestart):
    """`menu` is the other kind, as Word's menu has it: "Endnote"."""

    says = "{note} is among {kind}: two notes have the number {number}"
    help = "right-click the text of the note: Convert to {menu}"
    note: str
    kind: Word
    number: str
    menu: Word
