"""A book's structure: its container, what it says of itself, its files, notes and links; others read it."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest

from tests.judges.validators import axe, pandoc
from tests.support.epub_file import DC, OPF, TYPE, XHTML, documents, files, package, spine, trees, words
from tests.support.pages import RICH, ROOT, Submission, read, written
from toolchain import model as m
from toolchain.model.diagnostics import Failure
from toolchain.model.walk import walk
from toolchain.plugins.registry import writer
from toolchain.project.settings import Options

REPORT = ROOT / "content/pakistan-opsc/report.md"
ARABIC = ROOT / "tests/cases/languages/ar.md"
BODY = "# One\n\n1. A text.[^a] {#one}\n\n# Two\n\n2. See para. [1](#one).\n\n[^a]: A note.\n"


def made(submission: Submission) -> bytes:
    return writer("epub").write(*submission)


@cache
def rich() -> bytes:
    return made(read(RICH))


def said(data: bytes, name: str) -> list[str]:
    """What the metadata say under a name of Dublin Core, or as a property."""
    root = package(data)
    found = root.iter(DC + name) if ":" not in name else root.iterfind(f".//{OPF}meta[@property='{name}']")
    return [words(each) for each in found]


# The container


def test_the_first_entry_says_what_it_is_unpacked() -> None:
    """By its bytes 30 to 57 programs know an EPUB (EPUB 3.3, 4.2.5)."""
    data = rich()
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first, *others = archive.infolist()
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert {each.date_time for each in (first, *others)} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.compress_type for each in others} == {zipfile.ZIP_DEFLATED}


def test_the_same_source_gives_the_same_bytes() -> None:
    assert made(read(RICH)) == rich()


def test_all_files_are_listed_and_none_twice() -> None:
    listed = [f"EPUB/{item.get('href')}" for item in package(rich()).iter(f"{OPF}item")]
    assert sorted([*listed, "mimetype", "META-INF/container.xml", "EPUB/package.opf"]) == sorted(
        files(rich())
    )
    assert len(set(listed)) == len(listed)


def test_an_image_that_is_shown_twice_is_there_once() -> None:
    """It is a logo and a figure."""
    assert [name for name in files(rich()) if "/images/" in name] == ["EPUB/images/1.png"]
    shown = [image.get("src") for root in trees(rich()).values() for image in root.iter(f"{XHTML}img")]
    assert shown == ["images/1.png", "images/1.png"]


# What it says of itself


def test_it_says_what_the_front_matter_says() -> None:
    data = made(read(REPORT))
    matter = read(REPORT).resolved.document.front_matter
    assert said(data, "title")[0] == "Supplementary report on the sexual exploitation of children in Pakistan"
    assert said(data, "language") == ["en"]
    assert said(data, "creator") == [each.name for each in matter.submitted_by]
    assert said(data, "subject") == list(matter.keywords)


def test_it_claims_no_conformance_that_nobody_has_evaluated() -> None:
    text = files(rich())["EPUB/package.opf"].decode()
    assert "conformsTo" not in text
    assert "certifiedBy" not in text
    (summary,) = said(rich(), "schema:accessibilitySummary")
    assert "has not been evaluated" in summary


@pytest.mark.parametrize(
    ("date", "epoch", "modified", "shown"),
    [
        ("", None, "1980-01-01T00:00:00Z", []),
        ("2025-04-14", None, "2025-04-14T00:00:00Z", ["2025-04-14"]),
        ("2025-04", None, "2025-04-01T00:00:00Z", ["2025-04"]),
        ("2025", None, "2025-01-01T00:00:00Z", ["2025"]),
        ("14 April 2025", None, "1980-01-01T00:00:00Z", []),
        ("2025-04-14", 1_600_000_000, "2020-09-13T12:26:40Z", ["2025-04-14"]),
    ],
)
def test_dates(tmp_path: Path, date: str, epoch: int | None, modified: str, shown: list[str]) -> None:
    matter = {"date": f'"{date}"'} if date else {}
    data = made(written(tmp_path, BODY, Options(epoch=epoch), **matter))
    assert said(data, "dcterms:modified") == [modified]
    assert said(data, "date") == shown


def test_another_text_is_another_book(tmp_path: Path) -> None:
    one, same, other = (
        made(written(tmp_path, text)) for text in (BODY, BODY, BODY.replace("A text", "Text"))
    )
    assert said(one, "identifier") == said(same, "identifier") != said(other, "identifier")
    assert re.fullmatch("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f-]{21}", said(one, "identifier")[0])


def test_images_and_what_is_said_of_them(tmp_path: Path) -> None:
    plain = made(written(tmp_path, BODY))
    assert said(plain, "schema:accessMode") == ["textual"]
    assert "alternativeText" not in said(plain, "schema:accessibilityFeature")
    assert said(rich(), "schema:accessMode") == ["textual", "visual"]
    assert "alternativeText" in said(rich(), "schema:accessibilityFeature")
    assert said(rich(), "schema:accessibilityHazard") == ["none"]
    (tmp_path / "a.png").write_bytes((RICH.parent / "chart.png").read_bytes())
    undescribed = made(written(tmp_path, f"{BODY}\n![](a.png)\n"))
    assert said(undescribed, "schema:accessModeSufficient") == []
    assert "alternativeText" not in said(undescribed, "schema:accessibilityFeature")


def test_a_gif_may_flash(tmp_path: Path) -> None:
    from tests.random.generator.proving import images

    (tmp_path / "a.gif").write_bytes(images()["sub/dot.gif"])
    data = made(written(tmp_path, f"{BODY}\n![A dot](a.gif)\n"))
    assert said(data, "schema:accessibilityHazard") == ["unknown"]


# Its files


def test_each_section_has_its_file() -> None:
    assert spine(rich()) == [
        *("title.xhtml", "nav.xhtml", "text.xhtml", "section-1.xhtml", "section-3.xhtml", "annex-1.xhtml"),
        *("annex-2.xhtml", "notes.xhtml"),
    ]
    assert documents(rich())["text.xhtml"].startswith("A plain paragraph stands before the first number.")


def test_notes_stand_before_the_annexes_where_they_are_wanted_there() -> None:
    order = spine(made(read(RICH, notes_place="before-annexes")))
    assert order[-4:] == ["notes.xhtml", "annex-1.xhtml", "annex-2.xhtml", "notes-of-annexes.xhtml"]


def test_contents_are_a_page_only_where_they_are_asked_for(tmp_path: Path) -> None:
    data = made(written(tmp_path, BODY))
    assert "nav.xhtml" not in spine(data)
    (nav,) = [item for item in package(data).iter(f"{OPF}item") if item.get("properties") == "nav"]
    assert nav.get("href") == "nav.xhtml"
    assert "nav.xhtml" in spine(made(written(tmp_path, BODY, contents="true")))


def test_a_submission_without_headings_has_contents_all_the_same(tmp_path: Path) -> None:
    """EPUB wants them (EPUB 3.3, 7.3): they lead to the title."""
    data = files(made(written(tmp_path, "1. A text.\n")))["EPUB/nav.xhtml"].decode()
    assert '<li><a href="title.xhtml#title">A title</a>' in data


def test_every_link_leads_somewhere() -> None:
    roots = trees(rich())
    known = {
        f"{name}#{each.get('id')}" for name, root in roots.items() for each in root.iter() if each.get("id")
    }
    for name, root in roots.items():
        for link in root.iter(f"{XHTML}a"):
            path, _, place = link.get("href").partition("#")
            if not re.match("[a-z]+:", link.get("href")):
                assert (path or name) in roots
                assert not place or f"{path or name}#{place}" in known, link.get("href")


def test_every_mark_leads_to_a_footnote_and_back() -> None:
    """So that reading systems open the note over the text, and all others find the way."""
    roots = trees(rich())
    places = {
        (name, each.get("id")): each for name, root in roots.items() for each in root.iter() if each.get("id")
    }
    marks = [
        (name, each)
        for name, root in roots.items()
        for each in root.iter(f"{XHTML}a")
        if each.get(TYPE) == "noteref"
    ]
    resolved = read(RICH).resolved
    assert len(marks) == len(resolved.marks) > 10
    for name, mark in marks:
        assert mark.get("role") == "doc-noteref"
        path, _, place = mark.get("href").partition("#")
        note = places[path or name, place]
        assert (note.get(TYPE), note.get("role")) == ("footnote", "doc-footnote")
        backs = [each for each in note.iter(f"{XHTML}a") if each.get("role") == "doc-backlink"]
        aims = [each.get("href").partition("#") for each in backs]
        assert [(file or path or name, aim) for file, _, aim in aims].count((name, mark.get("id"))) == 1
        assert all(each.get("aria-label") for each in backs)


def test_numbers_are_words_and_no_links() -> None:
    """In a book an address cannot be copied; a touch on a number would only turn to where one is."""
    for root in trees(rich()).values():
        assert root.xpath("//x:a[contains(@class, 'number')]", namespaces={"x": XHTML[1:-1]}) == []
    resolved = read(RICH).resolved
    section = trees(rich())["section-1.xhtml"]
    for node, _ in walk(resolved.document.blocks):
        if isinstance(node, m.NumberedParagraph) and resolved.anchors[node].startswith("paragraph-"):
            (element,) = section.xpath(f"//*[@id='{resolved.anchors[node]}']")
            assert words(element).startswith(resolved.numbers[node].label)


def test_arabic_runs_from_right_to_left() -> None:
    data = made(read(ARABIC))
    (order,) = package(data).iter(f"{OPF}spine")
    assert order.get("page-progression-direction") == "rtl"
    assert {root.get("dir") for root in trees(data).values()} == {"rtl"}
    numbers = trees(data)["section-1.xhtml"].xpath("//x:span[@class='number']", namespaces={"x": XHTML[1:-1]})
    assert numbers
    assert {each.get("dir") for each in numbers} == {"rtl"}


# How it looks


def test_the_style_sheet_sets_neither_colours_of_text_nor_fonts() -> None:
    """They are the reader's, who may read at night."""
    text = re.sub(
        r"/\*.*?\*/", "", (ROOT / "templates/epub.css").read_text(encoding="utf-8"), flags=re.DOTALL
    )
    declared = set(re.findall(r"([\w-]+):", re.sub(r"[^{}]*\{", "{", text)))
    assert not declared & {
        "color",
        "background",
        "background-color",
        "direction",
        "unicode-bidi",
        "line-height!",
    }
    assert re.findall(r"font-family: ([^;]*);", text) == ["monospace"]


def test_the_house_look_has_the_colour_of_the_house(tmp_path: Path) -> None:
    data = files(made(written(tmp_path, BODY, look="house", colour='"#b5121b"')))
    assert "border-color: #b5121b" in data["EPUB/style.css"].decode()
    assert 'fill="#b5121b"' in data["EPUB/cover.svg"].decode()
    assert "border-color" not in files(made(written(tmp_path, BODY)))["EPUB/style.css"].decode()


def test_a_users_own_sheet_comes_after_ours(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text("h1 { color: teal; }\n", encoding="utf-8")
    sheet = files(made(written(tmp_path, BODY, Options(css=tmp_path / "own.css"))))["EPUB/style.css"].decode()
    assert sheet.rstrip().endswith("h1 { color: teal; }")


def test_a_draft_says_so(tmp_path: Path) -> None:
    data = made(written(tmp_path, BODY, Options(draft=True)))
    assert documents(data)["title.xhtml"].startswith("Draft")
    assert ">Draft</text>" in files(data)["EPUB/cover.svg"].decode()
    at_each_head = 'body > :not(.title-page)::before { content: "Draft";'
    assert at_each_head in files(data)["EPUB/style.css"].decode()
    assert at_each_head not in files(made(written(tmp_path, BODY)))["EPUB/style.css"].decode()


def test_a_title_that_would_be_markup_stays_words(tmp_path: Path) -> None:
    title = 'A <b>"title"</b> & ]]> more'
    data = made(written(tmp_path, BODY, title=f"'{title}'"))
    assert said(data, "title") == [title]
    assert "A &lt;b&gt;" in files(data)["EPUB/cover.svg"].decode()
    assert documents(data)["title.xhtml"] == title


# Others read it


def test_pandoc_reads_headings_paragraphs_and_marks(tmp_path: Path) -> None:
    path = tmp_path / "report.epub"
    path.write_bytes(made(read(REPORT)))
    resolved = read(REPORT).resolved
    lines = [re.sub(r"[\[\]]|\{[^{}]*\}", "", line) for line in pandoc.markdown(path).splitlines()]
    shown = [line for line in lines if line.startswith("##")]
    expected = ["#" * (heading.level + 1) for heading in resolved.headings(resolved.document.blocks)]
    assert [line.split(" ")[0] for line in shown][: len(expected)] == expected
    marks = re.findall(r"\(#notes\.xhtml_note-(\d+)\)\{#[^}]*\.noteref", pandoc.markdown(path))
    marked = [mark.note.value for mark in resolved.marks.values() if not mark.note.nested]
    assert sorted(map(int, marks)) == sorted(marked)


def test_pandoc_reads_every_note(tmp_path: Path) -> None:
    data = made(read(REPORT))
    path = tmp_path / "notes.html"
    path.write_bytes(files(data)["EPUB/notes.xhtml"])
    shown = [line for line in pandoc.plain(path).splitlines() if re.match(r"\d+ ", line)]
    assert [int(line.split(" ")[0]) for line in shown] == [note.value for note in read(REPORT).resolved.notes]


@pytest.mark.parametrize(
    ("source", "every"),
    [(RICH, 2), *(pytest.param(each, 1, marks=pytest.mark.long) for each in (RICH, ARABIC))],
)
def test_axe_finds_nothing(tmp_path: Path, source: Path, every: int) -> None:
    """In each document or each second one, at the width of a telephone; it sets no colours. Nothing is asked
    of a network.
    """
    with zipfile.ZipFile(io.BytesIO(made(read(source)))) as archive:
        archive.extractall(tmp_path)
    paths = [tmp_path / "EPUB" / name for name in spine(made(read(source)))]
    for path, seen in axe.look(paths[::every], widths=[360]).items():
        of_whole_pages = ("landmark-one-main", "page-has-heading-one", "region")
        assert [each for each in seen.violations if not each.startswith(of_whole_pages)] == [], path.name
        assert seen.overflow == (), path.name
        assert {Path(each).suffix for each in seen.requests} <= {".css", ".png", ".jpg"}


def test_a_users_sheet_that_would_fetch_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text(
        "h1 { background: url(https://example.org/a.png); }\n", encoding="utf-8"
    )
    with pytest.raises(Failure) as refused:
        made(written(tmp_path, BODY, Options(css=tmp_path / "own.css")))
    assert [each.rule.code for each in refused.value.findings] == ["S023"]
