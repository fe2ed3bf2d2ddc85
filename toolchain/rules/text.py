"""The rules of the series T and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import Facts, Severity, rule

ERROR, WARNING, INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION


@rule(
    "T501",
    "abbreviation",
    "An abbreviation is not spelled out where it is first used, or only for nothing",
    WARNING,
)
class Abbreviation(Facts):
    """Found by `checks.source.text.abbreviations.abbreviation`."""


@rule("T502", "per-cent", "A per cent sign stands in running text", INFORMATION, fixable=True)
class PerCent(Facts):
    """Found by `checks.source.text.percentages.per_cent`."""


@rule("T503", "date-form", "A date is not written as “29 November 1979”", INFORMATION, fixable=True)
class DateForm(Facts):
    """Found by `checks.source.text.dates.date_form`."""


@rule(
    "T504", "quotation-marks", "Quotation marks are straight, single or unbalanced", INFORMATION, fixable=True
)
class QuotationMarks(Facts):
    """Found by `checks.source.text.quotation_marks.quotation_marks`."""


@rule("T505", "spelling", "A word is not in the Oxford spelling of the United Nations", INFORMATION)
class Spelling(Facts):
    """Found by `checks.source.text.spelling.spelling`."""


@rule("T506", "spacing", "A space is too much, or missing", WARNING, fixable=True)
class Spacing(Facts):
    """Found by `checks.source.text.spacing.spacing`."""


@rule("T507", "emphasis", "Bold or italics stand where they should not", WARNING)
class Emphasis(Facts):
    """Found by `checks.source.text.emphasis.emphasis`."""


@rule("T508", "number-form", "Figures stand where words are written", INFORMATION)
class NumberForm(Facts):
    """Found by `checks.source.text.number_forms.number_form`."""


@rule(
    "T509",
    "characters",
    "A character that nobody sees, that looks like another one, or that no font has",
    WARNING,
)
class Characters(Facts):
    """Found by `checks.source.text.characters.characters`."""


@rule("T510", "term", "The recipient asks not to use this term", WARNING)
class Term(Facts):
    """Found by `checks.source.text.terms.term`."""
