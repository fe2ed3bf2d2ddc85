"""Each fault in a PDF is found where it is, and nothing else is; in good files nothing is found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from tests.broken_pdfs import Case, Edit, Spoil, by_attackers, by_people, by_writers
from tests.pages import RICH, ROOT, read
from tests.pdf_changes import changed
from toolchain import model as m
from toolchain import pipeline
from toolchain.diagnostics import Diagnostic, Failure
from toolchain.finished.pdf.checking import examine_file
from toolchain.project import Options
from toolchain.writers.pdf import PdfWriter

pytestmark = pytest.mark.xdist_group("pdf")

SOURCE = ROOT / "tests" / "cases" / "pdf_files" / "good.md"
REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
LANGUAGES = sorted((ROOT / "tests" / "cases" / "languages").glob("*.md"))
CASES = [case for module in (by_writers, by_people, by_attackers) for case in module.CASES]


@cache
def built(source: Path = SOURCE, notes: m.NoteKind = m.NoteKind.ENDNOTE) -> bytes:
    """The PDF of a source."""
    return PdfWriter().write(*read(source, notes=notes))


def found(data: bytes) -> tuple[Diagnostic, ...]:
    try:
        return examine_file(data, "report.pdf", Options())
    except Failure as error:
        return pipeline.diagnose(error)


def spoilt(case: Case) -> bytes:
    if case.bytewise:
        return cast("Spoil", case.edit)(built())
    return changed(built(), cast("Edit", case.edit))


def missed(case: Case, told: Sequence[Diagnostic]) -> list[str]:
    """What is expected and not told, and the other way round.

    That a broken file is no longer what the standards want is another matter, and tested below.
    """
    left = [f"{each.code} {each.finding.span.place or 'the file'}" for each in told if each.code != "D911"]
    wrong = []
    for expected in case.expected:
        fitting = next((each for each in left if each.startswith(expected)), None)
        if fitting is None:
            wrong.append(f"not told: {expected}")
        else:
            left.remove(fitting)
    return [*wrong, *(f"told besides: {each}" for each in left)]


@pytest.mark.parametrize("notes", m.NoteKind, ids=lambda kind: kind.name.lower())
@pytest.mark.parametrize(
    "source", [SOURCE, REPORT, *LANGUAGES], ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_in_a_good_file_nothing_is_found(source: Path, notes: m.NoteKind) -> None:
    assert found(built(source, notes)) == ()


@pytest.mark.parametrize("notes", m.NoteKind, ids=lambda kind: kind.name.lower())
def test_of_a_rich_file_only_what_its_source_lacks(notes: m.NoteKind) -> None:
    assert [each.code for each in found(built(RICH, notes))] == ["A702"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_is_found_where_it_is_and_nothing_else(case: Case) -> None:
    assert missed(case, found(spoilt(case))) == []


def test_there_are_enough_faults() -> None:
    assert sum(bool(case.expected) for case in CASES) >= 60
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))
