"""The page of findings: each with its text, the budget, the maps; valid, accessible, without scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from tests.judges.validators import ROOT, axe, nu
from tests.support.command import CLEAN, WRONG, Run, project, run, write

__all__ = ["project", "run"]  # fixtures

NOTED = """\
---
title: “Rights” <of> the child
lang: en
profile: crc-thematic
country: Example
submitted-by:
  - name: Example
---

# Scope

1. One.[^a] Two.[^b] Three.[^a] See para. [2](#two). {#one}

# Law

2. Two <b>bold</b>  words.[^c] See para. [1](#one). {#two}

[^a]: Penal Code, art. 1.

[^b]: Ibid., art. 2.

[^c]: Another Act.
"""
HOSTILE = (
    '---\ntitle: "<script>alert(1)</script>"\nlang: ar\n---\n\n1. <script>alert(1)</script> [^x\u202e]\n'
)


def page(run: Run, *arguments: str | Path) -> str:
    return run("check", *arguments, "--format", "html").out


def parsed(text: str) -> Any:
    return lxml.html.document_fromstring(text)


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture
def noted(project: Path) -> Path:
    write(project / "content/x/report.md", NOTED)
    return project / "content/x/report.md"


def test_every_finding_is_on_the_page(noted: Path, run: Run) -> None:
    told = json.loads(run("check", noted, "--format", "json").out)["diagnostics"]
    tree = parsed(page(run, noted))
    shown = [words(each) for each in tree.xpath("//*[contains(@class, 'finding ')]")]
    assert len(shown) == len(told) > 2
    for text, each in zip(shown, told, strict=True):
        assert text.startswith(f"{each['severity']} {each['code']} {' '.join(each['message'].split())}")
        assert f"line {each['line']}, column {each['column']}" in text
        assert " ".join(each["help"].split()) in text
    rows = [words(each) for each in tree.xpath("//section[h2/@id='kinds']//tbody/tr/td[2]")]
    assert sum(map(int, rows)) == len(told)


def test_the_table_of_several_reports_leads_to_those_of_each_finding(project: Path, run: Run) -> None:
    for name, text in (("one", NOTED), ("two", CLEAN), ("three", WRONG)):
        write(project / f"content/{name}/report.md", text)
    write(project / "loose.docx", "no Word file")
    tree = parsed(page(run, "content", "loose.docx"))
    told = json.loads(run("check", "content", "loose.docx", "--format", "json").out)
    found = {(each["code"], each["path"]) for each in told["diagnostics"]}
    assert {path for _, path in found} >= {"content/one/report.md", "content/three/report.md", "loose.docx"}
    shown = set()
    for row in tree.xpath("//section[h2/@id='kinds']//tbody/tr"):
        places = row.xpath("td[4]/a")
        shown |= {(row.xpath("td[1]/strong")[0].text, link.text) for link in places}
        counts = [int(each) for each in re.findall(r"\((\d+)\)", words(row[3]))]
        assert sum(counts) + len(places) - len(counts) == int(words(row[1]))
        for link in places:
            (section,) = tree.xpath(f"//section[h2/@id='{link.get('href')[1:]}']")
            assert link.text in words(section)
    assert shown == found


def test_findings_stand_under_their_paragraph_with_the_words_marked(noted: Path, run: Run) -> None:
    tree = parsed(page(run, noted))
    (group,) = tree.xpath("//section[h3='Paragraph 2']")
    marked = [each.text_content() for each in group.xpath(".//mark")]
    assert "<b>" in marked
    assert "  " in marked
    assert "Two <b>bold</b>" in words(group)


def test_the_map_of_notes_shows_marks_repeats_and_ibid(noted: Path, run: Run) -> None:
    tree = parsed(page(run, noted))
    (drawing,) = tree.xpath("//section[@class='notes-map']")
    dots = [(each.get("class"), each.text) for each in drawing.xpath(".//*[local-name()='text']")]
    assert dots == [
        ("name", "paragraph 1"),
        ("first", "1"),
        ("ibid", "2"),
        ("again", "1"),
        ("name", "paragraph 2"),
        ("first", "3"),
    ]
    assert len(drawing.xpath(".//*[local-name()='line']")) == 1  # from note 1 to its Ibid.
    listed = [words(each) for each in drawing.xpath(".//li")]
    assert listed == ["paragraph 1 marks 1, 2 (Ibid.), 1 again", "paragraph 2 marks 3"]


def test_the_map_of_references_shows_both_ends(noted: Path, run: Run) -> None:
    tree = parsed(page(run, noted))
    (drawing,) = tree.xpath("//section[@class='references-map']")
    assert [words(each) for each in drawing.xpath(".//li")] == [
        "paragraph 1 refers to paragraph 2",
        "paragraph 2 refers to paragraph 1",
    ]
    assert [each.get("class") for each in drawing.xpath(".//*[local-name()='path']")] == ["down", "up"]


def test_the_budget_is_that_of_the_command(noted: Path, run: Run) -> None:
    budget = json.loads(run("words", noted, "--format", "json").out)["submissions"][0]
    tree = parsed(page(run, noted))
    (meter,) = tree.xpath("//meter")
    assert (meter.get("max"), meter.get("value")) == ("3000", str(budget["most"]))
    rows = tree.xpath("//table[@class='bars']/tbody/tr")
    assert [words(row[0]) for row in rows] == ["Scope", "Law"]
    widths = [float(each.get("width")) for each in tree.xpath("//*[local-name()='rect'][@rx]")]
    numbers = [int(words(row[1])) for row in rows]
    assert max(widths) == 240
    assert widths[0] / widths[1] == pytest.approx(numbers[0] / numbers[1], rel=0.02)


def test_nothing_in_a_source_becomes_part_of_the_page(project: Path, run: Run) -> None:
    write(project / "content/x/report.md", HOSTILE)
    text = page(run)
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "\u202e" not in text


def test_the_page_fetches_and_runs_nothing(noted: Path, run: Run) -> None:
    text = page(run, noted)
    assert "default-src 'none'" in text
    assert not re.search(r"<script|\son\w+=|https?://|<link|<img|url\(", text)


def test_nothing_found_and_files_that_are_no_sources(project: Path, run: Run) -> None:
    assert "Nothing was found." in page(run)
    bad = project / "bad.docx"
    bad.write_bytes(b"no file of Word")
    tree = parsed(page(run, "content/x/report.md", bad))
    assert [words(each) for each in tree.xpath("//h2")][-1].endswith("bad.docx")


@axe.EACH_WAY
def test_it_is_valid_and_accessible(tmp_path: Path, run: Run, look_at: axe.Look) -> None:
    """For findings of every kind, several sources and the report, light and dark, narrow and wide."""
    write(tmp_path / "noted.md", NOTED)
    write(tmp_path / "wrong.md", WRONG)
    write(tmp_path / "arabic.md", HOSTILE)
    write(tmp_path / "clean.md", CLEAN)
    pages = [tmp_path / "all.html", tmp_path / "report.html"]
    pages[0].write_text(page(run, *sorted(tmp_path.glob("*.md"))), encoding="utf-8")
    pages[1].write_text(page(run, ROOT / "content/pakistan-opsc/report.md"), encoding="utf-8")
    assert nu.findings(pages) == []
    for seen in look_at(pages, widths=(320, 768, 1280), schemes=("light", "dark")).values():
        assert (seen.violations, seen.requests, seen.errors, seen.overflow) == ((), (), (), ())


def test_words_that_run_the_other_way_leave_the_rest_in_its_place(run: Run, project: Path) -> None:
    write(project / "content/x/report.md", f"{CLEAN}\n1. The town (شیخو پورہ) had 10 cases & جرگہ 97.\n")
    excerpt = parsed(page(run)).find_class("excerpt")[-1]
    assert [each.text for each in excerpt.iter("bdi")] == ["شیخو پورہ", "جرگہ"]
    assert words(excerpt) == "1. The town (شیخو پورہ) had 10 cases & جرگہ 97."
