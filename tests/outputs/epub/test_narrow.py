"""Tables of a book in pages of phones, e-readers and tablets, which do not scroll."""

from __future__ import annotations

from pathlib import Path

from tests.judges.validators.browser import Step, Visit, browse
from tests.support.epub_file import files
from tests.support.pages import ROOT, read, written
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
