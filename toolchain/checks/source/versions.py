"""The V series: a translation held against its original, a source against what was sent of it.

What is found here comes of reading both (`toolchain.pipeline.companions`).
"""

from __future__ import annotations

from toolchain.rules.versions import NumbersMoved, TranslationParity

api = 1
found_elsewhere = (
    NumbersMoved,
    TranslationParity,
)
