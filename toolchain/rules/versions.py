"""The rules of the series V and the cases of each."""

from __future__ import annotations

from typing import TypeAlias

from toolchain.model.facts import ERROR, WARNING, Facts, Plural, Word, rule


@rule("V951", "translation-parity", "A translation does not match its original", ERROR)
class TranslationParity(Facts):
    """`report.fr.md` next to `report.md` is its translation. A committee cites "paragraph 15" of a
    submission in whatever language it is read. So both must have the same headings, paragraphs,
    sub-paragraphs, tables, figures and notes, the same labels, cross-references and sources, and the same
    keys of the front matter that affect numbers. Differences are reported in the translation, with both
    places.

    Numbers in the words are compared too, however each language writes them: "1.5 million" is "1,5
    million" in French and "150万" in Chinese. A number that is replaced by another is an error. A number
    that is only in one language may be written in words in the other: this is a warning, and numbers up
    to 20 are not reported.

    Other words are not compared, but a heading, paragraph or caption with the words of the original is a
    warning, unless they are marked as words of another language, or are names, numbers and addresses.
    """


class HeadingName(Facts, says="the heading “{text:short}”"):
    """Names of parts of a document, by which the cases below call them."""

    text: str


class ParagraphName(Facts, says="the paragraph “{text:short}”"):
    text: str


class NumberedName(Facts, says="{kind} {number}"):
    """A numbered paragraph, table or figure."""

    kind: Word
    number: str


class AnnexNumberedName(Facts, says="{kind} {number} of an annex"):
    kind: Word
    number: str


class PlainName(Facts, says="the {kind}"):
    kind: Word


class NoteName(Facts, says="note [^{label}]"):
    label: str


UnitName: TypeAlias = HeadingName | ParagraphName | NumberedName | AnnexNumberedName | PlainName | NoteName


class NoTranslation(TranslationParity):
    says = "this is not a translation of {path}: almost no paragraph has a counterpart there"
    help = "give this file a name without a language before .md"
    path: str


class NamedAsOriginal(Facts, says="the original, by its name"):
    """The other place of `NoTranslation`."""


class Original(Facts, says="the original"):
    """The other place of a difference."""


class PartOfOriginal(Facts, says="{unit} of the original"):
    unit: UnitName


class OriginalUnreadable(TranslationParity):
    says = "the original, {path}, cannot be read"
    help = "fix the original first"
    path: str


class OtherLanguage(TranslationParity):
    says = 'by its name this file is the translation of {original} into “{named}”, but its "lang" is "{lang}"'
    help = "write “lang: {named}” in the front matter, or rename the file"
    original: str
    named: str
    lang: str


class NotTranslated(TranslationParity):
    says = "this has the same words as the original"
    help = "translate the words, or mark them as words of another language: [words]{{lang={lang}}}"
    lang: str


class OtherKey(TranslationParity):
    says = '"{key}" is not the same as in the original'
    help = "write the same value in both files"
    key: str


class OtherOrganizations(TranslationParity):
    says = Plural(
        "number",
        "{number} organization submits the translation, but {original} submit the original",
        "{number} organizations submit the translation, but {original} the original",
    )
    help = "name the same organizations in both"
    number: int
    original: int


class NotInBoth(TranslationParity, help="make the same change in both languages, or undo it"): ...


class PartMissing(NotInBoth):
    says = ("{unit} of the original is missing after {after}", "{unit} of the original is missing")
    unit: UnitName
    after: UnitName | None


class ParagraphMissing(NotInBoth):
    says = (
        "{unit} of the original is missing after {after}, so the later paragraphs have other numbers",
        "{unit} of the original is missing, so the later paragraphs have other numbers",
    )
    unit: UnitName
    after: UnitName | None


class PartAdded(NotInBoth, says="{unit} has no counterpart in {path}"):
    unit: UnitName
    path: str


class ParagraphAdded(NotInBoth):
    says = "{unit} has no counterpart in {path}, so the later paragraphs have other numbers"
    unit: UnitName
    path: str


class LabelMissing(NotInBoth, says="the label {{#{label}}} of the original is missing"):
    label: str


class LabelAdded(NotInBoth, says="the label {{#{label}}} is not in the original"):
    label: str


class OtherLabel(NotInBoth, says="the label is {{#{label}}}, but in the original {{#{original}}}"):
    label: str
    original: str


class OtherNumberOf(NotInBoth):
    """`things` are "rows" of a table, "sub-paragraphs" of a paragraph."""

    says = "the number of {things} in {unit} is {number}, but in the original {original}"
    things: Word
    unit: UnitName
    number: int
    original: int


class NoteThing(Facts, says="the note [^{label}]"):
    """Things in a text that a translation has too."""

    label: str


class NumberedNoteThing(Facts, says="a note"): ...


class ReferenceThing(Facts, says="the cross-reference to #{label}"):
    label: str


class CitationThing(Facts, says="the citation of @{key}"):
    key: str


Thing: TypeAlias = NoteThing | NumberedNoteThing | ReferenceThing | CitationThing


class ThingMissing(NotInBoth, says="{thing} in {unit} of the original is missing here"):
    thing: Thing
    unit: UnitName


class ThingAdded(NotInBoth, says="{thing} in {unit} is not in the original"):
    thing: Thing
    unit: UnitName


class More(Facts, says="{number} more"):
    """The end of a list that names the first few."""

    number: int


class OtherFigures(NotInBoth, says="the figures differ: {here:and} here, but {original:and} in the original"):
    here: tuple[str | More, ...]
    original: tuple[str | More, ...]


class ForeignForm(TranslationParity):
    """A figure in the form of the original's language. `language` is a tag if its name is not known."""

    says = ("{figure} means {value} in {language}", "{figure} is not one number in {language}")
    help = "write {written}"
    figure: str
    value: str | None
    language: Word | str
    written: str


class FigureMissing(NotInBoth, says="{figure} in {unit} of the original is missing here"):
    figure: str
    unit: UnitName


class FigureAdded(NotInBoth, says="{figure} in {unit} is not in the original"):
    figure: str
    unit: UnitName


@rule("V952", "numbers-moved", "A paragraph that was sent now has another number", WARNING)
class NumbersMoved(Facts):
    """`submission freeze report.md` records the numbers of what was sent, in `report.sent.json` next to
    the source. Readers of that version cite it by these numbers. If paragraphs now have other numbers, or
    no longer exist, each run of them is reported once; `submission moved report.md` prints the whole
    table of old and new numbers.

    Paragraphs are recognized by their labels, and those without a label by their words.
    """


class SentVersion(Facts, says=("the version sent on {day}", "the version that was sent")):
    """The other place of `NumbersMoved`. `day` is "" where it was not given."""

    day: str


class ReadersMisled(NumbersMoved):
    help = "inform the readers of that version, or undo the change; to list all numbers, run: {command}"


class ParagraphGone(ReadersMisled):
    """`number` is as cited, "paragraph 3"."""

    says = (
        "{number}, which was sent on {day}, no longer exists: “{text:short}”",
        "{number}, which was sent, no longer exists: “{text:short}”",
    )
    number: str
    day: str
    text: str
    command: str


class NumberMoved(ReadersMisled):
    """Numbers are as cited, "paragraph 3"."""

    says = ("{old} in the version sent on {day} is now {new}", "{old} in the version sent is now {new}")
    old: str
    new: str
    day: str
    command: str


class SeveralNumbersMoved(ReadersMisled):
    says = (
        Plural(
            "more",
            "{old} in the version sent on {day} is now {new}; {more} number after it moved too",
            "{old} in the version sent on {day} is now {new}; {more} numbers after it moved too",
        ),
        Plural(
            "more",
            "{old} in the version sent is now {new}; {more} number after it moved too",
            "{old} in the version sent is now {new}; {more} numbers after it moved too",
        ),
    )
    old: str
    new: str
    more: int
    day: str
    command: str
