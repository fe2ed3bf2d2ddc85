"""What the list of sources says for programs of each, read back after COinS and OpenURL."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.outputs.test_sources_list import bytes_of
from tests.support import openurl
from tests.support.sources_list import Item, item, submitted
from toolchain.model.vocabulary import ITEM_TYPES
from toolchain.pipeline.stages import Submission


def html(submission: Submission) -> str:
    return bytes_of(submission, "html").decode()


def cited_by(folder: Path, source: Item) -> tuple[str, dict[str, list[str]]]:
    """The ContextObject of a source in the list."""
    body = f"1. Text.[@{source['id']}]\n\n# Sources {{.sources}}\n"
    (span,) = openurl.spans(html(submitted(folder, body, [source])))
    return openurl.read(span.attributes["title"])


def test_each_source_of_the_list_is_there_once(tmp_path: Path) -> None:
    """In the order of the list, however often it is cited."""
    spans = openurl.spans(html(submitted(tmp_path, title="A^[[@eliot]]")))
    assert {(span.text, span.attributes["aria-hidden"]) for span in spans} == {("", "true")}
    read = [openurl.read(span.attributes["title"])[1] for span in spans]
    titles = [
        title for each in read for name in ("atitle", "btitle", "title") for title in each.get(name, ())
    ]
    assert titles == [
        "General comment No. 9", "General comment No. 25", "Convention on the Rights of the Child",
        "Penal Code", "Élan", "Early Years", "Juvenile Courts", "Shelters close", "Figures", "The districts",
    ]  # fmt: skip


def test_a_page_without_a_list_says_nothing(tmp_path: Path) -> None:
    """There Zotero is to save the page itself, which it does not prefer to the sources on it."""
    assert openurl.spans(html(submitted(tmp_path, "1. Text.^[A note.] More.[@eliot]\n"))) == []


CASES = [
    (
        item(
            "a",
            "article-journal",
            "On <i>Law</i> & <b>order</b>",
            "van Gogh, Theo",
            2011,
            container_title="Journal",
            volume="22",
            issue="1",
            page="104–126",
            DOI="https://doi.org/10.1000/182",
            ISSN="1234-5678",
        ),
        (
            "journal",
            {
                "genre": "article",
                "atitle": "On Law & order",
                "jtitle": "Journal",
                "volume": "22",
                "issue": "1",
                "pages": "104–126",
                "issn": "1234-5678",
                "aulast": "van Gogh",
                "aufirst": "Theo",
                "date": "2011",
                "rft_id": "info:doi/10.1000/182",
            },
        ),
    ),
    (
        item(
            "b",
            "book",
            "حقوق الطفل",
            "الشافعي, محمد",
            publisher="دار النهضة",
            publisher_place="القاهرة",
            ISBN="9780000000002",
            edition="2",
        ),
        (
            "book",
            {
                "genre": "book",
                "btitle": "حقوق الطفل",
                "pub": "دار النهضة",
                "place": "القاهرة",
                "edition": "2",
                "isbn": "9780000000002",
                "aulast": "الشافعي",
                "aufirst": "محمد",
                "date": "2020",
                "rft_id": "urn:isbn:9780000000002",
            },
        ),
    ),
    (
        item("c", "report", "Concluding observations", "Committee", number="CRC/C/PAK/CO/5"),
        (
            "book",
            {"genre": "report", "btitle": "Concluding observations", "aucorp": "Committee", "date": "2020"},
        ),
    ),
    (
        item("d", "chapter", "Courts", "Doe, Jane", container_title="Handbook", page="1-2"),
        (
            "book",
            {
                "genre": "bookitem",
                "atitle": "Courts",
                "btitle": "Handbook",
                "pages": "1-2",
                "aulast": "Doe",
                "aufirst": "Jane",
                "date": "2020",
            },
        ),
    ),
    (
        item("e", "thesis", "Justice", "Doe, Jane", publisher="University", genre="PhD thesis"),
        (
            "dissertation",
            {
                "title": "Justice",
                "inst": "University",
                "degree": "PhD thesis",
                "aulast": "Doe",
                "aufirst": "Jane",
                "date": "2020",
            },
        ),
    ),
    (
        item("f", "patent", "A lamp", "Doe, Jane", number="US 1"),
        (
            "patent",
            {"title": "A lamp", "number": "US 1", "invlast": "Doe", "invfirst": "Jane", "date": "2020"},
        ),
    ),
    (
        item(
            "g",
            "webpage",
            "50% of “girls” = many",
            "Doe, Jane",
            container_title="Site",
            URL="https://e.org/?a=1&b=c+d",
        ),
        (
            "dc",
            {
                "title": "50% of “girls” = many",
                "source": "Site",
                "creator": "Doe, Jane",
                "date": "2020",
                "type": "webpage",
                "rft_id": "https://e.org/?a=1&b=c+d",
            },
        ),
    ),
    (
        item("h", "legislation", "Penal Code", "", 1860),
        ("dc", {"title": "Penal Code", "date": "1860", "type": "statute"}),
    ),
    (
        item("i", "report", "", "Committee", number="CRC/C/PAK/CO/5"),
        ("book", {"genre": "report", "btitle": "CRC/C/PAK/CO/5", "aucorp": "Committee", "date": "2020"}),
    ),
]


@pytest.mark.parametrize(
    ("source", "expected"), CASES, ids=lambda each: each["id"] if isinstance(each, dict) else ""
)
def test_what_is_read_back(tmp_path: Path, source: Item, expected: tuple[str, dict[str, str]]) -> None:
    name, values = expected
    assert cited_by(tmp_path, source) == (name, {key: [value] for key, value in values.items()})


def test_several_authors_and_dates(tmp_path: Path) -> None:
    people = [{"family": "Gogh", "given": "Theo", "non-dropping-particle": "van"},
              {"family": "Doe", "given": "Jane"},
              {"literal": "Committee"}]  # fmt: skip
    source = {
        "id": "a",
        "type": "book",
        "title": "T",
        "author": people,
        "issued": {"date-parts": [[2016, 7, 1]]},
    }
    _, values = cited_by(tmp_path, source)
    assert values == {
        "genre": ["book"], "btitle": ["T"], "aulast": ["van Gogh"], "aufirst": ["Theo"], "au": ["Doe, Jane"],
        "aucorp": ["Committee"], "date": ["2016-07-01"],
    }  # fmt: skip
    _, values = cited_by(tmp_path, {**source, "type": "webpage"})
    assert values["creator"] == ["van Gogh, Theo", "Doe, Jane"]


def test_what_has_no_title_has_the_next_best(tmp_path: Path) -> None:
    _, values = cited_by(tmp_path, item("a", "personal_communication", "", "Doe, Jane", genre="letter"))
    assert values == {"title": ["letter"], "creator": ["Doe, Jane"], "date": ["2020"], "type": ["letter"]}


@pytest.mark.parametrize("kind", sorted(ITEM_TYPES))
def test_every_type_is_read_with_its_title(tmp_path: Path, kind: str) -> None:
    _, values = cited_by(tmp_path, item("a", kind, "A title of its own", "Doe, Jane"))
    (title,) = values.get("atitle") or values.get("btitle") or values.get("title") or ("",)
    assert title == "A title of its own"
    assert "2020" in values["date"]


def test_markup_in_a_field_stays_a_text(tmp_path: Path) -> None:
    title = '"><script>alert(1)</script>&amp;'
    page = html(
        submitted(tmp_path, "1. Text.[@a]\n\n# S {.sources}\n", [item("a", "webpage", title, "</span>")])
    )
    assert page.count("<script") == 2
    (span,) = openurl.spans(page)
    assert openurl.read(span.attributes["title"])[1]["title"] == [title]
