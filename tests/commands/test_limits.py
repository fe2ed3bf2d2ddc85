"""What recipients accept: how grave findings are, finished files, the words command."""

import json
import re
from pathlib import Path

import pytest

from tests.judges.validators.libreoffice import laid_out_here
from tests.support.command import Run, run
from tests.support.pages import ROOT
from tests.support.profiles import rule, write
from toolchain.checks.source.limits.accepted import Made, examine
from toolchain.cli.actions.words import Paper, chart
from toolchain.model.diagnostics import Severity
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.recipients import Profile, Rule
from toolchain.reports.sentences import message
from toolchain.resolve.word_budget import weigh
from toolchain.resolve.word_count import count

__all__ = ["laid_out_here", "run"]  # fixtures

REPORT = ROOT / "content/pakistan-opsc/report.md"
TEXT = """---
title: Example
lang: en
profile: {profile}
---

# Heading

1. One two three.^[A note of six words here.]
"""


def source(folder: Path, profile: str, **files: str) -> Path:
    path = write(folder, **files)
    path.write_text(TEXT.format(profile=profile), encoding="utf-8")
    return path


OPEN = "the cover, headings and notes"
PARTS = "paragraphs 3, headings 1, notes 6, headings of the cover 1"

# Words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "counts", "told"),
    [
        (rule("limits.words", value="2"), "", "error L601 3 words, 1 over the limit of 2: paragraphs 3"),
        (
            rule("limits.words", value="2", status='"unconfirmed"'),
            "",
            "warning L601 3 words, 1 over the limit of 2 (an unconfirmed rule): paragraphs 3",
        ),
        (
            rule("limits.words", value="2", severity='"information"'),
            "",
            "information L601 3 words, 1 over the limit of 2: paragraphs 3",
        ),
        (
            rule("limits.words", value="3"),
            "",
            f"warning L601 11 words with {OPEN}, over the limit of 3; 3 without: {PARTS}",
        ),
        (
            rule("limits.words", value="8"),
            rule("counts.notes", value="true"),
            "error L601 9 words, 1 over the limit of 8: paragraphs 3, notes 6",
        ),
        (
            rule("limits.words", value="8"),
            rule("counts.notes", value="true", status='"unconfirmed"'),
            f"warning L601 11 words with {OPEN}, over the limit of 8; 3 without: {PARTS}",
        ),
        (rule("limits.words", value="5"), rule("counts.notes", value="false"), ""),
        (rule("limits.words", value="11"), "", ""),
    ],
)
def test_what_is_not_settled_only_warns(run: Run, tmp_path: Path, limit: str, counts: str, told: str) -> None:
    ran = run("check", source(tmp_path, "mine", profiles__mine=limit + counts))
    found = re.findall(r"report\.md:4:10: (.*)", ran.out)
    assert found == ([told] if told else [])
    assert ran.status == int(told.startswith("error"))


def test_a_profile_can_change_a_severity(run: Run, tmp_path: Path) -> None:
    text = rule("limits.words", value="2") + '[severities]\nL601 = "warning"\n'
    ran = run("check", source(tmp_path, "mine", profiles__mine=text))
    assert ran.status == 0
    assert "warning L601" in ran.out


# The profile ----------------------------------------------------------------------------------------


def test_a_fault_in_a_profile_is_told_at_its_line_and_refuses(run: Run, tmp_path: Path) -> None:
    ran = run("check", source(tmp_path, "mine", profiles__mine='title = "Mine"\n[limits.wrods]\n'))
    assert ran.status == 1
    assert "profiles/mine.toml:2:9: error L607 there is no rule “wrods” in limits" in ran.out
    assert "    2 | [limits.wrods]\n      |         ^^^^^\nhelp: did you mean words?" in ran.out


def test_a_profile_that_does_not_exist(run: Run, tmp_path: Path) -> None:
    ran = run("check", source(tmp_path, "crcc"))
    assert ran.status == 1
    assert "report.md:4:10: error S002 there is no profile “crcc”" in ran.out
    assert "help: did you mean crc?" in ran.out


# Files ----------------------------------------------------------------------------------------------


def profile(**rules: Rule) -> Profile:
    return Profile(
        "mine", rules={name.replace("__", ".").replace("_", "-"): each for name, each in rules.items()}
    )


def told(*made: Made, alone: bool = False, **rules: Rule) -> list[str]:
    return [f"{found.rule.code} {message(found)}" for found in examine(made, profile(**rules), alone=alone)]


DOCX, PDF = Made("out/a.docx", "docx", 1_000_000), Made("out/a.pdf", "pdf", 2_500_000, 12)


def test_one_file_of_an_accepted_kind_is_enough() -> None:
    word = Rule(("docx",))
    assert told(DOCX, PDF, formats=word) == []
    assert told(PDF, formats=word) == ["L605 this is a pdf file, but the recipient accepts only docx (mine)"]
    assert told(DOCX, PDF, formats=word, alone=True) == [
        "L605 this is a pdf file, but the recipient accepts only docx (mine)"
    ]
    assert told(DOCX, alone=True, formats=word) == []
    assert told(DOCX, PDF) == []


def test_size_and_name_of_what_is_sent() -> None:
    assert told(DOCX, PDF, file_size=Rule(2.0)) == [
        "L605 the file has 2.5 MB, but the recipient accepts at most 2 MB (mine)"
    ]
    assert told(DOCX, PDF, file_size=Rule(2.5)) == []
    assert told(DOCX, PDF, file_size=Rule(2.0), formats=Rule(("docx",))) == []
    assert told(DOCX, file_name=Rule("b_*.docx")) == ["L605 the file is named a.docx, not b_*.docx (mine)"]
    assert told(DOCX, file_name=Rule("a*.docx")) == []


def test_pages_of_what_has_some() -> None:
    assert told(DOCX, PDF, limits__pages=Rule(10)) == ["L602 12 pages, 2 over the limit of 10"]
    assert told(DOCX, PDF, limits__pages=Rule(12)) == []
    laid_out = DOCX._replace(pages=11, by="LibreOffice")
    assert told(laid_out, limits__pages=Rule(10)) == ["L602 11 pages in LibreOffice, 1 over the limit of 10"]


def test_how_grave_it_is() -> None:
    unsure, light = Rule(10, confirmed=False), Rule(10, severity=Severity.INFORMATION)
    found = [next(iter(examine([PDF], profile(limits__pages=each)))) for each in (Rule(10), unsure, light)]
    assert [each.severity for each in found] == [None, Severity.WARNING, Severity.INFORMATION]
    assert "(an unconfirmed rule)" in message(found[1])


@pytest.mark.usefixtures("laid_out_here")
def test_a_build_holds_its_pages_against_the_limit(run: Run, tmp_path: Path) -> None:
    """And writes nothing that is too long, unless as a draft, or where the rule is not confirmed."""
    path = source(tmp_path, "mine", profiles__mine=rule("limits.pages") + rule("formats", value='["pdf"]'))
    path.write_text(
        path.read_text(encoding="utf-8") + "\n# Next {.page-break}\n\n2. Two.\n", encoding="utf-8"
    )
    out = tmp_path / "out"
    ran = run("build", path, "--to", "pdf", "--output", out)
    assert ran.status == 1
    assert "out/report.pdf: error L602 2 pages, 1 over the limit of 1" in ran.err
    assert "nothing is written: the recipient does not accept it" in ran.err
    assert not out.exists()
    ran = run("build", path, "--to", "docx", "--output", out)
    assert (
        "out/report.docx: error L605 this is a docx file, but the recipient accepts only pdf (mine)"
        in ran.err
    )
    assert run("build", path, "--to", "docx,pdf", "--output", out, "--draft").status == 0
    ran = run("check", out / "report.docx", "--against", path)
    assert "error L605" in ran.out
    unsure = rule("limits.pages", status='"unconfirmed"')
    write(tmp_path, profiles__mine=unsure)
    ran = run("build", path, "--to", "pdf", "--output", out)
    assert ran.status == 0
    assert "warning L602 2 pages, 1 over the limit of 1 (an unconfirmed rule)" in ran.err
    ran = run("build", path, "--to", "docx", "--output", out, "--page-numbers")
    assert "warning L602 2 pages in LibreOffice, 1 over the limit of 1" in ran.err


def test_a_build_says_the_words_against_the_limit(run: Run, tmp_path: Path) -> None:
    text = rule("limits.words", value="100") + "".join(
        rule(f"counts.{each}", value="false") for each in ("cover", "headings", "notes")
    )
    path = source(tmp_path, "mine", profiles__mine=text)
    ran = run("build", path, "--to", "docx", "--output", tmp_path / "out")
    assert "\n  words       3 of at most 100: body 3\n" in ran.out


# The words command ----------------------------------------------------------------------------------


def test_words_as_json(run: Run) -> None:
    ran = run("words", REPORT, "--format", "json")
    (found,) = json.loads(ran.out)["submissions"]
    assert (ran.status, found["profile"], found["limit"]["words"], found["over"]) == (0, "crc", 10_000, "no")
    assert found["limit"]["sources"]
    parts = sum(each["words"] for each in found["parts"])
    assert found["most"] == parts
    assert found["least"] == sum(each["words"] for each in found["parts"] if each["counts"])
    cover = sum(each["words"] for each in found["parts"] if each["part"] == "cover")
    assert sum(each["words"] for each in found["sections"]) == parts - cover
    headings = [line for line in REPORT.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert [f"{'#' * each['level']} {each['heading']}" for each in found["sections"]] == [
        heading.partition(" {")[0] for heading in headings
    ]


@pytest.mark.parametrize(
    ("limit", "status", "said"),
    [(2, 1, "1 too many"), (4, 0, "7 too many, if all that count"), (20, 0, "9 are left")],
)
def test_words_as_bars(run: Run, tmp_path: Path, limit: int, status: int, said: str) -> None:
    path = source(tmp_path, "mine", profiles__mine=rule("limits.words", value=str(limit)))
    ran = run("words", path)
    assert ran.status == status
    assert said in ran.out
    assert "\x1b" not in ran.out
    assert re.search(r"^  body: paragraphs +3  █+", ran.out, re.MULTILINE)
    assert re.search(r"^  body: notes +6  ▒+", ran.out, re.MULTILINE)
    assert re.search(r"^  Heading +10  █+ .*6 in notes$", ran.out, re.MULTILINE)
    assert max(map(len, ran.out.splitlines()[1:])) <= 80


def test_bars_are_as_wide_as_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    widths = {}
    for columns in (50, 80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = run("words", REPORT).out.splitlines()
        bars = [line for line in lines if "█" in line or "▒" in line]
        widths[columns] = max(map(len, bars))
        assert widths[columns] <= columns
    assert widths[50] < widths[80] < widths[120]


@pytest.mark.parametrize(
    ("profile", "file", "settings", "told"),
    [
        ("mine", 'inherits = "crc"\n' + rule("limits.words", value='"2"'), "", "L607"),
        ("mine", 'inherits = "crc"\n[limits.words]\nvalue = 2\nstatus = "confirmed"\n', "", "L607"),
        ("crcc", "", "", "S002"),
        ("crc\nlimits: {words: {value: two, reason: said so}}", "", "", "S002"),
        ("", "", 'profile = "crcc"\n', "S027"),
    ],
)
def test_words_are_not_compared_with_a_limit_that_may_be_another(
    run: Run, tmp_path: Path, profile: str, file: str, settings: str, told: str
) -> None:
    path = source(tmp_path, profile, profiles__mine=file)
    if settings:
        path.write_text(path.read_text(encoding="utf-8").replace("profile: \n", ""), encoding="utf-8")
        (tmp_path / "submission.toml").write_text(settings, encoding="utf-8")
    for more in ((), ("--format", "json")):
        ran = run("words", path, *more)
        assert (ran.status, f"error {told}" in ran.err, "limit" in ran.out) == (2, True, False)


def test_words_of_a_draft_without_a_title_are_counted(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("---\nlang: en\n---\n\n1. One two three.\n", encoding="utf-8")
    ran = run("words", path)
    assert (ran.status, "3 words" in ran.out) == (0, True)


def test_words_in_ascii_and_in_colour(tmp_path: Path) -> None:
    path = source(tmp_path, "mine", profiles__mine=rule("limits.words", value="20"))
    submitted = pipeline.read(path, Options())
    budget = weigh(count(submitted.resolved), submitted.project.profile)
    out = "\n".join(chart(submitted, budget, Paper(80, blocks=False, colour=True)))
    assert out.isascii()
    assert re.search(r"body: paragraphs +3  \x1b\[36m#+\x1b\[0m", out)
    assert re.search(r"body: notes +6  \x1b\[33m\?+\x1b\[0m", out)


# A recipient by option ------------------------------------------------------------------------------


def test_a_source_is_held_against_another_recipient(run: Run) -> None:
    ran = run("check", REPORT, "--profile", "upr")
    assert ran.status == 1
    assert "error L601 3,334 words, 519 over the limit of 2,815: paragraphs 3,334" in ran.out
    assert ran.out.count("warning L609 this note says more than a reference") == 5, "of nine, with --all"
    assert run("check", REPORT).out.endswith("1 source checked\n1 finding: 1 for information\n")


@pytest.mark.usefixtures("laid_out_here")
def test_finished_files_are_held_against_a_recipient(run: Run, tmp_path: Path) -> None:
    """A Word file has the words of its source, whoever counts them."""
    run("build", REPORT, "--to", "docx", "--output", tmp_path)
    paged = tmp_path / "report.md"
    paged.write_text(
        TEXT.replace("profile: {profile}\n", "") + 2 * "\n# Next {.page-break}\n", encoding="utf-8"
    )
    run("build", paged, "--to", "pdf", "--output", tmp_path)
    ran = run("check", tmp_path / "report.docx", "--profile", "cedaw")
    assert (
        "report.docx: error L601 5,025 words, 1,725 over the limit of 3,300: paragraphs 3,334, notes 1,691"
        in ran.out
    )
    assert "“submission profiles show cedaw”" in ran.out
    ran = run("check", tmp_path / "report.pdf", "--profile", "cedaw")
    assert ran.status == 1
    assert "report.pdf: error L605 this is a pdf file, but the recipient accepts only docx" in ran.out
    write(tmp_path, mine=rule("limits.pages", value="2") + rule("languages", value='["fr"]'))
    ran = run(
        "check",
        tmp_path / "report.docx",
        tmp_path / "report.pdf",
        "--profile",
        "./mine.toml",
        "--page-numbers",
    )
    assert re.search(r"report\.docx: error L602 \d+ pages in LibreOffice, \d+ over", ran.out)
    assert re.search(r"report\.pdf: error L602 \d+ pages, \d+ over the limit of 2", ran.out)
    assert re.search(
        r"report\.docx: error L603 the language is en\S*, but the recipient accepts only fr", ran.out
    )


def test_a_recipient_that_does_not_exist(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7")
    ran = run("check", tmp_path / "report.pdf", "--profile", "cedaww")
    assert ran.status == 2
    assert "--profile: error S002 there is no profile “cedaww”" in ran.out
    assert "help: did you mean cedaw?" in ran.out


def test_a_key_that_is_missing_in_an_entry_is_named_with_what_it_is_under(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "report.md"
    source.write_text(
        "---\ntitle: T\nlang: en\nprofile: hrc-statement-special\nsubmitted-by:\n  - name: A\n"
        "    contact:\n      email: a@example.org\n---\n\n1. The age is 16.\n",
        encoding="utf-8",
    )
    told = run("check", source).out
    for line in (
        "add a line “agenda-item: …”",
        "add “person: …” indented under “contact:”",
        "add “status: …” indented under “submitted-by:”",
    ):
        assert line in told


def test_a_recipient_of_the_command_line_is_not_the_fault_of_a_line_of_the_source(
    run: Run, tmp_path: Path
) -> None:
    source = tmp_path / "report.md"
    source.write_text(
        "---\ntitle: T\nlang: en\nprofile: cedaw-coalition\ncountry: Kenya\npublic: true\n"
        "submitted-by: [{name: A}, {name: B}]\n---\n\n1. The age is 16.\n",
        encoding="utf-8",
    )
    assert "--profile: error S002 there is no profile “nope”" in run("check", source, "--profile", "nope").out
    told = run("check", source, "--profile", "cedaw").out
    assert "--profile: warning L604 “profile” must be cedaw-coalition" in told


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ('{en = "one  TWO three"}', False),
        ('{en = ["another", "a note of six"]}', False),
        ('{en = "one two four"}', True),
        ('{fr = "un deux trois"}', False),
    ],
)
def test_words_that_must_stand_in_a_text(run: Run, tmp_path: Path, said: str, missing: bool) -> None:
    ran = run("check", source(tmp_path, "mine", profiles__mine=rule("statements.sentence", value=said)))
    assert ("error L604 the required words “one two four” are missing (mine)" in ran.out) is missing
    assert ran.status == int(missing)
