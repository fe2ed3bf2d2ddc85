"""Files from other authors are read in a process of its own, which gives what this one would."""

import sys
from collections.abc import Iterator
from os import abort
from time import sleep

import pikepdf
import pytest

from tests.support.pages import ROOT, read
from tests.support.pdf_changes import changed
from tests.support.reading_here import ANOTHER_PROCESS
from toolchain.formats import apart
from toolchain.formats.table import PDF, loaded
from toolchain.model.diagnostics import Failure
from toolchain.project.settings import Options
from toolchain.reports.sentences import message
from toolchain.writers.pdf import PdfWriter


@pytest.fixture(autouse=True)
def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "call", ANOTHER_PROCESS)


def twice(value: int) -> Iterator[int]:
    yield from (value, value)


def much() -> int:
    return len(bytearray(apart.GIGABYTES * 2**30))


def function(named: object) -> str:
    return f"{__name__}:{getattr(named, '__name__', '')}"


def test_an_iterator_is_a_tuple() -> None:
    assert apart.call(function(twice), 2) == (2, 2)


def test_what_is_raised_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        apart.call("operator:truediv", 1, 0)
    assert "answer" in raised.value.__notes__[0]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the system does not limit memory")
def test_memory_is_limited() -> None:
    with pytest.raises(apart.Stopped, match="4 GB"):
        apart.call(function(much))


def test_a_crash_and_the_end_of_time_are_told() -> None:
    with pytest.raises(apart.Stopped, match="exit status"):
        apart.call(f"{abort.__module__}:abort")
    with pytest.raises(apart.Stopped, match=r"more than 0\.2 s"):
        apart.call(f"{sleep.__module__}:sleep", 5, seconds=0.2)


def test_a_pdf_is_read_and_checked_apart_as_here(monkeypatch: pytest.MonkeyPatch) -> None:
    data = PdfWriter().write(*read(ROOT / "content/minimal/report.md"))
    here = loaded(PDF.reader)(data, "x.pdf")
    spoilt = changed(data, without_language)
    found = loaded(PDF.checks)(spoilt, "x.pdf", Options())
    assert found
    assert PDF.check(spoilt, "x.pdf", Options()) == found
    assert repr(PDF.examined(PDF.reader, data, "x.pdf")) == repr(here)
    with pytest.raises(Failure) as raised:
        PDF.check(data[:1000], "x.pdf", Options())
    assert raised.value.findings[0].rule.code == "S012"
    monkeypatch.setattr(apart, "SECONDS", 0)
    monkeypatch.setattr(apart, "call", stopped)
    with pytest.raises(Failure) as raised:
        PDF.check(data, "x.pdf", Options())
    assert "0 seconds and 4 GB" in message(raised.value.findings[0])


def without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def stopped(*_: object) -> None:
    raise apart.Stopped
