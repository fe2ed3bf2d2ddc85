"""Someone who knows Word and a browser works on the start page of the preview, in Chromium."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.judges.validators.preview import Step, previewed, visit
from tests.support.docx_made import p
from tests.support.word_drafts import HEADING, NUMBERING, item
from tests.support.word_drafts import made as word_file

DRAFT = "".join(
    (
        p("The right to water", properties='<w:pStyle w:val="Title"/>'),
        p("Facts", properties='<w:pStyle w:val="H1"/>'),
        item("Most of the wells in the valley were dry in the summer."),
        item("The council closed 14 of them."),
    )
)
LISTED: Step = ("wait", "document.documentElement.dataset.listed")
WIDE: Step = ("ask", "document.documentElement.scrollWidth - document.documentElement.clientWidth")
TITLE: Step = ("ask", "document.querySelector('#dialog-title').textContent")
TOLD: Step = ("ask", "document.querySelector('#told').textContent")


def titled(words: str) -> Step:
    return ("wait", f"document.querySelector('dialog[open] #dialog-title')?.textContent.includes({words!r})")


def clicked(words: str) -> Step:
    """A button is found by its words, and pressed with the keyboard."""
    find = f"[...document.querySelectorAll('button')].find((each) => each.textContent === {words!r})"
    return ("ask", f"{find}.focus() ?? document.activeElement.textContent")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "My draft, 2nd.docx"
    path.write_bytes(word_file(DRAFT, styles=HEADING, numbering=NUMBERING))
    return path


def edited(data: bytes, old: str, new: str) -> bytes:
    """A Word file with other words, as it comes back."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for each in before.infolist():
            text = before.read(each)
            after.writestr(each, text.replace(old.encode(), new.encode()))
    return made.getvalue()


def test_draft_is_imported_built_merged_and_packed_without_a_terminal(tmp_path: Path, draft: Path) -> None:
    folder, back = tmp_path / "work", tmp_path / "came back.docx"
    folder.mkdir()
    enter: Step = ("press", "Enter")
    close: Step = ("press", "Escape")
    with previewed(folder=folder) as server:
        steps: list[Step] = [("goto", server.address), LISTED, ("drop", "#draft", str(draft))]
        steps += [titled("what was found"), ("axe",), clicked("Make a report"), enter]
        steps += [
            titled("is a report now"),
            close,
            ("wait", "document.documentElement.dataset.listed === '1'"),
        ]
        seen = visit([*steps, clicked("Build"), enter, titled("is built"), TOLD])
        assert seen.answers[0] == []
        assert "Download report.docx" in seen.answers[-1]
        assert seen.complaints == []
        assert all(each.startswith(server.base) for each in seen.requests)

        report = folder / "content/My-draft-2nd/report.md"
        before = report.read_text(encoding="utf-8")
        built = folder / "build/My-draft-2nd/report.docx"
        back.write_bytes(edited(built.read_bytes(), "in the summer", "in the winter"))
        steps = [("goto", server.address), LISTED, ("choose", "#returned-file", str(back))]
        steps += [titled("what would change"), TOLD, ("axe",)]
        seen = visit(steps)
        assert "winter" in seen.answers[0]
        assert seen.answers[1] == []
        assert report.read_text(encoding="utf-8") == before

        steps += [clicked("Merge into the report"), enter, titled("is merged"), close]
        steps += [clicked("Build"), enter, titled("is built"), close]
        steps += [clicked("Pack"), enter, titled("is packed"), TOLD]
        seen = visit(steps)
    assert report.read_text(encoding="utf-8") == before.replace("summer", "winter")
    packed = folder / "to-send/My-draft-2nd/report"
    assert [each.name for each in packed.iterdir()] == ["report.docx"]
    assert "Download report.docx" in seen.answers[-1]
