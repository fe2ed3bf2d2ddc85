"""Good Word files, and what people and programs do to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.broken.cases import Cases as CasesOf
from tests.broken.docx.editing import WordFile


def _edited(data: bytes, edit: Callable[[WordFile], None]) -> bytes:
    file = WordFile(data)
    edit(file)
    return file.data()


Cases = partial(CasesOf[WordFile], _edited)
