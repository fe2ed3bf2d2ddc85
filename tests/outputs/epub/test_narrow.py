"""Tables of a book in pages of phones, e-readers and tablets, which do not scroll."""

from __future__ import annotations

from pathlib import Path

from tests.judges.validators.browser import Step, Visit, browse
from tests.outputs.test_tables import printed
from tests.support.epub_file import files
from tests.support.pages import ROOT, read, written
from tests.support.places import words
from toolchain.plugins.registry import writer

WIDTHS = 360, 480, 600, 768, 820
CUT = """[...document.querySelectorAll(".table")]
    .filter((each) => each.scrollWidth > each.clientWidth + 1).length"""
SAID = """[...document.querySelectorAll("table")].map((table) => [
    getComputedStyle(table).display == "block",
    [...table.querySelectorAll("th")].map((each) => `"${each.textContent}"`),
    [...table.querySelectorAll("tbody tr:last-child td")]
        .map((each) => getComputedStyle(each, "::before").content)])"""
READER = b"<style>html { padding: 10px }</style>"
PAGE = b"<style>@page { size: 120mm 180mm; margin: 8mm }</style>"
WIDE = """Table: الأعمدة

| المادة | الالتزام | القانون | السلطة | الممارسة | موقف الدولة الطرف | الحالة |
| --- | --- | --- | --- | --- | --- | ---: |
| 2 | تعريف بيع الأطفال | قانون العقوبات | وزارة العدل | لا إدانة منذ 2011 | مطابق للبروتوكول | لم تنفذ |
"""


def test_no_table_is_cut(tmp_path: Path) -> None:
    """Each is a table where it has room, else its rows are below each other, cells after their headers."""
    made = {text: read(ROOT / f"examples/gallery/{text}.md") for text in ("en", "es")}
    made["ar"] = written(tmp_path, WIDE, lang="ar")
    for text, submission in made.items():
        for name, data in files(writer("epub").write(*submission)).items():
            path = tmp_path / text / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.replace(b"</head>", READER + b"</head>"))
    pages = [page for page in sorted(tmp_path.rglob("*.xhtml")) if 'class="table' in page.read_text("utf-8")]
    steps: list[Step] = [step for width in WIDTHS for step in (("size", width, 900), ("ask", CUT))]
    seen = browse([Visit(page, [("size", 360, 900), ("ask", SAID), *steps]) for page in pages])
    assert [each.answers[1:] for each in seen] == [[0] * len(WIDTHS)] * len(pages)
    tables = [table for each in seen for table in each.answers[0]]
    assert [is_stacked for is_stacked, *_ in tables] == [True, False, False, True, False, False, True]
    assert all(heads == labels for is_stacked, heads, labels in tables if is_stacked)


def test_long_addresses_of_sources_are_on_the_page(tmp_path: Path) -> None:
    """In the table of what cites which source, which a book has that has no list of sources."""
    page = tmp_path / "authorities.xhtml"
    submission = read(ROOT / "content/pakistan-opsc/report.md")
    made = files(writer("epub").write(*submission))
    page.write_bytes(made["EPUB/authorities.xhtml"])
    (tmp_path / "style.css").write_bytes(made["EPUB/style.css"])
    wide = ("ask", "document.documentElement.scrollWidth - innerWidth")
    seen = browse([Visit(page, [step for width in WIDTHS for step in (("size", width, 900), wide)])])
    assert seen[0].answers == [0] * len(WIDTHS)


def test_terms_and_captions_are_on_the_page_of_what_they_name(tmp_path: Path) -> None:
    """In a small page: a particular of the title page, and a table of few rows."""
    for name, data in files(writer("epub").write(*read(ROOT / "examples/gallery/ru.md"))).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.replace(b"</head>", PAGE + b"</head>"))
    pages = {
        each.text: each.page
        for name in ("title", "section-1")
        for each in words(printed(tmp_path / f"EPUB/{name}.xhtml", tmp_path))
    }
    assert pages["Опубликование"] == pages["Настоящее"] == 2
    assert pages["областям"] == pages["Область"] == pages["+115,6"] == 2
