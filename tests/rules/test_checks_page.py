"""docs/checks.md is what the catalogue of rules makes it."""

from scripts.make_checks_page import page
from tests.judges.validators import ROOT
from tests.support.examined import CHECKS
from toolchain.checks.examples import parse


def test_the_page_is_not_stale() -> None:
    stored = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert stored == page(CHECKS), "run: make generate"


def test_every_check_is_on_the_page() -> None:
    text = page(CHECKS)
    assert all(f"### {check.code} {check.name}\n" in text for check in CHECKS)


def test_an_example_is_taken_apart() -> None:
    text = (
        "Why.\n\nMore.\n\nBad (fr): so\n\n    Un mot.\n       ^^^  ^ P105\n\n"
        "Good:\n\n    ---\n    lang: fr\n    ---"
    )
    prose, (bad, good) = parse(text)
    assert prose == "Why.\n\nMore."
    assert (bad.kind, bad.lang, bad.caption) == ("Bad", "fr", "so")
    assert bad.source == "---\ntitle: Example\nlang: fr\n---\n\nUn mot.\n"
    assert [tuple(place) for place in bad.places] == [(6, 4, 7, ""), (6, 9, None, "P105")]
    assert (good.kind, good.source, good.places) == ("Good", "---\nlang: fr\n---\n", ())
