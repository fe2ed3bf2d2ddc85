"""The guide as a site: its pages are reached, ask nobody for anything, and are searched without a server."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import make_reference_pages as made
from scripts.check_site import faults
from tests.judges.validators import ROOT, need
from tests.judges.validators.browser import Visit, browse
from tests.rules.test_docs import PAGES

CONFIG = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize(
    ("name", "text"), [("keys", made.keys), ("profiles", made.profiles), ("model", made.nodes)]
)
def test_pages_from_the_program_are_not_stale(name: str, text: Callable[[], str]) -> None:
    assert PAGES[f"{name}.md"] == text(), "run: make generate"


def test_the_site_has_every_page_once() -> None:
    assert sorted(re.findall(r"[\w-]+\.md", str(CONFIG["nav"]))) == sorted(PAGES.keys() - {"README.md"})


def test_dead_links_and_other_hosts_are_found(tmp_path: Path) -> None:
    (tmp_path / "other.html").write_text("<p id='here'>Words", encoding="utf-8")
    (tmp_path / "page.html").write_text(
        "<a href='other.html#here'>x</a><a href='https://example.org'>x</a><a href='other.html#gone'>x</a>"
        "<img src='no.png'><script src='https://example.org/x.js'></script>",
        encoding="utf-8",
    )
    assert list(faults(tmp_path)) == [
        "page.html: other.html#gone: no such place",
        "page.html: no.png: no such file",
        "page.html: https://example.org/x.js: asks another host",
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, as `make docs` builds it, elsewhere."""
    folder = tmp_path_factory.mktemp("guide")
    config = (ROOT / "zensical.toml").read_text(encoding="utf-8").replace('"build/site"', '"site"')
    (folder / "zensical.toml").write_text(config, encoding="utf-8")
    shutil.copytree(ROOT / "docs", folder / "docs")
    command = [need(str(Path(sys.executable).with_name("zensical"))), "build", "--clean", "--strict"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "site"


def test_its_links_lead_somewhere(site: Path) -> None:
    assert list(faults(site)) == []


@pytest.mark.long
def test_it_is_searched_without_a_server(site: Path) -> None:
    """From a folder, in Chromium: words are typed, and the first result is opened."""
    typed = (
        ("press", "/"),
        ("wait", 2000),
        ("press", "i b i d ."),
        ("wait", 4000),
        ("press", "Enter"),
        ("wait", 2000),
    )
    (seen,) = browse([Visit(site / "index.html", (*typed, ("ask", "location.href")))])
    assert seen.complaints == []
    assert all(address.startswith("file:") for address in seen.requests)
    assert str(seen.answers[0]).endswith("/checks.html#n110-note-ibid")


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1440])
def test_no_page_is_wider_than_its_window_or_asks_another_host(site: Path, width: int) -> None:
    ask = "document.documentElement.scrollWidth <= innerWidth"
    pages = sorted(set(site.glob("*.html")) - {site / "404.html"})  # its addresses begin at a server
    seen = browse([Visit(page, (("ask", ask),), width, 800) for page in pages])
    assert [page.name for page, each in zip(pages, seen, strict=True) if each.answers != [True]] == []
    assert {
        page.name: each.complaints for page, each in zip(pages, seen, strict=True) if each.complaints
    } == {}
    assert all(address.startswith("file:") for each in seen for address in each.requests)
