"""The tests of this package. They need it installed beside Submission Toolchain, and pytest."""

from __future__ import annotations

from pathlib import Path

import pytest
from submission_plain_text import checks
from submission_plain_text.reader import check_file, read_back
from submission_plain_text.writer import TEXT as PLAIN_TEXT
from submission_plain_text.writer import TextWriter

from toolchain.api import Check, Failure, Options, source_span
from toolchain.api.testing import (
    Examination,
    Example,
    Submission,
    checks_of,
    examine,
    examples,
    message,
    prove,
)

SOURCE = """\
---
title: The age of consent[^title]
subtitle: An *alternative* report
lang: en
---

# Legislation

7. The Penal Code sets the age at 16[^penal] (see para. [3](#girls)).

7. The law forbids:

     1. Sale;

     2. Transfer, that is:

          1. of organs;

          2. for [labour](https://labour.example/).

     > Whoever sells a child.

9. It covers girls only.[^penal] {#girls}

Table: Cases {#cases}

| Year | Cases |
| ---- | ----- |
| 2024 | 7     |

# Figures {.annex}

1. None.^[See table [4](#cases).]

[^title]: Adopted in March.
[^penal]: Penal Code, sect. 375.

     It was amended since.
"""

TEXT = """\
The age of consent[*]
=====================

An alternative report

* * *

Legislation
===========

1. The Penal Code sets the age at 16[1] (see para.\u00a03).

2. The law forbids:

    (a) Sale;

    (b) Transfer, that is:

        (i) of organs;

        (ii) for labour <URL:https://labour.example/>.

        Whoever sells a child.

3. It covers girls only.[1]

Table 1 Cases

| Year | Cases |
| 2024 | 7 |

Annex
Figures
=======

1. None.[2]

Notes
=====

[*] Adopted in March.

[1] Penal Code, sect.\u00a0375.

    It was amended since.

[2] See table\u00a01.
"""


def examined(folder: Path, text: str) -> Examination:
    """A source as `submission check` reads, resolves and checks it, with all checks that are installed."""
    source = folder / "report.md"
    source.write_text(text, encoding="utf-8")
    return examine([source], Options(), lambda step: None)


@pytest.fixture
def submission(tmp_path: Path) -> Submission:
    (submission,) = examined(tmp_path, SOURCE).submissions
    return submission


def differences(submission: Submission, text: str) -> list[str]:
    """What the proof says of a text."""
    found = prove(submission, text.encode(), "report.txt", PLAIN_TEXT)
    return [f"{each.finding.span.words}: {message(each.finding)}" for each in found]


def test_the_text(submission: Submission) -> None:
    assert TextWriter().write(submission.resolved, submission.project).decode() == TEXT


def test_the_text_is_proved(submission: Submission) -> None:
    assert differences(submission, TEXT) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("at 16[1]", "at 18[1]", "line 11"),
        ("16[1]", "16", "line 11"),
        ("3. It", "4. It", "line 25"),
        ("An alternative", "A shadow", "the cover"),
        ("| 7 |", "| 8 |", "line 30"),
        ("    It was amended since.\n\n", "", "after line 43"),
        ("Whoever sells a child.", "", "after line 21"),
    ],
)
def test_what_a_text_says_otherwise_is_found(submission: Submission, old: str, new: str, place: str) -> None:
    assert old in TEXT
    (found,) = differences(submission, TEXT.replace(old, new))
    assert found.startswith(f"{place}: ")


@pytest.mark.parametrize("data", [b"", b"\xff", b"Words\n\nalone\n"])
def test_what_is_not_such_a_text(data: bytes) -> None:
    with pytest.raises(Failure):
        read_back(data, "report.txt")


def test_a_text_by_itself() -> None:
    wide = "Word " * 15
    data = f"Title\n=====\n\n* * *\n\n{wide}\n-----\n\n{wide}\n".encode()
    (found,) = check_file(data, "report.txt", Options())
    assert (found.code, found.finding.span.words) == ("TXT001", "line 6")


@pytest.mark.parametrize(
    ("check", "example"),
    [(check, example) for check in checks_of(checks) for example in examples(check)],
    ids=lambda value: getattr(value, "code", None) or value.kind,
)
def test_the_examples_of_the_checks(tmp_path: Path, check: Check, example: Example) -> None:
    """Bad has this finding at the marked place and no other, Good has none."""
    found = examined(tmp_path, example.source).diagnostics
    spans = [(each.code, source_span(each.finding.span)) for each in found]
    assert [(code, span.line, span.column, span.end_column) for code, span in spans] == [
        (check.code, place.line, place.column, place.end_column) for place in example.places
    ]
