"""What only a PDF has, as cases of rules that hold for sources and other files too."""

from __future__ import annotations

from toolchain.model.facts import Plural, Word
from toolchain.rules.accessibility import AltText, Contrast, LanguageMissing, TableHeader, TitleMissing
from toolchain.rules.files import InputTooLarge, InputUnreadable
from toolchain.rules.outputs import LOOK, NotProved


class TextNotOnPage(NotProved, help=LOOK):
    says = Plural(
        "count",
        "the tags name a piece of text that is not on the page",
        "the tags name {count} pieces of text that are not on the page",
    )
    count: int


class TextOutsideTags(NotProved, help=LOOK):
    says = "there is text outside all tags, beginning with “{text:40}”"
    text: str


class CharactersUnknown(NotProved, help=LOOK):
    says = "some of the characters here cannot be read as text"


class OrderUncertain(NotProved, help=LOOK):
    says = "the order of words from left to right and from right to left is not certain here"


class ShareUnknown(NotProved):
    says = "{unknown} of the {total} characters in the file cannot be read as text"
    help = "make the file again with another font or program: nobody can search, copy or hear these words"
    unknown: int
    total: int


class HiddenNotLookedFor(NotProved):
    says = "hidden, white and pale words are not searched for from this page on: the file paints too much"
    help = "check these pages yourself"


class NoTitleInPdf(TitleMissing):
    says = "the PDF has no title in its properties"
    help = "give the PDF a title in its properties"


class FileNameShown(TitleMissing):
    says = "the PDF shows its file name instead of its title"
    help = "set the PDF to show its title in the title bar of the window"


class TitleSaysNothing(TitleMissing):
    says = "the title in the metadata does not say what the document is about: “{title:short}”"
    help = "write the title of the document in the metadata"
    title: str


class NoLanguageInPdf(LanguageMissing):
    says = "the PDF does not say its language"
    help = "set the language of the PDF, such as en or ar"


class InvalidLanguage(LanguageMissing):
    says = "“{lang:40}”, the language of the PDF, is not valid"
    help = "set the language of the PDF, such as en or ar"
    lang: str


class OtherLanguage(LanguageMissing, help="set the language in which {what} is written"):
    what: Word
    lang: str


class LettersOfOtherScript(OtherLanguage):
    """`what` is "the PDF" or "the page"."""

    says = "{what} says that it is in “{lang}”, but most of its letters are of another script"


class LettersAreLatin(OtherLanguage):
    says = "{what} says that it is in “{lang}”, but most of its letters are Latin"


class WordsOfOtherLanguage(OtherLanguage):
    says = "{what} says that it is in “{lang}”, but its words are in “{found}”"
    found: str


class PictureWithoutAlt(AltText):
    says = "this picture has no alt text"
    help = "in the program that makes the file, write an alt text, or mark the picture as decoration"


class NoHeaderCell(TableHeader):
    says = "this table has no header cell"
    help = "in the program that makes the file, mark the header row or column as a header"


class TooPale(Contrast):
    says = (
        "“{words:short}” is {colour} on {ground} in {look}, a contrast of {ratio} to 1; {needed} is needed",
        "“{words:short}” is {colour} on {ground}, a contrast of {ratio} to 1; {needed} is needed",
    )
    help = "make the letters darker, or the colour of the background lighter"
    words: str
    colour: str
    ground: str
    ratio: float
    needed: float
    look: Word | None = None


class PdfCompressedByLzw(InputUnreadable):
    says = "this PDF is compressed with LZW"
    help = "save the PDF again in another program"


class PdfDamaged(InputUnreadable):
    """`error` is what the library says, "" if it means nothing to a user."""

    says = ("this PDF is damaged: {error:120}", "this PDF is damaged: a value in it is of the wrong kind")
    help = "make the PDF again, or save it again in the program that made it"
    error: str


class MetadataDamaged(InputUnreadable):
    says = "the metadata are damaged, so personal data in them cannot be found"
    help = "make the PDF again, or save it again in the program that made it"


class PdfHoldsTooMuch(InputTooLarge, says="this PDF contains too much: {what}", help="make the PDF smaller"):
    what: Word


class NoStructureTree(InputUnreadable):
    says = "this PDF has no structure tree, so its text cannot be read in order"
    help = "export a tagged PDF (PDF/UA) from the program in which the document was written"


class NoPages(InputUnreadable, says="this PDF has no pages", help="make the PDF again"): ...
