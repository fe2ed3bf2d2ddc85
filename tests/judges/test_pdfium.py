"""PDFium reads the text of each mark of a PDF as our reader does; where not, the reason is named."""

from __future__ import annotations

import os
import random
import tomllib
from pathlib import Path

import pytest
from pikepdf import Dictionary, Pdf

from tests.judges.oracles import pdfium
from tests.judges.validators import need_module
from tests.support.pages import RICH, ROOT, read, written
from tests.support.pdf_content import font_of_collection, page_of
from toolchain.formats.bidi.levels import visual
from toolchain.model import Paragraph
from toolchain.model.diagnostics import Failure
from toolchain.model.walk import walk
from toolchain.project.settings import Options
from toolchain.resolve.tables import printed_text
from toolchain.writers.pdf import PdfWriter

SOURCES = [
    ROOT / "content" / "pakistan-opsc" / "report.md",
    RICH,
    *sorted((ROOT / "tests" / "cases" / "languages").glob("*.md")),
]
MIXED = (
    "حق", "القانون", "المادة 12", "عام 2019", "UNICEF", "CRC/C/PAK/CO/5", "2019–2024", "10–12", "(عربي)",
    "(Sunrise)", "«كل»", "“Law”", "«UNICEF»", "12.5", "63%", "50 %", "1,234", "2/3", "+92 51", "no. 3", "،",
    "؛", ":", "*حق*", "**UNICEF**", "[حق](https://example.org)", "[Law 3](https://example.org)",
    "[Law (No. 5)]{lang=en}", "info@example.org",
)  # fmt: skip
"""Words of Arabic reports, and what is between them."""
CORPUS = "PDF_CORPUS"
"""The environment variable with a folder of PDFs, as https://github.com/veraPDF/veraPDF-corpus."""
NAMED = tomllib.loads((ROOT / "tests" / "cases" / "pdf_files" / "pdfium.toml").read_text(encoding="utf-8"))[
    "difference"
]
"""The files of that corpus of which the two say something else, by reason."""
ENOUGH = 0.995


@pytest.fixture(autouse=True)
def _is_installed() -> None:
    need_module("pypdfium2", "pypdfium2")


@pytest.mark.parametrize("source", SOURCES, ids=[f"{path.parent.name}-{path.stem}" for path in SOURCES])
def test_our_files_say_the_same_to_both(source: Path) -> None:
    count, found = pdfium.differences(PdfWriter().write(*read(source)))
    assert count > 50
    assert found == []


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 60))])
def test_mixed_lines_are_painted_in_the_order_of_uax_9(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    texts = [" ".join(("كل", *chance.choices(MIXED, k=chance.randrange(1, 4)), "كل.")) for _ in range(20)]
    body = "\n\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1))
    submission = written(tmp_path, body, Options(pdf_engine="typst"), lang="ar", title="تقرير")
    found = {pdfium.painted(line) for line in pdfium.lines(PdfWriter().write(*submission))}
    paragraphs = [
        each for each, _ in walk(submission.resolved.document.blocks) if isinstance(each, Paragraph)
    ]
    for number, paragraph in enumerate(paragraphs, 1):
        text = printed_text(paragraph.children, submission.resolved)
        assert pdfium.painted(f"{visual(text, right_to_left=True)}.{number}") in found, text


def test_a_difference_is_seen() -> None:
    shown = page_of(b"/P <</MCID 0>> BDC BT /F1 9 Tf (a) Tj ET EMC")
    (number, found) = pdfium.differences(shown)
    assert (number, found) == (1, [])
    with_words = page_of(b"/Span <</MCID 0 /ActualText (other)>> BDC BT /F1 9 Tf (a) Tj ET EMC")
    assert pdfium.differences(with_words) == (1, [pdfium.Difference((0, 0), "a", "other")])


@pytest.mark.parametrize("ordering", ["GB1", "CNS1", "Japan1", "Korea1"])
def test_latin_letters_of_an_adobe_collection(ordering: str) -> None:
    """PDFium has the tables of Adobe; in each of them the characters that we read have the same numbers."""

    def resources(_: Pdf) -> Dictionary:
        return Dictionary(Font=Dictionary(F1=font_of_collection(ordering)))

    codes = b"".join(b"%04x" % cid for cid in range(1, 95) if cid not in (61, 93))
    data = page_of(b"/P <</MCID 0>> BDC BT /F1 6 Tf 10 700 Td <%s> Tj ET EMC" % codes, resources)
    assert pdfium.differences(data) == (1, [])


def test_a_corpus_says_the_same_to_both_or_the_reason_is_named() -> None:
    if CORPUS not in os.environ:
        pytest.skip(f"{CORPUS} names no folder with a corpus of PDFs")
    folder = Path(os.environ[CORPUS])
    named = {name: each["guessed"] for each in NAMED for name in each["files"] if (folder / name).exists()}
    marks, differing = 0, {}
    for path in sorted(folder.rglob("*.pdf")):
        try:
            count, found = pdfium.differences(path.read_bytes())
        except Failure:  # encrypted, or damaged on purpose
            continue
        marks += count
        if found:
            differing[path.relative_to(folder).as_posix()] = found
    assert marks
    assert {name: found for name, found in differing.items() if name not in named} == {}
    assert set(named) <= set(differing)
    known = sum(len(found) for name, found in differing.items() if not named[name])
    assert known <= (1 - ENOUGH) * marks, f"{known} of {marks}"
