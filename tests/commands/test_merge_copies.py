"""`submission merge a.docx b.docx SOURCE`: what it writes, lists and refuses, and how one decides."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from tests.support.command import Run, run
from tests.support.copies import copy_of
from tests.support.docx_made import document
from tests.support.pages import ROOT
from toolchain.model.walk import plain_text, walk

__all__ = ["run"]

PLAIN = (ROOT / "tests" / "cases" / "merge" / "plain.md").read_text(encoding="utf-8")
WEEK, LAST, NOBODY = "for a week.", "6. The last paragraph but one", "nobody else could read"
EDITS = {
    "ana.docx": {WEEK: "for a month.", NOBODY: "no one could read", "Labels": "Names"},
    "ben.docx": {
        WEEK: "for two weeks.",
        NOBODY: "no one could read",
        LAST: f"6. A text by Ben.\n\n7{LAST[1:]}",
    },
    "chen.docx": {WEEK: "for a month.", LAST: f"6. A text by Chen.\n\n7{LAST[1:]}"},
}
BASE = "report.md --base report.md@undo-1"
MERGED = PLAIN.replace(NOBODY, "no one could read").replace("Labels", "Names")


@cache
def _copy(name: str) -> bytes:
    text = PLAIN
    for old, new in EDITS[name].items():
        text = text.replace(old, new)
    return copy_of(PLAIN, text, Path("report.md"))


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The source in the folder in which one works, with the copies that came back."""
    monkeypatch.chdir(tmp_path)
    file = Path("report.md")
    file.write_text(PLAIN, encoding="utf-8")
    for name in EDITS:
        Path(name).write_bytes(_copy(name))
    return file


def test_what_agrees_is_merged_and_what_collides_is_listed(source: Path, run: Run) -> None:
    ran = run("merge", *EDITS, source)
    week = "2. The second paragraph says that every house by the river was under water for {}.[note: river]"
    assert (ran.status, ran.err) == (1, "undo this: submission undo report.md\n")
    assert ran.out.splitlines() == [
        "report.md:19: changed (paragraph 3 (c); ana.docx, ben.docx)",
        "report.md:44: changed (endnote 3, in paragraph 5; ana.docx)",
        "report.md:12: collision 1 (paragraph 2; undecided)",
        f"  now: {week.format('a week')}",
        f"  ana.docx, chen.docx: {week.format('a month')}",
        f"  ben.docx: {week.format('two weeks')}",
        "report.md:36: collision 2 (paragraph 6; undecided)",
        "  now: nothing",
        "  ben.docx: 6. A text by Ben.",
        "  chen.docx: 6. A text by Chen.",
        "merged: 2; collisions to decide: 2; left: 0",
        f"to decide, for example: submission merge {' '.join(EDITS)} {BASE} --take 1=ana.docx",
    ]
    assert source.read_text(encoding="utf-8") == MERGED
    assert run("undo", source).status == 0
    assert source.read_text(encoding="utf-8") == PLAIN


@pytest.mark.long
def test_the_order_of_the_files_and_the_place_of_the_source_do_not_matter(source: Path, run: Run) -> None:
    one, other = (
        run("merge", *files, source, "--diff", "--format", "json") for files in (EDITS, sorted(EDITS)[::-1])
    )
    first, second = json.loads(one.out), json.loads(other.out)
    assert first.pop("paths") == second.pop("paths")[::-1]
    assert first == second
    assert [(each["number"], each["line"], each["taken"]) for each in first["collisions"]] == [
        (1, 12, ""),
        (2, 36, ""),
    ]
    assert "+     3. that no one could read them." in first["patch"]
    assert (first["written"], source.read_text(encoding="utf-8")) == (False, PLAIN)


def test_a_collision_is_decided_at_once_or_later(source: Path, run: Run) -> None:
    decided = MERGED.replace(WEEK, "for two weeks.").replace(LAST, f"6. A text by Chen.\n\n{LAST}")
    assert run("merge", *EDITS, source, "--take", "1=ben.docx", "--take", "2=chen.docx").status == 0
    assert source.read_text(encoding="utf-8") == decided
    source.write_text(PLAIN, encoding="utf-8")
    assert run("merge", *EDITS, source).status == 1
    ran = run("merge", *EDITS, source, "--base", "report.md@undo-1", "--take", "1=ben.docx")
    assert (ran.status, "--base report.md@undo-2 --take 2=ben.docx" in ran.out) == (1, True)
    assert "merged: 1; collisions to decide: 1; left: 0" in ran.out
    ran = run("merge", *EDITS, source, "--base", "report.md@undo-2", "--take", "2=chen.docx")
    assert "merged: 1; collisions to decide: 0; left: 0" in ran.out
    assert (ran.status, "collision 1" in ran.out) == (0, False)
    assert source.read_text(encoding="utf-8") == decided
    again = run("merge", *EDITS, source, "--base", "report.md@undo-3")
    assert (again.status, again.out) == (0, "merged: 0; collisions to decide: 0; left: 0\n")


@pytest.mark.long
def test_all_of_one_file_can_be_taken(source: Path, run: Run) -> None:
    ran = run("merge", *EDITS, source, "--take", "ana.docx")
    assert (
        ran.status,
        "(paragraph 2; taken: ana.docx)" in ran.out,
        "(paragraph 6; undecided)" in ran.out,
    ) == (1, True, True)
    assert source.read_text(encoding="utf-8") == MERGED.replace(WEEK, "for a month.")


def test_the_source_of_the_copies_is_found(source: Path, run: Run) -> None:
    """After a first merge, the second one needs no --base, and its next command names it."""
    assert run("merge", *EDITS, source).status == 1
    ran = run("merge", *EDITS, source, "--take", "1=ben.docx")
    assert "compared with report.md@undo-1, the source as it was then" in ran.out
    assert "--base report.md@undo-2 --take 2=ben.docx" in ran.out
    decided = MERGED.replace(WEEK, "for two weeks.")
    assert source.read_text(encoding="utf-8") == decided


def test_what_is_newer_than_the_copies_stays(source: Path, run: Run) -> None:
    now = PLAIN.replace("every house", "each house")
    source.write_text(now, encoding="utf-8")
    ran = run("merge", *EDITS, source)
    assert (ran.status, "--base" in ran.out.splitlines()[0]) == (1, True)
    assert "paragraph 2: changed: the source was changed here after this file was built" in ran.out
    edited = now.replace(NOBODY, "no one could read").replace("Labels are kept", "Names are kept")
    assert source.read_text(encoding="utf-8") == edited, "notes have their own digest, and none is newer"


@pytest.mark.long
def test_what_the_author_changed_since_stays(source: Path, run: Run) -> None:
    Path("old.md").write_text(PLAIN, encoding="utf-8")
    now = (
        PLAIN.replace("every house", "each house")
        .replace("books", "papers")
        .replace(NOBODY, "not one could read")
    )
    source.write_text(now, encoding="utf-8")
    ran = run("merge", *EDITS, source, "--base", "old.md", "--take", "2=ben.docx")
    assert ran.status == 1
    assert (
        "report.md:19: paragraph 3 (c): changed: the source was changed here after this file was built"
        in ran.out
    )
    expected = now.replace("Labels", "Names").replace(LAST, f"6. A text by Ben.\n\n{LAST}")
    assert source.read_text(encoding="utf-8") == expected


def test_collisions_are_listed_for_a_meeting(source: Path, run: Run) -> None:
    assert (
        run("merge", *EDITS, source, "--diff", "--list", "meeting.docx", "--list", "meeting.html").status == 1
    )
    page = Path("meeting.html").read_text(encoding="utf-8").replace("\u00a0", " ").replace("&nbsp;", " ")
    read = document(Path("meeting.docx").read_bytes())
    texts = " ".join(plain_text(node.children) for node, _ in walk(read.blocks) if hasattr(node, "children"))
    for words in ("Passage 1: paragraph 2, line 12", "ana.docx, chen.docx", "weeks", "A text by Chen."):
        assert words in texts.replace("\u00a0", " ")
        assert words in page


@pytest.mark.long
def test_the_lists_are_right_files(source: Path, run: Run) -> None:
    run("merge", *EDITS, source, "--list", "meeting.docx", "--list", "meeting.html")
    assert run("check", "meeting.docx", "meeting.html").status == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--take", "dina.docx"],
            "'dina.docx' is not one of the files; choose from ana.docx, ben.docx, chen.docx",
        ),
        (["--take", "3=ana.docx"], "ana.docx proposes nothing for passage 3"),
        (["--take", "2=ana.docx"], "ana.docx proposes nothing for passage 2"),
        (["--list", "meeting.pdf"], "S013"),
        (["--list", "ana.docx"], "ana.docx is one of the files to merge"),
        (["--base", "report.md@undo-1"], "there is no undo-1 of this source"),
    ],
)
def test_what_cannot_be_done_is_refused(source: Path, run: Run, options: list[str], message: str) -> None:
    before = {path.name: path.read_bytes() for path in Path().glob("*.*")}
    ran = run("merge", *EDITS, source, *options)
    assert (ran.status, message in ran.err) == (2, True), ran.err
    assert {path.name: path.read_bytes() for path in Path().glob("*.*")} == before


@pytest.mark.long
def test_files_of_another_source_and_of_one_name_are_known(source: Path, run: Run) -> None:
    Path("other").mkdir()
    Path("other/ana.docx").write_bytes(Path("ben.docx").read_bytes())
    ran = run("merge", "ana.docx", "other/ana.docx", source, "--diff")
    assert "  other/ana.docx: 2. The second" in ran.err
    strange = PLAIN.replace("paragraph", "chapter").replace("that", "which")
    Path("ben.docx").write_bytes(copy_of(strange, strange, source))
    ran = run("merge", "ana.docx", "ben.docx", source)
    assert (ran.status, "ben.docx: error S020" in ran.err, source.read_text(encoding="utf-8")) == (
        2,
        True,
        PLAIN,
    )
    assert (
        "--take and --list are for several files"
        in run("merge", "ana.docx", source, "--take", "ana.docx").err
    )


def test_a_note_in_the_place_of_a_citation_that_is_left_is_left_too(run: Run, tmp_path: Path) -> None:
    """Else the words of the note would be nowhere, and those of the citation twice."""
    (tmp_path / "sources.json").write_text('[{"id": "code", "type": "book", "title": "Book of the Sea"}]')
    head = "---\ntitle: Notes\nlang: en\nsources: sources.json\n---\n\n1. One.[^one]\n\n2. Two.[^two]\n\n"
    notes = "[@code, p. 4].", "Talk of the hut, p. 4."
    text, swapped = (f"{head}[^one]: {one}\n\n[^two]: {two}\n" for one, two in (notes, notes[::-1]))
    source = tmp_path / "cited.md"
    source.write_text(text, encoding="utf-8")
    (tmp_path / "cited.docx").write_bytes(copy_of(text, swapped, source))
    found = json.loads(run("merge", tmp_path / "cited.docx", source, "--format", "json").out)
    assert [each["place"] for each in found["left"]] == [
        "endnote 1, in paragraph 1", "endnote 2, in paragraph 2"
    ]  # fmt: skip
    assert source.read_text(encoding="utf-8") == text
