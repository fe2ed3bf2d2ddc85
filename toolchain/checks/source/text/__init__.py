"""The T series: the words themselves, how they are written and set."""

from toolchain.checks.source.text import (
    abbreviations,
    characters,
    dates,
    emphasis,
    names,
    number_forms,
    quotation_marks,
    spacing,
    spelling,
)
from toolchain.rules import text

api = 1
modules = (
    *(abbreviations, characters, dates, emphasis, names, number_forms, quotation_marks),
    *(spacing, spelling),
)
catalogue = (text,)
