"""What is on a cover: logos of equal area in one row or two, and what yields when a page gets full."""

from __future__ import annotations

from math import isclose

import pytest

from tests.support.resolve_build import document, inlines
from toolchain import model as m
from toolchain.model.front_matter import Contact, FrontMatter, Organization
from toolchain.model.records import replace
from toolchain.resolve import resolve
from toolchain.resolve.covers import Cover, cover
from toolchain.resolve.tables import Settings

SQUARE, WIDE, TALL = (1000, 1000), (3000, 1000), (1000, 3000)


def cover_of(logos: list[tuple[int, int]], title: str = "A report", lines: int = 0) -> Cover:
    """The cover of organizations with such logos, each with an address of so many lines."""
    names = [f"logo{at}.png" for at in range(len(logos))]
    contact = Contact(address="\n".join(["A street"] * lines)) if lines else None
    by = tuple(Organization(name=f"Group {name}", logo=name, contact=contact) for name in names)
    images = {
        name: m.ImageFile(b"", "image/png", *size, dpi=96.0) for name, size in zip(names, logos, strict=True)
    }
    matter = FrontMatter(title=inlines(title), submitted_by=by)
    return cover(resolve(replace(document(), front_matter=matter, images=images), Settings()))


@pytest.mark.parametrize(
    ("logos", "rows"),
    [
        ([SQUARE], 1),
        ([SQUARE, WIDE, TALL], 1),
        ([SQUARE] * 5, 1),
        ([SQUARE] * 6, 1),
        ([SQUARE] * 7, 2),
        ([WIDE] * 7, 2),
        ([WIDE] * 12, 2),
        ([SQUARE, WIDE, TALL] * 4, 2),
    ],
)
def test_logos_are_in_at_most_two_rows(logos: list[tuple[int, int]], rows: int) -> None:
    found = cover_of(logos).logos
    assert set(found.widths) == set(range(len(logos)))
    assert (found.second == -1) == (rows == 1)


@pytest.mark.parametrize("number", [24, 40])
def test_many_logos_are_in_more_rows_and_can_be_seen(number: int) -> None:
    """Two rows are hardly wider than the spaces between so many logos."""
    assert cover_of([SQUARE] * number).logos.widths[0] > 20


def test_logos_of_any_shape_have_one_area() -> None:
    shapes = [SQUARE, WIDE, (1000, 800)] * 2
    widths = cover_of(shapes).logos.widths
    areas = [widths[at] ** 2 * high / wide for at, (wide, high) in enumerate(shapes)]
    assert all(isclose(each, areas[0], rel_tol=0.01) for each in areas)


def test_details_leave_a_full_cover_before_the_title_is_small() -> None:
    """First all details are there, then names alone; the title stays readable."""
    free, full = cover_of([SQUARE] * 2, lines=3), cover_of([SQUARE] * 12, lines=3)
    assert free.details
    assert not full.details
    long = cover_of([SQUARE] * 12, title="A title of many words " * 20, lines=3)
    assert long.title < full.title
    assert long.size("un", "en")[0] >= 10


def test_logos_are_small_where_nothing_else_helps() -> None:
    assert cover_of([SQUARE] * 12, title="A title of many words " * 60).logos.widths[0] < 15  # points


def test_logos_are_smaller_by_no_more_than_the_cover_needs() -> None:
    """They share a page with a long title, facts and twelve names, and the words in them stay legible."""
    names = [f"Association of Lawyers for Children of the Northern District {at}" for at in range(12)]
    matter = FrontMatter(
        title=inlines("Children and courts " * 13),
        subtitle=inlines("On the reports of the hundredth session " * 3),
        submitted_by=tuple(Organization(name=name, logo=f"logo{at}.png") for at, name in enumerate(names)),
        recipient="A committee",
        country="A country",
        session="A session",
        instrument="A treaty",
        reporting_cycle="A cycle",
        date="14 March 2026",
    )
    images = {
        f"logo{at}.png": m.ImageFile(b"", "image/png", *size, dpi=96.0)
        for at, size in enumerate((WIDE, TALL, SQUARE))
    }
    found = cover(resolve(replace(document(), front_matter=matter, images=images), Settings()), "house")
    assert found.logos.widths[0] > 2 * 72 / 2.54  # two centimetres, of nearly four


@pytest.mark.parametrize(("letters", "share"), [(18, 1), (19, 0.9), (20, 1)])
def test_a_title_is_smaller_if_its_last_line_would_be_one_character(letters: int, share: float) -> None:
    assert cover_of([SQUARE], "\u62a5" * letters, lines=1).title == share
