"""A build reads back what it made: an output that is not what its source says takes nobody's place."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.support.command import CLEAN, Run, project, run
from tests.support.docx_made import unzipped, zipped
from tests.support.pages import ROOT
from toolchain.writers.docx import DocxWriter
from toolchain.writers.html import HtmlWriter, page

__all__ = ["project", "run"]  # fixtures

SOURCE = Path("content/report/report.md")
BUILT = Path("build/report/report.html")


@pytest.fixture
def wrong_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that prints another word than the source has."""
    true = HtmlWriter.write
    monkeypatch.setattr(HtmlWriter, "write", lambda *given: true(*given).replace(b"girls", b"pearls"))


def old_output(folder: Path) -> Path:
    """A source, and an output of it from another day."""
    for path, text in ((SOURCE, CLEAN), (BUILT, "old")):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder / BUILT


def test_what_is_true_is_written(run: Run, project: Path) -> None:
    output = old_output(project)
    done = run("build", SOURCE, "--to", "docx,html")
    copy = BUILT.with_name("report.edited.html")
    kept = f"{BUILT}: the file that was here, which may have been edited, is kept as {copy}\n"
    assert (done.status, done.err) == (0, kept)
    assert output.read_bytes() != b"old"


@pytest.mark.usefixtures("wrong_word")
def test_what_is_not_true_replaces_nothing(run: Run, project: Path) -> None:
    output = old_output(project)
    done = run("build", SOURCE, "--to", "docx,html")
    assert done.status == 1
    assert done.out == ""
    assert f"{BUILT.as_posix()}: paragraph 2: error D906" in done.err
    assert "pearls" in done.err
    assert "nothing is written" in done.err
    assert output.read_bytes() == b"old"
    assert not output.with_suffix(".docx").exists()


def test_a_pdf_that_is_not_true_replaces_nothing(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = old_output(project)
    output.with_suffix(".pdf").write_text("old", encoding="utf-8")
    true = page.page
    monkeypatch.setattr(page, "page", lambda *given: true(*given).replace("girls", "pearls"))
    done = run("build", SOURCE, "--to", "docx,pdf", "--pdf-engine", "weasyprint")
    assert (done.status, done.out) == (1, "")
    assert "report.pdf: page 1, paragraph 2: error D906" in done.err
    assert "pearls" in done.err
    assert "nothing is written" in done.err
    assert f"{SOURCE.as_posix()}:" in done.err
    assert 'help: choose the other program for the PDF with "--pdf-engine", write this place' in done.err
    assert output.with_suffix(".pdf").read_bytes() == b"old"
    assert not output.with_suffix(".docx").exists()
    drafted = run("build", SOURCE, "--to", "pdf", "--draft", "--pdf-engine", "weasyprint")
    assert drafted.status == 0
    assert output.with_suffix(".pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("wrong_word")
def test_a_draft_is_written_with_what_was_found(run: Run, project: Path) -> None:
    output = old_output(project)
    done = run("build", SOURCE, "--to", "html", "--draft")
    assert done.status == 0
    assert "error D906" in done.err
    assert b"pearls" in output.read_bytes()


def test_what_cannot_be_read_back_replaces_nothing(
    run: Run,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    output = old_output(project)
    true = DocxWriter.write
    monkeypatch.setattr(DocxWriter, "write", lambda *given: true(*given)[:-100])
    done = run("build", SOURCE, "--to", "docx,html")
    assert done.status == 2
    assert "error S012" in done.err
    assert output.read_bytes() == b"old"


def test_words_of_a_template_of_one_s_own_are_not_to_be_reported(run: Run, project: Path) -> None:
    """It is told where they are and where such words belong."""
    old_output(project)
    looks = project / "looks"
    looks.mkdir()
    ours = (ROOT / "templates/page.html.j2").read_text(encoding="utf-8")
    for mark, status in (("", 1), (' class="standing"', 0)):
        added = ours.replace("</header>", f"<p{mark}>Words of the house</p>\n</header>")
        (looks / "page.html.j2").write_text(added, encoding="utf-8")
        done = run("build", SOURCE, "--to", "html", "--templates", "looks")
        assert done.status == status
        assert ("the cover: error D906 this text is not in the source: “Words of the house”" in done.err) == (
            not mark
        )
        assert "please report" not in done.err
        assert ('<p class="standing">' in done.err) == (not mark)


def picture(height: int, size: tuple[int, int] = (400, 300)) -> bytes:
    """A chart of one bar; `height` is in hundredths of the picture's."""
    image = Image.new("RGB", (400, 300), "white")
    image.paste((20, 60, 140), (100, 300 - 3 * height, 200, 300))
    made = io.BytesIO()
    image.resize(size).save(made, "PNG")
    return made.getvalue()


def edited(data: bytes, picture: bytes | None = None, crop: str = "", turn: bytes = b"") -> bytes:
    """A Word file with another picture, or a part of it, or one that is turned."""
    files = unzipped(data)
    document = files["word/document.xml"].replace(b"<a:stretch>", f"{crop}<a:stretch>".encode())
    document = document.replace(b"<a:xfrm>", b"<a:xfrm%s>" % turn)
    media = next(name for name in files if name.startswith("word/media/"))
    return zipped(files | {"word/document.xml": document, media: picture or files[media]})


@pytest.mark.parametrize(
    ("change", "is_found"),
    [
        ({"picture": picture(70)}, True),
        ({"picture": picture(30, (200, 150))}, False),  # as Word compresses pictures
        ({"picture": picture(30, (53, 40))}, False),  # for mail, where it is shown small
        ({"picture": picture(45, (53, 40))}, True),
        ({"crop": '<a:srcRect l="40000"/>'}, True),
        ({"crop": '<a:srcRect l="-40000"/>'}, False),  # room around it
        ({"turn": b' rot="10800000"'}, True),
    ],
)
def test_a_picture_that_was_exchanged_in_word_is_found(
    run: Run, project: Path, change: dict[str, Any], *, is_found: bool
) -> None:
    (project / SOURCE).parent.mkdir(parents=True)
    (project / SOURCE).write_text(f"{CLEAN}\n3. See:\n\n     ![A bar](bar.png)\n", encoding="utf-8")
    (project / SOURCE).with_name("bar.png").write_bytes(picture(30))
    run("build", SOURCE, "--to", "docx")
    (project / "edited.docx").write_bytes(edited(BUILT.with_suffix(".docx").read_bytes(), **change))
    done = run("check", "edited.docx", "--against", SOURCE)
    assert ("D906 the picture “A bar” is not that of the source" in done.out) == is_found
    assert ("X803 what was cut off this picture is still in the file" in done.out) == (
        '"40000' in str(change)
    )
