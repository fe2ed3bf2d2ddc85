"""The command `submission clean`: what it writes, says and refuses."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.support.command import Run, project, run
from tests.support.docx_made import made
from tests.word.test_clean import FILES, seen

__all__ = ["project", "run"]  # fixtures

WHO = 'w:author="Planted Author" w:date="2019-03-04T05:06:07Z"'
COMMENTED = made(
    '<w:p><w:r><w:t>One.</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>'
    '<w:p w:rsidR="00AB12CD"><w:r><w:t>Two.</w:t></w:r></w:p>'
)
CHANGED = made(
    f'<w:p><w:ins w:id="1" {WHO}><w:r><w:t xml:space="preserve">Two or </w:t></w:r></w:ins>'
    "<w:r><w:t>three.</w:t></w:r></w:p>"
)


@pytest.fixture
def draft(project: Path) -> Path:
    path = project / "draft.docx"
    path.write_bytes(COMMENTED)
    return path


def test_a_clean_copy_is_written_and_it_is_said_what_went(run: Run, draft: Path) -> None:
    ran = run("clean", "draft.docx", "-o", "clean.docx")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[1:] == [
        "removed:",
        "  1 comment: the opening",
        "  1 editing session mark",
    ]
    assert ran.out.startswith("wrote clean.docx (")
    assert draft.read_bytes() == COMMENTED
    assert seen(Path("clean.docx").read_bytes()) == seen(COMMENTED)


def test_as_json(run: Run, draft: Path) -> None:
    ran = run("clean", "draft.docx", "-o", "clean.docx", "--format", "json")
    assert json.loads(ran.out) == {
        "version": 1,
        "path": "draft.docx",
        "output": "clean.docx",
        "written": True,
        "removed": [
            {
                "kind": "comment",
                "count": 1,
                "places": ["the opening"],
                "revealed": [],
                "message": "1 comment: the opening",
            },
            {
                "kind": "editing session mark",
                "count": 1,
                "places": [],
                "revealed": [],
                "message": "1 editing session mark",
            },
        ],
        "left": [],
        "diagnostics": [],
    }


def test_the_keys_as_json_stay_english(run: Run, draft: Path) -> None:
    ran = run("--ui-lang", "fr", "clean", "draft.docx", "-o", "clean.docx", "--format", "json")
    comment = json.loads(ran.out)["removed"][0]
    assert comment["kind"] == "comment"
    assert comment["message"].startswith("1 commentaire")


def test_a_file_that_is_clean(run: Run, project: Path) -> None:
    Path("x.docx").write_bytes(made("<w:p><w:r><w:t>One.</w:t></w:r></w:p>"))
    assert run("clean", "x.docx", "-o", "y.docx").out.splitlines()[1:] == ["nothing to remove"]


def test_tracked_changes_are_a_decision(run: Run, project: Path) -> None:
    Path("x.docx").write_bytes(CHANGED)
    ran = run("clean", "x.docx", "-o", "y.docx")
    assert ran.status == 1
    assert ran.err == (
        "x.docx: error X803 the file has tracked changes: 1 insertion (the opening)\n"
        "help: say what to do with the changes: --changes accept, or --changes reject\nnothing is written\n"
    )
    assert not Path("y.docx").exists()
    for how, text in (("accept", "Two or three."), ("reject", "three.")):
        assert run("clean", "x.docx", "-o", "y.docx", "--changes", how).status == 0
        assert seen(Path("y.docx").read_bytes()) == [("paragraph", f"\t{text}")]


def test_a_refusal_as_json(run: Run, project: Path) -> None:
    Path("x.docx").write_bytes(CHANGED)
    ran = run("clean", "x.docx", "-o", "y.docx", "--format", "json")
    found = json.loads(ran.out)
    assert (ran.status, ran.err, found["written"], found["removed"]) == (1, "", False, [])
    (refused,) = found["diagnostics"]
    assert refused["code"] == "X803"
    change = {"number": 1, "noun": "insertion"}
    assert refused["facts"] == {"changes": [{"changes": change, "places": ["the opening"], "others": None}]}


@pytest.mark.parametrize(
    "name", ["draft.docx", "./draft.docx", "link.docx", "hard.docx", "folder/draft.docx"]
)
def test_the_file_itself_is_never_changed(run: Run, draft: Path, name: str) -> None:
    Path("link.docx").symlink_to("draft.docx")
    os.link("draft.docx", "hard.docx")
    Path("folder").symlink_to(".")
    ran = run("clean", "draft.docx", "-o", name)
    assert ran.status == 2
    assert f"{Path(name).as_posix()}: error S013 this is the file to clean" in ran.err
    assert draft.read_bytes() == COMMENTED
    assert Path("link.docx").is_symlink()


def test_by_a_link_to_it_neither(run: Run, draft: Path) -> None:
    Path("link.docx").symlink_to("draft.docx")
    assert run("clean", "link.docx", "-o", "draft.docx").status == 2
    assert draft.read_bytes() == COMMENTED


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "S012 this file is empty"),
        (
            b"\xd0\xcf\x11\xe0 old",
            "S020 this file is not a Word file (.docx): it begins like an old or encrypted",
        ),
        (b"PK\x03\x04 cut", "S012 this file is incomplete or damaged"),
        (made("<w:p/><w:altChunk/>"), "S012 the document contains another file"),
    ],
)
def test_what_cannot_be_read(run: Run, project: Path, content: bytes, said: str) -> None:
    Path("x.docx").write_bytes(content)
    ran = run("clean", "x.docx", "-o", "y.docx")
    assert ran.status == 2
    assert f"x.docx: error {said}" in ran.err
    assert not Path("y.docx").exists()


def test_a_pdf_is_not_rewritten(run: Run, project: Path) -> None:
    (project / "sent.pdf").write_bytes(b"%PDF-1.7\n")
    ran = run("clean", "sent.pdf", "-o", "clean.docx")
    assert ran.status == 2
    assert "sent.pdf: error S020 this is a PDF" in ran.err + ran.out
    assert "from the original document; to see what it reveals: submission check" in ran.err + ran.out
    assert not (project / "clean.docx").exists()


def test_no_such_file_and_another_suffix(run: Run, draft: Path) -> None:
    assert "error S019" in run("clean", "none.docx", "-o", "y.docx").err
    ran = run("clean", "draft.docx", "-o", "y.pdf")
    assert (ran.status, "error S013 the name of the output must end in .docx" in ran.err) == (2, True)


def test_a_file_that_would_show_something_else_is_not_written(
    run: Run, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong in cleaning, it is seen by reading the file back."""
    from toolchain.formats.docx.xml import Element, W
    from toolchain.word.cleaning import marks
    from toolchain.word.cleaning.report import Report

    def careless(root: Element, report: Report) -> None:
        for text in root.iter(W + "t"):
            text.text = (text.text or "").replace("Two", "Three")

    monkeypatch.setattr(marks, "remove_marks", careless)
    ran = run("clean", "draft.docx", "-o", "clean.docx")
    assert ran.status == 1
    assert "error D906 the cleaned file would show “Three.” instead of “Two.”" in ran.err
    assert not Path("clean.docx").exists()


def test_a_report_of_ours(run: Run, project: Path) -> None:
    Path("x.docx").write_bytes(FILES["report"])
    assert run("clean", "x.docx", "-o", "y.docx", "--keep-author").status == 0
