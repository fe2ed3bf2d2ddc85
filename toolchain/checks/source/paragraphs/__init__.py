"""The P series: numbers of paragraphs, sub-paragraphs and headings."""

from toolchain.checks.source import unmarked
from toolchain.checks.source.paragraphs import form, headings, numbers, typed
from toolchain.rules import paragraphs

api = 1
modules = (form, headings, numbers, typed, unmarked)
catalogue = (paragraphs,)
