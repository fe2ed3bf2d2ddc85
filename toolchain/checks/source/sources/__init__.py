"""The C series: citations, the sources they name, and short forms typed by hand."""

from toolchain.checks.source.sources.cited import source_invalid, source_unknown, source_unused
from toolchain.checks.source.sources.entries import source_incomplete, source_twice
from toolchain.checks.source.sources.listed import sources_empty, sources_twice
from toolchain.checks.source.sources.short import short_form

api = 1

__all__ = [
    "short_form",
    "source_incomplete",
    "source_invalid",
    "source_twice",
    "source_unknown",
    "source_unused",
    "sources_empty",
    "sources_twice",
]
