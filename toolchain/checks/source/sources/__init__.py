"""The C series: citations, the sources they name, and short forms typed by hand."""

from toolchain.checks.source.sources.cited import source_unknown, source_unused
from toolchain.checks.source.sources.entries import source_address, source_incomplete, source_twice
from toolchain.checks.source.sources.listed import sources_empty, sources_twice
from toolchain.checks.source.sources.short import short_form
from toolchain.rules.sources import AddressDead, SourceInvalid

api = 1
found_elsewhere = (SourceInvalid, AddressDead)

__all__ = [
    "short_form",
    "source_address",
    "source_incomplete",
    "source_twice",
    "source_unknown",
    "source_unused",
    "sources_empty",
    "sources_twice",
]
