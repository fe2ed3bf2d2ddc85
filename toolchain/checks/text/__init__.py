"""The T series: the words themselves, how they are written and set."""

from toolchain.checks.text.abbreviations import abbreviation
from toolchain.checks.text.characters import characters
from toolchain.checks.text.dates import date_form
from toolchain.checks.text.emphasis import emphasis
from toolchain.checks.text.number_forms import number_form
from toolchain.checks.text.percentages import per_cent
from toolchain.checks.text.quotation_marks import quotation_marks
from toolchain.checks.text.spacing import spacing
from toolchain.checks.text.spelling import spelling
from toolchain.checks.text.terms import term

api = 1

__all__ = [
    "abbreviation",
    "characters",
    "date_form",
    "emphasis",
    "number_form",
    "per_cent",
    "quotation_marks",
    "spacing",
    "spelling",
    "term",
]
