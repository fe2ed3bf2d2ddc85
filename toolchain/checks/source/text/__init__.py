"""The T series: the words themselves, how they are written and set."""

from toolchain.checks.source.text.abbreviations import abbreviation
from toolchain.checks.source.text.characters import characters
from toolchain.checks.source.text.dates import date_form
from toolchain.checks.source.text.emphasis import emphasis
from toolchain.checks.source.text.names import name_in_two_ways
from toolchain.checks.source.text.number_forms import number_form
from toolchain.checks.source.text.percentages import per_cent
from toolchain.checks.source.text.quotation_marks import quotation_marks
from toolchain.checks.source.text.spacing import spacing
from toolchain.checks.source.text.spelling import spelling
from toolchain.checks.source.text.terms import term

api = 1

__all__ = [
    "abbreviation",
    "characters",
    "date_form",
    "emphasis",
    "name_in_two_ways",
    "number_form",
    "per_cent",
    "quotation_marks",
    "spacing",
    "spelling",
    "term",
]
