"""Bare formatting that a source cannot hold is listed by a merge, wherever it is in a built Word file."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.copies import copy_of
from tests.support.merged import Ready, ready
from tests.support.pages import ROOT, written
from tests.support.planting import Element, Ground, W
from toolchain.editing.merging import Merged
from toolchain.project.settings import Options
from toolchain.rules.losses import Lost

COVER: dict[str, Any] = {
    "subtitle": "A joint submission",
    "short-title": "Houses under water",
    "recipient": "Committee on the Rights of the Child",
    "country": "Pakistan",
    "contents": "true",
    "submitted-by": "[{name: House of Letters, description: The **letters** of the river., "
    "contact: {email: office@example.org}}]",
}
BODY = (
    "# The first heading\n\n1. Some *words in italics* and more.[^a]\n\n[^a]: A note of words.\n\n"
    "Table: Houses of *one* street\n\n| A | B |\n|---|---|\n| c | d |\n\n"
    "# How we counted {.annex}\n\n1. Words.\n\n# Whom we met {.annex}\n\n1. Words.\n"
)
PLACES = (
    "Pakistan", "Country", "Committee on the Rights of the Child", "A joint submission", "Submitted by",
    "office@example.org", "Houses under water",
)  # fmt: skip
LOOKS = {"bold": "b", "italic": "i", "underlined": "u"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    folder = tmp_path_factory.mktemp("looks")
    written(folder, BODY, Options(), **COVER)
    return ready(folder / "report.md")


def runs(tree: Element, words: str) -> Iterator[Element]:
    for run in tree.iter(W + "r"):
        if words in "".join(text.text or "" for text in run.iter(W + "t")):
            yield run


def formatted(data: bytes, words: Iterable[str], tag: str, value: str) -> bytes:
    """Return the file with a property at each run that has some of these words."""
    ground = Ground(data, random.Random(0))
    parts = [part for part in sorted(ground.files) if part.startswith("word/") and part.endswith(".xml")]
    found = [run for part in parts for each in words for run in runs(ground.tree(part), each)]
    for run in found:
        properties = run.find(W + "rPr")
        if properties is None:
            properties = run.makeelement(W + "rPr")
            run.insert(0, properties)
        properties.append(properties.makeelement(W + tag, {W + "val": value}))
    return ground.packed()


def told(merged: Merged) -> set[tuple[str, str]]:
    return {
        (str(each.facts.what), each.facts.words) for each in merged.losses if isinstance(each.facts, Lost)
    }


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_outside_of_the_text_is_listed(built: Ready, look: str) -> None:
    value = "single" if look == "underlined" else "1"
    merged = built.merged(formatted(built.data, PLACES, LOOKS[look], value))
    bold_already = {"Houses under water"} if look == "bold" else set()  # the page headers
    assert told(merged) == {(f"{look} words become plain", words) for words in {*PLACES} - bold_already}
    assert (merged.done, merged.text) == ((), built.text)


def test_a_look_that_is_taken_away_is_listed(built: Ready) -> None:
    bold = ("House of Letters", "Houses under water", "The first heading")
    merged = built.merged(formatted(built.data, bold, "b", "0"))
    assert told(merged) == {("plain words become bold", words) for words in bold}


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_of_the_label_of_a_caption_or_annex_is_listed(built: Ready, look: str) -> None:
    value = "single" if look == "underlined" else "1"
    merged = built.merged(formatted(built.data, ["Table", "Annex"], LOOKS[look], value))
    words = {
        "Table",
        "Annex",
        "Annex I How we counted",
        "Annex II Whom we met",
    }  # the last two in the contents
    bold_already = {"Annex"} if look == "bold" else set()
    assert told(merged) == {(f"{look} words become plain", each) for each in words - bold_already}
    assert merged.done == ()
    merged = built.merged(formatted(built.data, ["Houses of"], "i", "1"))
    assert (len(merged.done), merged.losses) == (1, ())


def test_what_the_text_can_hold_is_merged_and_the_rest_listed(built: Ready) -> None:
    merged = built.merged(formatted(built.data, ["and more"], "b", "1"))
    assert (len(merged.done), merged.losses) == (1, ())
    words = ("and more.", "A note of words.", "The first heading")
    merged = built.merged(formatted(built.data, words, "u", "single"))
    assert told(merged) == {("underlined words become plain", each) for each in words}


def test_nothing_is_listed_of_a_file_as_it_was_built(built: Ready) -> None:
    merged = built.merged(built.data)
    assert (merged.done, merged.left, merged.losses) == ((), (), ())


@pytest.mark.parametrize(("look", "sign"), [("bCs", "**"), ("iCs", "*")])
def test_looks_of_arabic_letters_are_merged(
    tmp_path_factory: pytest.TempPathFactory, look: str, sign: str
) -> None:
    folder = tmp_path_factory.mktemp("arabic")
    written(folder, "1. ضرب الحارس *الولد* أمس.\n\n2. رآه.\n", Options(), lang="ar")
    own = ready(folder / "report.md")
    merged = own.merged(formatted(own.data, ["رآه"], look, "1"))
    assert merged.text == own.text.replace("رآه.", f"{sign}رآه.{sign}")
    assert own.merged(own.data).text == own.text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The first paragraph", "*The first paragraph*"),
        ("paragraph holds some", "**_paragraph holds some_**"),
        ("paragraph holds some", "[paragraph holds some](https://x.example/a)"),
        ("paragraph holds some", "[párrafo con todo]{lang=es}"),
        ("holds some *words in italics* and", "holds *some words in italics* and"),
        ("*words in italics* and nothing", "*words in italics and* nothing"),
        ("*words in italics*", "*words in* italics"),
        ("by the river was", "by *the* river *was*"),
    ],
)
def test_a_look_of_several_words_is_written_once(tmp_path: Path, old: str, new: str) -> None:
    """What a colleague set in italics as a whole is no row of words in italics."""
    made = ready(ROOT / "tests" / "cases" / "merge" / "plain.md")
    edited = made.text.replace(old, new)
    assert edited != made.text
    merged = made.merged(copy_of(made.text, edited, tmp_path / "report.md"))
    assert (merged.text, merged.left) == (edited, ())
