"""The cases of S006, S010, S014, S021, P105 and R209 that the reader of Markdown finds."""

from __future__ import annotations

from toolchain.model.facts import Plural, Word
from toolchain.rules.files import InputTooLarge
from toolchain.rules.paragraphs import ParagraphGlued
from toolchain.rules.structure import AttributeUnknown, EmptyBlock, TextLost


class OfAttributes(AttributeUnknown):
    """What is wrong in attributes, as they are typed."""

    raw: str


class Unclosed(OfAttributes):
    says = "{raw} has no closing brace"
    help = "write a }} on the same line: {{#label}}"


class NotAttribute(AttributeUnknown):
    says = "“{word}” is not understood in {raw}"
    help = ("did you mean {near}?", "write a label as one word, {{#one-word}}, or a class such as {{.annex}}")
    word: str
    near: str | None
    raw: str


class UnknownClass(AttributeUnknown):
    says = "a heading cannot have .{name}"
    help = ("did you mean .{near}?", "write {classes:or}")
    name: str
    near: str | None
    classes: tuple[str, ...]


class HalfRestart(OfAttributes):
    says = "{raw} must have both .restart and series="
    help = "write {{.restart series=recommendation}}"


class SeriesNotWord(AttributeUnknown):
    says = "the series “{series}” is not one lower-case word"
    help = "write one word in small letters, such as series=recommendation"
    series: str


class SeriesInAnnex(AttributeUnknown):
    says = "an annex always has numbers of its own"
    help = "delete .restart and series="


class MoreThanLabel(OfAttributes):
    says = "{raw} contains more than a label"
    help = "delete the rest: a table or figure can have a label and .confidential, a figure also .full"


class AboutElsewhere(OfAttributes):
    says = "{raw} says what a paragraph is about, but this is a heading"
    help = "move {raw} to the end of each numbered paragraph that is about it"


class InsteadAlone(OfAttributes):
    says = "{raw} has words to print instead, but nothing is confidential"
    help = 'write {{.confidential instead="…"}}'


class WithheldCell(AttributeUnknown):
    says = "{{.confidential}} cannot be at the end of this cell"
    help = "write it at the end of the last cell of the row, or write [words]{{.confidential}} in this cell"


class UnknownLanguage(AttributeUnknown):
    says = "“{tag}” is not the code of a language"
    help = "write a code such as {{lang=fr}} or {{lang=es}}"
    tag: str


_AS_TEXT = "to print it as text, write \\{raw}"


class NoSpaceBefore(OfAttributes):
    says = "{raw} has no space before it"
    help = f"put a space before {{raw}}; {_AS_TEXT}"


class SeveralBraces(OfAttributes):
    says = "the attributes are in several pairs of braces"
    help = "write {raw}"


class NoDot(AttributeUnknown, says="“{name}” has no full stop before it", help="write .{name}"):
    name: str


class NamesNothing(OfAttributes):
    says = (
        "{raw} is at the wrong place: a label is at the very end of a heading, "
        "a numbered paragraph, a sub-paragraph or a caption"
    )
    help = _AS_TEXT


class BesideText(NamesNothing):
    says = "{raw} is at the wrong place: the picture before it is within a line of text"
    help = "put the picture and {raw} on a line of their own, with a blank line before it"


class Glued(ParagraphGlued):
    says = "this line begins like paragraph {number}, right under other text"
    help = "put a blank line before this line"
    number: str


_IN_SENTENCE = "if the sentence continues, write “{number}\\. {words:30}”"


class GluedDoubtful(ParagraphGlued):
    """A line that may be the end of a sentence. `right` is the number that a paragraph would have here."""

    says = "this line begins like paragraph {number}, but may belong to the text above"
    help = (
        f"{_IN_SENTENCE}; if this is a paragraph, write “{{right}}. {{words:30}}” after a blank line",
        f"{_IN_SENTENCE}; if this is a new paragraph, put a blank line before it",
    )
    number: str
    words: str
    right: str | None


class PerhapsReferred(
    GluedDoubtful,
    help="if the sentence continues, join this line to the one above; "
    "if this is a paragraph, write “{right}. {words:30}” after a blank line",
):
    """One below “(see para.”, typed in any form: perhaps a reference, which the end of the line hides."""


class Joined(ParagraphGlued):
    """A number after a sentence of another paragraph, as after pasting into one line."""

    says = "paragraph {number} begins inside another one"
    help = "put a blank line before “{number}. {words:30}”"
    number: str
    words: str


class NumberMisread(ParagraphGlued):
    """A number with another space, full stop or digits. `number` is its value, `line` the line to write."""

    says = "“{typed}” is not read as the number of a paragraph: {reason}"
    help = "write “{line:40}” after a blank line"
    typed: str
    reason: Word
    number: str
    line: str


class NoSpaceAfterNumber(ParagraphGlued):
    says = "this line begins like paragraph {number}, without a space after the number"
    help = "write {number}. and a space, after a blank line; if it is not a paragraph, write {number}\\."
    number: str


class NestedTooDeeply(InputTooLarge):
    says = "lists and quotations are nested too deeply here"
    help = "write the text with fewer levels"


class TooManyColumns(InputTooLarge):
    says = "this table has {columns} columns, and Word takes at most {most}"
    help = "write it as several tables, each of at most {most} columns"
    columns: int
    most: int


class TooManyMissing(InputTooLarge):
    says = "the rows of the tables up to this one have too few cells: more than {most} are missing"
    help = "write all cells of each row, an empty one as “| |”"
    most: int


class EmphasisTooDeep(InputTooLarge):
    says = "emphasis is nested more than {most} deep here"
    help = "delete the characters * and _ that are not needed, or write \\* and \\_ to print them"
    most: int


class NoteInside(TextLost):
    says = "the text of note [^{label}] is inside another text"
    help = "begin the note at the left margin, after a blank line"
    label: str


class CaptionGlued(TextLost):
    says = "this caption is part of the {block} right above it"
    help = "put the caption before its table, with a blank line before and after the caption"
    block: Word


class CaptionAlone(TextLost):
    says = "no table follows this caption"
    help = "put the table after the caption, with a blank line between them"


class CaptionBelow(CaptionAlone):
    says = "this caption is below its table"
    help = "put the caption before the table, with a blank line between them"


class TableNotIndented(TextLost):
    says = "the table below this caption is not indented like the caption"
    help = "indent all rows of the table by five spaces"


class TableGlued(TextLost):
    says = "the table begins right under its caption"
    help = "put a blank line between them"


class LostWords(TextLost):
    text: str


class ExcessCell(LostWords):
    says = "the cell “{text}” has no column: the header row is shorter"
    help = "add a cell to the header row, or write \\| to print a |"


class MissingCells(EmptyBlock):
    says = Plural(
        "cells",
        "this row has {cells} cell, the header row has {header}",
        "this row has {cells} cells, the header row has {header}",
    )
    help = "write “{line:60}” if the last cells are missing; otherwise put empty cells where they belong"
    cells: int
    header: int
    line: str


class TextUnderTable(EmptyBlock):
    says = "this line is right under a table, so it is read as a row of the table"
    help = "put a blank line between “{above:40}” and “{line:40}”"
    above: str
    line: str


class StarsLost(TextLost):
    says = "“*{words}*” is read as italics, so its asterisks are not printed"
    help = "write “\\*{words}\\*”"
    words: str


class BesideComment(LostWords):
    says = "the text on the line of a comment is not printed: {text}"
    help = "put the text on a line of its own"


class BesideFence(LostWords):
    """One word may be the name of a language, as in CommonMark."""

    says = "the text on the line that opens a block of code is not printed: {text}"
    help = "put the text on a line of its own"


class UnusedAddress(LostWords):
    says = "this is read as the address of a link that is not used, and is not printed: {text}"
    help = "to print the line, begin it with \\[; otherwise delete it"


class NotAnAddress(LostWords):
    says = "this is read as the address of a link, and is not printed: {text}"
    help = "if this is the text of a note, write [^name] in the text, and begin this line with [^name]:"


class NotRead(TextLost):
    says = "these words would not be printed: {words}"
    help = "write them in another way: a character before them has a meaning in Markdown"
    words: str


class TitleLost(TextLost):
    says = "the title of a cross-reference is not printed: {title}"
    help = "delete “{title}” and its quotation marks"
    title: str


class AddressLost(TextLost):
    says = "no output has this address, only the words of the link: {address:60}"
    help = "write all of the address: https://… for a page, mailto:… for an e-mail address"
    address: str


class LinkLost(TextLost):
    says = "a link in {place} is not kept: {address}"
    help = "write the link outside {place}"
    place: Word
    address: str
