"""Redlines at the edges: what comes or goes at an end, settings of one version, edits of every kind."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.judges.validators import libreoffice, schema
from tests.support.edited import EVERY, built, edited
from tests.support.pages import ROOT
from toolchain.formats.pdf.content import marked_content
from toolchain.formats.pdf.page_items import Text
from toolchain.formats.pdf.painting import Painting
from toolchain.word.redlining import By, Redline, redline

REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
WHOLE = ROOT / "tests" / "cases" / "docx" / "whole.md"
HEAD = "---\ntitle: T\nlang: en\n---\n\n"


def of(old: str, new: str, path: Path = REPORT) -> Redline:
    """The redline of two texts, which is proved when it is made."""
    by = By("Redline", "2000-01-01T00:00:00Z")
    return redline("old.docx", built(old, path), "new.docx", built(new, path), by)


@pytest.mark.parametrize(
    "seed", [*range(5), *(pytest.param(each, marks=pytest.mark.long) for each in range(5, 200))]
)
def test_edits_of_every_kind(seed: int) -> None:
    """Also series, annexes, figures, languages, levels, and notes that change places or are repeated."""
    path = (WHOLE, REPORT)[seed % 8 == 0]
    old = edited(path.read_text(encoding="utf-8"), 2_000_000 + seed, 3, EVERY)
    of(old, edited(old, seed, 10, EVERY), path)


_SERIES = "{.restart series=recommendation}"
_LEVELS = "1. One:\n\n    1. A:\n\n        1. B:\n\n            1. C:\n\n                1. D.\n\n"
"""Most of these levels are printed alike in a series of recommendations, and are another list."""

ENDS = {
    "the last paragraph": ("1. One.\n", "1. One.\n\n2. Two.\n"),
    "all paragraphs": ("1. Alpha beta.\n", "Quite another text.\n\n- and a list\n"),
    "before a table": ("1. One.\n\n| a |\n| - |\n| b |\n", "1. One.\n\n2. Two.\n\n| a |\n| - |\n| b |\n"),
    "a table at the end": ("1. One.\n", "1. One.\n\n| a |\n| - |\n| b |\n"),
    "columns": ("| a |\n| - |\n| b |\n", "| a | c |\n| - | - |\n| b | d |\n"),
    "columns under a caption": (
        "1. One [](#t).\n\nTable: Two. {#t}\n\n| a |\n| - |\n| b |\n",
        "1. One [](#t).\n\nTable: Two. {#t}\n\n| a | c |\n| - | - |\n| b | d |\n",
    ),
    "the first note": ("1. One.\n", "1. One.^[A note.]\n"),
    "a note with paragraphs": ("1. One.[^a]\n\n[^a]: A.\n", "1. One.[^a]\n\n[^a]: A.\n\n    B.\n"),
    "the text before an annex": (
        "1. One.\n\n# A {.annex}\n\nX.\n",
        "1. One.\n\n2. B.\n\n# A {.annex}\n\nX.\n",
    ),
    "an annex": ("1. One.\n", "1. One.\n\n# A {.annex}\n\nX.\n"),
    "a heading": ("# One\n\n1. A.\n", "1. A.\n"),
    "a level": ("1. One:\n\n    1. Two.\n", "1. One:\n\n2. Two.\n"),
    "emphasis": ("1. One two three.\n", "1. One *two* **three**.\n"),
    "emphasis and its end": ("1. One *two* three *four*.\n", "1. One *two three four*.\n"),
    "the language of a full stop": ("1. One [deux]{lang=fr}.\n", "1. One [deux.]{lang=fr}\n"),
    "a level of an annex": ("# A\n\n1. X.\n\n# B {.annex}\n\nX.\n", "# A\n\n1. X.\n\n## B {.annex}\n\nX.\n"),
    "a list": ("- one\n- two\n", "- one\n- three\n- two\n"),
    "a split paragraph": ("1. One two. Three four.\n", "1. One two.\n\n2. Three four.\n"),
    "a split into a level": ("1. One two. Three four.\n", "1. One two.\n\n    1. Three four.\n"),
    "a split into levels": (
        "1. One two.[^a] Three four. Five six.\n\n[^a]: A.\n",
        "1. One two.[^a]\n\n    1. Three four.\n\n        1. Five six.\n\n[^a]: A.\n",
    ),
    "a split with a note": ("1. One.[^a] Two.\n\n[^a]: A.\n", "1. One.[^a]\n\n2. Two.\n\n[^a]: A.\n"),
    "a split with what leads to it": (
        "1. See [](#b).\n\n2. One two. Three four, see [](#b). {#b}\n",
        "1. See [](#b).\n\n2. One two.\n\n3. Three four, see [](#b). {#b}\n",
    ),
    "a split before a table": (
        "1. One two. Three.\n\n| a |\n| - |\n| b |\n",
        "1. One two.\n\n2. Three.\n\n| a |\n| - |\n| b |\n",
    ),
    "a split and a new end": ("1. One two. Three.\n", "1. One two.\n\n2. Three.\n\n3. New.\n"),
    "a split quotation": ("> One two. Three four.\n", "> One two.\n>\n> Three four.\n"),
    "a series": ("1. One.\n", "1. One.\n\n# R {.restart series=recommendation}\n\n1. Two.\n"),
    "levels that change their series": (
        f"{_LEVELS}# S {_SERIES}\n\n1. Two.\n",
        f"# R {_SERIES}\n\n{_LEVELS}# S {_SERIES}\n\n1. Two.\n",
    ),
}


@pytest.mark.parametrize("name", ENDS)
@pytest.mark.parametrize("notes", ["footnotes", pytest.param("endnotes", marks=pytest.mark.long)])
def test_what_comes_or_goes_at_the_edges(name: str, notes: str) -> None:
    old, new = (HEAD.replace("lang: en", f"lang: en\nnotes: {notes}") + text for text in ENDS[name])
    of(old, new)
    of(new, old)


def test_a_heading_at_another_level_keeps_its_words() -> None:
    text = HEAD + "# One\n\n1. A.\n\n## Two\n\n2. B.\n"
    made = of(text, text.replace("##", "#"))
    assert [each[3:] for each in made.entries] == [("", "", "another style")]
    assert [run.now for each in made.shown for run in each.cells[0] if run.state] == ["another style"]


SETTINGS = {
    "headings": "headings: numbered",
    "footnotes": "notes: footnotes",
    "language": "lang: fr",
    "direction": "lang: ar",
    "notes": "repeated-notes: again\nnotes-place: before-annexes",
    "contents": "contents: true",
}


def both_ways(name: str) -> list[bytes]:
    """The redlines to and from a version with a setting."""
    body = (
        "# Law\n\n1. One [](#b).[^a]\n\n    1. Two. {#b}\n\n## More\n\n2. Again.[^a]\n\n"
        "# R {.restart series=recommendation}\n\n1. Do.\n\n# A {.annex}\n\n1. X.\n\n[^a]: A note.\n"
    )
    key = SETTINGS[name].partition(":")[0]
    bare = HEAD.replace("lang: en\n", "") if key == "lang" else HEAD
    texts = HEAD + body, bare.replace("title: T", f"title: T\n{SETTINGS[name]}") + body
    return [of(texts[at], texts[1 - at]).data for at in (0, 1)]


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_of_one_version_only(name: str) -> None:
    """Numbers and their forms belong to styles, so the old paragraphs get their lists themselves."""
    assert both_ways(name)


@pytest.mark.long
@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_of_one_version_only_is_valid(name: str, tmp_path: Path) -> None:
    for at, data in enumerate(both_ways(name)):
        file = tmp_path / f"{at}.docx"
        file.write_bytes(data)
        assert schema.open_xml_sdk(file) == []


LONGER, SHORTER = "1. A paragraph of more words than the other.\n\n", "1. A short one here.\n\n"
TABLED = "| Year | Cases |\n| --- | --- |\n| 2019 | not counted |\n\n"
FEW = {
    "a link": (
        "1. [One two](https://a.org) three.\n",
        "1. [One four](https://a.org) three.\n",
        [("two", "four")],
    ),
    "an entry of the contents": ("# One two\n\n1. A.\n", "# One four\n\n1. A.\n", [("two", "four")] * 2),
    "a note without a label": ("1. A.^[One two three.]\n", "1. A.^[One four three.]\n", [("two", "four")]),
    "notes that change places": (
        "1. A.[^a]\n\n2. B.[^b]\n\n[^a]: Of one two.\n\n[^b]: Of one three.\n",
        "1. A.[^b]\n\n2. B.[^a]\n\n[^a]: Of one two.\n\n[^b]: Of one three.\n",
        [("three", "two"), ("two", "three")],
    ),
    "a note that goes, before notes that a number labels": (
        "1. A.[^1][^2]\n\n[^1]: One two.\n\n[^2]: Three four five.\n",
        "1. A.[^2]\n\n[^2]: Three four five.\n",
        [("One two.", ""), ("[note],", "")],
    ),
    "another note": (
        "1. A.^[One two.]\n",
        "1. A.^[Three four.]\n",
        [("", "Three four."), ("One two.", ""), ("[note]", "[note]")],
    ),
    "paragraphs that change places": (
        f"{LONGER}{SHORTER}1. End.\n",
        f"{SHORTER}{LONGER}1. End.\n",
        [("", "A short one here.")],
    ),
    "a table and a paragraph that change places": (
        f"1. See:\n\n{TABLED}{SHORTER}1. End.\n",
        f"1. See:\n\n{SHORTER}{TABLED}1. End.\n",
        [("", "A short one here."), ("A short one here.", "")],
    ),
    "a column": (
        "| a | b |\n| - | - |\n| one | two |\n",
        "| a | c | b |\n| - | - | - |\n| one | new | two |\n",
        [("", "c"), ("", "new")],
    ),
    "a column that goes and a row that comes": (  # of which LibreOffice would lose the column that stays
        "1. A.\n\n| a | b | c |\n| - | - | - |\n| one | two | three |\n",
        "1. A.\n\n| a | c |\n| - | - |\n| one | three |\n| four | five |\n",
        [
            ("", "A."),
            ("", "a | c | one | three | four | five"),
            ("A.", ""),
            ("a | b | c | one | two | three", ""),
        ],
    ),
    "a column and a row that go": (
        "1. A.\n\n| a | b | c |\n| - | - | - |\n| one | two | three |\n| four | six | five |\n",
        "1. A.\n\n| a | c |\n| - | - |\n| one | three |\n",
        [("b", ""), ("four | six | five", ""), ("two", "")],
    ),
}


@pytest.mark.parametrize("name", FEW)
def test_no_more_words_than_differ(name: str) -> None:
    head = HEAD.replace("lang", "contents: true\nlang" if "contents" in name else "lang")
    old, new = (head + each for each in FEW[name][:2])
    assert sorted((each.gone, each.come) for each in of(old, new).entries) == FEW[name][2]


@pytest.mark.parametrize("notes", ["footnotes", "endnotes"])
def test_libreoffice_shows_the_words_of_notes_as_changed(notes: str, tmp_path: Path) -> None:
    """All but the first note were black, if their words were in one change with their number."""
    head = HEAD.replace("lang", f"notes: {notes}\nlang")
    text = f"{head}{{}}\n\n[^a]: One.\n\n[^b]: Two.\n\n[^c]: Three.\n\n[^d]: Kept.\n"
    old, new = (text.format(f"1. A{each} and more[^d].") for each in ("[^a] b[^b] c[^c]", ""))
    for number, (one, other) in enumerate(((old, new), (new, old))):
        file = tmp_path / f"{number}.docx"
        file.write_bytes(of(one, other).data)
        painting = Painting()
        with pikepdf.open(libreoffice.to_pdf(file, tmp_path)) as pdf:
            marked_content(pdf.pages, right_to_left=False, painting=painting)
        texts = [each for each in painting.pages[0] if isinstance(each, Text)]
        black = "".join(sign for each in texts if each.colour == "#000000" for sign in each.signs)
        assert [word in black for word in ("One", "Two", "Three", "Kept")] == [False] * 3 + [True], black
