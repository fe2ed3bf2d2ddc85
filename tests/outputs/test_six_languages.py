"""A short submission in each of the six languages: nothing is found in it, nor in what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pages import ROOT, read
from tests.support.proving import FORMATS, prove
from toolchain import model as m
from toolchain.checks import engine
from toolchain.model.walk import walk
from toolchain.plugins.registry import checks, writer

SOURCES = sorted((ROOT / "tests/cases/languages").glob("*.md"))
REPORT = ROOT / "content/pakistan-opsc/report.md"
NOTES: dict[str, m.NoteKind] = {kind.name.lower(): kind for kind in m.NoteKind}


def test_there_is_one_in_each_language() -> None:
    assert [path.stem for path in SOURCES] == ["ar", "en", "es", "fr", "ru", "zh"]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_nothing_is_found_in_the_source(source: Path) -> None:
    found, faults = checks()
    assert faults == ()
    assert engine.run(read(source).resolved, found) == ()


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_source_has_what_it_is_to_show(source: Path) -> None:
    """So that no language is proved on less than the others."""
    resolved = read(source).resolved
    blocks = [node for node, _ in walk(resolved.document.blocks)]
    count = {
        kind: sum(isinstance(node, kind) for node in blocks) for kind in (m.Heading, m.Table, m.Quotation)
    }
    assert count == {m.Heading: 6, m.Table: 1, m.Quotation: 1}
    assert sum(isinstance(node, m.NumberedParagraph) for node in blocks) == 11
    assert sum(isinstance(node, m.SubParagraph) for node in blocks) == 5
    assert [heading for heading in blocks if isinstance(heading, m.Heading) and heading.series]
    assert [heading for heading in blocks if isinstance(heading, m.Heading) and heading.annex]
    assert len(resolved.notes) == 4 + (source.stem == "en")
    assert len(resolved.marks) > len(resolved.notes)
    typed = [node for node in blocks if isinstance(node, m.CrossReference) and node.children]
    assert len(typed) >= 12
    assert any(isinstance(node, m.Foreign) for node in blocks)
    assert resolved.document.front_matter.date
    assert any(
        isinstance(node, m.OrderedList) for note in resolved.notes for node, _ in walk(note.note.blocks)
    )


@pytest.mark.parametrize(
    ("source", "form", "notes"),
    [
        pytest.param(
            source, form, notes,
            id=f"{source.stem}-{form}-{notes}",
            marks=() if (of_source + of_form + 2 * of_notes) % 4 == 0 else pytest.mark.long,
        )
        for of_source, source in enumerate((*SOURCES, REPORT))
        for of_form, form in enumerate(FORMATS)
        for of_notes, notes in enumerate(NOTES)
    ],
)  # fmt: skip
def test_nothing_is_found_in_what_is_made_of_it(source: Path, form: str, notes: str) -> None:
    submission = read(source, notes=NOTES[notes])
    data = writer(form).write(submission.resolved, submission.project)
    assert prove(submission.resolved, data, f"build/{source.stem}.{form}", form) == ()
