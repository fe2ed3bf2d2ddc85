"""Settings for all tests."""

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import get_args
from unittest.mock import patch

import hypothesis
import pytest
from hypothesis.internal.conjecture import providers

from tests.support import pango
from tests.support.reading_here import read_here
from tests.support.style_sheets import parsed_once
from toolchain.model import wording
from toolchain.model.front_matter import PdfEngine

# A slow machine is no fault of the code.
# `make test` tries the same examples each time, `make test-long` others.
hypothesis.settings.register_profile("default", deadline=None, derandomize=True, max_examples=15)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=300)
hypothesis.settings.load_profile("default")


@pytest.fixture(scope="session", autouse=True)
def _sheets_parsed_once() -> Iterator[None]:
    with parsed_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def _files_read_here() -> Iterator[None]:
    with read_here():
        yield


def pytest_sessionstart() -> None:
    """Hypothesis would try constants of all our modules, too, that are imported so far: others each time.

    It begins to look for them when tests are collected, which takes half a second.
    """
    patch.object(providers, "_get_local_constants", lambda: providers._local_constants).start()


@pytest.fixture
def tmp_path(tmp_path: Path) -> Path:
    """A folder alone in its own: commands that look next to theirs would see those of all other tests."""
    (folder := tmp_path / "alone").mkdir()
    return folder


@pytest.fixture
def weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint sets the PDFs of a test that does not say what does."""
    monkeypatch.setattr("toolchain.project.settings.DEFAULT", "weasyprint")


@pytest.fixture(params=get_args(PdfEngine))
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each engine sets the PDFs of a test that does not say what does."""
    monkeypatch.setattr("toolchain.project.settings.DEFAULT", request.param)
    return str(request.param)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for garbage seldom, and never among the tests themselves: it took a sixth of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    pango.begin()
    report = yield
    pango.skip_if_missing(report, str(collector.path))
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    pango.begin()
    os.environ[wording.VARIABLE] = os.environ["LANGUAGE"] = (
        "en"  # not that of the machine, or the test before
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    pango.skip_if_missing(report, str(item.path))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have recorded under "matrix", in whichever process they ran."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, text in report.user_properties:
            if name == "matrix":
                terminalreporter.write_line(str(text))
