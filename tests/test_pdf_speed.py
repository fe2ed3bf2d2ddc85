"""What makes PDFs faster changes no byte of them, and leaves the libraries as they were."""

import ctypes.util
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from scripts.benchmark.source import source
from tests.validators import need_module
from toolchain import pipeline
from toolchain.project import Options
from toolchain.writers import pdf
from toolchain.writers.pdf import pages
from toolchain.writers.pdf.pages import listed_pages

pytestmark = pytest.mark.xdist_group("pdf")

IMPORT = """
import ctypes.util, sys
before = ctypes.util.find_library
from toolchain.writers.pdf.start import weasyprint
assert ctypes.util.find_library is before
assert "fontTools.subset" not in sys.modules
from weasyprint.pdf import fonts
assert fonts.subset.Options().hinting is True
assert "fontTools.subset" in sys.modules
print(weasyprint.__name__)
"""


def test_what_cuts_fonts_is_imported_when_it_is_called() -> None:
    need_module("weasyprint", "weasyprint")
    ran = subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True)
    assert ran.stdout == "weasyprint\n"


def test_libraries_without_the_name_are_searched_for_after_all(monkeypatch: pytest.MonkeyPatch) -> None:
    from toolchain.writers.pdf import start

    asked: list[bool] = []

    def importing(name: str) -> str:
        asked.append(ctypes.util.find_library is search)
        if not asked[-1]:
            raise OSError("cannot load library")
        return name

    search = ctypes.util.find_library
    monkeypatch.delitem(sys.modules, "weasyprint")
    monkeypatch.setattr("importlib.import_module", importing)
    assert str(start.import_weasyprint()) == "weasyprint"
    assert asked == ([False, True] if sys.platform == "linux" else [True])


def test_pages_listed_once_and_garbage_taken_away_change_no_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_module("weasyprint", "weasyprint")
    file = tmp_path / "source.md"
    file.write_text(source(25), encoding="utf-8")
    submission = pipeline.read(file, Options())
    made = submission.resolved, submission.project
    quick = pdf.PdfWriter().write(*made)
    monkeypatch.setattr(pdf, "_LONG", 0)
    assert pdf.PdfWriter().write(*made) == quick
    monkeypatch.setattr(pages, "listed_pages", nullcontext)
    assert pdf.PdfWriter().write(*made) == quick


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
