"""The table of authorities of a page, which says what rests on each source; and such pages in browsers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from tests.judges.validators import axe, nu
from tests.outputs.test_sources_list import bytes_of, told
from tests.support.pages import words
from tests.support.sources_list import BODY, submitted
from toolchain.pipeline.stages import Submission


def html(submission: Submission) -> str:
    return bytes_of(submission, "html").decode()


def table(page: str) -> list[str]:
    """The rows of the table of authorities as "source | places | notes", each link as "text→address"."""
    root = lxml.html.document_fromstring(re.sub("<template>.*?</template>", "", page))
    found: Any = root.xpath("//nav[@class='authorities']/details[not(@open)]/table//tr")
    head, *rows = found
    assert {(cell.tag, cell.get("scope")) for cell in head} == {("th", "col")}
    return [" | ".join(_cell(cell) for cell in row) for row in rows]


def _cell(cell: Any) -> str:
    for link in cell.iter("a"):
        link.text = f"{link.text}→{link.get('href')[1:]}"
    return words(cell)


PENAL_CODE = "Penal Code | 1→paragraph-1, 2→paragraph-2, 2 (b)→paragraph-2-b | 1→note-1, 4→note-4"


def test_what_rests_on_each_source(tmp_path: Path) -> None:
    assert table(html(submitted(tmp_path))) == [
        "CRC/C/GC/9 | 1→paragraph-1 | 3→note-3",
        "CRC/C/GC/25 | 1→paragraph-1 | 3→note-3",
        "Convention on the Rights of the Child | 1→paragraph-1 | 2→note-2",
        PENAL_CODE,
        "Élie, “Élan” | 2 (b)→paragraph-2-b | 6→note-6",
        "Eliot, Early Years | 3→paragraph-3 | 7→note-7",
        "Zafar, Juvenile Courts | 2 (a)→paragraph-2-a | 5→note-5",
        "Doe, “Shelters close” | 3→paragraph-3 | 8→note-8",
        "Example Office, “Figures” | 3→paragraph-3 | 9→note-9",
        "Example Association, personal communication, 2020 | 3→paragraph-3 | 10→note-10",
        "Example Survey, The districts | 3→paragraph-3 | 11→note-11",
    ]


PLACES = """\
Opening.[@zafar]

# One

1. Text.

Loose text.[@zafar]

     Table: Cases[@zafar] {#cases}

     | a | b |
     | --- | --- |
     | 1 | 2[@eliot] |

# Two {.restart series=recommendation}

1. Do it.[^far]

# Three {.annex}

1. More.[@eliot]

[^far]: See more.[^in]

[^in]: [@zafar]
"""


def test_places_of_every_kind(tmp_path: Path) -> None:
    """What has no number is named by its section; a note that a note calls leads to the place of that one."""
    body = PLACES.replace("     Table", "Table").replace("     |", "|")
    eliot, zafar = table(html(submitted(tmp_path, body)))
    assert eliot.split(" | ")[1:] == [
        "table 1→table-1, annex, paragraph 1→annex-1-paragraph-1",
        "4→note-4, 6→note-6",
    ]
    assert zafar.split(" | ")[1:] == [
        "the section “One”→section-1, table 1→table-1, recommendation 1→recommendation-1",
        "1→note-1, 2→note-2, 3→note-3, 7→note-7",
    ]


def test_where_the_table_stands(tmp_path: Path) -> None:
    """Behind the list; behind the notes where there is no list; nowhere where nothing is cited."""
    with_list, without = html(submitted(tmp_path)), html(submitted(tmp_path, BODY.replace(" {.sources}", "")))
    order = r'class="(sources|authorities|notes)"'
    assert list(dict.fromkeys(re.findall(order, with_list))) == ["sources", "authorities", "notes"]
    assert re.findall(order, without) == ["notes", "authorities"]
    assert table(with_list) == table(without)
    for uncited in ("1. Text.^[A note.]\n", "# S {.all-sources}\n"):
        body = html(submitted(tmp_path, uncited)).partition("<body")[2]
        assert "authorities" not in body.partition("<script")[0]


def test_paper_has_neither(tmp_path: Path) -> None:
    from toolchain.writers.html.page import page

    submission = submitted(tmp_path)
    printed = page(submission.resolved, submission.project, "print").partition("<body")[2]
    assert "authorities" not in printed
    assert "Z3988" not in printed


def test_a_wrong_link_is_told(tmp_path: Path) -> None:
    submission = submitted(tmp_path)
    page = html(submission)
    wrong = page.replace('<a href="#paragraph-2-a">2 (a)</a>', '<a href="#paragraph-2-b">2 (a)</a>')
    assert wrong != page
    message = "the table of authorities has 0 links to item (a), not 1"
    assert [said for _, said in told(submission, wrong.encode(), "html")] == [message]
    lost = page.replace('<a href="#paragraph-1">1</a>', "1", 1)
    assert [said for _, said in told(submission, lost.encode(), "html")] == [
        "the table of authorities has 3 links to paragraph 1, not 4"
    ]


def test_a_source_named_like_a_fact_of_the_cover_does_not_stand_for_it(tmp_path: Path) -> None:
    submission = submitted(tmp_path, recipient="Example Office")
    page = html(submission)
    assert told(submission, page.encode(), "html") == []
    lost = page.replace("<dd>Example Office</dd>", "<dd></dd>", 1)
    assert lost != page
    assert [said for _, said in told(submission, lost.encode(), "html")] == [
        "the cover or the table of contents lacks “Example Office”"
    ]


def test_a_page_template_without_the_table_is_proved_all_the_same(tmp_path: Path) -> None:
    submission = submitted(tmp_path)
    page = re.sub(r"<nav class=.authorities.*?</nav>", "", html(submission), flags=re.DOTALL)
    assert told(submission, page.encode(), "html") == []


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = []
    for lang in ("en", "ar"):
        made.append(folder / f"{lang}.html")
        made[-1].write_text(html(submitted(folder / lang, lang=lang, contents="true")), encoding="utf-8")
    made.append(folder / "open.html")
    opened = html(submitted(folder / "open", BODY.replace(" {.sources}", ""))).replace(
        "<details>", "<details open>"
    )
    made[-1].write_text(opened, encoding="utf-8")
    return made


@pytest.mark.long
def test_the_nu_checker_has_nothing_to_say(pages: list[Path]) -> None:
    assert nu.findings(pages) == []


@axe.EACH_WAY
def test_browsers_find_no_barrier_and_ask_for_nothing(pages: list[Path], look_at: axe.Look) -> None:
    seen = look_at(pages, widths=(360, 1280), schemes=("light", "dark"))
    silent = axe.Seen(violations=(), requests=(), errors=(), overflow=())
    assert {path.name: said for path, said in seen.items() if said != silent} == {}
