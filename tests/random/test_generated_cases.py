"""What generated sources have found: small sources in tests/cases/generated whose outputs must be proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.random.generator.proving import submission_of, unproved
from toolchain.plugins import registry as plugins

CASES = sorted((Path(__file__).parents[1] / "cases" / "generated").glob("*.md"))
NOT_IN_WORD = frozenset({"pdf-sub-paragraphs-in-fourteen-levels"})
"""Cases that have more levels than Word counts."""


def is_quick(case: Path, form: str) -> bool:
    """Whether a form is tried each time: the one that a case is about, else the two that cost least."""
    own = case.stem.partition("-")[0]
    return form in ((own,) if own in ("epub", "pdf") else ("docx", "html"))


@pytest.mark.parametrize(
    ("form", "case"),
    [
        pytest.param(
            form, case, marks=() if is_quick(case, form) else pytest.mark.long, id=f"{form}-{case.stem}"
        )
        for form in ("docx", "epub", "html", "pdf")
        for case in CASES
        if form != "docx" or case.stem not in NOT_IN_WORD
    ],
)
def test_a_case(form: str, case: Path) -> None:
    with submission_of(case.read_text(encoding="utf-8")) as (submission, errors):
        assert errors == []
        assert unproved(submission, [form]) == []


def test_no_break_spaces_of_a_title_stay() -> None:
    case = next(path for path in CASES if path.stem == "no-break-space-in-title")
    with submission_of(case.read_text(encoding="utf-8")) as (submission, _):
        (title,) = submission.resolved.document.front_matter.title
    assert title.text == "« La\u00a0loi\u00a0»\u00a0: art.\u00a012"  # type: ignore[union-attr]


def test_code_runs_from_left_to_right_in_arabic() -> None:
    """Or else “1. one” is seen as “one .1”."""
    case = next(path for path in CASES if path.stem == "code-in-arabic")
    with submission_of(case.read_text(encoding="utf-8")) as (submission, _):
        page = plugins.writer("html").write(submission.resolved, submission.project).decode()
    assert '<pre dir="ltr"><code>1. one' in page
    assert '<code dir="ltr">print(1)</code>' in page
