"""The rules of the series S and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import ERROR, INFORMATION, WARNING, Facts, Word, rule
from toolchain.rules.text import Quoted


@rule("S001", "raw-html", "Raw HTML is not supported", ERROR, fixable=True)
class RawHtml(Facts):
    """Found by `checks.source.structure.source.raw_html`."""

    says = "raw HTML is not supported: {html:40}"
    help = "write **bold**, *italics*, ² or ₂, [^label] for a note, a blank line for <br>; or \\< for a <"
    html: str


class HtmlForMarkdown(RawHtml, help="write {right}"):
    right: str


class CommentPrinted(RawHtml):
    says = "this comment is not closed in its paragraph, so it is printed: {html:40}"
    help = "write --> where the comment ends, put the comment on lines of its own, or write \\< to print a <"


@rule("S002", "front-matter", "The front matter has an unknown or missing key, or a wrong value", ERROR)
class FrontMatter(Facts):
    """The cover, the title of the file and its language are made from the front matter. A misspelt key
    would be ignored, and nobody would see that a line is missing on the cover. What else a recipient
    requires, L604 reports.

    Bad:

        ---
        title: Sale of children
        lang: en
        sesion: 83rd session
        ^^^^^^
        ---

        1. The law prohibits the sale of children.

    Good:

        ---
        title: Sale of children
        lang: en
        session: 83rd session
        ---

        1. The law prohibits the sale of children.
    """


@rule("S003", "heading-step", "A heading level is skipped", WARNING)
class HeadingStep(Facts):
    """Found by `checks.source.structure.headings.heading_step`."""


class LevelSkipped(HeadingStep):
    """`signs` are the number signs of the highest level that can follow."""

    says = (
        "a heading of level {level} follows a heading of level {before}",
        "the first heading has level {level}, not level 1",
    )
    help = "begin the heading with {signs}"
    help_in_file = (
        "use the heading style of the missing level, or add a heading of that level before this one"
    )
    level: int
    before: int | None
    signs: str = ""


class NoHeadings(HeadingStep):
    says = "this long text has no headings: a screen reader cannot move through it"
    help = "put each heading into <h1>, <h2> …"


@rule("S032", "title-repeated", "The first heading repeats the title", WARNING, fixable=True)
class TitleRepeated(Facts):
    """Found by `checks.source.structure.repeated.title_repeated`."""

    says = "this heading is the title of the front matter, which is printed anyway"
    help = "delete this heading, if it is not a section of that name"


class TitleAboveAll(TitleRepeated):
    """It is the only heading of its level."""

    help = "delete this heading, and one # from each of the others"


@rule("S033", "contents-typed", "The contents are typed by hand", WARNING)
class ContentsTyped(Facts):
    """Found by `checks.source.structure.repeated.contents_typed`."""

    says = "{count} lines from here on are contents that are typed by hand: they do not change with the text"
    help = "delete these lines and their heading, and write “contents: true” in the front matter"
    count: int


@rule("S034", "cover-typed", "Data for the cover is typed as text, not in the front matter", WARNING)
class CoverTyped(Facts):
    """Found by `checks.source.structure.repeated.cover_typed`. `lines` are what the front matter lacks."""

    says = "this is for the cover, which prints only the front matter; typed here, it is text"
    help = (
        "write {lines} in the front matter, and delete these lines here",
        "delete these lines: the front matter has them already",
    )
    lines: tuple[Quoted, ...]


@rule("S004", "heading-alone", "A section has only one subheading", WARNING)
class HeadingAlone(Facts):
    """Found by `checks.source.structure.headings.heading_alone`."""

    says = "this section has only one subheading"
    help = "add another subheading, or delete this one"


@rule(
    "S005",
    "empty-block",
    "A heading, section, paragraph or list item is empty, or a table row has too few cells",
    WARNING,
    fixable=True,
)
class EmptyBlock(Facts):
    """Found by `checks.source.structure.headings.empty_block`."""


class NoText(EmptyBlock, says="this {kind} has no text", help="write its text, or delete it"):
    kind: Word


class NoRows(EmptyBlock, says="this table has no rows", help="write its rows, or delete the table"): ...


class EmptySection(EmptyBlock, says="there is no text under this heading"):
    help = "write the text, or delete the heading"


class NoTextAtAll(EmptyBlock):
    says = "the submission has no text"
    help = "write the text below the front matter"


class BeginsWithout(EmptyBlock):
    says = "this {kind} does not begin with text"
    help = "write a sentence before the {first}"
    kind: Word
    first: Word


@rule(
    "S006",
    "attribute-unknown",
    "An attribute in braces is unknown, malformed or misplaced",
    ERROR,
    fixable=True,
)
class AttributeUnknown(Facts):
    """Found by `checks.source.structure.source.attribute_unknown`."""


@rule("S007", "placeholder", "A placeholder is left in the text", ERROR)
class Placeholder(Facts):
    """Found by `checks.source.structure.placeholders.placeholder`."""

    says = "the placeholder {words} is still in the text"
    help = "write the missing text, or delete the placeholder"
    words: str


class ChatbotMark(Placeholder):
    says = "{words} is what a chatbot leaves where it names a source"
    help = "open the source, read it, and cite it in a note; or delete this"


@rule("S028", "sample-left", "A sample text of a new source is not changed yet", INFORMATION)
class SampleLeft(Facts):
    """Found by `checks.source.structure.placeholders.sample_left`."""

    says = "this is still the sample text: {words:60}"
    help = "write your own text in its place, or delete it"
    words: str


class SampleSource(SampleLeft):
    says = "this is still the sample source: {words:60}"
    help = "write your own source in its place, or delete it together with its citation"


class SampleTable(SampleLeft):
    says = "this is still the sample table: {words:60}"
    help = "write your own table in its place, or delete it"


@rule("S008", "ignore-unused", "An ignore comment has no effect", WARNING)
class IgnoreUnused(Facts):
    """`<!-- check: ignore CODE reason -->` makes the checks ignore one code in the block that follows it.
    A comment that is no longer needed hides the next finding of that code from you; a comment with a
    misspelt code has no effect. Errors cannot be ignored.

    Bad:

        <!-- check: ignore N108 the repetition is wanted -->
        ^

        1. The law prohibits the sale of children.

    Bad: a misspelt code

        <!-- check: ignore 5005 its text is in the annex -->
        ^

        1. The law prohibits the sale of children.

    Good:

        <!-- check: ignore S005 its text is in the annex -->

        # Prohibition

        # Prevention

        1. There is no plan.
    """

    code: str


class NoSuchCode(IgnoreUnused):
    says = "no check has the code {code}"
    help = ("did you mean {near}?", "correct the code")
    near: str | None


class ErrorNotIgnored(IgnoreUnused):
    says = "{code} is an error here, and errors cannot be ignored"
    help = "fix what {code} reports"


class NothingToIgnore(IgnoreUnused):
    says = "no block follows in which {code} could be ignored"
    help = "put the comment above the paragraph, heading or table that it is for"


class NothingIgnored(IgnoreUnused):
    says = "{code} finds nothing in the block that follows"
    help = "delete this comment"


@rule("S010", "block-fallen-out", "An indented block is not part of its paragraph", ERROR, fixable=True)
class BlockFallenOut(Facts):
    """Found by `checks.source.structure.source.block_fallen_out`."""

    says = "this block is indented, but is not part of a paragraph"
    help = "indent the block by five spaces to keep it in the paragraph above, or begin it at the left margin"


class BelowTheMargin(BlockFallenOut):
    says = "this block is indented, but what is above it at the left margin has ended the paragraph"
    help = "indent what is between the paragraph and this block by five spaces too, or move it elsewhere"


class PartAtTheMargin(BlockFallenOut):
    says = "this item is not indented, so it is not part of the paragraph above"
    help = "indent the item by five spaces"


@rule("S011", "unsupported", "Mark-up is recognised but not supported", ERROR, fixable=True)
class Unsupported(Facts):
    """Found by `checks.source.structure.source.unsupported`."""


class LineAcrossPage(Unsupported):
    says = "a submission cannot have a horizontal line"
    help = "delete the line; begin a new part with a heading"


class HeadingInside(Unsupported):
    says = "there is a heading inside another block"
    help = "begin the heading at the left margin, or write its words in bold"


@rule("S014", "text-lost", "Text would be lost", WARNING, fixable=True)
class TextLost(Facts):
    """Found by `checks.source.structure.source.text_lost`."""
