"""The broken books: of one that we have built, looked at without epubcheck."""

from __future__ import annotations

from functools import cache

import pytest

from tests.broken.cases import Corpus, examined
from tests.broken.epub import cases, fits
from tests.support.pages import RICH, read
from toolchain.checks.files.epub import validator
from toolchain.model.diagnostics import Diagnostic
from toolchain.pipeline.finished_files.epub import examine_file
from toolchain.plugins.registry import writer


@cache
def good() -> bytes:
    """A book that we have built, with everything in it."""
    return writer("epub").write(*read(RICH))


def found(data: bytes) -> tuple[Diagnostic, ...]:
    """What is found in a book."""
    return examined(examine_file, data, "report.epub")


def found_by_us(data: bytes) -> tuple[Diagnostic, ...]:
    """What we find ourselves, which is told where epubcheck is not there too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(validator, "_jar", lambda: None)
        return found(data)


CORPORA = {"epub of ours": Corpus(good, cases.CASES, found_by_us, fits)}
