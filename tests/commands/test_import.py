"""`submission import`: what it writes, what it says, and what it leaves alone."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.support.command import Run, run
from tests.support.docx_made import made, p
from tests.support.docx_made import run as words
from tests.support.drafts_made import python_docx
from tests.support.pages import ROOT, read
from toolchain.writers.docx import DocxWriter

__all__ = ["run"]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """The report as a Word file."""
    path = tmp_path / "report.docx"
    path.write_bytes(DocxWriter().write(*read(ROOT / "content" / "pakistan-opsc" / "report.md")))
    return path


def test_a_source_and_its_pictures_are_written(report: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "new" / "mine.md"
    ran = run("import", report, "-o", target)
    assert (ran.status, ran.err) == (0, f"undo this: submission undo {target}\n")
    pictures = {f"mine-{number}.png" for number in (1, 2, 3)}  # two logos and a chart
    assert {path.name for path in target.parent.iterdir()} == {".submission", "mine.md"} | pictures
    assert "everything in the file was imported" in ran.out
    assert "](mine-3.png" in target.read_text(encoding="utf-8")
    assert run("check", target).status == 0


def test_nothing_is_overwritten_unless_asked(report: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "mine.md"
    target.write_text("mine", encoding="utf-8")
    ran = run("import", report, "-o", target)
    assert ran.status == 2
    assert "this file exists already" in ran.err
    assert "nothing is written" in ran.err
    assert target.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "mine-1.png").exists()
    assert run("import", report, "-o", target, "--force").status == 0
    assert target.read_text(encoding="utf-8").startswith("---\n")


def test_a_picture_is_not_overwritten_either(report: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "mine-1.png").write_bytes(b"mine")
    assert run("import", report, "-o", tmp_path / "mine.md").status == 2
    assert (tmp_path / "mine-1.png").read_bytes() == b"mine"
    assert not (tmp_path / "mine.md").exists()


def test_what_a_source_cannot_hold_is_listed_with_its_place(tmp_path: Path, run: Run) -> None:
    draft = tmp_path / "draft.docx"
    draft.write_bytes(made(p("1.\tThe law.") + p(words("Seen.") + words("secret", "<w:vanish/>"))))
    ran = run("import", draft, "-o", tmp_path / "draft.md")
    assert ran.status == 1
    assert "  paragraph 1: hidden text: “secret”" in ran.out.splitlines()
    told = run("import", draft, "-o", tmp_path / "draft.md", "--force", "--format", "json")
    found = json.loads(told.out)
    assert found["written"] == [(tmp_path / "draft.md").as_posix()]
    assert {
        "place": "paragraph 1",
        "message": "hidden text: “secret”",
        "facts": {"what": "hidden text", "words": "secret"},
    } in found["losses"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("draft.docx", b"no zip", "S020 this file is not a Word file (.docx)"),
        (
            "source.md",
            b"---\ntitle: T\n---\n",
            "help: name a Word file (.docx); to make one of this source, type: submission build /",
        ),
        ("draft.docx", b"", "this file is empty"),
        ("draft.doc", b"\xd0\xcf\x11\xe0", "files of this kind cannot be read"),
    ],
)
def test_what_is_no_word_file_gets_one_line(
    name: str, data: bytes, said: str, tmp_path: Path, run: Run
) -> None:
    (tmp_path / name).write_bytes(data)
    ran = run("import", tmp_path / name, "-o", tmp_path / "draft.md")
    assert ran.status == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert not (tmp_path / "draft.md").exists()


def test_a_file_that_is_not_there(tmp_path: Path, run: Run) -> None:
    ran = run("import", tmp_path / "none.docx", "-o", tmp_path / "draft.md")
    assert (ran.status, "S019" in ran.err) == (2, True)


@pytest.mark.parametrize(("name", "right"), [("draft.txt", "draft.md"), ("draft", "draft/report.md")])
def test_a_source_ends_in_md(name: str, right: str, report: Path, tmp_path: Path, run: Run) -> None:
    ran = run("import", report, "-o", tmp_path / name)
    assert (ran.status, "S013" in ran.err) == (2, True)
    assert f"help: name the file, such as {(tmp_path / right).as_posix()}\n" in ran.err


def test_pictures_are_cleaned(tmp_path: Path, run: Run) -> None:
    """The name of a photographer in a picture's file does not come beside the source."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    from tests.support.docx_made import unzipped, zipped

    told = PngInfo()
    told.add_text("Author", "A. Somebody")
    buffer = io.BytesIO()
    Image.new("RGB", (3, 3)).save(buffer, "PNG", pnginfo=told)
    blip = (
        "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='x' descr='Three dots'/><a:graphic><a:graphicData>"
        "<a:blip r:embed='picture'/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    image = (
        '<Relationship Id="picture" Target="media/a.png" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
    )
    files = unzipped(made(f"<w:p>{blip}</w:p>", links=image))
    files["word/media/a.png"] = buffer.getvalue()
    (tmp_path / "draft.docx").write_bytes(zipped(files))
    run("import", tmp_path / "draft.docx", "-o", tmp_path / "draft.md")
    assert "![Three dots](draft-1.png)" in (tmp_path / "draft.md").read_text(encoding="utf-8")
    assert b"Somebody" not in (tmp_path / "draft-1.png").read_bytes()


NAIVE = """\
T Alternative report
B I. Introduction
P 1. The law is old.
B II. Practice
P 2. Nobody applies it."""


@pytest.fixture
def naive(tmp_path: Path) -> Path:
    """A draft with bold headings."""
    path = tmp_path / "draft.docx"
    path.write_bytes(python_docx(NAIVE))
    return path


def test_what_a_recipient_requires_is_added_as_commented_lines(naive: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "draft.md"
    assert run("import", naive, "-o", target, "--profile", "crc").status == 0
    lines = target.read_text(encoding="utf-8").split("\n---\n")[0].splitlines()[1:]
    assert lines == [
        "title: Alternative report",
        "lang: en",
        "profile: crc",
        "headings: numbered",
        "# Missing for crc:",
        "# country: …",
        "# submitted-by:",
        "#   - name: …",
    ]
    text = target.read_text(encoding="utf-8").replace("\n# ", "\n", 4).replace("Missing for crc:\n", "")
    target.write_text(text.replace("\n#   - name", "\n  - name"), encoding="utf-8")
    assert "S002" not in run("check", target).out


def test_what_is_missing_is_said_in_the_language_of_the_user(naive: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "draft.md"
    assert run("--ui-lang", "es", "import", naive, "-o", target, "--profile", "crc").status == 0
    assert "\n# Falta para crc:\n# country: …\n" in target.read_text(encoding="utf-8")


def test_an_unknown_recipient_is_told_and_nothing_written(naive: Path, tmp_path: Path, run: Run) -> None:
    ran = run("import", naive, "-o", tmp_path / "draft.md", "--profile", "nobody")
    assert (ran.status, "there is no profile “nobody”" in ran.err) == (2, True)
    assert not (tmp_path / "draft.md").exists()


def test_the_words_of_a_draft_are_counted_for_a_recipient(naive: Path, run: Run) -> None:
    (told,) = json.loads(run("words", naive, "--profile", "crc", "--format", "json").out)["submissions"]
    assert (told["profile"], told["limit"]["words"], told["over"]) == ("crc", 10_000, "no")
    assert [each["heading"] for each in told["sections"]] == ["Introduction", "Practice"]


def test_a_draft_is_not_built_but_the_way_is_shown(naive: Path, run: Run) -> None:
    ran = run("build", naive)
    assert ran.status == 2
    assert f"help: make a source of it: submission import {naive} -o report.md" in ran.err


def test_check_says_which_lines_look_like_headings(naive: Path, run: Run) -> None:
    told = json.loads(run("check", naive, "--format", "json").out)["diagnostics"]
    assert [(each["place"], each["help"]) for each in told if each["code"] == "A709"] == [
        (f"heading “{words}”", "give the line a style in Word: Home, Styles, Heading 1")
        for words in ("I. Introduction", "II. Practice")
    ]


def test_the_sources_of_a_reference_manager_come_next_to_the_source(tmp_path: Path, run: Run) -> None:
    """And the citations in the new source have their sources."""
    from tests.word.test_import_drafts import CASES, parts_of

    case = next(each for each in CASES if each.stem == "reference-managers")
    (tmp_path / "draft.docx").write_bytes(python_docx(parts_of(case)[0]))
    ran = run("import", tmp_path / "draft.docx", "-o", tmp_path / "draft.md")
    assert f"wrote {tmp_path / 'sources.json'} (1 kB)" in ran.out
    sources = json.loads((tmp_path / "sources.json").read_text(encoding="utf-8"))
    assert [(each["id"], each["title"]) for each in sources] == [
        ("sahil-2020", "Cruel Numbers"),
        ("khan-2019", "Cases"),
        ("unicef-2017", "Situation Analysis"),
    ]
    assert "error" not in run("check", tmp_path / "draft.md").out


def test_check_says_once_that_a_list_of_notes_is_typed(tmp_path: Path, run: Run) -> None:
    draft = "B Law\nP 1. The law is old.[1]\nB Notes\nP [1] Penal Code.\nB Annex\nP It ends."
    (tmp_path / "draft.docx").write_bytes(python_docx(draft))
    told = json.loads(run("check", tmp_path / "draft.docx", "--format", "json").out)["diagnostics"]
    assert [each["facts"] for each in told if each["code"] == "N109"] == [{"typed": "[1]"}, {}]
