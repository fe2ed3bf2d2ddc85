"""The V series: a translation compared with its original, a source compared with what was sent.

The findings come from reading both (`toolchain.pipeline.companions`), and files of translations.
"""

from toolchain.rules import translating, versions

api = 1
catalogue = (translating, versions)
