"""What a note shows in its box, and logos on small screens, in Chromium."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from tests.judges.validators.browser import Step, Visit, browse
from tests.support.pages import ROOT, html, read

REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
BOX = "(document.querySelector('.box:popover-open')?.innerText ?? '').split(/\\s+/).join(' ').trim()"


def saved(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def asked(path: Path, *steps: Step) -> Sequence[Any]:
    """The answers of one visit, in which the browser has nothing to complain of and asks for nothing."""
    (seen,) = browse([Visit(path, steps)])
    assert (seen.complaints, seen.requests) == ([], [])
    return seen.answers


def test_logos_and_long_words_fit_small_screens(tmp_path: Path) -> None:
    """From 320 pixels on: wide, tall and large ones, more than a row has room for."""
    sizes = ((2400, 160), (90, 900), (1200, 1200), (640, 200), (40, 24), (3000, 40))
    given = ""
    for at, size in enumerate(sizes):
        Image.new("RGB", size, "navy").save(tmp_path / f"logo-{at}.png")
        given += f"  - name: {'Organization' * at}\n    logo: logo-{at}.png\n    logo-alt: A logo\n"
    source = "---\ntitle: A title\nlang: en\nLOOKsubmitted-by:\n" + given + "---\n\n1. Text.\n"
    ask: Step = ("ask", "document.documentElement.scrollWidth - innerWidth")
    visits = []
    for look in ("", "look: house\n"):
        written_as = saved(tmp_path / "logos.md", source.replace("LOOK", look))
        page = saved(tmp_path / f"logos-{bool(look)}.html", html(read(written_as)))
        steps = [step for width in (320, 360, 768) for step in (("size", width, 900), ask)]
        visits.append(Visit(page, steps, 320))
    assert [seen.answers for seen in browse(visits)] == [[0, 0, 0]] * 2


def test_a_short_form_opens_with_its_source_in_full(tmp_path: Path) -> None:
    """Note 8 cites the source first, note 9 says "Ibid."; the list and a list of all sources show no more."""
    listed = "document.querySelector('#note-NUMBER').innerText.split(/\\s+/).join(' ').trim()"
    steps: list[Step] = []
    for number in (8, 9):
        steps += [("click", f"main [href='#note-{number}']"), ("ask", BOX), ("press", "Escape")]
    steps.append(("ask", listed.replace("NUMBER", "9")))
    first, short, in_list = asked(saved(tmp_path / "report.html", html(read(REPORT))), *steps)
    source = "Government of Pakistan and UNICEF. (2015). The State of Children in Pakistan"
    assert first.count(source) == 1
    assert short.startswith(f"Note 9 × Ibid., 160. {source}. Available at https://")
    assert in_list == "9 Ibid., 160. ↑"


def test_sources_in_full_differ_from_the_table_of_sources(tmp_path: Path) -> None:
    """Where the short form has fewer words than the first: in the style of OSCOLA."""
    text = REPORT.read_text(encoding="utf-8").replace("author-date-note", "oscola")
    source = saved(tmp_path / "oscola.md", text)
    (tmp_path / "sources.json").write_bytes(REPORT.with_name("sources.json").read_bytes())
    (tmp_path / "reported-cases.png").write_bytes(REPORT.with_name("reported-cases.png").read_bytes())
    page = saved(tmp_path / "oscola.html", html(read(source)))
    table = "[...document.querySelectorAll('.authorities th')].map((cell) => cell.textContent)"
    note = "main [role=doc-noteref][href='#note-39']"
    box, names = asked(page, ("click", note), ("ask", BOX), ("press", "Escape"), ("ask", table))
    assert "Penal Code 1860 (Pakistan)" in box
    assert "Penal Code 1860" in names
