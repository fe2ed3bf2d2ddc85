"""`toolchain.extracting`: which typed notes become citations, of what, and which stay."""

from pathlib import Path

import pytest

from tests.extracting import Case, cases, entries, notes, propose, shown, submission
from toolchain.extracting.same import words
from toolchain.extracting.words import reading


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_cases(case: Case, tmp_path: Path) -> None:
    proposal = propose(tmp_path, submission(case.typed, style=case.style, lang=case.lang))
    assert notes(proposal.after) == case.cited
    assert [line.strip() for line in entries(proposal)] == [line.strip() for line in case.entries]
    typed = [left.note.label for left in proposal.extraction.left]
    same = [
        str(at) for at, (one, other) in enumerate(zip(case.typed, case.cited, strict=True), 1) if one == other
    ]
    assert typed == same
    before, after = shown(proposal, tmp_path)
    known = reading(case.lang)
    assert [words(text, known) for text in after] == [words(text, known) for text in before]
