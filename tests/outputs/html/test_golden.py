"""The page of a source with everything in it, line by line as it was looked at and found right."""

from tests.support.golden_html import normal
from tests.support.pages import RICH, ROOT, Page, read


def test_the_page_is_as_it_was_found_right() -> None:
    expected = (ROOT / "tests" / "cases" / "golden" / "rich.html").read_text(encoding="utf-8")
    assert normal(Page(read(RICH))).splitlines() == expected.splitlines()
