"""Lines of a PDF in two directions, whose words emphasis, links and marks divide: where each is seen."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
import pytest

from tests.support.pages import written
from tests.support.proving import prove
from tests.support.seen import out_of_order
from toolchain.formats.pdf.runs import Run
from toolchain.formats.pdf.scan import scan
from toolchain.formats.table import PDF
from toolchain.model import Paragraph, Text
from toolchain.writers.pdf import PdfWriter

_RAISED = 8
"""Points: a mark is raised by less, and lines are farther from each other."""


def _lines(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs of each line from left to right, the highest line first."""
    waiting = sorted(runs, key=lambda run: -run.y)
    while waiting:
        line = [run for run in waiting if run.y > waiting[0].y - _RAISED]
        yield from sorted(line, key=lambda run: run.x)
        waiting = waiting[len(line) :]


def _seen(data: bytes) -> list[str]:
    """The pieces of text of the first numbered paragraph as they are read, by lines, from left to right."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        part = next(part for part in scan(pdf, "x").parts if part.body)
    runs = [run for piece in part.pieces for run in piece.runs][1:]
    assert len({run.page for run in runs}) == 1
    return [text for run in _lines(runs) if (text := run.text.strip())]


@pytest.mark.usefixtures("weasyprint")
@pytest.mark.parametrize(
    ("lang", "text", "seen"),
    [
        ("ar", "قالت Human *Rights* Watch إن", ["إن", "Human", "Rights", "Watch", "قالت"]),
        ("ar", "*قال Human **Rights*** Watch إن", ["إن", "Human", "Rights", "Watch", "قال"]),
        ("ar", "حق one[^a] two حق", ["حق", "one", "1", "two", "حق"]),
        ("ar", "حق one[^a][^b] two حق", ["حق", "one", "1", "،", "2", "two", "حق"]),
        ("ar", "حق one[^a][^b] حق", ["حق", "2", "،", "1", "حق one"]),
        ("ar", "حق **one** `two` *three* حق", ["حق", "one", "two", "three", "حق"]),
        ("ar", "حق **one** [two](https://example.org/) three حق", ["حق", "one", "two", "three", "حق"]),
        ("ar", "حق *one* `two`", ["two", "one", "حق"]),
        ("ar", "حق one\\\n*two* three حق", ["حق one", "حق", "two", "three"]),
        ("ar", "حق *كل* من", ["من", "كل", "حق"]),
        ("ar", "*حق* (*one*) *كل*", ["كل", ")", "one", "(", "حق"]),
        ("ar", "حق 12[^a]-13 كل", ["-13 كل", "1", "حق 12"]),
        ("en", "They say حق *الطفل* في now", ["They say", "في", "الطفل", "حق", "now"]),
        ("en", "They say *we حق* **الطفل** now", ["They say", "we", "الطفل", "حق", "now"]),
        ("en", "They say حق[^a] now", ["They say", "1", "حق", "now"]),
        (
            "en",
            "See [حق](https://example.org/a) [كل](https://example.org/b) now",
            ["See", "كل", "حق", "now"],
        ),
        ("en", "See שלום *12* שתיים", ["See", "שתיים", "12", "שלום"]),
        ("en", "See [one שלום](https://example.org/a) *שתיים*", ["See", "one שלום", "שתיים"]),
        ("en", "One *كل إقليم*3 @ 5[^a] two", ["One", "5", "1", "@ 3", "كل إقليم", "two"]),
        ("en", "One *two* three", ["One", "two", "three"]),
    ],
)
def test_what_is_read_in_one_go_is_seen_so(tmp_path: Path, lang: str, text: str, seen: list[str]) -> None:
    """By hand after UAX #9, code and the links of an Arabic page each by itself as on a web page."""
    submission = written(tmp_path, f"1. {text}\n\n2. حق.[^a][^b]\n\n[^a]: Note.\n\n[^b]: حق.\n", lang=lang)
    data = PdfWriter().write(*submission)
    assert _seen(data) == seen
    assert out_of_order(data) == []
    assert prove(submission.resolved, data, "x.pdf", "pdf") == ()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", "قالت Human *Rights* Watch إن"),
        ("ar", "حق one[^a][^b] two حق"),
        ("ar", "حق **one** [two](https://example.org/) three حق"),
        ("ar", "*حق* (*one*) *كل*"),
        ("ar", "حق 12[^a]-13 كل"),
        ("en", "They say *we حق* **الطفل** now"),
        ("en", "See [حق](https://example.org/a) [كل](https://example.org/b) now"),
        ("en", "One *كل إقليم*3 @ 5[^a] two"),
    ],
)
def test_what_typst_sets_is_proved(tmp_path: Path, lang: str, text: str) -> None:
    submission = written(tmp_path, f"1. {text}\n\n2. حق.[^a][^b]\n\n[^a]: Note.\n\n[^b]: حق.\n", lang=lang)
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Text حق, *عمل* (2020).",
        "حق, «[عمل: لماذا؟]{lang=ar}» (2020).",
        "Text حق [*عمل*]{lang=ar} (3), (4) text.",
    ],
)
def test_figures_in_brackets_end_what_is_read_against_the_paragraph(tmp_path: Path, text: str) -> None:
    """A file says of their brackets, which no letter is beside, what they are in either direction."""
    submission = written(tmp_path, f"1. {text}\n")
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()


@pytest.mark.usefixtures("weasyprint")
@pytest.mark.parametrize(
    ("lang", "text"),
    [("ar", "قالت Human *Rights* Watch إن"), ("ar", "حق one[^a] two"), ("en", "They say حق *الطفل* في now")],
)
def test_without_it_words_are_seen_in_another_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, text: str
) -> None:
    """So that this is taken away when WeasyPrint needs it no longer."""
    monkeypatch.setattr("toolchain.writers.pdf.weasyprint.order.keep_together", lambda *_: None)
    submission = written(tmp_path, f"1. {text}\n\n2. حق.[^a]\n\n[^a]: Note.\n", lang=lang)
    assert len(out_of_order(PdfWriter().write(*submission))) == 1


@pytest.mark.usefixtures("engine")
def test_a_running_head_stays_where_a_table_has_its_words(tmp_path: Path) -> None:
    """The header of the table is repeated on the page, and is no text of it."""
    rows = "\n".join(f"| {number} | |" for number in range(40))
    body = f"# حق ABC Law\n\n1. كل.\n\n| حق | |\n| --- | --- |\n{rows}\n"
    submission = written(tmp_path, body, lang="ar", title="كل")
    document = PDF.read_back(PdfWriter().write(*submission), "x.pdf")
    lines = (block for block in document.frame if isinstance(block, Paragraph))
    texts = [each.text for line in lines for each in line.children if isinstance(each, Text)]
    assert "حق ABC Law" in texts
