"""The broken pages: of one that we have built, and of one as Word saves it."""

from __future__ import annotations

from functools import cache

from tests.broken.cases import Corpus, examined
from tests.broken.html import fits, of_ours, of_strangers
from tests.support.pages import ROOT, html, read
from toolchain.model.diagnostics import Diagnostic
from toolchain.pipeline.finished_files.html import examine_file

SOURCE = ROOT / "tests" / "cases" / "word_files" / "good.md"
STRANGER = ROOT / "tests" / "cases" / "finished_pages" / "stranger.html"
"""A page as Word saves it, with its notes, classes and tags without ends."""


@cache
def ours() -> bytes:
    """A page that we have built."""
    return html(read(SOURCE)).encode()


def found(data: bytes) -> tuple[Diagnostic, ...]:
    """What is found in a page."""
    return examined(examine_file, data, "report.html")


CORPORA = {
    "html of ours": Corpus(ours, of_ours.CASES, found, fits),
    "html of others": Corpus(STRANGER.read_bytes, of_strangers.CASES, found, fits),
}
