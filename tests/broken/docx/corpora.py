"""The broken Word files: of one that we have built, and of a stranger's."""

from __future__ import annotations

from functools import cache

from tests.broken.cases import Corpus, examined
from tests.broken.docx import beside_the_text, by_programs, by_users, strangers
from tests.support.docx_file import docx
from tests.support.pages import ROOT, read
from toolchain.model.diagnostics import Diagnostic
from toolchain.pipeline.finished_files.docx import examine

SOURCE = ROOT / "tests" / "cases" / "word_files" / "good.md"


@cache
def ours() -> bytes:
    """A file that we have built."""
    return docx(read(SOURCE)).data


def found(data: bytes) -> tuple[Diagnostic, ...]:
    """What is found in a Word file."""
    return examined(examine, data, "report.docx")


OF_OURS = [case for module in (by_users, beside_the_text, by_programs) for case in module.CASES]
CORPORA = {
    "docx of ours": Corpus(ours, OF_OURS, found),
    "docx of others": Corpus(cache(strangers.stranger), strangers.CASES, found),
}
