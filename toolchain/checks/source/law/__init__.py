"""The U series: treaties, general comments and documents of the United Nations that are cited."""

from toolchain.checks.source.law import answers, articles, comments, names, symbols
from toolchain.rules import law

api = 1
modules = (answers, articles, comments, names, symbols)
catalogue = (law,)
