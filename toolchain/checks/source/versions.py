"""The V series: a translation compared with its original, a source compared with what was sent.

The findings come from reading both (`toolchain.pipeline.companions`), and files of translations.
"""

from __future__ import annotations

from toolchain.rules.translating import TranslationFile
from toolchain.rules.versions import NumbersMoved, TranslationParity

api = 1
found_elsewhere = (
    NumbersMoved,
    TranslationFile,
    TranslationParity,
)
