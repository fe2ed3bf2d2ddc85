"""What people edit in Word comes back as the right change of the source, and nothing else is touched."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.random.generator.proving import in_folder
from tests.random.generator.running import each_source
from tests.support.merged import Ready, ready, ready_for
from tests.support.pages import ROOT
from tests.support.shares import one_in
from tests.support.word_edits import Copy, commented
from tests.support.word_paragraph_edits import EDITS, paragraph_split
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options

CASES = ROOT / "tests" / "cases"
REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
OTHERS = (
    ROOT / "content" / "minimal" / "report.md",
    CASES / "merge" / "plain.md",
    *(CASES / "languages" / f"{name}.md" for name in ("en", "es", "fr")),
    *(CASES / "docx" / f"{name}.md" for name in ("fr", "numbers", "small", "whole")),
    *(CASES / "page" / f"{name}.md" for name in ("es", "fr", "rich")),
)
ALL = (REPORT, *OTHERS)
IDS = ["-".join(path.with_suffix("").parts[-2:]) for path in ALL]
FEWEST = 200
"""Edits that are tried in the long run at least."""


def outcomes(source: Path, seeds: range, kinds: Iterable[str] | None = None) -> Counter[str]:
    """How often each kind of edit was tried on a source; each came back as it was to."""
    found: Counter[str] = Counter()
    prepared = ready(source)
    for name in kinds or EDITS:
        for tracked in (False, True):
            for seed in seeds:
                found[name] += comes_back(prepared, name, seed, tracked=tracked)
    return found


def comes_back(prepared: Ready, name: str, seed: int, *, tracked: bool) -> bool:
    """Whether there is a place for such an edit; it comes back as the source that was edited by hand."""
    edited = EDITS[name](Copy(prepared.text, prepared.data, seed, tracked=tracked))
    if edited is None:
        return False
    merged = prepared.merged(edited.data)
    assert (merged.text, merged.left) == (edited.source, ()), f"{name}, seed {seed}, tracked: {tracked}"
    return True


@pytest.mark.parametrize("source", one_in(5, ALL), ids=IDS)
def test_a_file_that_was_not_edited_changes_nothing(source: Path) -> None:
    prepared = ready(source)
    merged = prepared.merged(prepared.data)
    assert (merged.text, merged.done, merged.left) == (prepared.text, (), ())


OF_REPORT = [
    ("words_added", True),
    ("note_added", False),
    ("note_changed", True),
    ("paragraph_moved", False),
    ("paragraph_split", True),
    ("paragraphs_joined", False),
    ("level_changed", False),
    ("word_in_heading_changed", True),
]


@pytest.mark.parametrize("edit", one_in(8, OF_REPORT), ids=lambda edit: edit[0])
def test_an_edit_of_the_report_comes_back(edit: tuple[str, bool]) -> None:
    name, tracked = edit
    assert comes_back(ready(REPORT), name, 0, tracked=tracked)


@pytest.mark.parametrize("name", EDITS)
def test_edits_of_a_small_source_come_back(name: str) -> None:
    """There is a place for each of them in it."""
    found = outcomes(CASES / "merge" / "plain.md", range(1), [name])
    assert found.total() == 2


def several_come_back(source: Path, seeds: range) -> int:
    """Up to five edits in one file, the one after the other; how many files there were."""
    prepared = ready(source)
    found = 0
    for seed in seeds:
        copy = Copy(prepared.text, prepared.data, seed, tracked=bool(seed % 2))
        edited = None
        for name in random.Random(seed).sample(list(EDITS), 5):
            edited = EDITS[name](copy) or edited
            copy.source = edited.source if edited else copy.source
        if edited is not None:
            merged = prepared.merged(edited.data)
            assert (unnumbered(merged.text), merged.left) == (unnumbered(edited.source), ()), f"seed {seed}"
            found += 1
    return found


def unnumbered(text: str) -> str:
    """A source without the numbers before its paragraphs, which further edits shift."""
    return re.sub(r"^\d+\. ", "0. ", text, flags=re.MULTILINE)


def loosely(text: str) -> str:
    """The same, with one blank line where there are several: where notes were, the generator leaves two."""
    return re.sub(r"\n{2,}", "\n\n", unnumbered(text))


def test_several_edits_at_once_come_back() -> None:
    assert several_come_back(CASES / "merge" / "plain.md", range(10)) == 10


def generated_come_back(seed: int, number: int, *, cited: bool = False) -> Counter[str]:
    """Edits of generated sources; each comes back as it was to, or is listed."""
    found: Counter[str] = Counter()

    def test(source: str) -> None:
        with in_folder(source) as path:
            prepared = ready_for(pipeline.read(path, Options()))
            merged = prepared.merged(prepared.data)
            assert (merged.text, merged.done, merged.left) == (prepared.text, (), ())
            for kind, name in enumerate(EDITS):
                edited = EDITS[name](Copy(prepared.text, prepared.data, kind, tracked=bool(kind % 2)))
                if edited is None:
                    continue
                merged = prepared.merged(edited.data)
                found["listed" if merged.left else "merged"] += 1
                assert merged.left or loosely(merged.text) == loosely(edited.source), name

    each_source(seed, number, test, shrunk=False, cited=cited)
    return found


def test_edits_of_generated_sources_come_back() -> None:
    found = generated_come_back(0, 4)
    assert found["merged"] > found["listed"]


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 5))
def test_edits_of_more_generated_sources_come_back(seed: int) -> None:
    found = generated_come_back(seed, 24)
    assert found["merged"] > found["listed"]


@pytest.mark.long
@pytest.mark.parametrize("seed", [16, 17])
def test_edits_of_generated_sources_that_cite_come_back(seed: int) -> None:
    generated_come_back(seed, 12, cited=True)


@pytest.mark.long
def test_several_edits_at_once_of_the_report_come_back() -> None:
    assert several_come_back(REPORT, range(16)) == 16


def test_a_comment_stays_with_the_first_part_of_what_is_split() -> None:
    prepared = ready(CASES / "merge" / "plain.md")
    first = commented(Copy(prepared.text, prepared.data, 3))
    assert first is not None
    paragraph = first.source.partition(" <!--")[0].rpartition("\n")[2]
    for seed in range(40):
        copy = Copy(first.source, first.data, seed)
        second = paragraph_split(copy)
        assert second is not None
        merged = prepared.merged(second.data)
        assert merged.text.count("<!-- comment: Is this so? -->") == 1
        if paragraph not in second.source:
            return
    raise AssertionError("it was never the paragraph with the comment")


@pytest.mark.long
def test_200_edits_come_back() -> None:
    found: Counter[str] = Counter()
    for source in ALL:
        found += outcomes(source, range(4))
    assert found.total() >= FEWEST
    assert set(found) == set(EDITS)
