"""The rules of the series T and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import INFORMATION, WARNING, Facts, Plural, Word, rule


class Quoted(Facts, says="“{text}”"):
    """Words to write, in the quotation marks of the message."""

    text: str


@rule(
    "T501", "abbreviation", "An abbreviation is not spelled out at its first use, or is never used", WARNING
)
class Abbreviation(Facts):
    """Found by `checks.source.text.abbreviations.abbreviation`."""


class NameAbbreviated(Abbreviation):
    says = "the name of the United Nations is never abbreviated"
    help = "write “United Nations”"


class OfAbbreviation(Abbreviation):
    short: str


class NeverSpelledOut(OfAbbreviation):
    says = "the abbreviation {short} is never spelled out"
    help = "write what {short} means at its first use: “… ({short})”"


class SpelledOutLate(OfAbbreviation):
    says = "the abbreviation {short} is used before it is spelled out"
    help = "spell {short} out here, and write {short} alone after that"


class SpelledOutTwice(OfAbbreviation):
    says = "the abbreviation {short} is spelled out a second time"
    help = "write {short} alone"


class SpelledOutHere(Facts, says="the abbreviation is spelled out here"):
    """The other place of `SpelledOutLate` and `SpelledOutTwice`."""


class NeverUsed(OfAbbreviation):
    says = "the abbreviation {short} is spelled out but never used"
    help = "write the long form alone"


class NeverUsedInBrackets(OfAbbreviation):
    says = "the abbreviation {short} is spelled out but never used"
    help = "delete ({short})"


@rule("T502", "per-cent", "There is a % sign in running text", INFORMATION, fixable=True)
class PerCent(Facts):
    """Found by `checks.source.text.numbers.per_cent`."""


class PerCentSign(PerCent, says="there is a % sign in running text", help="write “per cent”"): ...


class SecondSignEnough(PerCent):
    """Of a range, "5%–10%"."""

    says = "there is a % sign in running text"
    help = "delete the first %: the second figure has one"


@rule("T503", "date-form", "A date is not written as “29 November 1979”", INFORMATION, fixable=True)
class DateForm(Facts):
    """Found by `checks.source.text.numbers.date_form`. `right` is "" where the date can mean two days."""

    says = "the date is written as “{typed}”"
    help = ("write “{right}”", "write the month as a word: these figures can mean two days")
    typed: str
    right: str


@rule(
    "T504", "quotation-marks", "Quotation marks are straight, single or unbalanced", INFORMATION, fixable=True
)
class QuotationMarks(Facts):
    """Found by `checks.source.text.quotation_marks.quotation_marks`."""


class StraightMarks(QuotationMarks):
    says = Plural(
        "count",
        "there is a straight quotation mark or apostrophe here",
        "there are {count} straight quotation marks or apostrophes here",
    )
    help = "write {example}"
    count: int
    example: str


class SingleMarks(QuotationMarks):
    says = (
        "there are single quotation marks around “{words:short}”, and {more} more in this text",
        "there are single quotation marks around “{words:short}”",
    )
    help = "write “…”: single quotation marks are used only inside double ones"
    words: str
    more: int | None


class EnglishMarks(QuotationMarks):
    says = "there are English quotation marks around “{words:short}”"
    help = "write « … »: “ ” are used only inside « »"
    words: str


class QuotationNotOpened(QuotationMarks):
    says = "{mark} closes a quotation that is not opened"
    help = "add the opening mark, or delete {mark}"
    mark: str


class QuotationNotClosed(QuotationMarks):
    says = "{mark} opens a quotation that is not closed"
    help = "add the closing mark where the quotation ends"
    mark: str


@rule("T505", "spelling", "A word is not in the Oxford spelling of the United Nations", INFORMATION)
class Spelling(Facts, says="the United Nations spelling of “{word}” is “{right}”", help="write “{right}”"):
    """Found by `checks.source.text.spelling.spelling`."""

    word: str
    right: str


@rule("T506", "spacing", "Extra or missing space, or a second full stop", WARNING, fixable=True)
class Spacing(Facts):
    """Found by `checks.source.text.spacing.spacing`."""


class SecondStop(Spacing, says="there are two full stops here", help="write one, or … for an omission"): ...


class AtMark(Spacing):
    mark: str


class NoFrenchSpaceBefore(AtMark):
    says = "French requires a space before “{mark}”"
    help = "add a space before “{mark}”"


class NoFrenchSpaceAfter(AtMark):
    says = "French requires a space after “{mark}”"
    help = "add a space after “{mark}”"


class SeveralSpaces(Spacing, says="there are {count} spaces here", help="delete all spaces but one"):
    count: int


class SpaceBefore(AtMark, says="there is a space before “{mark}”", help="delete the space"): ...


class SpaceBeforeComma(Spacing, says="the space is before the comma, not after it", help="write “, ”"): ...


class SpaceOnOneSide(Spacing, says="there is a space on only one side of the dash", help="write “ – ”"): ...


class NoSpaceBeforeBracket(Spacing, says="there is no space before the bracket", help="write “ (”"): ...


class HyphenAtLineEnd(Spacing):
    says = "the hyphen at the end of this line is printed with a space after it"
    help = "write the word on one line, without the hyphen if it only divides the word"


class NoSpaceAfter(AtMark, says="there is no space after “{mark}”", help="write “{mark} ”"): ...


@rule("T507", "emphasis", "Bold or italics are used where they should not be", WARNING)
class Emphasis(Facts):
    """Found by `checks.source.text.quotation_marks.emphasis`."""

    help = "delete the asterisks"
    help_in_file = "remove the bold type or italics from these words"


class EmphasisForbidden(Emphasis, says="the recipient does not accept {kind}{doubt}"):
    kind: Word
    doubt: str


class BoldInParagraph(Emphasis, says="there is bold type within a paragraph"): ...


@rule("T508", "number-form", "Figures are used where words are required", INFORMATION)
class NumberForm(Facts):
    """Found by `checks.source.text.numbers.number_form`."""

    figures: str


class BeginsWithFigures(NumberForm):
    says = "a sentence begins with the figures {figures}"
    help = "write the number in words, or begin the sentence with another word"


class SmallNumber(NumberForm, says="the number {figures} is written in figures", help="write “{words}”"):
    words: str


class NoThousandsComma(NumberForm):
    says = "the number {figures} has no comma after the thousands"
    help = "write “{number}”"
    number: int


class OrdinalInFigures(NumberForm):
    says = "the ordinal {figures} is written in figures"
    help = "write “{words}”"
    words: str


@rule(
    "T509",
    "characters",
    "An invisible character, one that looks like another, or one that no font has",
    WARNING,
    fixable=True,
)
class Characters(Facts):
    """Found by `checks.source.text.characters.characters`."""


class LostCharacter(Characters):
    says = "a character was lost here (U+FFFD)"
    help = "write the character that belongs here"


class InvisibleCharacter(Characters):
    """`character` is its number and its name in Unicode."""

    says = "there is an invisible character here: {character}"
    help = "delete the character, or write a space in its place if it separates two words"
    character: str


class BringFont(Facts, says="write other characters, or add a font in your own style sheet"):
    """The help for characters that another font can show."""


class LeavePdf(Facts):
    """The help for letters that no font can show, because they change places or shapes in a word."""

    says = "write in Latin letters, or build without a PDF (--to docx,html,epub): no font helps here"


class NoFontForLetters(Characters):
    says = "the fonts of a PDF have no letters for “{text:30}” ({script})"
    help = "{remedy}"
    text: str
    script: Word
    remedy: BringFont | LeavePdf


class NoFontForCharacters(Characters):
    """`characters` are the first few, with their numbers and names in Unicode; `more` is how many follow."""

    says = (
        "the fonts of a PDF do not have {characters} and {more} more",
        "the fonts of a PDF do not have {characters}",
    )
    help = "{remedy}"
    characters: tuple[str, ...]
    more: int | None
    remedy: BringFont | LeavePdf


class MixedLetters(Characters):
    says = "“{word:30}” is in {others} letters, but “{letters}” is {script}"
    help = "type the word again in {others} letters"
    word: str
    letters: str
    script: Word
    others: Word


@rule("T510", "term", "The recipient asks not to use this term", WARNING)
class Term(Facts):
    """Found by `checks.source.text.spelling.term`."""

    says = "the recipient asks not to write “{term:short}”{doubt}"
    help = ("write {instead:or}", "use another word")
    term: str
    doubt: str
    instead: tuple[Quoted, ...]


@rule("T511", "name-in-two-ways", "A name is written in two ways", INFORMATION)
class NameInTwoWays(Facts):
    """Found by `checks.source.text.spelling.name_in_two_ways`."""

    says = "“{name}” is written “{usual}” in {times} other places"
    help = "write “{usual}”, if it is the same name"
    name: str
    usual: str
    times: int
