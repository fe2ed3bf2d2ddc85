"""The rules of the series P and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import INFORMATION, WARNING, Facts, Plural, Word, rule


@rule("P101", "paragraph-number", "The typed number is not the paragraph's number", WARNING, fixable=True)
class ParagraphNumber(Facts):
    """Found by `checks.source.paragraphs.numbers.paragraph_number`."""

    help = "type {number}"
    help_in_file = "let Word count: delete the typed numbers and use a numbered list"
    typed: str
    series: Word
    number: int


class WrongNumber(ParagraphNumber):
    says = "the typed number is {typed}, but this is {series} {number}"


class WrongNumberInAnnex(ParagraphNumber):
    says = "the typed number is {typed}, but this is {series} {number} of its annex"


class NumberAfterGap(WrongNumber):
    """A number that is right once a number before it is typed that was forgotten (P102)."""


@rule(
    "P102",
    "paragraph-unnumbered",
    "A paragraph without a number is among numbered ones",
    WARNING,
    fixable=True,
)
class ParagraphUnnumbered(Facts):
    """Found by `checks.source.paragraphs.numbers.paragraph_unnumbered`."""

    says = "this {kind} is among numbered paragraphs, but has no number"
    help = "indent the {kind} by five spaces if it belongs to the paragraph above; otherwise give it a number"
    help_in_file = "give it a number like the paragraphs around it, or indent it like the text above"
    kind: Word


class ListUnnumbered(ParagraphUnnumbered):
    help = (
        "number each item as a paragraph, with a blank line before it; or indent the list by five spaces if"
        " it belongs to the paragraph above"
    )


class NumberForgotten(ParagraphUnnumbered):
    """The typed numbers around it leave out `number`. `line` is the line to write."""

    says = "the number {number} is missing here"
    help = "write “{line:60}”; or indent the paragraph by five spaces if it belongs to the paragraph above"
    number: int
    line: str


class FirstForgotten(NumberForgotten, help="write “{line:60}”"): ...


class NumberMistyped(ParagraphUnnumbered):
    """The paragraph begins with a number in another form. `line` is the line to write."""

    help = NumberForgotten.help
    line: str


class NumberOfPage(ParagraphUnnumbered):
    """`text` is the line."""

    says = "“{text:40}” seems to be the number of a page"
    help = "delete the line; or indent it by five spaces if it belongs to the paragraph above"
    text: str


class HeadingUnmarked(ParagraphUnnumbered):
    says = "this line looks like a heading, but is not one"
    help = "write “{line:60}”, with a # for each level; or give it a number, or indent it by five spaces"
    line: str


class OpeningUnmarked(HeadingUnmarked):
    """The line above the first number of a text that has no headings."""

    help = "write “{line:60}”; or, if it is a sentence, put a full stop at its end"


class HeadingInside(HeadingUnmarked):
    """The last line of a paragraph, right above a numbered one."""

    says = "this line looks like a heading, but belongs to the paragraph above"
    help = "write “{line:60}”, with a # for each level, between two blank lines"


@rule("P103", "sub-paragraph-alone", "A sub-paragraph is the only one at its level", WARNING)
class SubParagraphAlone(Facts):
    """Found by `checks.source.paragraphs.form.sub_paragraph_alone`."""

    says = "{number} is the only sub-paragraph at its level"
    help = "add another sub-paragraph, or move its words into the text above"
    number: str


@rule(
    "P104",
    "sub-paragraph-number",
    "The typed number is not the sub-paragraph's number",
    WARNING,
    fixable=True,
)
class SubParagraphNumber(Facts):
    """Found by `checks.source.paragraphs.numbers.sub_paragraph_number`.

    `number` is as printed, "16 (b)"; `value` as typed in the source.
    """

    says = "the typed number is {typed}, but this is {number}"
    help = "type {value}, which is printed as {number}"
    help_in_file = "let Word count: delete the typed letters and use the next level of the list"
    typed: str
    number: str
    value: int


@rule(
    "P105",
    "paragraph-glued",
    "A line begins like a numbered paragraph, but is not read as one or has no blank line before it",
    WARNING,
    fixable=True,
)
class ParagraphGlued(Facts):
    r"""Markdown reads a number and a full stop at the beginning of a line as a paragraph in some places
    and as text in others. With a blank line before each numbered paragraph nobody has to know which. A
    number with a no-break space after it, as Word writes it, is text; so are `7)`, `(7)`, `7.-`, `vii.`,
    `12 .` and digits other than 0–9.

    Several paragraphs that were pasted in one line have one number at its beginning and the next ones after
    sentences.

    The edits write a number that continues the numbers around it as a number, after a blank line. Up to eight
    numbers may be left out before it if the next number continues it, and one may be there twice. Any other
    number has no edit: `2010. ` may be the end of a sentence about the year 2010, and a line that begins
    with `(2) ` may continue the sentence above. In that case write `2010\. `, or begin the line with another
    word.

    Bad:

        1. The law was changed in the year
        2010. The court had asked for it.
        ^^^^
        3. There is no plan.
        ^

    Bad: a number without a space after it is text

        1. There is a law.

        2.There is no plan.
        ^^

    Good:

        1. The law was changed in the year
             2010\. The court had asked for it.

        2. There is no plan.
    """


@rule(
    "P106",
    "sub-paragraph-typed",
    "The letter of a sub-paragraph, a bullet, or the number of a caption is typed by hand",
    WARNING,
    fixable=True,
)
class SubParagraphTyped(Facts):
    """Found by `checks.source.paragraphs.typed.sub_paragraph_typed`. `line` is the line to write."""

    says = "“{typed}” is typed by hand"
    help = "write “{margin}{line:60}”: letters, bullets and numbers are printed automatically"
    help_in_file = "let Word count: delete the letter and use the next level of the list"
    typed: str
    line: str = ""
    margin: str = ""


class CaptionTyped(SubParagraphTyped):
    """`line` is the whole line of the caption, or of the picture with its caption."""

    help = "write “{line}” and delete the typed caption: its number is printed automatically"


class SeriesTyped(
    SubParagraphTyped,
    help="if these have numbers of their own, write {{.restart series=recommendation}} after their heading, "
    "and here “{line:40}”; otherwise delete “{typed}”",
):
    """“3. R1: …”: a paragraph with a second number, which is not counted."""


class CaptionAlone(
    CaptionTyped,
    says="“{typed}” is typed by hand, and no table or picture is next to it",
    help="put the table or picture here, and write “{line}”: its number is printed automatically",
): ...


class LetterTypedInWord(
    SubParagraphTyped,
    says=(
        Plural(
            "others",
            "“{typed}” is typed by hand, as in 1 more list, and Word does not count these letters",
            "“{typed}” is typed by hand, as in {others} more lists, and Word does not count these letters",
        ),
        "“{typed}” is typed by hand, and Word does not count the letters of this list",
    ),
    help="let Word count: delete the letter and use the next level of the list",
):
    """`others`, None for 0, is how many more lists are typed so."""

    others: int | None = None


@rule("P107", "sub-paragraph-form", "Sub-paragraphs do not have the same form", INFORMATION)
class SubParagraphForm(Facts):
    """Found by `checks.source.paragraphs.form.sub_paragraph_form`."""


class NoColon(SubParagraphForm):
    says = "the text before the sub-paragraphs does not end with a colon"
    help = "end the text with a colon"


class SmallLetter(SubParagraphForm):
    says = "this sub-paragraph begins with a small letter, most others with a capital"
    help = "begin the sub-paragraph with a capital"


class OtherEnding(SubParagraphForm):
    says = "this sub-paragraph ends with {found}, not with {wanted}"
    help = "end all sub-paragraphs with the same mark, and the last with a full stop"
    found: Word
    wanted: Word


@rule(
    "P108",
    "series-unmarked",
    "A heading begins a series of numbers, but is not marked as beginning one",
    WARNING,
    fixable=True,
)
class SeriesUnmarked(Facts):
    """Found by `checks.source.unmarked.series_unmarked`. `line` is the heading to write."""

    says = "the numbers under this heading begin again, but the heading does not say so"
    help = "write “{line}”"
    line: str


class SeriesPerhapsUnmarked(SeriesUnmarked):
    help = "write “{line}”; or number them on from the paragraphs above"


class SeriesOrAnnexUnmarked(SeriesUnmarked):
    """`annex` is the heading of an annex."""

    help = (
        "if this is an annex, write “{annex}”; if not, write “{line}”, where NAME is what each of them is, "
        "such as demand; or number them on from the paragraphs above"
    )
    annex: str


class SourcesNumbered(SeriesUnmarked):
    """`unnumbered` is the heading of a list without numbers."""

    help = (
        "if these are sources, write “{unnumbered}”, and - before each instead of its number; if not, "
        "write “{line}”, where NAME is what each of them is, such as demand"
    )
    unnumbered: str


class AnnexUnmarked(SeriesUnmarked, says="this heading names an annex, but is not marked as one"): ...


@rule(
    "P109",
    "heading-number",
    "The typed number of a heading is out of order, or is printed next to the true one",
    WARNING,
    fixable=True,
)
class HeadingNumber(Facts):
    """Found by `checks.source.paragraphs.headings.heading_number`."""


class OtherHeadingNumber(HeadingNumber):
    says = "the typed number of this heading is {typed}, but {number} is next"
    help = "type {number}; or delete the typed numbers and write “headings: numbered” in the front matter"
    typed: str
    number: str


class NumberPrintedTwice(HeadingNumber):
    """`printed` is the number that is counted."""

    says = "{typed} is typed, but headings are numbered automatically: “{printed} {typed}” is printed"
    help = "delete {typed}"
    typed: str
    printed: str
