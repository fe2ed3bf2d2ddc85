"""What paragraphs say they are about: read, written again, and counted on the findings page."""

from pathlib import Path
from typing import Any

from lxml import html

from tests.support.pages import read
from toolchain import model as m
from toolchain.model.diagnostics import FilePlace
from toolchain.model.front_matter import Answers, FrontMatter
from toolchain.model.walk import plain_text
from toolchain.reports.findings_page.maps import Row, coverage
from toolchain.reports.findings_page.page import page
from toolchain.resolve.recommendations import recommendations, stated
from toolchain.writers.markdown import written_source

SOURCE = """---
title: Coverage
lang: en
profile: crc
answers:
  state-report: CRC/C/PAK/6-7
  concluding-observations: CRC/C/PAK/CO/5
  recommendations:
    - CRC/C/PAK/CO/5, para. 74
---

# Facts

1. Girls are not protected. {#girls article="34, 19 (1)" cluster="Violence"}

2. Boys neither; see recommendation [2](#boys). {article="19 (1)"}

# Recommendations {.restart series=recommendation}

1. Adopt a law ([1](#girls)). {article="34" addressee="Parliament" follows="CRC/C/PAK/CO/5, para. 74"}

2. Ensure that: {#boys}

     1. all act; {cluster="Violence" status="open"}

     2. nobody waits.
"""


def source(tmp_path: Path) -> Path:
    file = tmp_path / "report.md"
    file.write_text(SOURCE, encoding="utf-8")
    return file


def test_articles_and_clusters_are_counted(tmp_path: Path) -> None:
    found = coverage(read(source(tmp_path)).resolved)
    assert found.rows == (Row("art. 19 (1)", 2, 0), Row("art. 34", 1, 1), Row("Violence", 1, 1))
    assert (found.treaty, len(found.cells)) == ("Convention on the Rights of the Child", 54)
    assert {each.name: each.kind for each in found.cells if each.kind != "open"} == {
        "19": "half",
        "34": "full",
    }


def test_the_page_shows_the_table_and_the_picture(tmp_path: Path) -> None:
    resolved = read(source(tmp_path)).resolved
    tree: Any = html.fromstring(page((resolved,), (), {resolved.document.path: SOURCE}, {}))
    (section,) = tree.xpath("//section[@class='coverage']")
    assert len(section.xpath(".//rect")) == 54
    rows = [[cell.text for cell in row.iter("td")] for row in section.xpath(".//tbody/tr")]
    assert rows[1] == ["art. 34", "1", "1"]
    bare = tmp_path / "bare.md"
    bare.write_text("---\ntitle: Bare\nlang: en\n---\n\n1. Nothing.\n", encoding="utf-8")
    assert "coverage" not in page((read(bare).resolved,), (), {}, {}).partition("</style>")[2]


def test_a_recommendation_rests_on_what_it_cites_and_on_what_cites_it(tmp_path: Path) -> None:
    resolved = read(source(tmp_path)).resolved
    first, second = recommendations(resolved)
    assert [resolved.numbers[each].own for each in (*first.rests, *second.rests)] == ["1", "2"]
    assert second.about("status") == ("open",)
    assert first.about("follows") == ("CRC/C/PAK/CO/5, para. 74",)


def test_what_is_said_is_written_again(tmp_path: Path) -> None:
    resolved = read(source(tmp_path)).resolved
    again = tmp_path / "again.md"
    again.write_text(written_source(resolved.document).text, encoding="utf-8")
    written = read(again).resolved
    answers = Answers("CRC/C/PAK/6-7", "", "CRC/C/PAK/CO/5", ("CRC/C/PAK/CO/5, para. 74",))
    assert resolved.document.front_matter.answers == written.document.front_matter.answers == answers
    values = [about.values for _, about in stated(resolved)]
    assert len(values) == 4
    assert [about.values for _, about in stated(written)] == values


def test_it_is_said_of_paragraphs_only_and_text_stays_text(tmp_path: Path) -> None:
    heading = tmp_path / "heading.md"
    heading.write_text('---\ntitle: T\nlang: en\n---\n\n# Part {article="34"}\n\n1. A.\n', encoding="utf-8")
    assert [each.rule.code for each in read(heading).resolved.document.defects] == ["S006"]
    text = m.Text(FilePlace("x"), 'It is {article="34"} here')
    document = m.Document("x", FrontMatter(title=(text,)), (m.Paragraph(FilePlace("x"), (text,)),))
    again = tmp_path / "again.md"
    again.write_text(written_source(document).text, encoding="utf-8")
    (block,) = read(again).resolved.document.blocks
    assert isinstance(block, m.Paragraph)
    assert plain_text(block.children) == text.text
