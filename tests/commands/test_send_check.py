"""`send-check`: what was proved, what to fix, and what only a person can check, with sources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import CLEAN, Run, project, run, write
from tests.support.pages import ROOT
from toolchain.checks.files.epub import validator
from toolchain.recipients.loading import load_ours

__all__ = ["project", "run"]  # fixtures

SOURCE = Path("content/x/report.md")
MATTER = "lang: en\nprofile: crc\ncountry: Example\nsubmitted-by:\n  - name: Example\npublic: true"
CRC = CLEAN.replace("lang: en", MATTER)
READ = 'source = "https://example.org"\nchecked = 2026-11-25\nstatus = "confirmed"\n'
LIMIT = "public: true\nlimits:\n  words: {value: 3, reason: a letter}"


@pytest.fixture
def built(project: Path, run: Run) -> Path:
    """A source for the Committee on the Rights of the Child, with its Word file in build/."""
    write(project / SOURCE, CRC)
    assert run("build", SOURCE, "--to", "docx").status == 0
    return project / "build/x/report.docx"


def items(run: Run, *arguments: str | Path) -> list[dict[str, Any]]:
    made = json.loads(run("send-check", *arguments, "--format", "json").out)
    assert made["version"] == 1
    found = made["items"]
    assert isinstance(found, list)
    return found


def of(found: list[dict[str, Any]], state: str) -> list[str]:
    return [each["text"] for each in found if each["state"] == state]


def test_what_lies_ready_is_proved(built: Path, run: Run) -> None:
    ran = run("send-check", SOURCE)
    assert ran.status == 0
    assert "Committee on the Rights of the Child" in ran.out.splitlines()[0]
    found = items(run, SOURCE)
    assert of(found, "fix") == []
    assert any(
        text.startswith("build/x/report.docx: shows what its source says") for text in of(found, "proved")
    )
    assert max(map(len, ran.out.splitlines())) < 140


def test_every_rule_for_a_person_is_there_with_its_source(built: Path, run: Run) -> None:
    rules = [rule for _, rule in load_ours("crc").profile.group("checklist")]
    found = {each["text"]: each for each in items(run, SOURCE) if each["state"] == "person"}
    assert len(rules) > 3
    for rule in rules:
        each = found[f"{rule.value}{rule.doubt}"]
        assert each["sources"] == list(rule.sources)
        assert each["checked"] == str(rule.checked)
    page = " ".join(run("send-check", SOURCE).out.split())
    assert all(source in page for rule in rules for source in rule.sources)


def test_without_a_file_there_is_nothing_to_send(project: Path, run: Run) -> None:
    write(project / SOURCE, CRC)
    ran = run("send-check", SOURCE)
    assert ran.status == 1
    assert "There is no file to send yet" in ran.out
    assert "submission build content/x/report.md --to docx" in ran.out


def test_a_command_that_is_named_can_be_typed_as_it_stands(project: Path, run: Run) -> None:
    named = "content/our report on the rights of the child/report.md"
    (project / named).parent.mkdir()
    write(project / named, CRC)
    lines = map(str.strip, run("send-check", named).out.splitlines())
    assert f"submission build '{named}' --to docx" in lines


def test_matters_of_form_are_counted_beside_what_is_proved(project: Path, run: Run) -> None:
    write(project / SOURCE, CRC.replace("girls only", "girls in 3 districts only"))
    [line] = [each for each in items(run, SOURCE) if each["text"].startswith("Words, dates and figures")]
    assert (line["state"], line["details"]) == ("proved", ["for information: 1 T508"])


def test_any_file_will_do_where_no_kind_is_asked_for(project: Path, run: Run) -> None:
    write(project / SOURCE, CRC)
    assert run("build", "--to", "html").status == 0
    ran = run("send-check", SOURCE)
    assert ran.status == 0
    assert "There is no file to send yet" not in ran.out


def test_a_file_that_is_older_than_its_source_must_be_fixed(built: Path, run: Run, project: Path) -> None:
    write(project / SOURCE, CRC.replace("girls only", "boys only"))
    ran = run("send-check", SOURCE)
    assert ran.status == 1
    (text,) = of(items(run, SOURCE), "fix")
    assert text == "build/x/report.docx does not show what its source says: build it again"
    assert "D906" in ran.out


def test_errors_and_warnings_of_the_source_are_told_apart(built: Path, run: Run, project: Path) -> None:
    write(project / SOURCE, CRC.replace("2. It covers", "7. It  covers"))
    found = items(run, SOURCE)
    assert "Numbers of paragraphs or headings are not in order" in of(found, "review")
    write(project / SOURCE, CRC.replace("[^penal] {", "[^penol] {"))
    assert "Notes and marks are not in order" in of(items(run, SOURCE), "fix")
    assert run("send-check", SOURCE).status == 1


def test_a_word_file_by_itself(built: Path, run: Run) -> None:
    ran = run("send-check", built, "--profile", "upr")
    assert ran.status == 0
    assert "Universal periodic review" in ran.out.splitlines()[0]
    assert "Compare report.docx with its source" in ran.out


def test_too_many_words_must_be_fixed(built: Path, run: Run, project: Path) -> None:
    write(
        project / SOURCE,
        CRC.replace("public: true", LIMIT),
    )
    found = items(run, SOURCE)
    assert any(text.startswith("Words: ") for text in of(found, "fix"))


@pytest.mark.parametrize(("name", "code"), [("content/none.md", "S019"), ("bad.docx", "S020")])
def test_what_cannot_be_read_is_said(project: Path, run: Run, name: str, code: str) -> None:
    (project / "bad.docx").write_bytes(b"no file of Word")
    ran = run("send-check", name)
    assert (ran.status, ran.out) == (2, "")
    assert code in ran.err


def test_the_report_can_be_sent(run: Run, tmp_path: Path) -> None:
    report = ROOT / "content/pakistan-opsc/report.md"
    assert run("build", report, "--to", "docx,html", "--output", tmp_path).status == 0
    ran = run("send-check", report, "--output", tmp_path)
    assert ran.status == 0, ran.out


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "epub"])
def test_a_draft_must_not_be_sent(
    project: Path, run: Run, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validator, "_jar", lambda: None)  # epubcheck says nothing of drafts
    write(project / SOURCE, CLEAN)
    assert run("build", SOURCE, "--to", form, "--draft").status == 0
    file = project / f"build/x/report.{form}"
    for command in (("send-check", SOURCE), ("send-check", file), ("check", file, "--against", SOURCE)):
        ran = run(*command)
        assert (ran.status, ran.out.count("S030")) == (1, 1), command
        assert f"report.{form} has marks of a draft" in ran.out or command[0] == "check"


def test_what_was_not_looked_at_is_not_proved(project: Path, run: Run) -> None:
    """Neither an original nor a record is there; the limit of pages needs LibreOffice."""
    profile = f'[limits.pages]\nvalue = 3\n{READ}[typography.font]\nvalue = "Times New Roman"\n{READ}'
    write(project / "content/x/own.toml", profile)
    write(project / SOURCE, CLEAN.replace("lang: en", "lang: en\nprofile: own.toml"))
    assert run("build", SOURCE, "--to", "docx").status == 0
    found = items(run, SOURCE)
    absent, unseen = of(found, "absent"), of(found, "unseen")
    assert "There is no original of which this is a translation" in absent
    assert "There is no record of what was sent before" in absent
    assert "The pages of build/x/report.docx are not counted: --page-numbers counts them" in unseen
    assert any(text.startswith("The typeface is Times New Roman.") for text in unseen)
    assert not any("agrees with" in text for text in of(found, "proved"))


def test_a_record_of_the_other_version_proves_nothing(project: Path, run: Run) -> None:
    write(project / SOURCE, "---\ntitle: One line\nlang: en\n---\n\n1. One [man]{.confidential}.\n")
    assert run("freeze", SOURCE).status == 0
    no_record = "There is no record of what was sent before"
    assert no_record not in of(items(run, SOURCE), "absent")
    assert no_record in of(items(run, SOURCE, "--public"), "absent")


def test_of_what_is_not_there_nothing_is_proved(project: Path, run: Run) -> None:
    write(project / SOURCE, "---\ntitle: One line\nlang: en\n---\n\n1. One.\n")
    absent = of(items(run, SOURCE), "absent")
    assert absent[:3] == [
        "There are no notes",
        "There are no cross-references",
        "No source is cited from a bibliography",
    ]


def test_nobody_accepts_a_file_that_is_for_nobody(project: Path, run: Run) -> None:
    write(project / SOURCE, CLEAN)
    assert run("build", SOURCE, "--to", "docx").status == 0
    found = items(run, SOURCE)
    assert "No recipient is named who could accept build/x/report.docx" in of(found, "absent")
    assert not any("accepted" in text for text in of(found, "proved"))


def test_a_file_in_another_format_is_no_fault_beside_one_that_is_accepted(project: Path, run: Run) -> None:
    profile = f'[formats]\nvalue = ["docx"]\n{READ}'
    write(project / "content/x/own.toml", profile)
    write(project / SOURCE, CLEAN.replace("lang: en", "lang: en\nprofile: own.toml"))
    assert run("build", SOURCE, "--to", "html,docx").status == 0
    found = items(run, SOURCE)
    assert (of(found, "fix"), run("send-check", SOURCE).status) == ([], 0)
    text = "build/x/report.html is for others: the recipient takes another format"
    assert text in of(found, "absent")


def test_a_file_that_cannot_be_read_is_proved_in_nothing(built: Path, run: Run) -> None:
    built.write_bytes(b"PK")
    found = items(run, SOURCE)
    assert of(found, "fix") == ["build/x/report.docx cannot be read"]
    assert not any("report.docx" in text for text in of(found, "proved"))


def test_a_lone_subheading_is_no_fault_of_reading(project: Path, run: Run) -> None:
    write(project / SOURCE, CRC.replace("## ", "# ").replace("# ", "# Law\n\n0. It is new.\n\n## ", 1))
    found = items(run, SOURCE)
    assert "Headings are not in order, or a text is missing" in of(found, "review")
    assert "All of the source can be read" in of(found, "proved")


def test_brief_leaves_out_the_addresses_of_rules(built: Path, run: Run) -> None:
    assert "read at http" in run("send-check", SOURCE).out
    assert "http" not in run("send-check", SOURCE, "--brief").out


def test_the_last_line_counts_what_is_to_be_reviewed(built: Path, run: Run) -> None:
    assert run("send-check", SOURCE).out.splitlines()[-1] == "There is nothing to fix."
    lone = CRC.replace("## ", "# ").replace("# ", "# Law\n\n0. It is new.\n\n## ", 1)
    write(built.parents[2] / SOURCE, lone)
    built.unlink()
    ran = run("send-check", SOURCE)
    assert (ran.status, ran.out.splitlines()[-1]) == (1, "There is something to fix; 3 points to review.")
