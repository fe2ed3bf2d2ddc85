"""What `merge` lists: edits of a Word file that are merged, or left to the author. They have no rule."""

from __future__ import annotations

from toolchain.model.facts import Facts, Plural, Word


class EditListed(Facts, says=("{what}: {why}", "{what}")):
    """An edit, and why it is left; None if it is merged."""

    what: Word | Facts
    why: Word | Facts | None = None


class TypedListed(EditListed, says="{what}: {why}; the file has: {typed:short}"):
    """An edit of a text of which the public version does not show all: its new words."""

    typed: str = ""


CHANGED, COMMENTED, INSERTED, DELETED = Word("changed"), Word("commented"), Word("inserted"), Word("deleted")
NOT_IN_FILE = Word("not in the file")
MOVED, MOVED_OR_COPIED = Word("moved"), Word("moved or copied")
JOINED, SPLIT, OTHER_KIND = Word("joined"), Word("split"), Word("made another kind of text")
NOTE_ADDED, NOTE_DELETED = Word("note added"), Word("note deleted")


class LevelChanged(Facts, says="level {before} became {after}"):
    before: int
    after: int


class ReferenceTo(Facts, says="reference to #{label}"):
    label: str


class FrontMatterChanged(Facts, says="front matter changed: {key}"):
    key: str


class SourceChanged(
    Facts,
    says=(
        "the source has changed since the file was built: compared with {base}, the source as it was then",
        "the source has changed since the file was built: newer text stays; name the old source with --base",
    ),
):
    """`base` is the earlier state of the source, if it is known."""

    base: str | None = None


class CommentLost(Facts, says="a comment that has no place in the text: {text}"):
    text: str


class NumberTyped(Facts, says="a number is typed over a reference: {before} became {after}"):
    before: str
    after: str


class ReferenceInFile(
    Facts,
    says=(
        "a reference is typed in the file: {number} is written as {link}",
        "a reference is typed in the file: make {number} a link before numbers are corrected",
    ),
):
    """`link` is what replaces `number`; None if that is not certain."""

    number: str
    link: str | None = None


class StillReferredTo(Facts):
    """`lines` are those of the references in the source before the merge, `count` is their number."""

    says = Plural(
        "count",
        "the source refers to #{label}: delete the reference (line {lines} before the merge) and merge again",
        "the source refers to #{label}: delete references (lines {lines} before the merge) and merge again",
    )
    label: str
    count: int
    lines: tuple[str, ...]


# Where the source differs from what was built.
CHANGED_IN_SOURCE = Word("the source was changed here after this file was built")
MAYBE_CHANGED_IN_SOURCE = Word("the source may have been changed here after this file was built")
NOT_IN_SOURCE = Word("this text was made by the build, or is no longer in the source")
OTHER_IN_SOURCE = Word("the source has other text here, or this text was made by the build")
OTHER_COLUMNS_IN_SOURCE = Word("the source has other columns here")
BETWEEN_IN_SOURCE = Word(
    "the source has something between these paragraphs, such as a comment or {.confidential}: join them there"
)
COMMENT_IN_SOURCE = Word("the source has a comment in this text")
MARKUP_IN_SOURCE = Word("the source has markup here that Word does not show")

# Where an edit is only partly in something.
PARTLY_IN_CITATION = Word("the edit changes a part of a citation")
PARTLY_GENERATED = Word(
    "the edit changes a part of a citation, a reference, code, or a text with withheld words"
)
PARTLY_IN_NOTE = Word("the edit changes a part of a note in the text")
PARTLY_IN_NOTE_OR_PICTURE = Word("the edit changes a part of a note or a picture")
INSERTED_IN_GENERATED = Word(
    "the new text is inside a citation, a reference, code, or a text with withheld words"
)
INSERTED_IN_MARKUP = Word("the new text is inside markup that cannot contain it")

# What is not merged.
BELOW_NOTES = Word("only notes can be below this heading")
CAPTION = Word("a caption was added or deleted")
CODE = Word("a block of code was changed")
COLUMNS = Word("the columns of a table were changed")
COMMENT_ON_FIGURE = Word("the source cannot hold the comment on this figure")
EMPTY_CELL = Word("an empty cell was filled")
HEADING_AND_SERIES = Word(
    "a heading became one of an annex, or no longer is, or numbers begin again under it"
)
LABELS_JOINED = Word("the source refers to a label that joining the paragraphs would delete")
MARK_REPLACED = Word("a number replaces the mark of a note")
PICTURE = Word("a picture was changed")
PICTURE_PLACE = Word("a picture was inserted or moved")
QUOTATION_MARK = Word("the new caption of a figure has a quotation mark")
REFERENCE_TEXT = Word("a reference is only text in the file")
REFERENCE_WORDS = Word("the words of a reference were changed")
REFERRED_HEADING = Word("a heading that the source refers to became a paragraph, or the reverse")
ROWS = Word("the rows of a table were changed in more than one way")
SAME_WORDS = Word("several paragraphs have the same words")
SPLIT_OR_JOINED = Word("something other than text was split or joined")
TABLE_WITH_NOTES = Word("a table with new notes was inserted")
TARGET_MISSING = Word("what a reference in this text points to is not in the file")
TARGET_MISSING_KEPT = Word("what it points to is not in the file; the reference is kept")
UNDERLINED = Word("the level of an underlined heading was changed")
OUTSIDE = Word("the file has these words outside of the text, such as on the cover or in a page header")

# What depends on other edits.
MARK_LEFT = Word("the source still has the mark of this note")
MARK_NOT_MERGED = Word("the text with the mark of this note is not merged")
NOTE_INLINE = Word("the note has no lines of its own in the source")
NOTE_REFERRED_TO = Word("the source refers to the number of this note")
OVERLAPS = Word("another edit changes the same place")
SAME_MARKUP = Word("two edits change the same markup")
WITHHELD = Word("the public version does not show what the source withholds here")
MAY_OPEN = Word("what is withheld from the public version could change: make this edit in the source")
BESIDE_WITHHELD = Word(
    "it would be public, next to what is withheld: write it in the source, "
    "with {.confidential} if it must be withheld"
)
WOULD_DIFFER = Word("the merged source would differ from the file here")
