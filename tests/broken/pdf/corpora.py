"""The broken PDFs, of one that we have built."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from unittest import mock

from tests.broken.cases import Corpus, examined
from tests.broken.pdf import by_attackers, by_people, by_writers
from tests.support.pages import ROOT, TYPST, WEASYPRINT, read
from toolchain import model as m
from toolchain.formats.needs import Need
from toolchain.model.diagnostics import Diagnostic
from toolchain.pipeline.finished_files.pdf import examine_file
from toolchain.project.settings import Options
from toolchain.writers.pdf import PdfWriter

SOURCE = ROOT / "tests" / "cases" / "pdf_files" / "good.md"


@cache
def built(
    source: Path = SOURCE, notes: m.NoteKind = m.NoteKind.ENDNOTE, options: Options = WEASYPRINT
) -> bytes:
    """The PDF of a source."""
    return PdfWriter().write(*read(source, options, notes=notes))


def found(data: bytes) -> tuple[Diagnostic, ...]:
    """What is found in a PDF."""
    return examined(examine_file, data, "report.pdf")


def found_but_standards(data: bytes) -> tuple[Diagnostic, ...]:
    """The same, but for what the standards want: that a broken file is not that is another matter."""
    with mock.patch.object(Need, "find", return_value=""):
        return found(data)


CASES = [case for module in (by_writers, by_people, by_attackers) for case in module.CASES]
CORPORA = {
    "pdf of WeasyPrint": Corpus(built, CASES, found_but_standards),
    "pdf of typst": Corpus(partial(built, options=TYPST), CASES, found_but_standards),
}
