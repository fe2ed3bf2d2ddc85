"""The R series: labels, cross-references, and references typed by hand."""

from toolchain.checks.source.references import claims, directions, targets, typed
from toolchain.rules import references

api = 1
modules = (claims, directions, targets, typed)
catalogue = (references,)
