"""What others say of our pages: the Nu checker, axe-core, and Chromium, which makes no request for them."""

from pathlib import Path

import pytest
from PIL import Image

from tests.judges.validators import axe, nu
from tests.judges.validators.browser import Visit, browse
from tests.rooms.checks.files.test_html import HEAD, LOW
from tests.support.pages import RICH, SOURCES, html, read, written
from toolchain.project.settings import Options

ARABIC = "# عنوان\n\n1. نص أول.[^a]\n\n     1. بند؛\n     2. بند آخر.\n\n[^a]: حاشية.\n"
ELSEWHERE = {"page-rich.html", "pakistan-opsc-report.html"}
"""In each run, `tests/outputs/html/test_in_use.py` opens these."""
LIKE_OTHERS = {"page-es.html", "page-fr.html"}
CHINESE = "# 标题\n\n1. 正文。[^a]\n\n     1. 一项；\n     2. 另一项。\n\n[^a]: 注。\n"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All kinds of pages: submissions, a draft with gaps, notes before annexes, other scripts."""
    folder = tmp_path_factory.mktemp("pages")
    texts = {f"{path.parent.name}-{path.stem}": html(read(path)) for path in SOURCES}
    texts["before-annexes"] = html(read(RICH, notes_place="before-annexes"))
    gaps = "1. A mark[^none] and [para. 7](#none).\n\n     ![Alt](none.png)\n"
    texts["draft"] = html(written(folder, gaps, Options(draft=True)))
    texts["ar"] = html(written(folder, ARABIC, lang="ar", contents="true", headings="numbered"))
    texts["zh"] = html(written(folder, CHINESE, lang="zh", contents="true", headings="numbered"))
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.html")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def test_the_nu_checker_has_nothing_to_say(pages: list[Path]) -> None:
    assert nu.findings(pages) == []


@axe.EACH_WAY
def test_browsers_find_no_barrier_and_ask_for_nothing(pages: list[Path], look_at: axe.Look) -> None:
    some = [page for page in pages if look_at is axe.look or page.name not in ELSEWHERE | LIKE_OTHERS]
    seen = look_at(some, widths=(360, 1280), schemes=("light", "dark"))
    silent = axe.Seen(violations=(), requests=(), errors=(), overflow=())
    assert {path.name: said for path, said in seen.items() if said != silent} == {}


@pytest.mark.parametrize("look", ["un", "house"])
def test_a_large_logo_is_small_on_the_page(tmp_path: Path, look: str) -> None:
    Image.new("RGB", (3000, 1500), "teal").save(tmp_path / "logo.png")
    submitters = "[{name: A, logo: logo.png, logo-alt: A tree}]"
    path = tmp_path / "report.html"
    path.write_text(html(written(tmp_path, "1. A.", look=look, submitted_by=submitters)), encoding="utf-8")
    size = "(({width, height}) => [width, height])(document.querySelector('img').getBoundingClientRect())"
    [seen] = browse([Visit(path, [("ask", size)], width=360)])
    [[width, height]] = seen.answers
    assert width == pytest.approx(2 * height, rel=0.02)
    assert height == pytest.approx(20 * 96 / 25.4, rel=0.02)  # 2 cm


@pytest.mark.long
def test_axe_finds_each_contrast_too_that_we_find_too_low(tmp_path: Path) -> None:
    """In Chromium, at one of these widths and in one of the two looks."""
    pages = [tmp_path / f"{number}.html" for number in range(len(LOW))]
    for path, (style, body) in zip(pages, LOW.items(), strict=True):
        head = f"{HEAD}<style>{style}</style></head>"
        path.write_text(f"{head}<body><h1>A page</h1>{body}</body></html>", encoding="utf-8")
    seen = axe.look(pages, widths=(360, 1440), schemes=("light", "dark"))
    low = {path for path in pages if any(each.startswith("color-contrast") for each in seen[path].violations)}
    assert sorted(set(pages) - low) == []
