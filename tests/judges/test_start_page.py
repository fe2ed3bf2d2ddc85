"""Someone who knows Word and a browser works on the start page of the preview, in Chromium."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.judges.validators.preview import Step, previewed, visit
from tests.support.docx_made import changed, made, p
from tests.support.word_drafts import HEADING, NUMBERING, item

DRAFT = "".join(
    (
        p("The right to water", properties='<w:pStyle w:val="Title"/>'),
        p("Facts", properties='<w:pStyle w:val="H1"/>'),
        item("Most of the wells in the valley were dry in the summer."),
        item("The council closed 14 of them."),
    )
)
CLOSED: list[Step] = [
    ("press", "Escape"),
    ("wait", "!document.querySelector('dialog[open]')"),
    ("pause", 500),
]
"""The dialog is closed; then an event comes, at which the focus goes back to where it was."""
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
    path.write_bytes(made(DRAFT, styles=HEADING, numbering=NUMBERING))
    return path


@pytest.mark.parametrize(
    ("language", "found"),
    [
        ("fr", "ce qui a été constaté"),
        pytest.param("es", "lo que se encontró", marks=pytest.mark.long),
    ],
)
def test_the_start_page_speaks_the_language_of_its_user(
    tmp_path: Path, draft: Path, language: str, found: str
) -> None:
    """The longer words fit into a telephone."""
    with previewed("--ui-lang", language, folder=tmp_path) as server:
        steps: list[Step] = [("goto", server.address), LISTED, ("axe",), WIDE, ("drop", "#draft", str(draft))]
        of_new: Step = ("ask", "document.querySelector('#begin [name=lang]').value")
        seen = visit([*steps, titled(found), ("axe",), WIDE, of_new], width=360)
    assert seen.answers == [[], 0, [], 0, language]
    assert seen.complaints == []


def test_draft_is_imported_built_merged_and_packed_without_a_terminal(tmp_path: Path, draft: Path) -> None:
    folder, back = tmp_path / "work", tmp_path / "came back.docx"
    folder.mkdir()
    enter: Step = ("press", "Enter")
    with previewed(folder=folder) as server:
        steps: list[Step] = [("goto", server.address), LISTED, ("drop", "#draft", str(draft))]
        steps += [titled("what was found"), ("axe",), TOLD, clicked("Make a report"), enter]
        steps += [
            titled("is a report now"),
            *CLOSED,
            ("wait", "document.documentElement.dataset.listed === '1'"),
        ]
        seen = visit([*steps, clicked("Build"), enter, titled("is built"), TOLD])
        assert seen.answers[0] == []
        assert "You need not correct this in Word" in seen.answers[1]
        assert "Download report.docx" in seen.answers[-1]
        assert seen.complaints == []
        assert all(each.startswith(server.base) for each in seen.requests)

        report = folder / "content/My-draft-2nd/report.md"
        before = report.read_text(encoding="utf-8")
        built = folder / "build/My-draft-2nd/report.docx"
        back.write_bytes(changed(built.read_bytes(), "word/document.xml", "summer", "winter"))
        steps = [("goto", server.address), LISTED, ("choose", "#returned-file", str(back))]
        steps += [titled("what would change"), TOLD, ("axe",)]
        seen = visit(steps)
        assert "winter" in seen.answers[0]
        assert seen.answers[1] == []
        assert report.read_text(encoding="utf-8") == before

        steps += [clicked("Merge into the report"), enter, titled("is merged"), TOLD]
        steps += [clicked("Undo: bring the earlier text back"), enter, titled("earlier text is back")]
        steps += [
            clicked("Undo this: bring the later text back"),
            enter,
            titled("later text is back"),
            *CLOSED,
        ]
        steps += [clicked("Build"), enter, titled("is built"), *CLOSED]
        steps += [clicked("Pack"), enter, titled("is packed"), TOLD, ("axe",), WIDE]
        steps += [
            ("ask", "document.querySelector('[type=date]').value"),
            clicked("It is sent: record its numbers"),
        ]
        seen = visit([*steps, enter, titled("are recorded")])
    assert "Edits that are in the report now" in seen.answers[3]
    assert report.read_text(encoding="utf-8") == before.replace("summer", "winter")
    packed = folder / "to-send/My-draft-2nd/report"
    assert [each.name for each in packed.iterdir()] == ["report.docx"]
    *_, files, barriers, too_wide, day, _pressed = seen.answers
    assert ("Download report.docx" in files, barriers, too_wide) == (True, [], 0)
    record = json.loads((report.parent / "report.sent.json").read_text(encoding="utf-8"))
    assert (record["sent"], "source" in record) == (day, False)
    assert abs(date.fromisoformat(day) - datetime.now(UTC).date()) <= timedelta(days=1)


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (360, "dark"),
        pytest.param(360, "light", marks=pytest.mark.long),
        pytest.param(768, "dark", marks=pytest.mark.long),
        pytest.param(1440, "light", marks=pytest.mark.long),
    ],
)
def test_axe_finds_no_barrier_and_errors_are_said(
    tmp_path: Path, draft: Path, width: int, scheme: str
) -> None:
    report = tmp_path / "content/one/report.md"
    report.parent.mkdir(parents=True)
    report.write_text("---\ntitle: Wells\nlang: en\ndeadline: 2026-03-15\n---\n\n# One\n", encoding="utf-8")
    (tmp_path / "broken.docx").write_bytes(draft.read_bytes()[:300])
    (tmp_path / "text.odt").write_bytes(b"text")
    dropped = [("text.odt",), ("broken.docx",), (draft.name, "broken.docx")]
    with previewed(folder=tmp_path) as server:
        steps: list[Step] = [("goto", server.address), LISTED, ("axe",), WIDE]
        for names in dropped:
            steps += [("drop", "#draft", *(str(tmp_path / name) for name in names)), titled("cannot be used")]
            steps += [TOLD, ("axe",), WIDE, *CLOSED]
        steps += [
            clicked("Send-check"),
            ("press", "Enter"),
            titled("is sent: No recipient in particular"),
            ("axe",),
            *CLOSED,
        ]
        steps += [("click", "summary"), ("type", "#begin [name=title]", "A new one"), ("press", "Enter")]
        steps += [
            titled("A new one is begun"),
            *CLOSED,
            ("wait", "document.querySelector('th a[href$=\"1\"]')"),
        ]
        steps += [
            ("click", "th a"),
            ("waitInside", "document.querySelector('main').textContent.includes('One')"),
        ]
        steps += [("click", "header a"), LISTED]
        seen = visit(steps, width=width, scheme=scheme)
    said = seen.answers[2:11:3]
    assert [seen.answers[at] for at in (0, 1, 3, 4, 6, 7, 9, 10, 12)] == [[], 0, [], 0, [], 0, [], 0, []]
    assert "This is not a .docx file" in said[0]
    assert "broken.docx" in said[1]
    assert "incomplete or damaged" in said[1]
    assert "one file at a time" in said[2]
    assert seen.complaints == []
    assert all(each.startswith(server.base) for each in seen.requests)


@pytest.mark.parametrize(("width", "language", "lines"), [(360, "en", 1), (1249, "fr", 2)])
def test_downloads_are_side_by_side(tmp_path: Path, width: int, language: str, lines: int) -> None:
    for path in ("content/one/report.md", *(f"build/one/report.{each}" for each in ("docx", "epub", "html"))):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("---\ntitle: Wells\nlang: en\n---\n\n# One\n", encoding="utf-8")
    places: Step = ("ask", "[...document.querySelectorAll('td a')].map((each) => each.offsetTop)")
    with previewed("--ui-lang", language, folder=tmp_path) as server:
        seen = visit([("goto", server.address), LISTED, places, WIDE], width=width)
    assert len(seen.answers[0]) == 3
    assert len({*seen.answers[0]}) == lines
    assert seen.answers[1] == 0


def test_a_fix_is_undone_without_a_terminal(tmp_path: Path) -> None:
    report = tmp_path / "content/one/report.md"
    report.parent.mkdir(parents=True)
    text = "---\ntitle: Wells\nlang: en\n---\n\n1. One. {#one}\n\n2. See [para. 7](#one).\n"
    report.write_text(text, encoding="utf-8")
    fixed: Step = ("waitInside", "document.querySelector('[data-found]') === null")
    found: Step = ("waitInside", "document.querySelector('[data-found]')")
    status: Step = ("ask", "document.querySelector('#said').textContent")
    enter: Step = ("press", "Enter")
    answered: Step = ("wait", "Boolean(document.querySelector('#undo').onclick)")
    with previewed(folder=tmp_path) as server:
        steps: list[Step] = [("goto", server.address), LISTED, ("click", "th a"), found]
        steps += [clicked("Fix"), enter, fixed, answered, status]
        # The page can change before the answer. Pressed twice is as if once
        steps += [clicked("Undo: bring the earlier text back"), enter, enter, found, answered, ("axe",)]
        seen = visit(
            [*steps, clicked("Undo this: bring the later text back"), enter, fixed, answered, status],
            width=360,
        )
        assert seen.answers[1] == "R204 is fixed."
        assert seen.answers[3] == []
        assert "brought back" in seen.answers[-1]
    assert "[para. 1](#one)" in report.read_text(encoding="utf-8")


def test_a_report_is_begun_seen_while_written_fixed_and_built(tmp_path: Path) -> None:
    enter: Step = ("press", "Enter")
    report = tmp_path / "content/Wells/report.md"
    with previewed(folder=tmp_path) as server:
        begun: list[Step] = [
            ("goto", server.address),
            ("click", "summary"),
            ("type", "#begin [name=title]", "Wells"),
        ]
        listed: Step = ("wait", "document.documentElement.dataset.listed === '1'")
        seen = visit([*begun, enter, titled("Wells is begun"), *CLOSED, listed])
        assert seen.complaints == []

        head, _, _ = report.read_text(encoding="utf-8").partition("sources:")
        text = f"{head}---\n\n1. The wells are dry. {{#dry}}\n\n2. See [para. 7](#dry).\n"
        shown: Step = (
            "waitInside",
            "document.querySelector('main').textContent.includes('The wells are dry')",
        )
        steps: list[Step] = [
            ("goto", server.address),
            LISTED,
            ("click", "th a"),
            ("waitInside", "document.querySelector('h1')"),
        ]
        steps += [
            ("save", str(report), text),
            shown,
            ("waitInside", "document.querySelector('[data-found]')"),
        ]
        steps += [clicked("Fix"), enter, ("waitInside", "!document.querySelector('[data-found=error]')")]
        steps += [("waitInside", "document.querySelector('main').textContent.includes('para.\u00a01')")]
        steps += [("click", "header a"), LISTED, clicked("Build"), enter, titled("is built"), TOLD]
        seen = visit(steps)
    assert "Download report.docx" in seen.answers[-1]
    assert seen.complaints == []
    assert "[para. 1](#dry)" in report.read_text(encoding="utf-8")
    assert (tmp_path / "build/Wells/report.docx").read_bytes().startswith(b"PK")


def test_what_is_not_packed_is_called_that(tmp_path: Path) -> None:
    report = tmp_path / "content/one/report.md"
    report.parent.mkdir(parents=True)
    report.write_text("---\ntitle: Wells\nlang: en\n---\n\n1. Dry in summer.\n", encoding="utf-8")
    with previewed(folder=tmp_path) as server:
        steps: list[Step] = [("goto", server.address), LISTED, clicked("Pack"), ("press", "Enter")]
        seen = visit([*steps, titled("this was not done"), TOLD], width=360)
    assert "build" in seen.answers[-1]
    assert not (tmp_path / "to-send").exists()


@pytest.mark.long
def test_an_output_that_was_edited_in_its_place_is_kept_and_built_anew(tmp_path: Path) -> None:
    report, built = tmp_path / "content/one/report.md", tmp_path / "build/one/report.docx"
    report.parent.mkdir(parents=True)
    report.write_text("---\ntitle: Wells\nlang: en\n---\n\n1. Dry in summer.\n", encoding="utf-8")
    enter: Step = ("press", "Enter")
    with previewed(folder=tmp_path) as server:
        start: list[Step] = [("goto", server.address), LISTED, clicked("Build"), enter]
        visit([*start, titled("Wells is built")])
        edited = changed(built.read_bytes(), "word/document.xml", "summer", "winter")
        built.write_bytes(edited)
        steps = [*start, titled("is not built"), TOLD, ("axe",)]
        seen = visit(
            [
                *steps,
                clicked("Build again; the edited file is kept, with “edited” added to its name"),
                enter,
                titled("is built"),
            ]
        )
    assert "press “File came back”" in seen.answers[1]
    assert seen.answers[2] == []
    assert built.with_stem("report.edited").read_bytes() == edited
    assert built.read_bytes() != edited
