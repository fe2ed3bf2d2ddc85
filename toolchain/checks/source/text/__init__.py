"""The T series: the words themselves, how they are written and set."""

from toolchain.checks.source.text import (
    abbreviations,
    characters,
    numbers,
    quotation_marks,
    spacing,
    spelling,
)
from toolchain.rules import text

api = 1
modules = (abbreviations, characters, numbers, quotation_marks, spacing, spelling)
catalogue = (text,)
