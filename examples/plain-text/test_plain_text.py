"""The tests of this package. They need it installed beside Submission Toolchain, and pytest."""

from __future__ import annotations

from pathlib import Path

import pytest
from submission_plain_text import checks
from submission_plain_text.writer import TextWriter

from toolchain.checks import Check, checks_of
from toolchain.checks.examples import Example, examples
from toolchain.model.places import source_span
from toolchain.pipeline.stages import Examination, examine
from toolchain.project.settings import Options

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

Legislation
===========

1. The Penal Code sets the age at 16[1] (see para.\u00a03).

2. The law forbids:

    (a) Sale;

    (b) Transfer, that is:

        (i) of organs;

        (ii) for labour <https://labour.example/>.

        Whoever sells a child.

3. It covers girls only.[1]

Table 1: Cases

Year\tCases
2024\t7

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


def test_the_text(tmp_path: Path) -> None:
    (submission,) = examined(tmp_path, SOURCE).submissions
    assert TextWriter().write(submission.resolved, submission.project).decode() == TEXT


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
