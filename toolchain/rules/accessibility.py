"""The rules of the series A and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import ERROR, INFORMATION, WARNING, Facts, Word, rule


@rule("A701", "alt-text", "An image has no alt text, or one that repeats the caption", ERROR)
class AltText(Facts):
    """Found by `checks.source.accessibility.alt_text`."""


_IN_BRACKETS = "describe in the brackets what the image shows: ![…](…)"
_EDIT_ALT = (
    'describe what the picture shows: in Word, right-click it and Edit Alt Text; in HTML, alt="…"'
    ' (alt="" if it only decorates)'
)


class NoAltText(AltText):
    says = "the image {source} has no alt text"
    help = _IN_BRACKETS
    says_in_file = "the picture has no alt text"
    help_in_file = _EDIT_ALT
    source: str


class AltSaysNothing(AltText):
    says = "the alt text “{text:40}” does not say what the picture shows"
    help = _EDIT_ALT
    text: str


class PictureDamaged(AltText):
    says = "this picture is damaged, and cannot be shown"
    help = "insert the picture again"


class AltRepeatsCaption(AltText):
    says = "the alt text repeats the caption"
    help = _IN_BRACKETS
    help_in_file = _EDIT_ALT


class LogoWithoutAlt(AltText):
    says = "the logo {source} has no alt text"
    help = "add `logo-alt`: the name of the organization is enough"
    says_in_file = "the logo has no alt text"
    help_in_file = _EDIT_ALT
    source: str


@rule("A702", "table-header", "A table has no header row", ERROR)
class TableHeader(Facts):
    """Found by `checks.source.accessibility.table_header`."""


class NoHeaderRow(TableHeader):
    says = ("the table “{caption:short}” has no header row", "this table has no header row")
    help = (
        "write the names of the columns in this row; if the row below the hyphens has them, move it here, "
        "in place of this one"
    )
    help_in_file = (
        "in Word, click into the first row: Table Layout, Repeat Header Rows;"
        ' in HTML, make its cells <th scope="col">'
    )
    caption: str | None


@rule("A703", "link-text", "The words of a link do not say where it leads", WARNING)
class LinkText(Facts):
    """Found by `checks.source.accessibility.link_text`."""


_GIVE_WORDS = "put the link on words that say where it leads (in Word, select them and press Ctrl+K)"


class EmptyLinkText(LinkText):
    says = "a link says “{text:short}”, not where it leads"
    help = "put the link on words that name the page"
    help_in_file = _GIVE_WORDS
    text: str


class LinkWithoutWords(LinkText):
    """`what` is "link" or "button"."""

    says = "this {what} has no words: a screen reader says only “{what}”"
    help = 'write words that say where it leads or what it does, or aria-label="…"'
    what: Word


class AddressAsText(LinkText):
    says = "a link shows only its address"
    help = "put the link on words that name the page, or write the link in a note"
    help_in_file = _GIVE_WORDS


@rule("A704", "language-change", "Words in another script are not marked with their language", INFORMATION)
class LanguageChange(Facts):
    """Found by `checks.source.accessibility.language_change`."""

    says = "“{words}” is in another script"
    help = "mark the language: […]{{lang=…}}"
    help_in_file = "select the words: Review, Language, Set Proofing Language"
    words: str


@rule("A705", "title-missing", "A finished file has no title, or does not show it", ERROR)
class TitleMissing(Facts):
    """A screen reader reads a file's title first, a browser shows it on the tab, and a PDF reader in the
    title bar of the window. A file must have a title, and it must be the title on the first page.
    """


@rule("A706", "language-missing", "A finished file has no language, or not that of its source", ERROR)
class LanguageMissing(Facts):
    """A screen reader pronounces a text by the rules of its language, and Word checks its spelling by
    them. A file that does not say its language is read out in the reader's own language.
    """


@rule("A707", "contrast", "Words in a finished file have too little contrast with their background", ERROR)
class Contrast(Facts):
    """Grey words on white are hard to read for tired eyes, in sunlight, or on a poor print. Words need a
    contrast of 4.5 to 1 with their background, large words (24 pixels, or 18.7 in bold) of 3 to 1 (WCAG
    2.2, 1.4.3). For an HTML page the contrast is calculated from the page's own style sheet, in light and
    dark mode. It is reported only if both colours are certain: not on a picture or a gradient, and not
    where words overlap others. For a PDF it is calculated from what is painted on the page before the
    words.
    """


@rule("A708", "house-colour", "The house colour is too light for words on paper", WARNING)
class HouseColour(Facts):
    """Found by `checks.source.accessibility.house_colour`."""

    says = "{colour} has a contrast of {ratio} to 1 with white, and words need {enough} to 1"
    help = "choose a darker colour: headings and links are set in {readable} instead"
    colour: str
    ratio: float
    enough: float
    readable: str


@rule("A709", "heading-unmarked", "Lines look like headings, but are not marked as headings", WARNING)
class HeadingUnmarked(Facts):
    """A screen reader jumps from heading to heading, and Word makes the table of contents of them, but only
    of lines with a heading style. Bold type alone makes no heading. This check finds short lines in bold,
    underlined or in capitals, without a full stop, above a text. If several have the same look,
    `submission import` makes headings of them; a single one is named for information, and stays text, as do
    a few plain words between two sentences.
    """
