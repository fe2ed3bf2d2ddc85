"""Proving outputs: what is proved of a good one, what is said of the cover, of doubts, of another's file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import CLEAN, Run, project, run, write
from tests.support.pages import ROOT, SOURCES, Submission, html, read, written
from tests.support.proving import FORMATS, prove
from tests.support.shares import covering
from toolchain.compare.proof import prove as proving
from toolchain.compare.proof.cover import Cover
from toolchain.compare.proof.expected import expected
from toolchain.formats.table import AS_USUAL
from toolchain.model.diagnostics import Failure, Severity, source_span
from toolchain.pipeline.finished_files import checking
from toolchain.project.settings import Options
from toolchain.reports.sentences import message
from toolchain.writers.docx import DocxWriter
from toolchain.writers.html import HtmlWriter

__all__ = ["project", "run"]  # fixtures

CASES = sorted({*SOURCES, *(ROOT / "tests/cases/docx").glob("*.md")})
DRAFTS = sorted((ROOT / "tests/cases/resolve").glob("*.md"))
WRITERS: dict[str, Any] = {"docx": DocxWriter(), "html": HtmlWriter()}


def bytes_of(submission: Submission, form: str) -> bytes:
    return bytes(WRITERS[form].write(*submission))


def told(submission: Submission, data: bytes | str, form: str = "html") -> list[tuple[str, str]]:
    raw = data.encode() if isinstance(data, str) else data
    return [(each.rule.code, message(each)) for each in prove(submission.resolved, raw, "x", form)]


@pytest.mark.parametrize(
    ("source", "form"),
    covering([*CASES, *DRAFTS], [*WRITERS]),
    ids=lambda value: f"{value.parent.name}-{value.stem}" if isinstance(value, Path) else value,
)
def test_our_outputs_are_proved(source: Path, form: str) -> None:
    """Sources with errors too, whose drafts say what is missing in them."""
    submission = read(source, Options(draft=source in DRAFTS))
    assert told(submission, bytes_of(submission, form), form) == []


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("notes", ["endnotes", "footnotes"])
@pytest.mark.parametrize("place", ["end", "before-annexes"])
@pytest.mark.parametrize("repeated", ["same", "again"])
def test_notes_wherever_they_stand(tmp_path: Path, form: str, notes: str, place: str, repeated: str) -> None:
    """Nested ones too, which Word marks beside the heading of the last notes, or in the last text."""
    body = (
        "# One\n\n1. A[^a] and b.[^b]\n\n2. Again.[^a]\n\n# Terms {.annex}\n\n1. Annexed.[^c]\n\n"
        "[^a]: Text a.[^d]\n[^b]: Text b, see [note 1](#^a).\n[^c]: Text c.[^e]\n"
        "[^d]: Inner d.\n[^e]: Inner e.\n"
    )
    submission = written(tmp_path, body, notes=notes, notes_place=place, repeated_notes=repeated)
    assert [note.nested for note in submission.resolved.notes].count(True) >= 2
    assert told(submission, bytes_of(submission, form), form) == []


@pytest.mark.parametrize("form", WRITERS)
def test_links_that_are_made_for_symbols(tmp_path: Path, form: str) -> None:
    submission = written(tmp_path, "1. See CRC/C/PAK/CO/5.[^a]\n\n[^a]: See A/HRC/RES/31/7 too.\n")
    data = bytes_of(submission, form)
    assert len(submission.resolved.linked) == 2
    assert told(submission, data, form) == []
    unlinked = written(
        tmp_path, "1. See CRC/C/PAK/CO/5.[^a]\n\n[^a]: See A/HRC/RES/31/7 too.\n", links="false"
    )
    assert {code for code, _ in told(unlinked, data, form)} == {"D906"}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("first", ["1. A.[^a]", "1. A."], ids=["before too", "after only"])
def test_notes_before_annexes_that_the_body_goes_on_after(tmp_path: Path, form: str, first: str) -> None:
    body = (
        f"# One\n\n{first}\n\n# Terms {{.annex}}\n\n1. Annexed.\n\n# Two\n\n2. B.[^b]\n\n[^a]: A.\n[^b]: B.\n"
    )
    submission = written(tmp_path, body, notes_place="before-annexes")
    assert told(submission, bytes_of(submission, form), form) == []


@pytest.mark.parametrize("notes", ["endnotes", "footnotes"])
def test_a_mark_too_many_beside_nested_calls_is_told(tmp_path: Path, notes: str) -> None:
    body = "1. A[^a]\n\n[^a]: Text a.[^d]\n[^d]: Inner d.\n"
    submission = written(tmp_path, body, notes=notes)
    other = written(tmp_path, body.replace("A[^a]", "A[^a][^a]"), notes=notes)
    said = told(submission, bytes_of(other, "docx"), "docx")
    assert [code for code, _ in said] == ["D906"]
    assert "paragraph 1 reads “1. A[1], [1]”" in said[0][1]


def test_what_differs_has_both_places(tmp_path: Path) -> None:
    submission = written(tmp_path, "1. One.\n\n2. Two.\n")
    bad = html(submission).replace("Two.", "Three.")
    (defect,) = prove(submission.resolved, bad.encode(), "x.html", "html")
    assert (defect.span.path, defect.span.words) == ("x.html", "paragraph 2")
    (related,) = defect.related
    assert source_span(related.span).line == 8
    assert related.span.path.endswith("report.md")


def test_a_missing_line_stands_after_the_one_before_it(tmp_path: Path) -> None:
    submission, other = (written(tmp_path, body) for body in ("1. One.\n\n2. Two.\n", "1. One.\n"))
    (defect,) = prove(submission.resolved, html(other).encode(), "x.html", "html")
    assert defect.span.words == "after paragraph 1"
    (defect,) = prove(
        written(tmp_path, "1. One.\n").resolved, html(written(tmp_path, "")).encode(), "x", "html"
    )
    assert defect.span.words == "at the beginning"


@pytest.mark.parametrize(("form", "code"), [("docx", "D902"), ("html", "D906")])
def test_a_wrong_number_in_word_has_a_code_of_its_own(tmp_path: Path, form: str, code: str) -> None:
    submission = written(tmp_path, "# One\n\n1. One.\n\n2. Two.\n\n3. Three.\n")
    other = written(tmp_path, "# One\n\n1. One.\n\n2. Three.\n")
    said = told(submission, bytes_of(other, form), form)
    assert said == [
        ("D906", "paragraph 2 is missing: “2. Two.”"),
        (code, "paragraph 3 is shown with the number 2"),
    ]


FRONT = """---
title: A title
lang: en
recipient: {recipient}
country: {country}
submitted-by:
  - name: Friends of Freedonia
    contact:
      person: A. B.
      address: |
        1 Main Street
        Freedonia City
---

1. Text.
"""


def covered(folder: Path, recipient: str = "Committee", country: str = "Freedonia") -> Submission:
    path = folder / "report.md"
    path.write_text(FRONT.format(recipient=recipient, country=country), encoding="utf-8")
    return read(path)


@pytest.mark.parametrize("form", WRITERS)
def test_the_cover(tmp_path: Path, form: str) -> None:
    good = covered(tmp_path)
    assert told(good, bytes_of(good, form), form) == []
    assert "1 Main Street" in expected(good.resolved, AS_USUAL).cover
    other = bytes_of(covered(tmp_path, recipient="Council"), form)
    assert told(good, other, form) == [
        ("D906", "the cover or the table of contents lacks “Committee”"),
        ("D906", "this text is not in the source: “Council”"),
    ]


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("country", ["Freedonian", "Freedon"])
def test_a_fact_within_another_word_or_fact_is_not_there(tmp_path: Path, form: str, country: str) -> None:
    """The country's name is a part of the organization's and of its address."""
    other = bytes_of(covered(tmp_path, country=country), form)
    assert told(covered(tmp_path), other, form) == [
        ("D906", "the cover or the table of contents lacks “Freedonia”"),
        ("D906", f"this text is not in the source: “{country}”"),
    ]
    without = told(covered(tmp_path), bytes_of(covered(tmp_path, country='""'), form), form)
    assert [message.split()[-1] for _, message in without] == ["“Country”", "“Freedonia”"]


@pytest.mark.parametrize("form", WRITERS)
def test_title_and_language(tmp_path: Path, form: str) -> None:
    good = written(tmp_path, "1. Text.\n")
    other = written(tmp_path, "1. Text.\n", title="Another title", lang="fr")
    assert ("A705", "the title is “Another title”, but in the source “A title”") in told(
        good, bytes_of(other, form), form
    )
    assert ("A706", "the language is fr, but in the source en") in told(good, bytes_of(other, form), form)


def test_another_document_is_one_finding() -> None:
    minimal, report = (read(ROOT / "content" / name / "report.md") for name in ("minimal", "pakistan-opsc"))
    for form in WRITERS:
        (finding,) = prove(minimal.resolved, bytes_of(report, form), "x", form)
        assert finding.rule.code == "D906"
        assert message(finding).startswith("the file is not made from ")
        assert finding.span.words == "“Supplementary report on the sexual exploitation of children…”"


@pytest.mark.parametrize(
    ("size", "more"),
    [
        (300, "only some differences are listed: there are 200 more"),
        (101, "only some differences are listed: there is 1 more"),
    ],
)
def test_a_rewritten_document_with_its_title_is_told_line_by_line(
    tmp_path: Path, size: int, more: str
) -> None:
    body = "\n\n".join(f"{number}. Paragraph {number}." for number in range(1, size + 1))
    submission = written(tmp_path, body)
    bad = html(submission).replace("Paragraph", "Rewritten")
    said = told(submission, bad)
    assert len(said) == proving.MOST + 1
    assert said[-1] == ("D906", more)


@pytest.mark.parametrize(("words", "severity"), [(3, None), (4, Severity.ERROR)])
def test_uncertain_words(tmp_path: Path, words: int, severity: Severity | None) -> None:
    """More than one in a hundred is an error; and what is uncertain is not told once more as a difference."""
    texts = [" ".join(f"word{number}" for number in range(count)) for count in (words - 1, 299 - words)]
    submission = written(tmp_path, f"1. {texts[0]}\n\n2. {texts[1]}\n")
    page = html(submission).replace("word0", "<svg></svg>other", 1)
    found = prove(submission.resolved, page.encode(), "x", "html")
    assert [(each.rule.code, each.severity) for each in found] == [("D900", severity)]
    assert found[0].span.words == "paragraph 1"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("data", [b"", b"x", b"PK\3\4 x", b"%PDF-1.7 x", b"<!DOCTYPE html><html>"])
def test_what_cannot_be_read_is_one_finding(form: str, data: bytes) -> None:
    with pytest.raises(Failure) as caught:
        prove(read(ROOT / "content/minimal/report.md").resolved, data, "x", form)
    (defect,) = caught.value.findings
    assert defect.rule.code in ("S012", "S020")  # damaged, or another kind of file


SOURCE = "content/x/report.md"


@pytest.fixture
def built(run: Run, project: Path) -> Path:
    assert run("build", "--to", "html,docx").status == 0
    return Path("build/x")


def test_files_that_say_what_their_source_says(run: Run, built: Path) -> None:
    ran = run("check", built / "report.html", built / "report.docx", "--against", SOURCE)
    assert ran == (0, f"2 files compared with {SOURCE}: nothing found\n", "")
    assert run("check", built / "report.html", "--against", "content/x").status == 0


def test_a_file_that_does_not(run: Run, built: Path) -> None:
    page = built / "report.html"
    page.write_text(page.read_text(encoding="utf-8").replace("girls only", "girls"), encoding="utf-8")
    ran = run("check", page, built / "report.docx", "--against", SOURCE)
    assert ran.status == 1
    assert ran.out == (
        "build/x/report.html: paragraph 2: error D906 paragraph 2 reads “2. It covers girls (see para. 1).”, "
        "but in the source “2. It covers girls only (see para. 1).”\n"
        f"  {SOURCE}:10:4: the source\n"
        f"\n2 files compared with {SOURCE}\n1 finding: 1 error\n"
    )
    found = json.loads(run("check", page, "--against", SOURCE, "--format", "json").out)["diagnostics"]
    assert [(each["code"], each["place"]) for each in found] == [("D906", "paragraph 2")]
    assert found[0]["related"][0]["line"] == 10


def test_files_that_cannot_be_read_do_not_hide_the_others(run: Run, built: Path) -> None:
    write(built / "cut.html", "<!DOCTYPE html><html><body>")
    write(built / "x.odt", "")
    ran = run(
        "check", built / "cut.html", "none.pdf", built / "x.odt", built / "report.html", "--against", SOURCE
    )
    assert ran.status == 2
    assert [line.split(": error ")[0] for line in ran.out.splitlines() if ": error S0" in line] == [
        "build/x/cut.html", "none.pdf", "build/x/x.odt",
    ]  # fmt: skip
    assert ran.out.endswith(f"\n\n1 file compared with {SOURCE}\n3 findings: 3 errors\n")


@pytest.mark.parametrize("against", ["none.md", "content/none", "build/x/report.html", "."])
def test_a_source_that_is_none(run: Run, built: Path, against: str) -> None:
    ran = run("check", built / "report.html", "--against", against)
    assert ran.status == 2
    assert ran.out.count(": error S0") == 1


def test_a_folder_with_several_sources(run: Run, built: Path) -> None:
    write(Path("content/y/report.md"), CLEAN)
    ran = run("check", built / "report.html", "--against", "content")
    assert ran.status == 2
    assert "help: name content/x/report.md or content/y/report.md" in ran.out


def test_a_finished_file_is_no_source(run: Run, built: Path) -> None:
    for name, what in (("report.html", "a finished file"), ("report.docx", "a Word file")):
        ran = run("build", built / name)
        assert ran.status == 2
        assert f"build/x/{name}: error S020 this is {what}, not a source" in ran.err
        assert f"submission check build/x/{name} --against SOURCE" in ran.err


@pytest.mark.parametrize("arguments", [[], ["x.html", "--fix"], ["x.html", "--diff"]])
def test_against_goes_with_finished_files_only(run: Run, arguments: list[str]) -> None:
    ran = run("check", *arguments, "--against", SOURCE)
    assert ran.status == 2
    assert "Error: --against: " in ran.err


def test_a_file_that_is_too_large(run: Run, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_BYTES", 100)
    ran = run("check", built / "report.html", "--against", SOURCE)
    assert ran.status == 2
    assert "error S021 this file is larger than" in ran.out


@pytest.mark.parametrize(
    ("facts", "cover", "missing"),
    [
        (["Niger"], ["Niger"], []),
        (["Niger"], ["Nigeria"], ["Niger"]),
        (["Niger"], ["Country: Niger (the)"], []),
        (["Niger"], ["State of Niger"], []),
        (["Niger"], ["Friends of Niger", "Niger"], []),
        (["Niger", "Friends of Niger"], ["Friends of Niger"], ["Niger"]),
        (["Niger", "Friends of Niger"], ["We: Friends of Niger"], ["Niger"]),
        (["Niger", "Niger"], ["Niger"], ["Niger"]),
        (["Niger", "Niger"], ["From Niger to Niger"], []),
        (["Niger", "Niger"], ["From Niger"], ["Niger"]),
        (["+1 (2) 3"], ["Telephone +1 (2) 3"], []),
        (["+1 (2) 3"], ["Telephone +1 (2) 34"], ["+1 (2) 3"]),
        (["a@b.org"], ["a@b.org.uk"], []),
        (["尼日尔"], ["国家：尼日尔"], []),
        (["I. Scope"], ["I. Scope..........3"], []),
        (["I. Scope"], ["II. Scope..........3"], ["I. Scope"]),
        ([], ["x"], []),
        (["x"], [], ["x"]),
        (["I. Scope (a)(b)"], ["I. Scope (a) \u200b(b)..........3"], []),
        (["I. Scope (a) (b)"], ["I. Scope (a)\u200b(b)..........3"], []),
        (["I. Scope (a)(b)"], ["I. Scope (a) (b)..........3"], ["I. Scope (a)(b)"]),
        (["I. Scope (a)(b)"], ["I. Scope (a)\u200b(c)..........3"], ["I. Scope (a)(b)"]),
        (["I. Scope"], ["I. Sco\u2010\u200bpe..........3"], []),
        (["I. The Scope"], ["I. The Sco\u2010\u200bpe..........3"], []),
        (["I. The Scope"], ["I. The Sco\u2010\u200bpes..........3"], ["I. The Scope"]),
        (["Telecommunications"], ["Telecom\u200bmunica\u200btions.......3"], []),
        (["Telecommunications"], ["Telecom\u200bmunica\u200bting.......3"], ["Telecommunications"]),
        (["On telecommunications"], ["A. On telecom\u2010\u200bmunications.......3"], []),
        (["On telecommunications"], ["A. On telecom munications.......3"], ["On telecommunications"]),
    ],
)
def test_facts_on_the_cover(facts: list[str], cover: list[str], missing: list[str]) -> None:
    assert Cover(cover).take(facts) == (missing, [])


def test_a_name_on_the_cover_twice_is_not_taken_for_a_shorter_fact() -> None:
    """What may be there is found before a part of it that must be: here the title of an annex."""
    cover = Cover(["Save the Schools", "Save the Schools", "Annex Schools"])
    assert cover.take(["Save the Schools", "Schools"], ["Save the Schools", "Annex", "Notes"]) == (
        [],
        ["Notes"],
    )
    assert list(cover.left()) == []
    cover = Cover(["Save the Schools", "Schools"])
    assert cover.take(["Schools"]) == ([], [])
    assert list(cover.left()) == [(0, "Save the Schools")]


def test_a_name_with_the_words_of_an_annex(tmp_path: Path, run: Run) -> None:
    """With so many organizations that they are on the page about them again."""
    names = ["Save the Schools", *(f"Council of Parents {number}" for number in "ABCDEFGHI")]
    several = "\n".join(
        f"  - name: {name}\n    description: {'Known since long ago. ' * 20}" for name in names
    )
    body = "# One\n\n1. Text.\n\n# Schools {.annex}\n\n1. Text.\n"
    written(tmp_path, body, contents="true", submitted_by=f"\n{several}")
    report = tmp_path / "report.md"
    assert run("build", report, "--to", "docx", "--output", tmp_path / "built").status == 0
    assert run("check", *(tmp_path / "built").rglob("*.docx"), "--against", report).status == 0


@pytest.mark.parametrize("form", WRITERS)
def test_the_table_of_contents(tmp_path: Path, form: str) -> None:
    body = "# One[^a]\n\n1. Text.\n\n# Two\n\n2. Text.\n\n# Terms {.annex}\n\n1. Text.\n\n[^a]: Note.\n"
    good = written(tmp_path, body, contents="true", headings="numbered")
    assert expected(good.resolved, AS_USUAL).cover[-3:] == ("I. One", "II. Two", "Terms")
    assert told(good, bytes_of(good, form), form) == []


def test_an_entry_of_the_contents_that_is_wrong(tmp_path: Path) -> None:
    good = written(tmp_path, "# One\n\n1. Text.\n\n# Two\n\n2. Text.\n", contents="true")
    assert told(good, html(good).replace('">Two</a>', '">Too</a>')) == [
        ("D906", "the cover or the table of contents lacks “Two”"),
        ("D906", "this text is not in the source: “Too”"),
        (
            "D906",
            "the table of contents has no entry that has the words of the heading “Two” and leads there",
        ),
    ]
