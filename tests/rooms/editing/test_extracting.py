"""`toolchain.editing.extracting`: which typed notes become citations, of what, and which stay."""

import re
from pathlib import Path

import pytest

from tests.support.extracting import Case, cases, entries, notes, propose, shown, submission
from tests.support.pages import ROOT
from toolchain.editing.extracting.same import words
from toolchain.editing.extracting.words import reading


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


@pytest.mark.parametrize("style", ["author-date-note", "un", "oscola"])
def test_prose_is_no_source(tmp_path: Path, style: str) -> None:
    """Each sentence of the report's text, and each of its notes' own sentences, as a note by itself."""
    text = (ROOT / "content/pakistan-opsc/report.md").read_text(encoding="utf-8").partition("\n---\n")[2]
    bare = re.sub(
        r"\[\^[^\]]*\]:?|\{[^}]*\}|\[@[^\]]*\]|^#.*$|^ *\d+\. |[|\[\]]|\(#[^)]*\)",
        "",
        text,
        flags=re.MULTILINE,
    )
    sentences = [each.strip() for each in re.split(r"(?<=[.;:])\s+", bare) if len(each.split()) > 2]
    assert len(sentences) > 200
    proposal = propose(tmp_path, submission(sentences, style=style))
    assert proposal.extraction.cited == ()
    assert proposal.after == proposal.before
