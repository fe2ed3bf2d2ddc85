"""V952, `freeze` and `moved`: numbers of what was sent are recorded, and those that have moved are told."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.support.command import Run, run
from toolchain.model.diagnostics import Finding, SourceSpan, source_span
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.reports.sentences import message

__all__ = ["run"]  # fixtures

HEAD = "---\ntitle: Example\nlang: en\n---\n\n"
TEXT = """\
1. The age of marriage is sixteen years. {#age}

2. The courts have decided on this in three cases:

     1. the first one in the north;
     2. the second one in the south.

3. No figures are published by the ministry.

# Recommendations {.restart series=recommendation}

1. Raise the age (see para. [1](#age)).
"""


@pytest.fixture
def source(tmp_path: Path, run: Run) -> Path:
    """A source whose numbers are recorded as they were sent."""
    path = tmp_path / "report.md"
    path.write_text(HEAD + TEXT, encoding="utf-8")
    ran = run("freeze", path, "--sent", "2026-03-15")
    assert (ran.status, ran.out) == (
        0,
        f"{path.with_name('report.sent.json').as_posix()}: 6 numbers recorded\n",
    )
    return path


def found(source: Path) -> list[Finding]:
    document = pipeline.read(source, Options()).resolved.document
    return [finding for finding in document.defects if finding.rule.code == "V952"]


def edit(source: Path, old: str, new: str) -> None:
    text = source.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    source.write_text(text.replace(old, new), encoding="utf-8")


def rows(run: Run, source: Path, *options: str) -> list[list[str]]:
    """The table as a spreadsheet reads it."""
    ran = run("moved", source, "--format", "csv", *options)
    assert ran.out.startswith("\ufeff")
    return list(csv.reader(io.StringIO(ran.out.removeprefix("\ufeff"))))


def test_the_record_says_what_is_cited(source: Path) -> None:
    record = json.loads(source.with_name("report.sent.json").read_text(encoding="utf-8"))
    assert (record["version"], record["title"], record["sent"]) == (1, "Example", "2026-03-15")
    assert "public" not in record
    assert [(each["number"], each["label"]) for each in record["paragraphs"]] == [
        ("paragraph 1", "age"),
        ("paragraph 2", ""),
        ("paragraph 2 (a)", ""),
        ("paragraph 2 (b)", ""),
        ("paragraph 3", ""),
        ("recommendation 1", ""),
    ]


def test_what_has_not_moved_is_not_told(source: Path, run: Run) -> None:
    """Words may change, where they stay recognizable."""
    edit(source, "No figures are published by the ministry.", "No figures were published by any ministry.")
    edit(source, "lang: en", "lang: en\nsubtitle: A subtitle")
    assert found(source) == []
    assert run("moved", source).status == 0


def test_a_paragraph_before_others_moves_them(source: Path, run: Run) -> None:
    edit(source, "2. The courts", "2. A new paragraph.\n\n3. The courts")
    (only,) = found(source)
    assert (source_span(only.span).line, message(only)) == (
        10,
        "paragraph 2 in the version sent on 2026-03-15 is now paragraph 3; 3 numbers after it moved too",
    )
    ran = run("moved", source)
    assert ran.status == 1
    assert ran.out.splitlines()[-1].endswith("report.md: 4 numbers moved since it was sent")
    assert [row[:2] for row in rows(run, source)] == [
        ["old", "new"],
        ["", "paragraph 2"],
        ["paragraph 2", "paragraph 3"],
        ["paragraph 2 (a)", "paragraph 3 (a)"],
        ["paragraph 2 (b)", "paragraph 3 (b)"],
        ["paragraph 3", "paragraph 4"],
    ]


def test_a_paragraph_that_is_gone_is_told(source: Path, run: Run) -> None:
    edit(source, "3. No figures are published by the ministry.\n\n", "")
    (only,) = found(source)
    assert message(only) == (
        "paragraph 3, which was sent on 2026-03-15, no longer exists: "
        "“No figures are published by the ministry.”"
    )
    assert [row[:2] for row in rows(run, source)] == [["old", "new"], ["paragraph 3", ""]]


def test_paragraphs_that_change_places_are_known_by_label_and_words(source: Path, run: Run) -> None:
    edit(source, "1. The age of marriage is sixteen years. {#age}\n\n", "")
    edit(source, "# Recommendations", "4. Marriage is possible at sixteen. {#age}\n\n# Recommendations")
    table = {row[0]: row[1] for row in rows(run, source)[1:]}
    assert table["paragraph 1"] == "paragraph 3"
    assert table["paragraph 3"] == "paragraph 2"
    assert len(found(source)) > 0


def test_paragraphs_without_labels_that_change_places_are_known_by_their_words(
    source: Path, run: Run
) -> None:
    edit(source, "3. No figures are published by the ministry.\n\n", "")
    edit(source, "2. The courts", "2. No figures are published by the ministry.\n\n3. The courts")
    assert [row[:2] for row in rows(run, source)[1:]] == [
        ["paragraph 3", "paragraph 2"],
        ["paragraph 2", "paragraph 3"],
        ["paragraph 2 (a)", "paragraph 3 (a)"],
        ["paragraph 2 (b)", "paragraph 3 (b)"],
    ]


def test_a_first_paragraph_that_is_gone_is_told_at_the_top(source: Path) -> None:
    edit(source, "1. The age of marriage is sixteen years. {#age}\n\n", "")
    edit(source, " (see para. [1](#age))", "")
    gone, moved = found(source)
    assert message(gone).startswith("paragraph 1, which was sent on 2026-03-15, no longer exists")
    assert gone.span == SourceSpan(gone.span.path, 1, 1, 1, 4)
    assert message(moved).startswith("paragraph 2 in the version sent on 2026-03-15 is now paragraph 1")


def test_all_numbers_are_printed_where_they_are_asked_for(source: Path, run: Run) -> None:
    assert len(rows(run, source, "--all")) == 7
    assert rows(run, source) == [["old", "new", "text"]]
    assert len(json.loads(run("moved", source, "--format", "json", "--all").out)["numbers"]) == 6


def test_a_cell_is_no_formula(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "report.md"
    path.write_text(HEAD + "1. =1+1 is two.\n", encoding="utf-8")
    run("freeze", path)
    assert rows(run, path, "--all")[1][2] == "'=1+1 is two."


def test_an_earlier_record_is_kept(source: Path, run: Run) -> None:
    before = source.with_name("report.sent.json").read_bytes()
    edit(source, "sixteen", "eighteen")
    ran = run("freeze", source)
    assert ran.status == 2
    assert "this file exists already" in ran.err
    assert source.with_name("report.sent.json").read_bytes() == before
    record = source.with_name("report.sent.json")
    ran = run("freeze", source, "--force")
    assert (ran.status, f"submission undo {record.as_posix()}" in ran.err) == (0, True)
    assert record.read_bytes() != before
    assert run("undo", record).status == 0
    assert record.read_bytes() == before


def test_what_has_errors_is_not_recorded(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "report.md"
    path.write_text(HEAD + "1. A.[^none]\n", encoding="utf-8")
    ran = run("freeze", path)
    assert ran.status == 1
    assert "nothing is recorded" in ran.err
    assert [each.name for each in tmp_path.iterdir()] == ["report.md"]


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "26-03-15", "2026-03-15\n"])
def test_a_day_is_a_day(source: Path, run: Run, day: str) -> None:
    ran = run("freeze", source, "--force", "--sent", day)
    assert (ran.status, "is not a date" in ran.err) == (2, True)


def test_without_a_record_there_is_no_table(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "report.md"
    path.write_text(HEAD + TEXT, encoding="utf-8")
    ran = run("moved", path)
    assert ran.status == 2
    assert "submission freeze" in ran.err


def another() -> bytes:
    """The record of another document."""
    paragraphs = [
        {"number": f"paragraph {n}", "label": "", "text": f"Quite another text, which says {n}"}
        for n in range(9)
    ]
    return json.dumps({"version": 1, "title": "Other", "sent": "", "paragraphs": paragraphs}).encode()


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (b"", "the file is not valid JSON"),
        (b"{", "the file is not valid JSON"),
        (b"[]", '"version": 1 is missing'),
        (b'{"version": 2}', '"version": 1 is missing'),
        (b'{"version": 1}', '"paragraphs" is not a list'),
        (b'{"version": 1, "paragraphs": [], "title": 3, "sent": ""}', '"title" is missing or not a string'),
        (b'{"version": 1, "paragraphs": [3], "title": "", "sent": ""}', "entry 1 of the list is not"),
        (b'{"version": 1, "paragraphs": [{"number": 1}], "title": "", "sent": ""}', '"number" is missing'),
        (b"\xff\xfe", "the file is in UTF-16"),
        (b"[" * 100_000, "the file is not valid JSON"),
        (another(), "this record has almost no paragraph of the source: its document is “Other”"),
    ],
)  # fmt: skip
def test_a_record_that_is_none_is_told(source: Path, run: Run, record: bytes, said: str) -> None:
    file = source.with_name("report.sent.json")
    file.write_bytes(record)
    ran = run("check", source)
    assert ran.status == 2
    assert f"{file.as_posix()}" in ran.out
    assert ":0:" not in ran.out
    assert said in ran.out
    assert "help: " in ran.out
    assert run("moved", source).status == 2
    assert (run("freeze", source, "--force").status, run("moved", source).status) == (0, 0)


def test_the_record_is_no_source_and_reaches_no_output(source: Path, run: Run, tmp_path: Path) -> None:
    assert run("check", tmp_path).status == 0
    ran = run("build", source, "--to", "html", "--output", tmp_path / "out")
    assert ran.status == 0
    assert b"2026-03-15" not in (tmp_path / "out/report.html").read_bytes()
