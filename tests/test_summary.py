"""What the end of a build counts."""

import zlib
from pathlib import Path

import pytest

from tests.command import CLEAN
from toolchain import plugins
from toolchain.project import Options, make_project
from toolchain.resolve import resolve
from toolchain.summary import Counts, count, count_words, describe, pdf_pages


def counted(tmp_path: Path, text: str) -> Counts:
    source = tmp_path / "report.md"
    source.write_text(text, encoding="utf-8")
    document = plugins.reader_for(source, "report.md").read(source, "report.md")
    return count(resolve(document, make_project(source, document, Options())[0].settings))


def parts(text: str) -> int:
    return len(text.split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  \n ", 0),
        ("One", 1),
        ("State party's well-being, 2019-2024 (para. 15)", 6),
        ("a\u00a0b\u2009c\u3000d", 4),
        ("children – all of them", 5),
        ("儿童权利公约", 6),
        ("《公约》第12条，", 8),
        ("حقوق الطفل", 2),
        ("子どもの権利", 6),
    ],
)
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


def test_a_small_source(tmp_path: Path) -> None:
    """Legislation; The Penal Code … at 16.; It covers … para. 1).; Penal Code, sect. 375."""
    assert counted(tmp_path, CLEAN) == Counts(1 + 10 + 7, 0, 4, (("body", 2),), 1)


def test_parts_series_and_what_is_not_counted(tmp_path: Path) -> None:
    text = """---
title: The cover is not counted^[nor is what it says, but its note is]
lang: en
---

# One two

1. Three *four* **five** `six`, [seven eight](https://example.org) and [](#b), that is ten
     and [16](#b) more.^[A note.]

     | H | I |
     | --- | --- |
     | J K | L |

     > A quotation of five words.

     ```
     some code
     ```

     <!-- a comment -->

2. Two words: {#b}

     1. Sub one;
     2. Sub two.

# Recommendations {.restart series=recommendation}

1. Do it.

# Method {.annex}

1. In an annex.^[Note of two annexes.]
"""
    counts = counted(tmp_path, text)
    paragraph = "Three four five six, seven eight and paragraph 2, that is ten and 2 more."
    others = "One two H I J K L A quotation of five words. some code Two words: Sub one; Sub two."
    notes = "nor is what it says, but its note is A note. Note of two annexes."
    assert counts.body == parts(paragraph) + parts(others) + parts("Recommendations Do it.")
    assert counts.annexes == parts("Method In an annex.")
    assert counts.notes == parts(notes)
    assert counts.paragraphs == (("body", 2), ("recommendation", 1), ("annex-1", 1))
    assert counts.printed_notes == 3
    assert counts.words == counts.body + counts.annexes + counts.notes


def test_notes_printed_again_count_again(tmp_path: Path) -> None:
    twice = CLEAN.replace("consent)).", "consent)).[^penal]")
    assert counted(tmp_path, twice).notes == 4
    again = counted(tmp_path, twice.replace("lang: en\n", "lang: en\nrepeated-notes: again\n"))
    assert (again.notes, again.printed_notes) == (8, 2)


def test_a_description() -> None:
    counts = Counts(2_815, 0, 9_000, (("body", 31), ("recommendation", 20)), 92)
    pdf = b"%PDF-1.7 << /Type /Pages /Kids [1 0 R] /Count 1 >>" + b" " * 1950
    files = {Path("build/x/report.docx"): b"x" * 51_400, Path("build/x/report.pdf"): pdf}
    assert describe(counts, files, "2 warnings") == (
        "  wrote       build/x/report.docx (51 kB)\n"
        "              build/x/report.pdf (1 page, 2 kB)\n"
        "  words       11,815: body 2,815, notes 9,000\n"
        "  paragraphs  51: body 31, recommendation 20\n"
        "  notes       92\n"
        "  findings    2 warnings"
    )


def test_pages_of_a_page_tree() -> None:
    """The root's count holds, not that of a branch; the order of the keys is free."""
    branch = b"2 0 obj <</Type/Pages/Parent 1 0 R/Kids[3 0 R]/Count 7>> endobj"
    root = b"1 0 obj << /Count 12 /Kids [2 0 R 4 0 R] /Type /Pages >> endobj"
    assert pdf_pages(b"%PDF-1.7\n" + branch + b"\n" + root) == 12


def test_pages_of_a_compressed_page_tree() -> None:
    packed = zlib.compress(b"1 0 << /Type /Pages /Kids [5 0 R] /Count 3 >>")
    stream = (
        b"9 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream"
    )
    assert pdf_pages(b"%PDF-1.7\n" + stream) == 3


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"/Type /ObjStm stream\nno zlib", b"<< /Type /Pages >>"])
def test_pages_that_cannot_be_seen(data: bytes) -> None:
    assert pdf_pages(data) is None
