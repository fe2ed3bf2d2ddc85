"""`build --comments`: comments are in the Word file at their place, and come back as they were."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from tests.judges.validators import need
from tests.support.command import Run, run
from tests.support.docx_made import changed, unzipped
from tests.support.pages import ROOT
from tests.support.shares import one_in

__all__ = ["run"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
PLAIN = ROOT / "tests" / "cases" / "merge" / "plain.md"
SOURCES = [
    PLAIN,
    ROOT / "content" / "minimal" / "report.md",
    *(ROOT / "tests" / "cases" / "languages" / f"{name}.md" for name in ("ar", "en", "es", "fr", "ru", "zh")),
]
SAID = {
    "any further interest.": " <!-- Ana Pérez (resolved): Is this needed? --> <!-- Ben (reply): Yes. -->",
    "keeps the records:": " <!-- TODO: ask Ben --> <!-- an aside -->",
    "found again;[^letters]": " <!-- Ana Pérez:\n       in two lines -->",
    "counted by hand": " <!-- Chen: By whom? -->",
    "houses under the water": " <!-- comment: Which? -->",
    "The second heading has more words": " <!-- Ben: Shorter? -->",
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    text = PLAIN.read_text(encoding="utf-8")
    for words, said in SAID.items():
        text = text.replace(words, words + said, 1)
    text = text.replace(
        "# The first", "<!-- check: ignore S004 wanted -->\n<!-- Dina: Before. -->\n\n# The first"
    )
    file = tmp_path / "report.md"
    file.write_text(f"{text}\n<!-- Dina: At the end. -->\n", encoding="utf-8")
    return file


def built(run: Run, source: Path, *options: str) -> Path:
    ran = run("build", source, "--to", "docx", "--output", source.parent / "out", "--force", *options)
    assert ran.status == 0, ran.err
    return source.parent / "out" / f"{source.stem}.docx"


def said_in(file: Path) -> list[tuple[str | None, str, str, str]]:
    """Author, text, state and the words of the paragraph up to its mark, of each comment as Word reads it."""
    parts = {
        name: etree.fromstring(data) for name, data in unzipped(file.read_bytes()).items() if ".xml" in name
    }
    states = {each.get(W15 + "paraId"): each for each in parts["word/commentsExtended.xml"]}
    marks = {each.get(W + "id"): each for each in parts["word/document.xml"].iter(W + "commentReference")}
    found = []
    for comment in parts["word/comments.xml"]:
        state = states[next(comment.iter(W + "p")).get(W14 + "paraId")]
        kind = (
            "reply"
            if state.get(W15 + "paraIdParent")
            else "resolved"
            if state.get(W15 + "done") == "1"
            else ""
        )
        mark = marks[comment.get(W + "id")]
        (paragraph,) = mark.iterancestors(W + "p")
        words = ""
        for each in paragraph.iter(W + "t", W + "commentReference"):
            if each is mark:
                break
            words += each.text or ""
        text = "".join(each.text or "" for each in comment.iter(W + "t"))
        found.append((comment.get(W + "author"), text, kind, words.rstrip()[-22:].strip()))
    return found


def test_comments_are_at_their_place_and_nothing_else_is(source: Path, run: Run) -> None:
    assert said_in(built(run, source, "--comments")) == [
        ("Dina", "Before.", "", ""),
        ("Ana Pérez", "Is this needed?", "resolved", "any further interest."),
        ("Ben", "Yes.", "reply", "any further interest."),
        ("Chen", "By whom?", "", "could be found again;"),
        ("Ana Pérez", "in two lines", "", "could be found again;"),
        ("Ben", "Shorter?", "", "heading has more words"),
        ("comment", "Which?", "", "houses under the water"),
        ("Dina", "At the end.", "", "end of all its words."),
    ]


def test_without_the_option_there_are_none(source: Path, run: Run) -> None:
    assert not any("omment" in name for name in unzipped(built(run, source).read_bytes()))
    other = run("build", source, "--to", "pdf", "--comments")
    assert (other.status, "--comments is for docx" in other.err) == (2, True)


def test_send_check_refuses_a_file_with_comments(source: Path, run: Run) -> None:
    file = built(run, source, "--comments")
    for asked in ([file], [source, "--output", file.parent]):
        ran = run("send-check", *asked)
        assert (ran.status, "X803 a comment is left here, by Dina" in ran.out) == (1, True)


@pytest.mark.parametrize("authors", [(), ("--authors",)])
def test_comments_come_back_as_the_same_source(source: Path, run: Run, authors: tuple[str, ...]) -> None:
    before = source.read_bytes()
    ran = run("merge", built(run, source, "--comments"), source, *authors)
    assert (ran.status, ran.out, source.read_bytes()) == (0, "0 edits are merged, 0 left\n", before)


@pytest.mark.parametrize("of", one_in(8, SOURCES), ids=lambda of: of.stem)
def test_comments_of_any_source_come_back(of: Path, run: Run, tmp_path: Path) -> None:
    """One after each sentence that ends a line, for a source without them and for the one with them."""
    source = tmp_path / "report.md"
    plain = of.read_text(encoding="utf-8")
    head, rest = re.split(r"(?<=\n---\n)", plain, maxsplit=1)
    numbers = iter(range(10_000))
    rest = re.sub(
        r"(?<=[a-z][.;])$", lambda _: f" <!-- Ana: remark {next(numbers)} -->", rest, flags=re.MULTILINE
    )
    source.write_text(head + rest, encoding="utf-8")
    file = built(run, source, "--comments", "--draft")
    assert run("merge", file, source, "--authors").out == "0 edits are merged, 0 left\n"
    assert source.read_text(encoding="utf-8") == head + rest
    source.write_text(plain, encoding="utf-8")
    run("merge", file, source, "--authors")
    merged = source.read_text(encoding="utf-8")
    told = re.findall(r"<!-- Ana: remark \d+ -->", merged)
    assert sorted(told) == sorted(re.findall(r"<!-- Ana: remark \d+ -->", rest))
    again = built(run, source, "--comments", "--draft")
    assert run("merge", again, source).out == "0 edits are merged, 0 left\n"
    assert source.read_text(encoding="utf-8") == merged


def test_a_comment_that_was_resolved_or_answered_is_changed(source: Path, run: Run) -> None:
    before = source.read_text(encoding="utf-8")
    file = built(run, source, "--comments")
    data = changed(file.read_bytes(), "word/commentsExtended.xml", 'w15:done="0"', 'w15:done="1"', count=1)
    data = changed(data, "word/comments.xml", r">By whom\?<", ">By whom, then?<")
    data = changed(data, "word/commentsExtended.xml", '(paraId="00000004") w15:done="0"',
                   r'\1 w15:paraIdParent="00000001" w15:done="0"')  # fmt: skip
    file.write_bytes(data)
    assert run("merge", file, source, "--authors").status == 0
    expected = "<!-- Dina (resolved): Before. --> <!-- Chen (reply): By whom, then? -->"
    assert source.read_text(encoding="utf-8") == before.replace("<!-- Dina: Before. -->", expected)


@pytest.mark.long
def test_comments_come_back_from_libreoffice(source: Path, run: Run) -> None:
    """By its command: through UNO, without a window, it ends at any file with a comment, its own too."""
    before, saved = source.read_bytes(), source.parent / "saved"
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    file = built(run, source, "--comments")
    command: list[str | Path] = [
        need("soffice"),
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        saved,
        file,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert run("merge", saved / "report.docx", source, "--authors").out == "0 edits are merged, 0 left\n"
    assert source.read_bytes() == before
