"""Colours that can be read: the contrast of WCAG 2.2, and what a house's colour becomes on the page."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pages import html, written
from toolchain.formats.colours import BLACK, ENOUGH, WHITE, contrast, readable, text_on
from toolchain.model.design import design
from toolchain.project.settings import Options
from toolchain.writers.pdf import PdfWriter

HOUSE_COLOUR = design().value("colour.house")
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")

# As the World Wide Web Consortium gives them: 21 and 1 are the limits, the greys those on either side of 4.5.
KNOWN = [
    ("#000000", "#ffffff", 21.0),
    ("#ffffff", "#ffffff", 1.0),
    ("#767676", "#ffffff", 4.54),
    ("#777777", "#ffffff", 4.47),
    ("#ff0000", "#ffffff", 3.99),
    ("#0000ff", "#ffffff", 8.59),
    ("#ffff00", "#ffffff", 1.07),
]


@pytest.mark.parametrize(("one", "other", "ratio"), KNOWN)
def test_contrast(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


@given(COLOURS)
def test_what_is_made_readable_is(colour: str) -> None:
    for ground in (WHITE, "#17191c", BLACK):
        shown = readable(colour, ground)
        assert contrast(shown, ground) >= ENOUGH
        assert readable(shown, ground) == shown
        if contrast(colour, ground) >= ENOUGH:
            assert shown == colour


@given(COLOURS)
def test_words_on_a_colour_can_be_read(colour: str) -> None:
    assert contrast(text_on(colour), colour) >= ENOUGH


@given(COLOURS)
def test_no_more_is_changed_than_must_be(colour: str) -> None:
    """One step lighter it could not be read."""
    shown = readable(colour, WHITE)
    if shown != colour:
        assert contrast(shown, WHITE) < ENOUGH + 0.2


def told(page: str) -> dict[str, str]:
    return dict(re.findall(r"--(accent|accent-on-dark|colour|on-colour): (#\w+);", page))


def test_our_own_colour_can_be_read() -> None:
    assert contrast(HOUSE_COLOUR, WHITE) >= ENOUGH


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ({}, {}),
        ({"look": "un", "colour": '"#f2a900"'}, {}),
        ({"look": "house"}, {"accent": HOUSE_COLOUR, "colour": HOUSE_COLOUR, "on-colour": WHITE}),
        (
            {"look": "house", "colour": '"#0B5A7A"'},
            {"accent": "#0b5a7a", "colour": "#0b5a7a", "on-colour": WHITE},
        ),
        ({"look": "house", "colour": '"#f2a900"'}, {"colour": "#f2a900", "on-colour": BLACK}),
    ],
)
def test_what_a_page_is_told(tmp_path: Path, matter: dict[str, str], expected: dict[str, str]) -> None:
    found = told(html(written(tmp_path, "# Head\n\n1. A.", Options(), **matter)))
    assert {name: found[name] for name in expected} == expected
    assert (found == {}) is (expected == {})


def test_a_light_colour_fills_the_cover_and_is_darkened_for_words(tmp_path: Path) -> None:
    submission = written(tmp_path, "# Head\n\n1. A.", look="house", colour='"#f2a900"')
    path = tmp_path / "x.pdf"
    path.write_bytes(PdfWriter().write(*submission))
    with pikepdf.open(path) as pdf:
        drawn = pdf.pages[0].Contents.read_bytes().decode("latin-1")
    fills = {tuple(map(float, each)) for each in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) rg", drawn)}
    for colour in ("#f2a900", readable("#f2a900", WHITE)):
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        assert any(fill == pytest.approx(channels, abs=0.01) for fill in fills), colour
