"""Symbols of United Nations documents become links in every output, and nothing of it reaches the source."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.support.docx_made import changed
from tests.support.merged import ready
from tests.support.pages import Submission, read
from tests.support.proving import prove
from toolchain.pipeline.import_word import convert
from toolchain.project.settings import Options
from toolchain.resolve.tables import Resolved
from toolchain.writers.docx import DocxWriter
from toolchain.writers.epub import EpubWriter
from toolchain.writers.html import HtmlWriter
from toolchain.writers.pdf import PdfWriter

SOURCE = """---
title: Links A/HRC/40/1
lang: en
{}---

# On A/HRC/41/1

1. See CRC/C/PAK/CO/5, para. 20, *CEDAW/C/GC/35* and S/RES/1325 (2000); “see A/RES/44/25 for all”.[^a]

2. Wrong are CRC/PAK/CO/5, CRC/C/XXQ/CO/5, A/B; `A/HRC/45/2` is code, [A/HRC/45/3](https://example.org).

     > The Committee named E/C.12/GC/20.

| Symbol A/RES/1/1 |
| --- |
| A/RES/61/295 |

[^a]: HRI/GEN/1/Rev.9, CMW/C/GC/4-CRC/C/GC/23, and https://undocs.org/A/RES/48/134.
"""
MADE = ["CRC/C/PAK/CO/5", "CEDAW/C/GC/35", "S/RES/1325(2000)", "A/RES/61/295", "HRI/GEN/1/Rev.9"]
MADE += ["CMW/C/GC/4", "CRC/C/GC/23"]  # the halves of a joint symbol
WRITERS: dict[str, Any] = {
    "docx": DocxWriter(), "html": HtmlWriter(), "epub": EpubWriter(), "pdf": PdfWriter()
}  # fmt: skip


def submission(tmp_path: Path, more: str = "") -> Submission:
    return read(written(tmp_path, more), Options(draft=True))


def written(tmp_path: Path, more: str = "") -> Path:
    source = tmp_path / "report.md"
    source.write_text(SOURCE.format(more), encoding="utf-8")
    return source


def made_of(resolved: Resolved) -> list[str]:
    links = (each for text in resolved.linked.values() for each in text if hasattr(each, "url"))
    return [each.url.removeprefix("https://docs.un.org/") for each in links]


def test_links_are_made_of_symbols_that_are_possible_and_the_authors_own(tmp_path: Path) -> None:
    assert made_of(submission(tmp_path).resolved) == MADE
    assert made_of(submission(tmp_path, "links: false\n").resolved) == []


@pytest.mark.parametrize(
    ("form", "engine"), [("docx", ""), ("html", ""), ("epub", ""), ("pdf", "typst"), ("pdf", "weasyprint")]
)
def test_an_output_is_proved_with_its_links_only(tmp_path: Path, form: str, engine: str) -> None:
    more = f"pdf-engine: {engine}\n" if engine else ""
    linked, bare = submission(tmp_path, more), submission(tmp_path, f"{more}links: false\n")
    with_links, without = (bytes(WRITERS[form].write(*each)) for each in (linked, bare))
    assert not prove(linked.resolved, with_links, "x", form)
    assert not prove(bare.resolved, without, "x", form)
    assert prove(linked.resolved, without, "x", form), "links are missing"
    assert prove(bare.resolved, with_links, "x", form), "links that nobody asked for"


def test_another_address_is_no_proof(tmp_path: Path) -> None:
    linked = submission(tmp_path)
    page = bytes(HtmlWriter().write(*linked)).replace(
        b"docs.un.org/CRC/C/PAK/CO/5", b"docs.un.org/CRC/C/PAK/CO/4"
    )
    assert prove(linked.resolved, page, "x", "html")


def test_a_link_in_word_looks_like_its_text_and_is_no_edit(tmp_path: Path) -> None:
    source = ready(written(tmp_path))
    (run,) = re.findall(r"<w:hyperlink[^>]*PAK/CO/5[^>]*>(.*?)</w:hyperlink>", document(source.data))
    assert "rStyle" not in run
    assert source.merged(source.data).text == source.text
    edited = changed(source.data, "word/document.xml", ", para.\xa020", ", para.\xa021")
    assert source.merged(edited).text == source.text.replace("para. 20", "para. 21")
    other = changed(source.data, "word/document.xml", ">CRC/C/PAK/CO/5<", ">CRC/C/PAK/CO/6<")
    assert source.merged(other).text == source.text.replace("CRC/C/PAK/CO/5,", "CRC/C/PAK/CO/6,")
    assert source.merged(other).left == (), "a build makes the link again"
    typed = changed(source.data, "word/document.xml", "Wrong are", "A/HRC/44/1 is new; wrong are")
    assert source.merged(typed).text == source.text.replace("Wrong are", "A/HRC/44/1 is new; wrong are")
    assert source.merged(typed).left == ()


def document(data: bytes) -> str:
    return ZipFile(BytesIO(data)).read("word/document.xml").decode()


def test_what_is_imported_has_no_link_of_ours(tmp_path: Path) -> None:
    data = bytes(DocxWriter().write(*submission(tmp_path)))
    text = convert(data, "built.docx", tmp_path / "again.md", lambda _: None).text
    assert "docs.un.org" not in text
    assert "CRC/C/PAK/CO/5" in text
