"""Fields and bookmarks: each field has its target and a true result, and every place its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.docx_file import SOURCES, WHOLE, Docx, Field, built, docx, fields, find, style, text, value
from tests.support.pages import Submission, read, written
from toolchain.model import NoteKind
from toolchain.writers.docx.xml import Element, get, qualified

IDS = [f"{path.parent.name}-{path.stem}" for path in SOURCES]


def parts(file: Docx) -> Iterator[Element]:
    """The parts that can hold fields and bookmarks."""
    for name in sorted(file.files):
        if match := re.fullmatch(r"word/(document|endnotes|footnotes|header\d|footer\d)\.xml", name):
            yield file.part(match[1])


def everything(file: Docx) -> list[Field]:
    return [each for part in parts(file) for each in fields(part)]


def starts(file: Docx) -> dict[str, Element]:
    """All bookmarks by their names; a name given twice fails."""
    found: dict[str, Element] = {}
    for part in parts(file):
        for each in find(part, "//w:bookmarkStart"):
            name = get(each, "name") or ""
            assert name.lower() not in {other.lower() for other in found}, f"{name} is there twice"
            found[name] = each
    return found


def shown(start: Element) -> list[Element]:
    """What stands between the start and the end of a bookmark, in its paragraph."""
    identity = get(start, "id")
    inside: list[Element] = []
    for each in start.itersiblings():
        if each.tag == qualified("bookmarkEnd") and get(each, "id") == identity:
            return inside
        inside.append(each)
    raise AssertionError("a bookmark that does not end in its paragraph")


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
@pytest.mark.parametrize("kind", NoteKind)
def test_every_field_has_its_bookmark_and_a_result(path: Path, kind: NoteKind) -> None:
    file = built(path, notes=kind)
    bookmarks = starts(file)
    for field in everything(file):
        assert field.result, field.instruction
        if field.kind in {"REF", "NOTEREF", "PAGEREF"}:
            assert field.bookmark in bookmarks
    for link in (each for part in parts(file) for each in find(part, "//w:hyperlink[@w:anchor]")):
        assert get(link, "anchor") in bookmarks


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_bookmarks_are_as_word_wants_them(path: Path) -> None:
    found = starts(built(path))
    for name, start in found.items():
        assert re.fullmatch(
            r"_(Ref|Note|At|Again|In|Series|Unnumbered|Inner|Logo)_\w{1,36}", name, re.ASCII
        ), name
        assert len(name) <= 40
        shown(start)
    ids = [get(start, "id") for start in found.values()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_every_label_and_every_note_has_its_bookmark(path: Path) -> None:
    submission = read(path)
    names = starts(built(path)).keys()
    labels = submission.resolved.targets.keys()
    printed = {numbered.note for numbered in submission.resolved.notes}
    if submission.resolved.title_note:
        printed.add(submission.resolved.title_note.note)
    for label in labels:
        if not label.startswith("^"):
            assert f"_Ref_{label.replace('-', '_')}" in names
        elif submission.resolved.targets[label] in printed:
            assert f"_Note_{label[1:].replace('-', '_')}" in names


def numbers_shown(submission: Submission) -> dict[str, set[str]]:
    """By bookmark, what a field that points there may show: what resolve worked out for the place."""
    resolved = submission.resolved
    found: dict[str, set[str]] = {}
    for label, target in resolved.targets.items():
        if not label.startswith("^") and target in resolved.numbers:
            found[f"_Ref_{label.replace('-', '_')}"] = {resolved.numbers[target].own}  # type: ignore[index]
    for numbered in (*resolved.notes, *([resolved.title_note] if resolved.title_note else [])):
        if numbered.note.label:
            name = f"_Note_{numbered.note.label.replace('-', '_')}"
            found.setdefault(name, set()).add(numbered.label)
    return found


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_results_are_the_numbers_of_their_targets(path: Path) -> None:
    submission = read(path)
    truth = numbers_shown(submission)
    pointing = [each for each in everything(built(path)) if each.kind in {"REF", "NOTEREF"}]
    for field in pointing:
        if field.bookmark in truth:
            assert {field.result} == truth[field.bookmark], field.instruction
        else:
            assert field.bookmark.startswith("_At_")


def test_what_a_reference_shows_is_asked_for_in_the_right_way() -> None:
    asked = {each.instruction: each.result for each in fields(built(WHOLE).part("document"))}
    for instruction, result in {
        r"REF _Ref_nested \r \h": "3",
        r"REF _At_section_2 \r \h": "II",
        r"REF _Ref_facts \n \h": "A",
        r"REF _At_paragraph_3_b \n \h": "(b)",
        r"REF _Ref_sub_ii \n \h": "(ii)",
        r"REF _Ref_sub_a \n \h": "(a)",
        r"REF _Ref_rec_two \r \h": "2",
        r"REF _Ref_annex_par \r \h": "1",
        r"REF _Ref_annex_lists \h": "II",
        r"REF _Ref_tab \h": "1",
        r"REF _Ref_fig \h": "1",
        r"NOTEREF _Note_two \h": "2",
        r"NOTEREF _Note_one \f \h": "1",
        r"SEQ Table \* ARABIC": "1",
        r"SEQ Figure \* ARABIC": "1",
        r"SEQ Annex \* ROMAN": "II",
        r'TOC \o "1-4" \h \z \u': "I.Introduction",
    }.items():
        assert asked[instruction].startswith(result), instruction


def test_a_caption_s_bookmark_holds_its_number_and_nothing_else() -> None:
    file = built(WHOLE)
    (caption,) = [each for each in find(file.body, "w:p") if text(each).startswith("Table 1")]
    assert text(caption) == "Table 1\nLaws and units"
    (start,) = find(caption, "w:bookmarkStart[@w:name='_Ref_tab']")
    assert "".join(text(each) for each in shown(start)) == "1"


def test_a_note_s_bookmark_holds_its_mark_and_nothing_else() -> None:
    start = starts(built(WHOLE))["_Note_two"]
    (run,) = shown(start)
    assert find(run, "w:endnoteReference")


def test_words_without_a_number_are_a_link() -> None:
    (link,) = [
        each for each in built(WHOLE).all("document", "//w:hyperlink") if text(each) == "the nested one"
    ]
    assert get(link, "anchor") == "_Ref_nested"


def test_strange_labels_of_notes_have_names_of_their_own(tmp_path: Path) -> None:
    labels = ["a-b", "a_b", "A-B", "é", "ü", "x" * 60, "x" * 61, "12", "a.b"]
    body = "1. One." + " and".join(f"[^{label}]" for label in labels) + "\n\n"
    body += "\n\n".join(f"[^{label}]: Note {label}." for label in labels) + "\n"
    submission = written(tmp_path, body)
    names = {name for name in starts(docx(submission)) if name.startswith("_Note_")}
    assert len(names) == len(submission.resolved.notes) == len(labels)
    assert {"_Note_a_b", "_Note_8"} <= names  # the label 12 is a claim, and this is note 8
    assert all(len(name) <= 40 for name in names)


def test_the_contents_list_what_word_would_list() -> None:
    file = built(WHOLE)
    entries = [text(each) for each in find(file.body, "w:p") if re.fullmatch(r"TOC\d", style(each) or "")]
    assert entries == [
        "I.\tIntroduction",
        "II.\tFacts",
        "A.\tFirst facts",
        "1.\tThird level",
        "Fourth level, without a number",
        "(a)\tFourth level",
        "B.\tSecond facts",
        "III.\tRecommendations",
        "IV.\tMore facts",
        "Notes",
        "Annex I\u2003Maps",
        "A.\tA heading in an annex",
        "B.\tAnother one",
        "Annex II\u2003Lists",
        "A.\tA heading in the other annex",
        "Notes",
    ]
    outline = {style(each) for each in find(file.body, "w:p") if "Heading" in (style(each) or "")}
    assert outline >= {"Heading1", "AnnexHeadingAnnex1", "NotesHeading"}


def test_contents_of_a_text_without_headings_are_none(tmp_path: Path) -> None:
    assert "Contents" not in docx(written(tmp_path, "1. One.\n", contents="true")).texts()


def test_only_the_contents_are_updated_when_the_file_is_opened() -> None:
    file = built(WHOLE)
    assert file.all("settings", "//w:updateFields") == []
    (marked,) = file.all("document", "//w:fldChar[@w:dirty='true']")
    assert find(marked, "../following-sibling::w:r[1]/w:instrText[starts-with(., ' TOC ')]")


def test_contents_have_leaders_and_no_page_number_that_may_be_wrong(tmp_path: Path) -> None:
    """Word is to update them; what it finds in the styles is what they look like then."""
    file = built(WHOLE)
    for level in range(1, 5):
        stops = file.all("styles", f"w:style[w:name/@w:val='toc {level}']/w:pPr/w:tabs/w:tab")
        assert [(get(each, "val"), get(each, "leader"), get(each, "pos")) for each in stops][1:] == [
            ("right", "dot", str(11906 - 3 * 1134))
        ]
    assert not [each for each in fields(file.part("document")) if each.kind == "PAGEREF"]


def test_what_points_at_a_place_that_is_not_printed_is_only_its_words(tmp_path: Path) -> None:
    """The table stands in a note that nothing marks."""
    body = "1. See [table 1](#tab) and [the table](#tab).\n\n"
    body += "[^unused]: A note.\n\n    Table: Caption {#tab}\n\n    | A |\n    |---|\n    | 1 |\n"
    file = docx(written(tmp_path, body))
    (paragraph,) = [each for each in find(file.body, "w:p") if style(each) == "NumberedParagraph"]
    assert text(paragraph).replace("\u00a0", " ") == "See table 1 and the table."
    assert find(paragraph, ".//w:fldChar | .//w:hyperlink") == []


def test_a_table_s_number_is_a_text_in_notes_and_pointed_at_all_the_same(tmp_path: Path) -> None:
    body = "1. See [table 1](#tab).[^a]\n\n"
    body += "[^a]: A note.\n\n    Table: Caption {#tab}\n\n    | A |\n    |---|\n    | 1 |\n"
    file = docx(written(tmp_path, body))
    assert [each for each in fields(file.part("endnotes")) if each.kind == "SEQ"] == []
    (reference,) = [each for each in fields(file.part("document")) if each.kind == "REF"]
    assert (reference.bookmark, reference.result) == ("_Ref_tab", "1")
    assert value(file.part("endnotes"), "//w:bookmarkStart[@w:name='_Ref_tab']", "name")


def test_names_that_keep_data_do_not_change_when_another_paragraph_comes(tmp_path: Path) -> None:
    """Else a comparison of two versions would find a change at each list after a new one."""
    body = "{}1. One [2](#two):\n\n    - alpha\n\n    - other\n\n1. Two. {{#two}}\n\n    - alpha\n"
    before, after = (
        [name for name in starts(docx(written(tmp_path, body.format(more)))) if name.startswith("_In_")]
        for more in ("", "1. New:\n\n    - gamma\n\n")
    )
    assert len(before) == 2
    assert len(after) == 3
    assert after[1:] == before
