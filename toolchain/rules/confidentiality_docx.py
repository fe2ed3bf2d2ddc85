"""The cases of the series X that only a Word file has."""

from __future__ import annotations

from toolchain.model.facts import Counted, Facts, Plural, Word
from toolchain.rules.confidentiality import Comments, ExternalLoad, PersonalMetadata

_CLEAN = "make a clean copy: submission clean FILE.docx -o OUT.docx"
_DECIDE = "accept or reject them: Review in Word, or submission clean FILE.docx -o OUT.docx --changes accept"


class CleanedData(PersonalMetadata, help=_CLEAN): ...


class HiddenAuthor(CleanedData):
    says = "the properties of the file name an author whom the text does not name: {author:short}"
    author: tuple[str, ...]


class SavedBy(CleanedData, says="the properties say who saved the file last: {name:short}"):
    name: str


class CompanyNamed(CleanedData, says="the properties name a company: {company:short}"):
    company: str


class ManagerNamed(CleanedData, says="the properties name a manager: {manager:short}"):
    manager: str


class PathNamed(CleanedData, says="the file names a path on a personal computer: {path:short}"):
    path: str


class EditorsNamed(CleanedData):
    says = "the file names the people who changed or commented on it: {names:short}"
    names: tuple[str, ...]


class HiddenData(CleanedData, says="the file has data that is not shown: {part:short}"):
    part: str


class OwnProperties(CleanedData, says="the file has custom properties: {names:short}"):
    names: tuple[str, ...]


class OwnVariables(CleanedData, says="the file has variables that are not shown: {names:short}"):
    names: tuple[str, ...]


class SessionsNumbered(CleanedData):
    says = Plural(
        "count",
        "the file has the number of an editing session, which other files of its authors share",
        "the file has the numbers of {count} editing sessions, which other files of its authors share",
    )
    count: int


class LinkedPicture(ExternalLoad, says="a picture is not in the file, but is loaded from {address:80}"):
    help = "in Word: File, Info, Edit Links to Files, Break Link; or submission clean FILE.docx -o OUT.docx"
    address: str


class PictureCut(Comments, says="what was cut off this picture is still in the file"):
    help = "in Word: click the picture, Picture Format, Compress Pictures, Delete cropped areas of pictures"


class TrackedHere(Comments, says="changes are tracked here: {changes}", help=_DECIDE):
    changes: tuple[Counted, ...]


class ChangesAt(Facts, says=("{changes} ({places} and {others} more)", "{changes} ({places})", "{changes}")):
    """`places` are the first few; `others`, None for 0, is how many more there are."""

    changes: Counted
    places: tuple[str, ...]
    others: int | None


class ChangesUndecided(Comments, says="the file has tracked changes: {changes}"):
    help = "say what to do with the changes: --changes accept, or --changes reject"
    changes: tuple[ChangesAt, ...]


class TrackedInMargin(Comments):
    """`margin` is "header" or "footer"."""

    says = Plural(
        "count",
        "a tracked change is left in a page {margin}",
        "{count} tracked changes are left in a page {margin}",
    )
    help = _DECIDE
    count: int
    margin: Word


class CleanedTraces(Comments, help=_CLEAN): ...


class HiddenText(CleanedTraces, says="hidden text is left here: “{words:40}”"):
    words: str


class HiddenTextInMargin(CleanedTraces, says="hidden text is left in a page {margin}: “{words:40}”"):
    words: str
    margin: Word


class NotVisible(Comments):
    says = "text that nobody can see is left here, {why}: “{words:40}”"
    help = "delete the text, or make it visible; submission clean does not remove it"
    why: Word
    words: str


class CommentsLeft(CleanedTraces):
    count: int
    authors: tuple[str, ...]
    others: int | None


class CommentsHere(CommentsLeft):
    """`authors` are the first few; `others`, None for 0, is how many more there are."""

    says = (
        Plural(
            "count",
            "a comment is left here, by {authors} and {others} more",
            "{count} comments are left here, by {authors} and {others} more",
        ),
        Plural(
            "count", "a comment is left here, by {authors}", "{count} comments are left here, by {authors}"
        ),
        Plural("count", "a comment is left here", "{count} comments are left here"),
    )


class CommentsNowhere(CommentsLeft):
    """The facts are those of `CommentsHere`."""

    says = (
        Plural(
            "count",
            "a comment is left that has no place in the text, by {authors} and {others} more",
            "{count} comments are left that have no place in the text, by {authors} and {others} more",
        ),
        Plural(
            "count",
            "a comment is left that has no place in the text, by {authors}",
            "{count} comments are left that have no place in the text, by {authors}",
        ),
        Plural(
            "count",
            "a comment is left that has no place in the text",
            "{count} comments are left that have no place in the text",
        ),
    )


class FirstPageKept(CleanedTraces):
    says = "the file keeps a picture of its first page from when it was saved: {part}"
    part: str


class StrayParts(CleanedTraces):
    """`parts` are the first few; `others`, None for 0, is how many more there are."""

    says = (
        Plural(
            "count",
            "the file keeps a part that nothing refers to: {parts} and {others} more",
            "the file keeps {count} parts that nothing refers to: {parts} and {others} more",
        ),
        Plural(
            "count",
            "the file keeps a part that nothing refers to: {parts}",
            "the file keeps {count} parts that nothing refers to: {parts}",
        ),
    )
    count: int
    parts: tuple[str, ...]
    others: int | None
