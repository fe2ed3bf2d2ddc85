"""A reference typed in a Word file means the paragraph that Word shows with that number."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.support.command import Run, run

__all__ = ["run"]

SOURCE = """\
---
title: On the police
lang: en
---

1. The law is old.

2. The police beat the boy.

3. The court freed the girl.

4. The mother waits (see para. 3).

5. Nobody was charged.
"""


def edited(
    folder: Path, run: Run, change: Callable[[list[Paragraph]], object], text: str = SOURCE, *args: str
) -> tuple[Path, Path]:
    """A source, and its Word file as a colleague has changed it."""
    source, file = folder / "report.md", folder / f"report{'-public' if args else ''}.docx"
    source.write_text(text, encoding="utf-8")
    assert run("build", source, "--to", "docx", "--output", folder, *args).status == 0
    document = Document(str(file))
    change([each for each in document.paragraphs if "Numbered" in str(each.style and each.style.name)])
    document.save(str(file))
    return source, file


def inserted(
    paragraphs: list[Paragraph],
    words: str = "A colleague adds this.",
    last: str = "Nobody was charged (see para. 3 above).",
) -> None:
    new = copy.deepcopy(paragraphs[0]._p)
    paragraphs[0]._p.addnext(new)
    Paragraph(new, paragraphs[0]._parent).runs[0].text = words
    typed(paragraphs, last)


def deleted(paragraphs: list[Paragraph]) -> None:
    typed(paragraphs, "Nobody was charged (see para. 2 above).")
    body = paragraphs[1]._p.getparent()
    assert body is not None
    body.remove(paragraphs[1]._p)


def deletion_tracked(paragraphs: list[Paragraph]) -> None:
    """Word shows the number of such a paragraph, and counts it, until the change is accepted."""
    typed(paragraphs, "Nobody was charged (see para. 2 above).")
    paragraph = paragraphs[1]
    marked = paragraph._p.get_or_add_pPr().makeelement(qn("w:rPr"))
    paragraph._p.get_or_add_pPr().append(marked)
    marked.append(marked.makeelement(qn("w:del"), {qn("w:id"): "901", qn("w:author"): "A"}))
    for number, each in enumerate(paragraph.runs):
        gone = each._r.makeelement(qn("w:del"), {qn("w:id"): str(910 + number), qn("w:author"): "A"})
        each._r.addprevious(gone)
        gone.append(each._r)
        for text in each._r.findall(qn("w:t")):
            text.tag = qn("w:delText")


def moved(paragraphs: list[Paragraph]) -> None:
    paragraphs[0]._p.addprevious(paragraphs[3]._p)


def typed(paragraphs: list[Paragraph], text: str) -> None:
    paragraphs[-1].runs[0].text = text


@pytest.mark.parametrize(
    ("change", "last", "before"),
    [
        (inserted, "6. Nobody was charged (see para. [3](#police-beat-boy) above).", "para. [4]"),
        (deleted, "4. Nobody was charged (see para. [2](#court-freed-girl) above).", "para. [2]"),
    ],
)
def test_it_is_a_link_before_the_numbers_are_corrected(
    run: Run, tmp_path: Path, change: Callable[[list[Paragraph]], object], last: str, before: str
) -> None:
    """And what was typed in the source still means its own number."""
    source, file = edited(tmp_path, run, change)
    ran = run("merge", file, source)
    assert (ran.status, "a reference is typed in the file: " in ran.out) == (0, True), ran.out
    run("check", source, "--fix", "--renumber")
    text = source.read_text(encoding="utf-8")
    assert text.endswith(last + "\n")
    assert f"The mother waits (see {before}" in text


def test_a_paragraph_that_was_moved_keeps_what_its_own_meant(run: Run, tmp_path: Path) -> None:
    source, file = edited(tmp_path, run, moved)
    assert "a reference is typed in the file" not in run("merge", file, source).out
    run("check", source, "--fix")
    assert "1. The mother waits (see para. [4](#court-freed-girl))." in source.read_text(encoding="utf-8")


def test_where_the_numbers_do_not_move_it_stays_as_it_is(run: Run, tmp_path: Path) -> None:
    source, file = edited(tmp_path, run, lambda all_: typed(all_, "Nobody was charged (see para. 2 above)."))
    assert run("merge", file, source).status == 0
    assert source.read_text(encoding="utf-8").endswith("5. Nobody was charged (see para. 2 above).\n")


def test_it_is_listed_if_the_source_does_not_get_the_numbers_of_the_file(run: Run, tmp_path: Path) -> None:
    def shortened(paragraphs: list[Paragraph]) -> None:
        paragraphs[0].runs[0].text = "The law is very old."

    (tmp_path / "other").mkdir()
    other = edited(tmp_path / "other", run, shortened)[1].rename(tmp_path / "other.docx")
    source, file = edited(tmp_path, run, inserted)
    ran = run("merge", file, other, source)
    assert (ran.status, "make para. 3 a link before numbers are corrected" in ran.out) == (1, True)


def test_one_in_a_moved_text_that_was_changed_may_mean_its_old_number(run: Run, tmp_path: Path) -> None:
    def moved_and_changed(paragraphs: list[Paragraph]) -> None:
        paragraphs[4]._p.addnext(paragraphs[3]._p)
        paragraphs[3]._p.addnext(paragraphs[1]._p)
        paragraphs[3].runs[0].text = "The mother waits there (see para. 3)."

    source, file = edited(tmp_path, run, moved_and_changed)
    ran = run("merge", file, source)
    assert (ran.status, "make para. 3 a link before numbers are corrected" in ran.out) == (1, True), ran.out
    run("check", source, "--fix", "--renumber")
    assert "waits there (see para. [2](#court-freed-girl))" in source.read_text(encoding="utf-8")


def test_it_is_listed_if_word_may_count_a_deleted_paragraph(run: Run, tmp_path: Path) -> None:
    source, file = edited(tmp_path, run, deletion_tracked)
    ran = run("merge", file, source)
    assert (ran.status, "make para. 2 a link before numbers are corrected" in ran.out) == (1, True), ran.out
    assert "2. The police" not in source.read_text(encoding="utf-8")


def test_in_chinese_a_number_is_found_between_characters(run: Run, tmp_path: Path) -> None:
    text = "---\ntitle: 警察\nlang: zh\n---\n\n1. 法律很旧。\n\n2. 警察打了男孩。"
    text += "\n\n3. 法院释放了女孩。\n\n4. 无人受到指控。\n"
    source, file = edited(
        tmp_path,
        run,
        lambda all_: inserted(all_, "同事补充了这一点。", "无人受到指控（见上文第3段）。"),
        text,
    )
    assert run("merge", file, source).status == 0
    merged = source.read_text(encoding="utf-8")
    assert ("警察打了男孩。 {#place}" in merged, "见上文第[3](#place)段" in merged) == (True, True), merged


def test_one_of_a_public_file_gets_the_label_of_the_source(run: Run, tmp_path: Path) -> None:
    text = SOURCE.replace("beat the boy.", "beat the boy. {.confidential #boy-beaten}")
    source, file = edited(tmp_path, run, inserted, text, "--public")
    ran = run("merge", file, source)
    assert (ran.status, "3 is written as [3](#boy-beaten)" in ran.out) == (0, True), ran.out
    assert "(see para. [3](#boy-beaten) above)" in source.read_text(encoding="utf-8")


def test_it_is_listed_if_the_source_has_a_paragraph_that_the_file_has_not(run: Run, tmp_path: Path) -> None:
    text = SOURCE.replace(" (see para. 3)", "") + "\n6. The last one is here to count.\n"
    change = partial(typed, text="Nobody was charged (see para. 3 above).")
    source, file = edited(tmp_path, run, lambda all_: change(all_[:5]), text)
    source.write_text(text.replace("2. The", "2. The author adds this.\n\n2. The"), encoding="utf-8")
    run("check", source, "--fix")
    ran = run("merge", file, source)
    assert (ran.status, "make para. 3 a link before numbers are corrected" in ran.out) == (1, True), ran.out
