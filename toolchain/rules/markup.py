"""The cases of S017: mark-up that Markdown does not understand, and that would be printed as typed."""

from __future__ import annotations

from toolchain.model.facts import WARNING, Facts, Plural, Word, rule


@rule("S017", "markup-left", "Mark-up is not understood and would be printed as it is", WARNING, fixable=True)
class MarkupLeft(Facts):
    """Found by `checks.source.structure.markup.markup_left`."""

    text: str


class NoSpaceAfterHash(MarkupLeft):
    """`line` is the heading to write."""

    says = "{text:40} is not a heading: there is no space after {hashes}"
    help = "write “{line:60}”"
    hashes: str
    line: str


class OtherCommand(MarkupLeft):
    says = "{text:40} is a command of another program, and would be printed"
    help = "delete it, or write it in the form that docs/source-format.md shows"


class OtherContents(OtherCommand, says=OtherCommand.says):
    help = "delete it, and write “contents: true” in the front matter"


class OtherPageBreak(OtherCommand, says=OtherCommand.says):
    help = "delete it: this format has no page breaks"


class UnclosedMark(MarkupLeft):
    says = "{text:40} begins a note mark that is never closed"
    help = "write {text}]"


class LabelWithSpace(MarkupLeft):
    says = "{text:40} is not a note mark: a label contains no space"
    help = ("write [^{label}], here and before the text of the note", "write [^label]")
    label: str | None


class UnclosedNote(MarkupLeft):
    says = "{text:40} begins a note that is never closed"
    help = "write a ] where the note ends"


class UnclosedCitation(MarkupLeft):
    says = "{text:40} begins a citation that is never closed"
    help = "write a ] where the citation ends"


class KeyWithoutBrackets(MarkupLeft):
    says = "{text:40} is the key of a source, but not a citation"
    help = "write [{text}]"


class UndefinedLink(MarkupLeft):
    says = "{text:40} is not a link: {name} is not defined anywhere"
    help = "write [{words}](ADDRESS), or add a line [{name}]: ADDRESS"
    words: str
    name: str


class UnclosedBold(MarkupLeft):
    says = "{text:40} begins bold type that is not closed"
    help = "write ** at the end too, or \\*\\* for two asterisks"


class UnclosedItalics(MarkupLeft):
    says = "{text:40} begins italics that are not closed"
    help = "write * at the end too, or \\* for an asterisk"


class StrayStars(MarkupLeft):
    says = "{text:40} would be printed: its asterisks make no bold type or italics"
    help = "put the same number of * directly before and after the words, or write \\* for an asterisk"


class StruckOut(MarkupLeft):
    says = "{text:40} is not struck out: this format cannot strike out words"
    help = "delete the words"


class LanguageOfNothing(MarkupLeft):
    says = "{text:40} does not follow words in brackets"
    help = "write [words]{text}"


class Highlighted(MarkupLeft):
    says = "{text:40} is not highlighted: this format cannot highlight words"
    help = "write *words* for italics, **words** for bold type"


class NotRaised(MarkupLeft):
    """`character` is the one that Unicode has for it, if there is one."""

    says = "{text:40} is not a superscript: this format has no superscripts"
    help = ("type {character}", "write the characters in another way")
    character: str | None


class NotLowered(MarkupLeft):
    """`character` is the one that Unicode has for it, if there is one."""

    says = "{text:40} is not a subscript: this format has no subscripts"
    help = ("type {character}", "write the characters in another way")
    character: str | None


class NoDelimiterRow(MarkupLeft):
    says = "{text:40} is not a table row: no row of hyphens follows the first row"
    help = "write {row} under the first row"
    row: str


class TabBetweenCells(MarkupLeft):
    says = "{text:40} is not a table row: tabs and spaces do not divide cells"
    help = "write | between the cells and at both ends of each row, and {row} under the first row"
    row: str


class NoTableHeader(MarkupLeft):
    says = "{text:40} is not a table: there is no header row above this row of hyphens"
    help = "write a header row above the row of hyphens"


class DelimiterTooLow(MarkupLeft):
    says = "{text:40} is not a table row: the row of hyphens does not follow the first row"
    help = "write {row} directly under the first row"
    row: str


class OtherColumns(MarkupLeft):
    says = Plural(
        "cells",
        "{text:40} is not a table header: the row of hyphens has {cells} cell, the header {header}",
        "{text:40} is not a table header: the row of hyphens has {cells} cells, the header {header}",
    )
    help = "write {row} under the header row"
    cells: int
    header: int
    row: str


class NotARow(MarkupLeft):
    says = "{text:40} is not a table row"
    help = "add a blank line before the table, and indent all rows alike"


class OfLink(MarkupLeft):
    """`kind` is "link" or "picture"."""

    kind: Word


class SpaceBeforeAddress(OfLink):
    """`typed` is the link to write, if it is short."""

    says = "{text:40} is not a {kind}: there is a space before its address"
    help = ("write {typed}", "delete the space between ] and (")
    typed: str | None


class LabelInParentheses(MarkupLeft):
    """`target` is the label in braces, if it is given elsewhere."""

    says = "{text:40} would be printed: a label has braces"
    help = (
        "write [NUMBER]({label}) for a cross-reference to {target}",
        "write {{{label}}} for the label of this paragraph, [NUMBER]({label}) for a cross-reference",
    )
    label: str
    target: str | None


class BracketsExchanged(MarkupLeft):
    says = "{text:40} is not a link: its brackets are exchanged"
    help = "write [{words}]({label})"
    words: str
    label: str


class AddressWithoutEnd(OfLink):
    says = "{text:40} is not a {kind}: its address has no end"
    help = "write a ) after the address"


class RefusedPicture(MarkupLeft):
    says = "{text:40} is not a picture: addresses with {scheme} are not supported"
    help = "copy the file into the folder of the source, and write its name"
    scheme: str


class RefusedLink(MarkupLeft):
    says = "{text:40} is not a link: addresses with {scheme} are not supported"
    help = "write an address that begins with https://"
    scheme: str


class QuotesInTitle(OfLink):
    says = "{text:40} is not a {kind}: there are quotation marks inside its title"
    help = 'write “ ” inside the title, and " at its ends'


class QuotesNotStraight(OfLink):
    """`name` is "caption" or "title"; `title` is its text."""

    says = "{text:40} is not a {kind}: its {name} is not in straight quotation marks"
    help = 'write "{title}"'
    name: Word
    title: str


class CaptionWithoutQuotes(MarkupLeft):
    says = "{text:40} is not a picture: its caption is not in quotation marks"
    help = 'write "{title}"'
    title: str


_NO_SPACE = "write %20 for each space, or use a name without spaces"


class SpaceInFileName(MarkupLeft):
    says = "{text:40} is not a picture: the name of its file contains a space"
    help = _NO_SPACE


class SpaceInAddress(MarkupLeft):
    says = "{text:40} is not a link: its address contains a space"
    help = _NO_SPACE


class LinkInside(OfLink):
    says = "{text:40} is not a {kind}: there is a link, a note mark or a citation inside it"
    help = "close the bracket before the link, note mark or citation"


class AddressNotUnderstood(OfLink):
    says = "{text:40} is not a {kind}: its address cannot be understood"
    help = "write the address without brackets and angle brackets"


class TableDrawn(MarkupLeft):
    """`row` is the header to write, if it has one that is certain."""

    says = "the table that begins with {text:40} is drawn with dashes, and would be printed as running text"
    help = (
        "write {row}, in the next line {ruler}, then each row in the same way",
        "write a header row with | between cells, in the next line {ruler}, then each row in the same way",
    )
    row: str | None
    ruler: str


class TextQuoted(MarkupLeft):
    says = "most of the text is a quotation, from {text:40} on, as e-mail programs mark what they answer"
    help = "delete the > at the beginning of each line: numbers in a quotation do not begin paragraphs"
