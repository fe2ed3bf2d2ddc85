"""The C series: citations, the sources they name, and short forms typed by hand."""

from toolchain.checks.source.sources import cited, entries
from toolchain.rules import sources

api = 1
modules = (cited, entries)
catalogue = (sources,)
