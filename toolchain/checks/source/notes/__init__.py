"""The N series: notes, their marks and their texts."""

from toolchain.checks.source.notes import ibid, marks, order, texts
from toolchain.rules import notes

api = 1
modules = (ibid, marks, order, texts)
catalogue = (notes,)
