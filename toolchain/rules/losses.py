"""What a source cannot hold of a Word file or of a tree: lines of a list, which have no rule."""

from __future__ import annotations

from toolchain.model.facts import Counted, Facts, Word


class Lost(Facts, says=("{what}: “{words:short}”", "{what}")):
    """What is lost or changed, and the words of it."""

    what: Word | Facts
    words: str = ""


class ItemMarked(Facts, says="an item with the mark “{shown}” gets the number “{number})”"):
    shown: str
    number: int


class NoHeaderMarked(Facts):
    """`words` are those of the first row."""

    says = (
        "the table has no header row: if “{words:short}” are the names of the columns, move that row above "
        "the row of hyphens, in place of the empty one"
    )
    words: str


class HeaderUnsure(NoHeaderMarked):
    says = (
        "“{words:short}” became the header row because of its look: if these are data, write a row with the "
        "names of the columns above the row of hyphens, and move them below it"
    )


class BoxMarked(NoHeaderMarked):
    says = (
        "the table “{words:short}” has one row and no header row: if it is a box, write its words as a "
        "quotation, with > before them"
    )


class LevelUnsure(Facts):
    """`line` and `other` are lines of the source."""

    says = "the level of a heading is not certain: it became “{line:40}”, but may be “{other:40}”"
    line: str
    other: str


class PrintedAs(Facts, says="“{typed:short}” becomes “{printed}”"):
    typed: str
    printed: str


class TitleUnsure(
    Facts, says="it is not certain that “{title:short}” is the title, and “{subtitle:short}” the subtitle"
):
    title: str
    subtitle: str


class NotesOfOneKind(Facts, says="footnotes and endnotes all become {kind}"):
    kind: Word


class ChangesAccepted(Facts, says="tracked changes are accepted: {changes}"):
    changes: tuple[Counted, ...]


class LeftOutOfFile(Facts, says="left out: {what}"):
    what: Word


class NoSuchLevel(Facts, says="headings have no level {level}"):
    level: int


class CodeLanguage(Facts, says="“{language:short}” cannot be the language of code"):
    language: str


class NoLink(Facts, says="a link cannot lead to {url:short}: only its words are kept"):
    url: str


class LanguageLost(Facts, says="the language {lang:short} of words in nested brackets is not kept"):
    lang: str


class LinkToLabel(Facts, says="a link to {url:short} becomes a reference to a label of this document"):
    url: str


class NotALanguage(Facts, says="“{lang:short}” is not a language"):
    lang: str


class NotANoteLabel(Facts, says="“{label:short}” cannot be the label of a note"):
    label: str


class NotCitable(Facts, says="“{key:short}” cannot be cited here"):
    key: str


class NoImage(Facts, says="an image cannot have the address {source:short}: only its alt text is kept"):
    source: str


class LabelLost(Facts, says="there is no paragraph for the label {label:short}"):
    label: str


class BlanksLost(Facts, says="{key:short}: spaces at the ends and control characters are left out"):
    key: str
