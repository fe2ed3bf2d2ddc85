"""The P series: numbers of paragraphs, sub-paragraphs and headings."""

from toolchain.checks.source.paragraphs.form import sub_paragraph_alone, sub_paragraph_form
from toolchain.checks.source.paragraphs.headings import heading_number
from toolchain.checks.source.paragraphs.layout import paragraph_unnumbered
from toolchain.checks.source.paragraphs.numbers import paragraph_number, sub_paragraph_number
from toolchain.checks.source.paragraphs.series import series_unmarked
from toolchain.checks.source.paragraphs.typed import sub_paragraph_typed
from toolchain.rules.paragraphs import ParagraphGlued

api = 1
found_elsewhere = (ParagraphGlued,)

__all__ = [
    "heading_number",
    "paragraph_number",
    "paragraph_unnumbered",
    "series_unmarked",
    "sub_paragraph_alone",
    "sub_paragraph_form",
    "sub_paragraph_number",
    "sub_paragraph_typed",
]
