"""Someone writes with the preview open in Chromium: what is saved is shown in its place."""

import re
import signal
import stat
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.judges.validators import ROOT, need
from tests.judges.validators.preview import Step, previewed, visit

REPORT = (ROOT / "content/pakistan-opsc/report.md").read_text(encoding="utf-8")
HEAD = "---\ntitle: Report\nlang: en\n---\n\n"
BODY = (
    "# One\n\n1. First. {#first}\n\n2. Second,[^a] see [para. 7](#first).\n\n[^a]: The words of the note.\n"
)
LONG = (
    BODY
    + "\n# Two\n\n"
    + "\n\n".join(f"{number}. Paragraph {number}: {'words ' * 60}" for number in range(3, 60))
)
PAINTED: Step = (
    "wait",
    "document.documentElement.dataset.painted > 0 && document.querySelector('#totals').textContent",
)


def shows(words: str) -> Step:
    return ("waitInside", f"document.querySelector('main').textContent.includes({words!r})")


def written(folder: Path, text: str) -> Path:
    path = folder / "report.md"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        pytest.param(360, "light", marks=pytest.mark.long),  # which is looked at in another language below
        pytest.param(360, "dark", marks=pytest.mark.long),
        pytest.param(1440, "light", marks=pytest.mark.long),
        (1440, "dark"),
    ],
)
def test_axe_finds_no_barrier(tmp_path: Path, width: int, scheme: str) -> None:
    written(tmp_path, HEAD + BODY)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    with previewed("report.md", folder=tmp_path) as server:
        steps: list[Step] = [("goto", server.address), PAINTED, ("axe",), ("ask", wide), ("askInside", wide)]
        seen = visit(steps, width=width, scheme=scheme)
    assert seen.answers == [[], 0, 0]
    assert seen.complaints == []
    assert all(each.startswith(server.base) for each in seen.requests)


@pytest.mark.parametrize(
    ("language", "totals", "facts"),
    [
        ("fr", "1 avertissement", "plain · encore 11\u202f988 mots sur 12\u202f000"),
        pytest.param(
            "es",
            "1 advertencia",
            "plain · quedan 11\u202f988 palabras de 12\u202f000",
            marks=pytest.mark.long,
        ),
    ],
)
def test_the_preview_speaks_the_language_of_its_user(
    tmp_path: Path, language: str, totals: str, facts: str
) -> None:
    """The page in its frame keeps the language of the document. The longer words fit into a telephone."""
    limit = "limits: {words: {value: 12000, reason: Agreed.}}\n---\n\n"
    written(tmp_path, HEAD.replace("---\n\n", limit) + BODY)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    asked = [
        "documentElement.lang",
        "querySelector('#totals').textContent",
        "querySelector('#facts').textContent",
        "querySelector('#contents').lang",
    ]
    with previewed("report.md", "--ui-lang", language, folder=tmp_path) as server:
        steps: list[Step] = [("goto", server.address), PAINTED, ("axe",), ("ask", wide)]
        steps += [("ask", f"document.{each}") for each in asked]
        seen = visit([*steps, ("askInside", "document.documentElement.lang")], width=360, scheme="light")
    assert seen.answers == [[], 0, language, totals, facts, "en", "en"]
    assert seen.complaints == []


def test_what_is_saved_is_shown_in_two_windows_and_the_token_leaves_the_address(tmp_path: Path) -> None:
    path = str(written(tmp_path, HEAD + BODY))
    with previewed("report.md", folder=tmp_path) as server:
        steps: list[Step] = [
            ("goto", server.address),
            PAINTED,
            ("save", path, HEAD + BODY.replace("First", "Other words")),
            shows("Other words"),
            ("ask", "location.href"),
            ("ask", "document.cookie"),
            ("askInside", "window.origin"),
        ]
        seen = visit(steps, windows=2)
    assert seen.answers == [server.base, "", "null"]
    assert seen.complaints == []


def test_the_place_and_an_open_note_stay(tmp_path: Path) -> None:
    path = str(written(tmp_path, HEAD + LONG))
    top = "document.querySelector('#paragraph-{}').getBoundingClientRect().top"
    inserted = LONG.replace("# Two\n", "# Two\n\n1. New.\n", 1).replace(
        "1. First", "1. New, too.\n\n2. First"
    )
    with previewed("report.md", folder=tmp_path) as server:
        seen = visit(
            [
                ("goto", server.address),
                PAINTED,
                ("clickInside", "a[role=doc-noteref]"),
                ("save", path, HEAD + LONG.replace("First", "Changed")),
                shows("Changed"),
                ("askInside", "document.querySelector('.box').matches(':popover-open')"),
                ("askInside", "document.querySelector('.box').textContent.includes('The words of the note')"),
                ("press", "Escape"),
                ("askInside", "document.querySelector('#paragraph-30').scrollIntoView() ?? 0"),
                ("pause", 300),
                ("askInside", top.format(30)),
                ("save", path, HEAD + inserted),
                shows("New, too."),
                ("pause", 300),
                ("askInside", top.format(32)),
                ("askInside", "document.querySelector('#paragraph-32').textContent.slice(0, 20)"),
            ]
        )
    is_open, has_words, _, before, after, words = seen.answers
    assert (is_open, has_words) == (True, True)
    assert after == pytest.approx(before, abs=2)
    assert "Paragraph\u00a030:" in words


def test_a_finding_is_at_its_paragraph_and_is_fixed_with_the_keyboard(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + BODY)
    with previewed("report.md", folder=tmp_path) as server:
        seen = visit(
            [
                ("goto", server.address),
                PAINTED,
                ("waitInside", "document.querySelector('[data-found]')"),
                ("askInside", "document.querySelector('[data-found]').textContent.includes('Second')"),
                ("click", "[data-as=pdf]"),
                ("click", "#findings .show"),
                ("waitInside", "document.querySelector('[data-here]')?.textContent.includes('Second')"),
                ("ask", "document.querySelector('iframe').hidden"),
                ("ask", "document.querySelector('#findings .fix:not([hidden])').focus() ?? 0"),
                ("press", "Enter"),
                ("wait", "!document.querySelector('#findings .fix:not([hidden])')"),
                ("ask", "document.querySelector('#said').textContent"),
                ("waitInside", "!document.querySelector('[data-found=error]')"),
            ]
        )
    assert seen.answers == [True, False, 0, "R204 is fixed. To undo this, type: submission undo report.md"]
    assert "[para. 1](#first)" in path.read_text(encoding="utf-8")


@pytest.fixture
def opened(tmp_path: Path) -> Path:
    """An editor that writes what it is called with."""
    program = tmp_path / "code"
    program.write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"open({str(tmp_path / 'opened')!r}, 'a').write(sys.argv[-1] + '\\n')\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return tmp_path / "opened"


def test_a_click_opens_the_editor_at_the_line(tmp_path: Path, opened: Path) -> None:
    path = written(tmp_path, HEAD + BODY)
    is_open = "document.querySelector('#said').textContent.includes('is open')"
    with previewed("report.md", folder=tmp_path, environment={"VISUAL": str(tmp_path / "code")}) as server:
        steps: list[Step] = [
            ("goto", server.address),
            PAINTED,
            ("pause", 500),  # until the findings are beside the page, which is then narrower
            ("clickInside", "#paragraph-2 p"),
            ("wait", is_open),
            ("click", "#edit"),
            ("pause", 1500),
        ]
        visit(steps)
    lines = opened.read_text(encoding="utf-8").split()
    assert lines[0] == f"{path}:10"
    assert len(lines) == 2


@pytest.mark.long
def test_a_hundred_saves_in_a_second_end_with_the_last(tmp_path: Path) -> None:
    path = str(written(tmp_path, HEAD + BODY))
    with previewed("report.md", folder=tmp_path) as server:
        steps: list[Step] = [("goto", server.address), PAINTED]
        for number in range(100):
            steps += [("save", path, HEAD + BODY.replace("First", f"Save {number}")), ("pause", 8)]
        seen = visit([*steps, shows("Save 99"), ("ask", "Number(document.documentElement.dataset.painted)")])
    assert seen.complaints == []
    assert seen.answers[0] < 100


def test_each_reason_is_a_sentence(tmp_path: Path) -> None:
    path = str(written(tmp_path, HEAD + BODY))
    said = "document.querySelector('#why').textContent"
    wrong = '---\ntitle: "Report\nlang: en\nsession: "101"\n---\n\n1. One.\n'
    with previewed("report.md", folder=tmp_path) as server:
        steps: list[Step] = [("goto", server.address), PAINTED, ("save", path, wrong), ("wait", said)]
        seen = visit([*steps, ("ask", said)])
    assert "close the quotation marks. the front matter" in seen.answers[0]


def test_a_source_that_cannot_be_read_keeps_the_page_and_says_why(tmp_path: Path) -> None:
    path = str(written(tmp_path, HEAD + BODY))
    said = "document.querySelector('#why').textContent"
    with previewed("report.md", folder=tmp_path) as server:
        seen = visit(
            [
                ("goto", server.address),
                PAINTED,
                ("remove", path),
                ("wait", said),
                ("ask", said),
                ("axe",),
                shows("First"),
                ("save", path, HEAD + BODY.replace("First", "Back")),
                shows("Back"),
                ("wait", f"!{said}"),
            ]
        )
    assert seen.answers[0].startswith("report.md cannot be shown as it is now")
    assert "no such file" in seen.answers[0]
    assert seen.answers[1] == []


def test_a_preview_that_has_ended_or_was_started_again_is_said(tmp_path: Path) -> None:
    written(tmp_path, HEAD + BODY)
    said = "document.querySelector('#said').textContent"
    with previewed("report.md", folder=tmp_path) as server:
        port = str(server.port)
        again = [sys.executable, "-c", f"import os, signal; os.kill({server.process.pid}, signal.SIGKILL)"]
        seen = visit(
            [
                ("goto", server.address),
                PAINTED,
                ("run", *again),
                ("wait", f"{said}.includes('does not answer')"),
                shows("First"),
            ]
        )
    assert [each for each in seen.complaints if "ERR_" not in each] == []
    with previewed("report.md", "--port", port, folder=tmp_path) as other:
        seen = visit(
            [("goto", server.address), ("ask", "document.body.textContent"), ("goto", other.address), PAINTED]
        )
    assert seen.answers[0].startswith("Open the address that the command has printed.")


HOSTILE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ plain_title }}</title>
<meta http-equiv="Content-Security-Policy" content="default-src * 'unsafe-inline'; img-src *; connect-src *">
</head><body><main>{% for section in sections %}{{ section.text }}{% endfor %}</main>
<img src="http://127.0.0.1:9/picture"><img src="x" onerror="document.body.id = 'ran'">
<script>document.body.id = "ran"; fetch("/state"); parent.document.title = "ran"</script>
<form action="/open" method="post"><button id="send">Send</button></form>
</body></html>"""


def test_a_template_of_ones_own_runs_no_script_and_reaches_nothing(tmp_path: Path) -> None:
    path = str(written(tmp_path, HEAD + BODY))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/page.html.j2").write_text(HOSTILE, encoding="utf-8")
    with previewed("report.md", "--templates", "mine", folder=tmp_path) as server:
        steps: list[Step] = [
            ("goto", server.address),
            PAINTED,
            ("clickInside", "#send"),
            ("pause", 300),
            ("save", path, HEAD + BODY.replace("First", "Other words")),
            shows("Other words"),
            ("askInside", "document.body.id"),
            ("ask", "document.title"),
        ]
        seen = visit(steps)
    assert seen.answers == ["", "Report – preview"]
    paths = {re.sub(r"\?.*", "", each.removeprefix(server.base)) for each in seen.requests}
    assert paths <= {"", "page", "state", "events"}


def test_the_pages_of_pdf_and_word_file_are_drawn_in_the_background(tmp_path: Path) -> None:
    path = str(written(tmp_path, HEAD + BODY))
    drawn = "document.querySelector('#pictures img[src*=\"as={}\"]')?.naturalWidth > 500"
    with previewed("report.md", folder=tmp_path, environment={"TMPDIR": str(tmp_path)}) as server:
        steps: list[Step] = [("goto", server.address), PAINTED]
        for form in ("pdf", "docx"):
            steps += [("click", f"[data-as={form}]"), ("wait", drawn.format(form))]
        steps += [
            ("axe",),
            ("ask", "document.querySelector('#pictures img').alt"),
            ("save", path, HEAD + BODY.replace("First", "Other words")),
            ("wait", "document.querySelector('#pictures img').src.endsWith('of=2')"),
            ("click", "[data-as='']"),
            shows("Other words"),
        ]
        seen = visit(steps)
    assert seen.answers == [[], "Page 1 of 1"]
    assert seen.complaints == []
    assert sorted(each.name for each in tmp_path.iterdir()) == ["report.md"]


def test_a_source_that_cannot_be_read_at_first_is_shown_as_soon_as_it_can(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + BODY)
    path.write_bytes(b"\xff\xfe---")
    with previewed("report.md", folder=tmp_path) as server:
        steps: list[Step] = [
            ("goto", server.address),
            ("wait", "document.querySelector('#why').textContent"),
            ("waitInside", "document.querySelector('h1').textContent === 'No page yet'"),
            ("axe",),
            ("ask", "document.querySelector('#why').textContent"),
            ("save", str(path), HEAD + BODY),
            shows("First"),
            ("wait", "!document.querySelector('#why').textContent"),
        ]
        seen = visit(steps)
    assert seen.answers[0] == []
    assert seen.answers[1].startswith("report.md cannot be shown yet. the file is in UTF-16.")
    assert seen.complaints == []


def test_nothing_is_left_if_it_ends_while_a_word_file_is_drawn(tmp_path: Path) -> None:
    need("soffice")
    path = tmp_path / "r/report.md"
    path.parent.mkdir()
    path.write_text(HEAD + BODY, encoding="utf-8")
    made = tmp_path / "made"
    made.mkdir()
    with previewed("r", folder=tmp_path, environment={"TMPDIR": str(made)}) as server:

        def end_when_it_is_drawn() -> bool:
            for _ in range(3000):
                if list(made.glob("submission-*/submission-*/document.docx")):
                    server.process.send_signal(signal.SIGINT)
                    return True
                time.sleep(0.02)
            return False

        with ThreadPoolExecutor(1) as threads:
            drawn = threads.submit(end_when_it_is_drawn)
            visit([("goto", server.address), PAINTED, ("click", "[data-as=docx]")])
            assert drawn.result(), "no Word file was drawn in the folder"
    time.sleep(3)  # LibreOffice would go on, and make its folders again
    assert list(made.iterdir()) == []
