"""A good PDF, and what people and programs do to it."""

from __future__ import annotations

from functools import partial

import pikepdf

from tests.broken.cases import Cases as CasesOf
from tests.support.pdf_changes import changed

Cases = partial(CasesOf[pikepdf.Pdf], changed)
