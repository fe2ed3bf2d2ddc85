"""`submission merge`: what is newer in the source than the file stays, and so do words next to pictures."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.commands.test_merge import DOCUMENT, FIFTH, PLAIN, built, listed, source, words
from tests.support.command import Run, run
from tests.support.copies import copy_of
from tests.support.docx_made import changed
from tests.support.merged import ready
from tests.support.pages import ROOT
from toolchain.pipeline import undo

__all__ = ["run", "source"]

PICTURE = ROOT / "tests" / "cases" / "docx" / "circle.png"


@pytest.mark.parametrize("kind", ["changed", "inserted"])
def test_words_next_to_a_new_picture_are_merged(source: Path, run: Run, tmp_path: Path, kind: str) -> None:
    document = docx.Document(BytesIO(ready(PLAIN).data))
    (text,) = (each for each in document.paragraphs if "a short one" in each.text)
    if kind == "inserted":
        new = copy.deepcopy(text._p)
        text._p.addnext(new)
        text = next(each for each in document.paragraphs if each._p is new)
    text.add_run(" Words of a lawyer.")
    text.add_run().add_picture(str(PICTURE))
    file = tmp_path / "returned.docx"
    document.save(str(file))
    ran = run("merge", file, source)
    assert (ran.status, ran.out.count("a picture was changed")) == (1, 1)
    assert "1 edit is merged, 1 left" in ran.out
    assert "is a short one. Words of a lawyer." in source.read_text(encoding="utf-8")


def test_words_next_to_a_deleted_picture_are_merged(source: Path, run: Run, tmp_path: Path) -> None:
    shutil.copy(PICTURE, tmp_path)
    old = PLAIN.read_text(encoding="utf-8").replace("a short one.", "a ![A ring](circle.png) short one.")
    source.write_text(old, encoding="utf-8")
    file = tmp_path / "returned.docx"
    new = old.replace("![A ring](circle.png) ", "").replace("paragraph but one", "paragraph but two")
    file.write_bytes(copy_of(old, new, source))
    ran = run("merge", file, source)
    assert (ran.status, "paragraph 6: changed: a picture was changed" in ran.out) == (1, True)
    assert source.read_text(encoding="utf-8") == old.replace("paragraph but one", "paragraph but two")


def test_quotation_marks_have_no_language(source: Path, run: Run, tmp_path: Path) -> None:
    """LibreOffice takes the language from those at the edge of words in another script."""
    old = PLAIN.read_text(encoding="utf-8").replace("a short one", "[«قال 12»]{lang=ar}, a short one")
    source.write_text(old, encoding="utf-8")
    file = tmp_path / "returned.docx"
    file.write_bytes(copy_of(old, old.replace("[«قال 12»]{lang=ar}", "«[قال]{lang=ar} 12»"), source))
    ran = run("merge", file, source)
    assert (ran.status, ran.out) == (0, "0 edits are merged, 0 left\n")
    assert source.read_text(encoding="utf-8") == old


@pytest.fixture
def newer(source: Path, tmp_path: Path) -> tuple[Path, Path, str]:
    """A source, a file in which a word was changed, and what the source has become since it was built."""
    file = built(tmp_path, words("for a week", "for a month"))
    old = PLAIN.read_text(encoding="utf-8")
    return file, source, old.replace("a short one.", "a short one.\n\n7. A new paragraph of the author.")


def test_what_is_newer_than_the_file_stays(newer: tuple[Path, Path, str], run: Run) -> None:
    """No state from which the file was built is kept: what is newer is listed, and the rest is merged."""
    file, source, now = newer
    source.write_text(now, encoding="utf-8")
    ran = run("merge", file, source)
    path = source.as_posix()
    first, *rest = ran.out.splitlines()
    assert (ran.status, first.startswith("the source has changed since the file was built")) == (1, True)
    assert rest == [
        f"{path}:12: changed (paragraph 2)",
        "left for you:",
        f"  {path}:40: paragraph 7: not in the file: the source was changed here after this file was built",
        "1 edit is merged, 1 left",
    ]
    assert source.read_text(encoding="utf-8") == now.replace("for a week", "for a month")


@pytest.mark.parametrize("kept", ["undo", "git"])
def test_the_source_of_a_file_is_found(newer: tuple[Path, Path, str], run: Run, kept: str) -> None:
    file, source, now = newer
    if kept == "git":
        git = ["git", "-C", str(source.parent), "-c", "user.name=x", "-c", "user.email=x@example.org"]
        for more in (["init", "--quiet"], ["add", source.name], ["commit", "--quiet", "-m", "first"]):
            subprocess.run([*git, *more], check=True)
        source.write_text(now, encoding="utf-8")
    else:
        undo.replace_edited([undo.Edited(source, source.read_text("utf-8"), now)], "an edit")
    ran = run("merge", file, source, "--format", "json")
    found = json.loads(ran.out)
    assert (ran.status, len(found["merged"]), found["left"]) == (0, 1, [])
    assert re.fullmatch(
        f"{source.as_posix()}@{'undo-1' if kept == 'undo' else '[0-9a-f]{7,}'}",
        found["since"]["facts"]["base"],
    )
    assert source.read_text(encoding="utf-8") == now.replace("for a week", "for a month")


def test_lines_end_as_in_the_source_and_not_as_in_the_old_one(source: Path, run: Run, tmp_path: Path) -> None:
    """Git may keep other ends than the file has."""
    ours = PLAIN.read_text(encoding="utf-8").replace("a short one", "a very short one").replace("\n", "\r\n")
    source.write_bytes(ours.encode())
    file = built(tmp_path, words("for a week", "for a month"))
    assert run("merge", file, source, "--base", PLAIN).status == 0
    assert source.read_bytes() == ours.replace("for a week", "for a month").encode()


def test_the_line_of_a_reference_is_that_of_the_source_as_it_is_now(
    source: Path, run: Run, tmp_path: Path
) -> None:
    """Which has grown since the file was built."""
    file = built(tmp_path, lambda data: changed(data, DOCUMENT, FIFTH, ""))
    text, old = PLAIN.read_text(encoding="utf-8"), tmp_path / "old.md"
    old.write_text(text, encoding="utf-8")
    text = text.replace("1. ", "Words that are new.\n\n1. ", 1)
    source.write_text(text, encoding="utf-8")
    (line,) = (number for number, each in enumerate(text.split("\n"), 1) if "](#second)" in each)
    found = listed(run, file, source, "--base", old)
    assert f"delete the reference (line {line} before the merge)" in found[-1]
