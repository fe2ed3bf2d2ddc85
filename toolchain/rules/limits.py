"""The rules of the series L and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import ERROR, Facts, Word, rule


class AskedBy(Facts, says="({recipient})"):
    """The end of a message about a limit: the recipient whose rule it is."""

    recipient: str


class AskedPerhapsBy(AskedBy, says="({recipient}; this rule is not confirmed)"): ...


class ReadAt(Facts):
    """Where more can be read about a rule. `remark` is the profile's own."""

    says = (
        "“submission profiles show {profile}” shows the source of the rule. {remark}",
        "“submission profiles show {profile}” shows the source of the rule",
    )
    profile: str
    remark: str = ""


@rule("L601", "words", "There are more words than the recipient accepts", ERROR)
class Words(Facts):
    """Found by `checks.source.limits.words.words`."""


class WordsOf(Facts):
    """How many words there are of one kind in a part of the text."""

    kind: Word
    words: int


class WordsOfBody(WordsOf, says="{kind} {words}"): ...


class WordsOfAnnexes(WordsOf, says="{kind} of annexes {words}"): ...


class WordsOfCover(WordsOf, says="{kind} of the cover {words}"): ...


_WORD_COUNT = (
    "shorten the text; “submission profiles show {profile}” says what counts: Word's own total includes more"
)


class TooManyWords(Words):
    """`parts` are the words that count. `remark` is the profile's own."""

    says = "{words} words, {over} over the limit of {limit}{doubt}: {parts}"
    help = (
        "shorten the text: “submission words” shows where the words are. {remark}",
        "shorten the text: “submission words” shows where the words are",
    )
    help_in_file = _WORD_COUNT
    words: int
    over: int
    limit: int
    doubt: str
    parts: tuple[WordsOf, ...]
    remark: str
    profile: str


class PerhapsTooManyWords(Words):
    """`unsettled` are the kinds of text that may count; `least` and `most` are the sums."""

    says = "{most} words with {unsettled:and}, over the limit of {limit}{doubt}; {least} without: {parts}"
    help = "ask the recipient whether {unsettled:and} count; {source}"
    help_in_file = _WORD_COUNT
    most: int
    least: int
    unsettled: tuple[Word, ...]
    limit: int
    doubt: str
    parts: tuple[WordsOf, ...]
    source: ReadAt
    profile: str


@rule("L602", "pages", "There are more pages than the recipient accepts", ERROR)
class Pages(Facts):
    """A submission with more pages than the recipient accepts is sent back, or its end is not read. Pages
    are those of the finished PDF. A Word file has no pages until a program lays it out, and each program
    does so in its own way. With `build --page-numbers` LibreOffice counts its pages, and the message says
    so.
    """


_SHORTEN = "shorten the text; {source}"


class TooManyPages(Pages, says="{pages} pages, {over} over the limit of {limit}{doubt}", help=_SHORTEN):
    pages: int
    over: int
    limit: int
    doubt: str
    source: ReadAt


class TooManyPagesIn(Pages):
    """Of a Word file, which has pages only in the program that opens it."""

    says = "{pages} pages in {program}, {over} over the limit of {limit}{doubt}"
    help = _SHORTEN
    pages: int
    program: str
    over: int
    limit: int
    doubt: str
    source: ReadAt


@rule("L603", "language", "The recipient does not accept the language", ERROR)
class Language(Facts):
    """Found by `checks.source.limits.accepted.language`. Languages are tags, "en"."""

    says = "the language is {language}, but the recipient accepts only {accepted:or} {asked}"
    help = "{source}"
    language: str
    accepted: tuple[str, ...]
    asked: AskedBy
    source: ReadAt


@rule("L604", "required-part", "The recipient asks for something that is missing", ERROR)
class RequiredPart(Facts):
    """Found by `checks.source.limits.accepted.required_part`."""


class KeyMissing(RequiredPart):
    """`line` is the key without those that it is `under`, of which the last is named."""

    says = "the front matter has no “{name}”, which is required {asked}"
    help = ("add “{line}: …” indented under “{under}:”; {source}", "add a line “{line}: …”; {source}")
    name: str
    line: str
    under: str | None
    asked: AskedBy
    source: ReadAt


class ValuesMissing(RequiredPart):
    says = "the front matter has {number} of {required} required values in “{name}” {asked}"
    help = ("add a line “{line}: …”; {source}", "add what is missing; {source}")
    name: str
    number: int
    required: int
    line: str | None
    asked: AskedBy
    source: ReadAt


class OtherValue(RequiredPart, says="“{key}” must be {values:or} {asked}", help="{source}"):
    key: str
    values: tuple[str, ...]
    asked: AskedBy
    source: ReadAt


class SectionMissing(RequiredPart):
    """`words` are looked for in headings."""

    says = "the required section “{words}” is missing {asked}"
    help = "add a heading with these words; {source}"
    words: str
    asked: AskedBy
    source: ReadAt


class StatementMissing(RequiredPart):
    says = "the required words “{words}” are missing {asked}"
    help = "add these words to the text; {source}"
    words: str
    asked: AskedBy
    source: ReadAt


class NumbersMissing(RequiredPart):
    says = "no paragraph has a number, but paragraph numbers are required {asked}"
    help = "begin each paragraph with a number and a full stop, “1. ”; {source}"
    help_in_file = "make the paragraphs a numbered list; {source}"
    asked: AskedBy
    source: ReadAt


@rule("L605", "file-form", "The recipient does not accept a file of this kind, size or name", ERROR)
class FileForm(Facts):
    """A recipient that asks for a Word file cannot work with a PDF, and an upload page refuses a file
    that is too large or has the wrong name. A build reports this if none of the outputs is of a kind that
    is accepted: a PDF next to the Word file is for your own use. A check of a finished file always
    reports it.
    """


class OtherFormat(FileForm):
    """Formats are suffixes, "docx"."""

    says = "this is a {form} file, but the recipient accepts only {accepted:or} {asked}"
    help = "send the {accepted:or} file; {source}"
    form: str
    accepted: tuple[str, ...]
    asked: AskedBy
    source: ReadAt


class FileTooLarge(FileForm):
    says = "the file has {size} MB, but the recipient accepts at most {most} MB {asked}"
    help = "make the pictures smaller; {source}"
    size: str
    most: str
    asked: AskedBy
    source: ReadAt


class OtherFileName(FileForm):
    says = "the file is named {name}, not {pattern} {asked}"
    help = "rename the file; {source}"
    name: str
    pattern: str
    asked: AskedBy
    source: ReadAt


@rule("L606", "masthead", "A submission looks like a document of the United Nations", ERROR)
class Masthead(Facts):
    """Found by `checks.source.limits.masthead.masthead`."""

    help = "delete it: readers would think that this is a document of the United Nations"


class SymbolAlone(Masthead, says="the symbol {symbol} is alone on its line"):
    symbol: str


class DistributionLine(Masthead, says="the line “{line}” belongs only in documents of the United Nations"):
    line: str


class Emblem(Masthead, says="the picture is the emblem of the United Nations"): ...


@rule("L607", "profile", "The profile of a recipient has a mistake", ERROR)
class Profile(Facts):
    """A profile of your own is next to the source, as `profiles/NAME.toml`, or at the path that the front
    matter gives. A misspelt rule would have no effect, so the keys and values of each rule are checked. A
    rule is confirmed if it has a source and the day on which the source was read; a rule without them is
    unconfirmed, and only warns. A profile can inherit from others, but not from itself.
    """


@rule("L608", "submitter-order", "The organizations are not in the required order", ERROR)
class SubmitterOrder(Facts):
    """Found by `checks.source.limits.accepted.submitter_order`."""

    says = "{name} ({status}) comes after {other} ({other_status}) {asked}"
    help = "put them in the order {order}; {source}"
    name: str
    status: str
    other: str
    other_status: str
    order: tuple[str, ...]
    asked: AskedBy
    source: ReadAt


@rule("L609", "note-says", "A note says more than a reference", ERROR)
class NoteSays(Facts):
    """Found by `checks.source.limits.words.note_says`."""

    says = "this note says more than a reference: “{words:short}” {asked}"
    help = "move these words to the text, where they are counted, or delete them; {source}"
    words: str
    asked: AskedBy
    source: ReadAt
