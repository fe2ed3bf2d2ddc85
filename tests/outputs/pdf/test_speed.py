"""What makes PDFs faster changes no byte of them, and leaves the libraries as they were."""

import ctypes.util
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from scripts.benchmark.source import source
from tests.judges.validators import need_module
from tests.support.pages import ROOT, written
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.writers.pdf import weasyprint as pdf
from toolchain.writers.pdf.weasyprint.patches import page_references
from toolchain.writers.pdf.weasyprint.patches.page_references import listed_pages

ARABIC = ROOT / "tests" / "cases" / "languages" / "ar.md"
OWN_STYLE = """
:root { --gap: 3pt }
body { width: calc(100% - 1cm); text-indent: calc(1% + 1pt) }
p { margin-inline-start: var(--gap); border-inline-end: calc(1pt + 1pt) dotted; inset-inline-start: 1px }
li { text-decoration: underline } li p { text-decoration: overline; position: relative }
h2 { float: right; display: inline; direction: rtl } h2 + * { padding-inline: 1em 2em; clear: both }
"""


def test_libraries_without_the_name_are_searched_for_after_all(monkeypatch: pytest.MonkeyPatch) -> None:
    from toolchain.writers.pdf.weasyprint import start

    asked: list[bool] = []

    def importing(name: str) -> str:
        asked.append(ctypes.util.find_library is search)
        if not asked[-1]:
            raise OSError("cannot load library")
        return name

    search = ctypes.util.find_library
    monkeypatch.delitem(sys.modules, "weasyprint")
    monkeypatch.setattr("importlib.import_module", importing)
    monkeypatch.setattr(start, "require_release", lambda *_: None)  # what is imported here has none
    assert str(start.import_weasyprint()) == "weasyprint"
    assert asked == ([False, True] if sys.platform == "linux" else [True])


def test_pages_listed_once_and_garbage_taken_away_change_no_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_module("weasyprint", "weasyprint")
    file = tmp_path / "source.md"
    file.write_text(source(8), encoding="utf-8")
    submission = pipeline.read(file, Options())
    made = submission.resolved, submission.project
    quick = pdf.write(*made)
    monkeypatch.setattr(pdf, "_LONG", 0)
    assert pdf.write(*made) == quick
    monkeypatch.setattr(page_references, "listed_pages", nullcontext)
    assert pdf.write(*made) == quick


def test_style_sheets_parsed_once_change_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the tests have them: see `tests/support/style_sheets.py`."""
    need_module("weasyprint", "weasyprint")
    import weasyprint

    style = tmp_path / "own.css"
    style.write_text(OWN_STYLE, encoding="utf-8")
    made = written(tmp_path, "1. One.[^a]\n\n[^a]: Two.", Options(look="house", css=style))
    twice = [pdf.write(*made) for _ in range(2)]
    assert weasyprint.css.CSS is not weasyprint.CSS
    monkeypatch.setattr(weasyprint.css, "CSS", weasyprint.CSS)
    assert twice == [pdf.write(*made)] * 2


def test_pages_are_listed_again_when_there_are_more() -> None:
    import pydyf

    before = pydyf.PDF.page_references
    with listed_pages():
        document = pydyf.PDF()
        assert document.page_references == ()
        for _ in range(2):
            document.add_page(pydyf.Dictionary({"Type": "/Page"}))
        references = document.page_references
        assert len(references) == 2
        assert document.page_references is references
    assert document.page_references == references
    assert pydyf.PDF.page_references is before
