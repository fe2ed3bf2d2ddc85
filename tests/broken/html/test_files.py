"""Each fault in a page is found where it is, and nothing else is; in good pages nothing is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.broken.html import Case, PageFile, missed, of_ours, of_strangers
from tests.support.pages import ROOT, SOURCES, html, read, written
from toolchain.model.diagnostics import Diagnostic, Failure
from toolchain.model.front_matter import Look
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline.finished_files.html import examine_file
from toolchain.project.settings import Options

SOURCE = ROOT / "tests" / "cases" / "word_files" / "good.md"
STRANGER = ROOT / "tests" / "cases" / "finished_pages" / "stranger.html"


@cache
def ours() -> str:
    """A page that we have built."""
    return html(read(SOURCE))


def strangers() -> str:
    """A page as Word saves it, with its notes, classes and tags without ends."""
    return STRANGER.read_text(encoding="utf-8")


GOOD: Mapping[str, Callable[[], str]] = {"ours": ours, "a stranger's": strangers}
CASES = [
    *(("ours", case) for case in of_ours.CASES),
    *(("a stranger's", case) for case in of_strangers.CASES),
]


def found(text: str) -> tuple[Diagnostic, ...]:
    try:
        return examine_file(text.encode(), "report.html", Options())
    except Failure as error:
        return pipeline.diagnose(error)


@pytest.mark.parametrize("good", GOOD)
def test_in_a_good_page_nothing_is_found(good: str) -> None:
    assert found(GOOD[good]()) == ()


@pytest.mark.parametrize(("good", "case"), [pytest.param(good, case, id=case.name) for good, case in CASES])
def test_a_fault_is_found_where_it_is_and_nothing_else(good: str, case: Case) -> None:
    page = PageFile(GOOD[good]())
    case.edit(page)
    assert missed(case, found(page.text), page.text) == []


ALL = [*SOURCES, *sorted((ROOT / "tests/cases/languages").glob("*.md"))]


@pytest.mark.parametrize("look", ["un", "house"])
@pytest.mark.parametrize("source", ALL, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_in_pages_of_all_that_there_is_nothing_is_found(source: Path, look: Look) -> None:
    assert found(html(read(source, Options(look=look)))) == ()


@pytest.mark.parametrize("colour", ["#7a1f5c", "#ffdd00", "#00ff00", "#777777", "#fffefb", "#17191c"])
def test_no_colour_of_a_submitter_takes_the_contrast_away(tmp_path: Path, colour: str) -> None:
    matter = {"look": "house", "colour": f'"{colour}"', "contents": "true", "headings": "numbered"}
    page = html(
        written(
            tmp_path, "# Law\n\n1. See [a](https://example.org).[^a]\n\n[^a]: Note.\n", Options(), **matter
        )
    )
    assert colour in page
    assert found(page) == ()
