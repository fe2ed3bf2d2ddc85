"""Text that is not in the source is found wherever an output has it, and passed over in its marked place."""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.judges.validators import poppler
from tests.support.pages import ROOT, written
from tests.support.proving import prove
from toolchain.pipeline import stages
from toolchain.plugins import registry
from toolchain.project.settings import Options
from toolchain.reports.sentences import message

PLACES: dict[str, Any] = tomllib.loads((ROOT / "tests/cases/frame/places.toml").read_text(encoding="utf-8"))
WORDS = "The house pleads in words of its own"
FOUND = [f"this text is not in the source: “{WORDS}”"]


def named(kind: str, *forms: str) -> list[Any]:
    """The rows of a kind, with each of the formats that have such a place.

    Of those that a page has too, one in three is tried as PDF in each run.
    """
    return [
        pytest.param(row, form, id=f"{row['name']}-{form}", marks=pytest.mark.long if left else ())
        for at, row in enumerate(PLACES[kind])
        for form in forms or (kind,)
        if row.get(form, "place")
        for left in [form == "pdf" and at % 3 and any(row.get(each) for each in forms if each != "pdf")]
    ]


def put(text: str, row: dict[str, str], words: str) -> str:
    """A text with words put into it, before or behind what a row names."""
    around = row.get("before") or row["after"]
    assert around in text
    return text.replace(around, f"{words}{around}" if "before" in row else f"{around}{words}", 1)


def made(folder: Path, form: str, **options: Any) -> tuple[stages.Submission, bytes]:
    """The submission of the source, and an output of it."""
    source = folder / "report.md"
    source.write_text(PLACES["source"].lstrip(), encoding="utf-8")
    item = stages.read(source, Options(**options))
    return item, registry.writer(form).write(item.resolved, item.project)


def told(item: stages.Submission, data: bytes, form: str) -> tuple[list[str], list[str]]:
    """The messages of what is found in an output, all of one code, and their places."""
    found = prove(item.resolved, data, f"report.{form}", form)
    assert {each.rule.code for each in found} <= {"D906"}
    return [message(each) for each in found], [each.span.words for each in found]


def with_page(folder: Path, page: str, form: str) -> tuple[list[str], list[str]]:
    """What is found in an output that is made with this page template."""
    looks = folder / "looks"
    looks.mkdir(exist_ok=True)
    (looks / "page.html.j2").write_text(page, encoding="utf-8")
    item, data = made(folder, form, templates=looks)
    return told(item, data, form)


@pytest.mark.parametrize(("row", "form"), named("page", "html", "pdf"))
def test_words_of_a_page_template(tmp_path: Path, row: dict[str, str], form: str) -> None:
    page = (ROOT / "templates/page.html.j2").read_text(encoding="utf-8")
    assert with_page(tmp_path, put(page, row, f"<p>{WORDS}</p>\n"), form) == (FOUND, [row[form]])
    assert with_page(tmp_path, put(page, row, f'<p class="standing">{WORDS}</p>\n'), form) == ([], [])


@pytest.mark.parametrize(("row", "form"), named("typst"))
def test_words_of_the_template_of_typst(tmp_path: Path, row: dict[str, str], form: str) -> None:
    template = (ROOT / "templates/print.typ").read_text(encoding="utf-8")
    for call, expected in (("par", (FOUND, [row["place"]])), ("standing", ([], []))):
        looks = tmp_path / call
        looks.mkdir()
        (looks / "print.typ").write_text(put(template, row, f'{call}("{WORDS}")\n'), encoding="utf-8")
        messages, places = told(*made(tmp_path, "pdf", templates=looks, pdf_engine=form), "pdf")
        assert ([each.partition(", here and at")[0] for each in messages], places) == expected


EARLIER = """
#let line-of-contact(western, ..lines) = ragged(lines.pos().join(linebreak()))
#let submitter(name, status, about, contact) = block({
  ragged(name)
  if status != none { ragged(emph(status)) }
  about
  contact.join()
})
"""
"""How a template of an earlier release prints an organization."""


def test_the_example_of_the_guide_in_a_template_of_an_earlier_release(tmp_path: Path) -> None:
    guide = (ROOT / "docs/templates.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```typst\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    template = (ROOT / "templates/print.typ").read_text(encoding="utf-8")
    (tmp_path / "looks").mkdir()
    (tmp_path / "looks/print.typ").write_text(template + EARLIER + example, encoding="utf-8")
    options = Options(templates=tmp_path / "looks", pdf_engine="typst")
    by = "[{name: Us, status: Special, contact: {person: Ana, role: Director}}]"
    submission = written(tmp_path, "1. One.\n\n> Quoted.", options, public="true", submitted_by=by)
    data = registry.writer("pdf").write(*submission)
    assert prove(submission.resolved, data, "report.pdf", "pdf") == ()
    (tmp_path / "report.pdf").write_bytes(data)
    assert "1 Long Street" in poppler.text(tmp_path / "report.pdf")


@pytest.mark.parametrize(("row", "form"), named("style", "html", "epub", "pdf"))
def test_words_of_a_style_sheet(tmp_path: Path, row: dict[str, str], form: str) -> None:
    style = tmp_path / "own.css"
    style.write_text(row["rule"].replace("CONTENT", f'"{WORDS}"'), encoding="utf-8")
    messages, places = told(*made(tmp_path, form, css=style), form)
    assert [each.partition(", here and at")[0] for each in messages] == FOUND
    assert places == [row[form]]
    declared = f':root {{ --standing: "{WORDS}" }} {row["rule"].replace("CONTENT", "var(--standing)")}'
    style.write_text(declared, encoding="utf-8")
    assert told(*made(tmp_path, form, css=style), form) == ([], [])


def changed(data: bytes, **files: str) -> bytes:
    """A container with other texts of files, by their names with "__" for slashes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            text = files.get(entry.filename.replace("/", "__"))
            new.writestr(entry, old.read(entry) if text is None else text.encode())
    return out.getvalue()


def text_of(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize(("row", "form"), named("epub"))
def test_words_in_a_book(tmp_path: Path, row: dict[str, str], form: str) -> None:
    item, data = made(tmp_path, form)
    text, name = text_of(data, row["file"]), row["file"].replace("/", "__")
    added = changed(data, **{name: put(text, row, f"<p>{WORDS}</p>")})
    assert told(item, added, form) == (FOUND, [row["place"]])
    marked = changed(data, **{name: put(text, row, f'<p class="standing">{WORDS}</p>')})
    assert told(item, marked, form) == ([], [])


@pytest.mark.parametrize(("row", "form"), named("docx"))
def test_words_in_a_word_file(tmp_path: Path, row: dict[str, str], form: str) -> None:
    item, data = made(tmp_path, form)
    text, name = text_of(data, row["file"]), row["file"].replace("/", "__")
    for style, expected in ((row["style"], (FOUND, [row["place"]])), ("StandingText", ([], []))):
        words = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{WORDS}</w:t></w:r></w:p>'
        bad = changed(data, **{name: put(text, row, words)})
        assert told(item, bad, form) == expected


def test_a_watermark_of_a_template_of_word(tmp_path: Path) -> None:
    """Word keeps its words in an attribute (ISO/IEC 29500-4, 19.1.2.23)."""
    item, data = made(tmp_path, "docx")
    shape = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="{WORDS}"/></v:shape>'
    header = text_of(data, "word/header1.xml")
    marked = header.replace("</w:hdr>", f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p></w:hdr>")
    bad = changed(data, **{"word__header1.xml": marked})
    assert told(item, bad, "docx") == (FOUND, ["page header"])


def test_capitals_are_a_look_of_a_template_of_word(tmp_path: Path) -> None:
    """Who designs a running head in capitals adds no word; those of a draft are letters."""
    item, data = made(tmp_path, "docx")
    header = re.sub("<w:r>(?:<w:rPr/>)?", "<w:r><w:rPr><w:caps/></w:rPr>", text_of(data, "word/header1.xml"))
    assert "<w:caps/>" in header
    assert told(item, changed(data, **{"word__header1.xml": header}), "docx") == ([], [])


def test_a_picture_in_a_style_sheet_has_no_words(tmp_path: Path) -> None:
    style = tmp_path / "own.css"
    for kind, expected in (("png", 0), ("svg+xml", 1)):
        style.write_text(f'ul {{ list-style: url("data:image/{kind};base64,iVBO") }}', encoding="utf-8")
        assert len(told(*made(tmp_path, "html", css=style), "html")[0]) == expected


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_a_cover_that_says_a_fact_twice(tmp_path: Path, form: str) -> None:
    page = (ROOT / "templates/page.html.j2").read_text(encoding="utf-8")
    twice = page.replace("</header>", "<p>{{ particulars[0][1] }}</p>\n</header>")
    assert with_page(tmp_path, twice, form)[0] == ["this text is not in the source: “Committee”"]


@pytest.mark.parametrize("marked", ['aria-hidden="true"', "hidden"])
def test_what_is_seen_and_not_read_out_is_found(tmp_path: Path, marked: str) -> None:
    page = (ROOT / "templates/page.html.j2").read_text(encoding="utf-8")
    added = page.replace("</header>", f"<p {marked}>{WORDS}</p>\n</header>")
    assert with_page(tmp_path, added, "html")[0] == (FOUND if "aria" in marked else [])


@pytest.mark.parametrize(
    ("added", "place"),
    [
        (f'<p aria-label="{WORDS}"></p>', "in the attribute aria-label"),
        (f'<div title="{WORDS}"></div>', "in the attribute title"),
        (f'<div><template shadowrootmode="open">{WORDS}</template></div>', "in the element <template>"),
        (f'<p role="slider" aria-valuetext="{WORDS}"></p>', "in the attribute aria-valuetext"),
        (f'<a href="#text" title="{WORDS}"></a>', "in the attribute title"),
        (f'<p aria-braillelabel="{WORDS}"></p>', "in the attribute aria-braillelabel"),
        (f'<map name="m"><area href="#text" alt="{WORDS}"></map>', "in the attribute alt"),
        (f'<table summary="{WORDS}"><tr><td></table>', "in the attribute summary"),
        (f'<table><tr><th abbr="{WORDS}"></table>', "in the attribute abbr"),
        (f'<p hidden="until-found">{WORDS}</p>', "the cover"),
        (f"<ul style=\"list-style: '{WORDS}'\"><li></li></ul>", "the style sheet"),
        (f"<style>@property --a {{ initial-value: '{WORDS}' }}</style>", "the style sheet"),
        (
            f'<style>p::after {{ content: attr(data-x) }}</style><p data-x="{WORDS}"></p>',
            "in the attribute data-x",
        ),
        (f'<meta name="description" content="{WORDS}">', "“description” in the metadata"),
        (f'<meta itemprop="award" content="{WORDS}">', "“award” in the metadata"),
        (f'<link rel="alternate" href="data:," title="{WORDS}">', "“link” in the metadata"),
        (
            f'<script type="application/ld+json">{{"a": [{{"award": ["{WORDS}"]}}]}}</script>',
            "“award” in the metadata",
        ),
        (f'<script type="application/ld+json">{WORDS}</script>', "“JSON-LD” in the metadata"),
    ],
)
def test_words_that_no_text_of_the_page_has_are_found(tmp_path: Path, added: str, place: str) -> None:
    """A screen reader reads them out, the pointer or a search engine shows them, or a browser puts them into
    the page.
    """
    page = (ROOT / "templates/page.html.j2").read_text(encoding="utf-8")
    assert with_page(tmp_path, page.replace("</hgroup>", f"</hgroup>{added}"), "html") == (FOUND, [place])


@pytest.mark.parametrize(
    ("old", "new", "form", "place"),
    [
        ("<title>{{ plain_title }}", f"<title>{WORDS}", "pdf", "Title"),
        ("{% for name, content in named", f'<meta name="description" content="{WORDS}">\n', "pdf", "Subject"),
        ("{% for name, content in named", f'<meta name="award" content="{WORDS}">\n', "html", "award"),
    ],
)
def test_words_of_the_head_are_found(tmp_path: Path, old: str, new: str, form: str, place: str) -> None:
    page = (ROOT / "templates/page.html.j2").read_text(encoding="utf-8")
    other = page.replace(old, new if "title" in old else new + old)
    assert with_page(tmp_path, other, form) == (FOUND, [f"“{place}” in the metadata"])
    if form == "html":
        assert with_page(tmp_path, other.replace("<meta name", '<meta class="standing" name'), form) == (
            [],
            [],
        )


@pytest.mark.parametrize(
    ("form", "file", "tag"),
    [
        ("docx", "docProps/core.xml", "dc:description"),
        ("docx", "docProps/core.xml", "cp:category"),
        ("epub", "EPUB/package.opf", "dc:description"),
        ("epub", "EPUB/package.opf", "dc:publisher"),
    ],
)
def test_words_of_the_properties_are_found(tmp_path: Path, form: str, file: str, tag: str) -> None:
    item, data = made(tmp_path, form)
    end = "<dc:language>"
    text = text_of(data, file).replace(end, f"<{tag}>{WORDS}</{tag}>{end}")
    place = f"“{tag.partition(':')[2]}” in the metadata"
    assert told(item, changed(data, **{file.replace("/", "__"): text}), form) == (FOUND, [place])


def test_another_title_of_a_book_is_found_once(tmp_path: Path) -> None:
    item, data = made(tmp_path, "epub")
    text = re.sub("(<dc:title[^>]*>)[^<]*", rf"\1{WORDS}", text_of(data, "EPUB/package.opf"))
    book = changed(data, **{"EPUB__package.opf": text})
    assert [each.rule.code for each in prove(item.resolved, book, "report.epub", "epub")] == ["A705"]


_A, _C = (f"http://schemas.openxmlformats.org/drawingml/2006/{name}" for name in ("main", "chart"))
_TEXT = f'<a:t xmlns:a="{_A}">{WORDS}</a:t>'


@pytest.mark.parametrize(
    ("uri", "inside", "kind", "words"),
    [
        ("lockedCanvas", _TEXT, "image", ""),
        ("chart", "", "chart", _TEXT),
        ("chart", "", "chart", f'<c:v xmlns:c="{_C}">{WORDS}</c:v>'),
        ("diagram", "", "diagramData", _TEXT),
        ("diagram", "", "diagramDrawing", _TEXT),
    ],
)
def test_words_drawn_in_a_margin_are_found(
    tmp_path: Path, uri: str, inside: str, kind: str, words: str
) -> None:
    """Word draws them, and the text of the header has none of them."""
    item, data = made(tmp_path, "docx")
    drawn = (
        f'<w:p><w:r><w:drawing><a:graphicData xmlns:a="{_A}" uri="/{uri}">{inside}'
        "</a:graphicData></w:drawing>"
        "</w:r></w:p></w:hdr>"
    )
    header = text_of(data, "word/header1.xml").replace("</w:hdr>", drawn)
    link = f'<Relationship Id="x" Type="/{kind}" Target="drawn.xml"/>'
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/drawn.xml", f"<x>{words}</x>")
        archive.writestr("word/_rels/header1.xml.rels", f"<Relationships>{link}</Relationships>")
    bad = changed(out.getvalue(), **{"word__header1.xml": header})
    assert told(item, bad, "docx") == (FOUND, ["page header"])
