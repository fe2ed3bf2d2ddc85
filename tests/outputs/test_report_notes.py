"""The report's ninety-two notes: what they say is what was typed before their sources were cited."""

import json
import re
from pathlib import Path

import pytest

from tests.support.command import Run, run
from tests.support.extracting import notes, notes_of, propose, shown, submission
from tests.support.shares import one_in
from toolchain.editing.extracting.same import words
from toolchain.editing.extracting.words import reading
from toolchain.model.diagnostics import Severity
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options

__all__ = ["run"]  # a fixture

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "content/pakistan-opsc/report.md"
FRENCH = REPORT.with_suffix(".fr.md")
TYPED = ROOT / "tests/cases/report-notes.txt"
OTHERWISE = {
    # The note before cites another article of the same source and says nothing else.
    41: ("{penal}. Article\u00a0371B", "Ibid., Article\u00a0371B"),
}
"""The notes that are printed otherwise than they were typed, by their numbers, and why."""
_ADDRESS = re.compile(r"\. Available at \S+[^\s.]|(?<=\w) \(accessed on [^)]*\)")
"""Where a source can be opened, and when it was read: added after the notes were typed."""
SOURCES = {
    "penal": "Government of Pakistan. (1860). Penal Code",
}


def test_the_report_says_the_same_as_when_its_notes_were_typed() -> None:
    expected = {}
    for line in TYPED.read_text(encoding="utf-8").splitlines():
        label, _, text = line.partition(". ")
        expected[int(label)] = text
    assert list(expected) == list(range(1, 93))
    for number, forms in OTHERWISE.items():
        typed, printed = (form.format(**SOURCES) for form in forms)
        assert expected[number].startswith(typed)
        expected[number] = printed + expected[number].removeprefix(typed)
    found = pipeline.read(REPORT, Options()).resolved
    assert {number: _without_address(note) for number, note in enumerate(notes_of(found), 1)} == {
        number: _without_address(note) for number, note in expected.items()
    }


def _without_address(note: str) -> str:
    return _ADDRESS.sub("", _ADDRESS.sub("", note))


def test_no_ibid_is_typed_and_every_source_is_cited() -> None:
    text = REPORT.read_text(encoding="utf-8")
    assert not re.search("ibid", text, re.IGNORECASE)
    keys = [item["id"] for item in json.loads(REPORT.with_name("sources.json").read_text(encoding="utf-8"))]
    assert set(re.findall(r"(?<=\[@)[\w-]+", text)) == set(keys)
    assert len(keys) == len(set(keys))


def test_the_report_and_its_translation_are_clean() -> None:
    examined = pipeline.examine([REPORT, FRENCH], Options(), lambda _: None)
    assert [found for found in examined.diagnostics if found.severity > Severity.INFORMATION] == []


@pytest.mark.parametrize("pattern", [r"\[\^[\w-]+\]", r"\[@[\w-]+", r"\(#[\w^-]+\)", r"\{[#.][^}]*\}"])
def test_the_translation_has_the_marks_of_the_report_in_their_order(pattern: str) -> None:
    original, translation = (
        re.findall(pattern, path.read_text(encoding="utf-8")) for path in (REPORT, FRENCH)
    )
    assert translation == original


@pytest.mark.parametrize("form", one_in(4, ["docx", "pdf", "html", "epub"]))
def test_the_translation_is_built_and_proved(run: Run, tmp_path: Path, form: str) -> None:
    ran = run("build", FRENCH, "--to", form, "--output", tmp_path)
    assert ran.status == 0, ran.err
    assert list(tmp_path.rglob(f"*.{form}"))


def test_the_typed_notes_become_citations_again(tmp_path: Path) -> None:
    """Most of them, and none a wrong one: a source is cited where its title is typed, or Ibid. for it."""
    typed = [line.partition(". ")[2] for line in TYPED.read_text(encoding="utf-8").splitlines()]
    proposal = propose(tmp_path, submission(typed))
    titles = {
        item["id"]: item.get("title", "Personal communication")
        for item in json.loads(proposal.extraction.sources)
    }
    before, cited = "", 0
    for was, now in zip(typed, notes(proposal.after), strict=True):
        keys = re.findall(r"(?<=\[@)[\w-]+", now)
        if not keys:
            assert now == was
            before = ""
            continue
        (key,) = keys
        assert titles[key] in was if "Ibid." not in was else key == before
        before, cited = key, cited + 1
    assert cited >= 75
    said, says = shown(proposal, tmp_path)
    assert [words(text, reading("en")) for text in says] == [words(text, reading("en")) for text in said]
