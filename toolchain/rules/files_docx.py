"""D910, and what only a Word file has, as cases of rules that hold for sources and other files too."""

from __future__ import annotations

from toolchain.model.facts import WARNING, Facts, Plural, Word, rule
from toolchain.rules.accessibility import HeadingUnmarked, LanguageMissing, TitleMissing
from toolchain.rules.files import InputKind, InputLoads, InputUnreadable
from toolchain.rules.markup import MarkupLeft
from toolchain.rules.outputs import LOOK, NotProved
from toolchain.rules.structure import EmptyBlock, Placeholder


@rule("D910", "docx-schema", "A Word file does not follow the rules of its format", WARNING)
class DocxSchema(Facts):
    """Words or a table have a style that the file does not define. Word prints them as if they had none;
    no word and no number is different because of it. LibreOffice leaves such styles in a file with links
    that it saves. Or the schema of Word's format does not allow an element or attribute at its place,
    which openxml-audit reports if it is installed: Word opens most such files, and repairs or refuses
    some. Make the file again, or save it in Word once more.
    """


class PartUnreadable(DocxSchema, says="{fault}", help="{fault:help}"):
    """A part of a Word file, such as its settings, cannot be read; `fault` says why, in its own words."""

    fault: Facts


class LookUndefined(DocxSchema):
    """Of words or a table, whose look alone depends on the style."""

    says = "the style “{style}” is used here, but the file does not define it"
    help = "give the words or the table another style, or define this one: Styles, New Style"
    style: str


class SchemaUnchecked(DocxSchema):
    says = (
        "openxml-audit could not check the file against the schema of its format: {error}",
        "openxml-audit did not finish checking the file within {seconds} seconds",
    )
    error: str | None
    seconds: int | None = None


class AgainstSchema(DocxSchema):
    """`fault` is what openxml-audit says."""

    says = Plural("times", "{fault}", "{fault}, {times} times")
    help = "save the file in Word again, which fixes most such errors, or build the file again"
    fault: str
    times: int


class MoreAgainstSchema(DocxSchema):
    says = Plural("count", "one more kind of schema error", "{count} more kinds of schema errors")
    count: int


_TITLE = "write the title in Word: File, Info, Title"


class NoTitleProperty(TitleMissing, says="the properties of the file have no title", help=_TITLE): ...


class TitleOfOtherText(TitleMissing):
    """It is a file name, or has no word of the first lines."""

    says = "the title in the properties of the file, “{title:short}”, is not that of the text"
    help = _TITLE
    title: str


class HeadingByLook(HeadingUnmarked):
    """`level` is the level that the line seems to have."""

    says = "this line looks like a heading, but has no heading style"
    help = "give the line a style in Word: Home, Styles, Heading {level}"
    level: int


class HeadingDoubtful(HeadingUnmarked):
    says = "this line may be a heading, but has no heading style"
    help = "if it is one, give it a style in Word: Home, Styles, Heading 1"


class MarkdownShown(MarkupLeft):
    """`count` paragraphs have such mark-up; `text` is the first of them."""

    says = "{count} paragraphs show mark-up of Markdown to their readers, such as “{text:40}”"
    help = (
        "delete the marks, and use Word’s styles; or, if all of the text is in Markdown, save it in Word as "
        "plain text (UTF-8) with the name report.md, and begin with that: submission check report.md"
    )
    count: int


class NoProofingLanguage(LanguageMissing, says="the file does not say its language"):
    help = "set the language in Word: Ctrl+A, then Review, Language, Set Proofing Language"


class OtherProofingLanguage(LanguageMissing):
    says = "the file says that it is in “{lang}”, but its words are in “{found}”"
    help = NoProofingLanguage.help
    lang: str
    found: str


_STYLES_MAKE_SPACE = "delete the empty paragraphs, and let styles make the space: Paragraph, Spacing"


class EmptyParagraphs(EmptyBlock):
    says = "empty paragraphs make a space here: they are read out as blank lines"
    help = _STYLES_MAKE_SPACE


class EmptyParagraphsHereAndElsewhere(EmptyBlock):
    says = Plural(
        "more",
        "empty paragraphs make a space here and at 1 more place: they are read out as blank lines",
        "empty paragraphs make a space here and at {more} more places: they are read out as blank lines",
    )
    help = _STYLES_MAKE_SPACE
    more: int


class EmptyHeading(EmptyBlock, says="a heading has no words"):
    help = "delete the paragraph, or give it a style that is not a heading"


class FormField(Placeholder, says="a field of the form is not filled in: “{words:short}”"):
    help = "click the field and write, or delete the field"


class Uncertain(NotProved, help=LOOK): ...


class NotForCertain(Uncertain, says="{what} cannot be read for certain"):
    what: Word


class FontNotForCertain(Uncertain, says="a character of the font {font} cannot be read for certain"):
    font: str


class NumbersNotForCertain(Uncertain, says="numbers of the kind {kind} cannot be read for certain"):
    """`kind` is the name that the format gives it: "japaneseCounting"."""

    kind: str


class NoteNumbersNotForCertain(Uncertain):
    says = "note numbers of the kind {kind} cannot be read for certain"
    kind: str


class PagesNotForCertain(Uncertain):
    says = "the numbers of notes that begin again on each page cannot be read for certain"


class OlderName(InputKind, says="the name ends in “.doc”, but this is a .docx file"):
    help = "rename the file so that its name ends in .docx: programs decide by the name how to open it"


class NotReadWith(InputKind):
    """`what` is "macros" or "a signature"."""

    says = "documents with {what} are not read"
    help = "save a copy as .docx without {what}"
    what: Word


class PartOutside(InputLoads):
    """`kind` is what the format calls it: "image", "styles"."""

    says = "a part of this document ({kind}) is outside the file, and is not read: {target:80}"
    help = "put it into the file: in Word, File, Info, Edit Links to Files, Break Link"
    kind: str
    target: str


_SAVE_AGAIN = "open the file in Word or LibreOffice, save it as .docx and look through it"


class HoldsOtherFile(InputUnreadable, says="the document contains another file, whose text Word inserts"):
    help = _SAVE_AGAIN


class ChangesNested(InputUnreadable):
    says = "tracked changes are inside one another, and cannot be rejected for certain"
    help = "reject these changes in Word, and run the command again"


class StyleOfItself(InputUnreadable, says="the style “{style:short}” is based on itself", help=_SAVE_AGAIN):
    style: str


class IdNotNumber(InputUnreadable, says="an id of the {what} is not a number: “{identity:40}”"):
    help = _SAVE_AGAIN
    what: Word
    identity: str
