"""What our DOCX shows is read back line by line as its source must show it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.docx_file import SOURCES, WHOLE, docx
from tests.support.docx_made import document, texts
from tests.support.pages import ROOT, Submission, read, written
from tests.support.proving import prove
from tests.support.shares import covering
from toolchain import model as m
from toolchain.model.walk import walk
from toolchain.project.settings import Options
from toolchain.readers.docx import DocxReader, read_bytes
from toolchain.reports.sentences import message

IN_SIX_LANGUAGES = {
    "ar": "1\\. لكل طفل الحق في الحماية (انظر الفقرة [٢](#b)).[^n]",
    "en": "1. Every child has the right to protection (see para. [2 (a)](#b-a)).[^n]",
    "es": "1. Todo niño tiene derecho a la protección (véase el párr. [2](#b)).[^n]",
    "fr": "1. Tout enfant a droit à la protection (voir par. [2](#b))[^n] : « oui ».",
    "ru": "1. Каждый ребенок имеет право на защиту (см. пункт [2](#b)).[^n]",
    "zh": "1. 每个儿童都有权受到保护（见第[2](#b)段）。[^n]",
}


def all_sources() -> dict[str, Submission]:
    sources = {f"{path.parent.name}-{path.stem}": read(path) for path in SOURCES}
    for path in sorted((ROOT / "tests" / "cases" / "resolve").glob("*.md")):
        if path.stem not in {"again", "notes"}:  # their pictures are missing
            sources[f"resolve-{path.stem}"] = read(path)
    return {
        **sources,
        "whole-footnotes": read(WHOLE, notes=m.NoteKind.FOOTNOTE),
        "whole-again": read(WHOLE, repeated_notes="again", notes_place="end"),
        "whole-plain-headings": read(WHOLE, numbered_headings=False),
        "whole-draft": read(WHOLE, Options(draft=True)),
    }


SUBMISSIONS = all_sources()


def differences(submission: Submission, data: bytes) -> list[str]:
    """What is not proved of a document, in words."""
    defects = prove(submission.resolved, data, "report.docx", "docx")
    return [f"{finding.rule.code} {finding.span.words}: {message(finding)}" for finding in defects]


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_our_documents_show_what_their_sources_must(name: str) -> None:
    assert differences(SUBMISSIONS[name], docx(SUBMISSIONS[name]).data) == []


@pytest.mark.parametrize("lang", IN_SIX_LANGUAGES)
def test_six_languages(tmp_path: Path, lang: str) -> None:
    body = IN_SIX_LANGUAGES[lang].replace("1\\.", "1.").replace("٢", "2")
    more = "\n\n2. B: {#b}\n\n     1. a; {#b-a}\n     2. b.\n\n> “C” (d) –\u00a0e\n\n[^n]: N (x), *y* “z”.\n"
    submission = written(tmp_path, f"# A\n\n{body}{more}", lang=lang, headings="numbered")
    assert differences(submission, docx(submission).data) == []
    assert document(docx(submission).data).front_matter.lang == lang


@pytest.mark.parametrize(
    ("description", "beginning"),
    covering(
        [
            "It is *small*.",
            "- one\n- two",
            "1) one\n2) two",
            "> quoted",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "`code`",
        ],
        ["Opening text.", "# Heading", "- a list", "1. One.", "| x |\n|---|\n| y |"],
    ),
)
def test_the_text_begins_where_the_cover_ends(tmp_path: Path, description: str, beginning: str) -> None:
    path = tmp_path / "report.md"
    lines = "".join(f"      {line}\n" for line in description.splitlines())
    path.write_text(
        f"---\ntitle: T\nlang: en\nsubmitted-by:\n  - name: N\n    description: |\n{lines}---\n\n"
        f"{beginning}\n\n# More {{.page-break}}\n",
        encoding="utf-8",
    )
    submission = read(path)
    assert differences(submission, docx(submission).data) == []


def test_a_title_with_its_note(tmp_path: Path) -> None:
    data = docx(written(tmp_path, "1. A.[^b]\n\n[^a]: All say so.\n[^b]: B.\n", title='"Of *all*[^a]"')).data
    found = document(data)
    assert [(note.label, note.kind.value) for note in found.notes] == [("*", "footnote"), ("1", "endnote")]
    assert [type(node).__name__ for node in found.front_matter.title] == ["Text", "Emphasis", "NoteMark"]


@pytest.mark.parametrize("place", ["end", "before-annexes"])
@pytest.mark.parametrize("mark", ["", "[^b]"])
def test_the_title_s_note_stands_beside_the_others(tmp_path: Path, place: str, mark: str) -> None:
    body = f"1. A.\n\n# B {{.annex}}\n\n1. C.{mark}\n\n[^a]: All say so.\n" + (
        f"\n{mark}: N.\n" if mark else ""
    )
    submission = written(tmp_path, body, title='"Of all[^a]"', notes_place=place)
    assert differences(submission, docx(submission).data) == []


@pytest.mark.parametrize(
    ("kind", "last"), [("endnotes", "Notes[3], [4]"), ("footnotes", "2. Two.[2], [3], [4]")]
)
def test_notes_that_only_notes_mark_do_not_run_into_each_other(tmp_path: Path, kind: str, last: str) -> None:
    notes = "[^a]: A.[^c] And.[^d]\n[^b]: B.\n[^c]: C.\n[^d]: D.\n"
    submission = written(tmp_path, f"1. One.[^a]\n\n2. Two.[^b]\n\n{notes}", notes=kind)
    data = docx(submission).data
    assert texts(data)[-1] == last
    assert differences(submission, data) == []


def test_what_is_a_claim_in_a_source_is_a_label_as_printed() -> None:
    found = document(docx(SUBMISSIONS["docx-whole"]).data)
    nodes = [node for node, _ in walk(found.blocks)]
    assert [node.typed.text for node in nodes if isinstance(node, m.NumberedParagraph)][:3] == [
        "1.",
        "2.",
        "3.",
    ]
    subs = [node.typed.text for node in nodes if isinstance(node, m.SubParagraph)]
    assert subs == [
        "(a)",
        "(b)",
        "(i)",
        "(ii)",
        "a.",
        "b.",
        "a.",
        "b.",
        "(c)",
        "(d)",
        "(a)",
        "(b)",
        "(a)",
        "(b)",
    ]
    headings = [
        (node.typed.text if node.typed else "", node.level) for node in nodes if isinstance(node, m.Heading)
    ]
    assert headings[:6] == [("I.", 1), ("II.", 1), ("A.", 2), ("1.", 3), ("", 4), ("(a)", 4)]
    assert [node.typed.text for node in nodes if isinstance(node, m.Caption) and node.typed] == [
        "Table 1",
        "Figure 1",
    ]
    assert "Annex II" in [
        node.typed.text for node in nodes if isinstance(node, m.Heading) and node.typed and node.annex
    ]


def test_places_are_addresses_in_reading_order_and_say_in_words_where() -> None:
    found = document(docx(SUBMISSIONS["docx-whole"]).data)
    columns = [
        node.span.block
        for node, _ in walk(found.blocks)
        if isinstance(node, m.Paragraph | m.Heading | m.CodeBlock)
        or (isinstance(node, m.Cell) and node.children)  # a table without headers has empty ones
    ]
    assert columns == sorted(set(columns))
    places = {node.span.words for node, _ in walk(found.blocks)} | {note.span.words for note in found.notes}
    assert {
        "paragraph 3 (b) (ii)",
        "paragraph 1, under “Recommendations”",
        "heading “Introduction”",
        "table 1, row 2, cell 1",
        "endnote 3, in paragraph 2",
        "the opening",
        "the cover",
        "footnote *, in the title",
    } <= places


def test_the_reader_reads_files(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    data = docx(SUBMISSIONS["minimal-report"]).data
    path.write_bytes(data)
    reader = DocxReader()
    assert (reader.api, reader.name, tuple(reader.suffixes)) == (1, "docx", (".docx",))
    one, other = reader.read(path, "x.docx"), read_bytes(data, "x.docx")
    assert (one.path, len(one.blocks), one.text) == (other.path, len(other.blocks), "")
