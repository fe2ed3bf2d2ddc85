"""The S series: the structure of a source, and losses from it."""

from toolchain.checks.source.structure import headings, markup, placeholders, repeated, source
from toolchain.rules import clusters, files, folder_settings, kept, structure, styles
from toolchain.rules import markup as left

api = 1
modules = (headings, markup, placeholders, repeated, source)
catalogue = (clusters, files, folder_settings, kept, left, structure, styles)
