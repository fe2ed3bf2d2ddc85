"""The rules of the series P and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import Facts, Severity, rule

ERROR, WARNING, INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION


@rule("P101", "paragraph-number", "The typed number is not the paragraph's number", WARNING, fixable=True)
class ParagraphNumber(Facts):
    """Found by `checks.source.paragraphs.numbers.paragraph_number`."""


@rule("P102", "paragraph-unnumbered", "A plain paragraph stands among numbered ones", WARNING)
class ParagraphUnnumbered(Facts):
    """Found by `checks.source.paragraphs.layout.paragraph_unnumbered`."""


@rule("P103", "sub-paragraph-alone", "A sub-paragraph stands alone", WARNING)
class SubParagraphAlone(Facts):
    """Found by `checks.source.paragraphs.layout.sub_paragraph_alone`."""


@rule(
    "P104",
    "sub-paragraph-number",
    "The typed number of a sub-paragraph is not its own",
    WARNING,
    fixable=True,
)
class SubParagraphNumber(Facts):
    """Found by `checks.source.paragraphs.numbers.sub_paragraph_number`."""


@rule("P105", "paragraph-glued", "A line begins like a numbered paragraph, right under other text", WARNING)
class ParagraphGlued(Facts):
    r"""Markdown takes a number and a full stop at the beginning of a line for a paragraph in some places
    and for text in others. With a blank line before each numbered paragraph nobody has to know which. Such
    a line is never renumbered: `2010. ` may well be the end of a sentence about the year 2010. Then write
    `2010\. `, or begin the line with another word.

    Bad:

        1. The law was changed in the year
        2010. The court had asked for it.
        ^^^^
        3. There is no plan.
        ^

    Bad: a number without a space behind it is text

        1. There is a law.

        2.There is no plan.
        ^^

    Good:

        1. The law was changed in the year
             2010\. The court had asked for it.

        2. There is no plan.
    """


@rule("P106", "sub-paragraph-typed", "The letter of a sub-paragraph is typed by hand", WARNING)
class SubParagraphTyped(Facts):
    """Found by `checks.source.paragraphs.layout.sub_paragraph_typed`."""


@rule("P107", "sub-paragraph-form", "Sub-paragraphs are not written alike", INFORMATION)
class SubParagraphForm(Facts):
    """Found by `checks.source.paragraphs.form.sub_paragraph_form`."""
