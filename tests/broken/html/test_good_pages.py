"""In good pages of all sources, looks and colours nothing is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.broken.html.corpora import found
from tests.support.pages import ROOT, SOURCES, html, read, written
from toolchain.model.front_matter import Look
from toolchain.project.settings import Options

ALL = [*SOURCES, *sorted((ROOT / "tests/cases/languages").glob("*.md"))]


@pytest.mark.parametrize("look", ["un", "house"])
@pytest.mark.parametrize("source", ALL, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_in_pages_of_all_that_there_is_nothing_is_found(source: Path, look: Look) -> None:
    assert found(html(read(source, Options(look=look))).encode()) == ()


@pytest.mark.parametrize("colour", ["#7a1f5c", "#ffdd00", "#00ff00", "#777777", "#fffefb", "#17191c"])
def test_no_colour_of_a_submitter_takes_the_contrast_away(tmp_path: Path, colour: str) -> None:
    matter = {"look": "house", "colour": f'"{colour}"', "contents": "true", "headings": "numbered"}
    page = html(
        written(
            tmp_path, "# Law\n\n1. See [a](https://example.org).[^a]\n\n[^a]: Note.\n", Options(), **matter
        )
    )
    assert colour in page
    assert found(page.encode()) == ()


def test_a_text_directly_in_the_body_is_a_text() -> None:
    head = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Law</title></head>'
    assert found(f"{head}<body>The law was changed.</body></html>".encode()) == ()
