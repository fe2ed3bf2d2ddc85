"""No edit of a built Word file is lost in silence: it is merged, or listed, wherever it was made."""

from __future__ import annotations

import random
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest

from tests.support.docx_made import changed
from tests.support.merged import Ready, ready
from tests.support.pages import ROOT
from tests.support.planting import Ground, W
from tests.support.word_edits_everywhere import Site, edited, sites
from toolchain.formats.table import DOCX
from toolchain.model.diagnostics import Failure
from toolchain.pipeline import stages as pipeline
from toolchain.reports.sentences import message_of

CASES = ROOT / "tests" / "cases"
PLAIN, FRENCH, WHOLE = CASES / "merge/plain.md", CASES / "page/fr.md", CASES / "docx/whole.md"
RANDOM = 200
"""Edits of the long run."""


@cache
def drawn(source: Path, number: int, seed: int = 0) -> list[Site]:
    """Return some of all edits, the same each time."""
    every = list(sites(ready(source).data))
    return random.Random(seed).sample(every, min(number, len(every)))


def is_told(source: Path, site: Site) -> bool:
    """Return whether a merge says something of an edit, and does not write anything else."""
    prepared = ready(source)
    try:
        merged = prepared.merged(edited(prepared.data, site))
    except Failure:
        return True
    return bool(merged.done or merged.left) and (merged.text == prepared.text or bool(merged.done))


@pytest.mark.parametrize("number", [4, pytest.param(12, marks=pytest.mark.long)])
@pytest.mark.parametrize("source", [PLAIN, FRENCH])
def test_each_edit_is_merged_or_listed(source: Path, number: int) -> None:
    assert [site for site in drawn(source, number) if not is_told(source, site)] == []


@pytest.mark.long
@pytest.mark.parametrize("source", [PLAIN, FRENCH])
def test_each_edit_at_every_place_is_merged_or_listed(source: Path) -> None:
    assert [site for site in sites(ready(source).data) if not is_told(source, site)] == []


@pytest.mark.long
def test_no_random_edit_is_lost_in_silence() -> None:
    assert [site for site in drawn(WHOLE, RANDOM, 1) if not is_told(WHOLE, site)] == []


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("NotesHeading", "inserted"),
        ("NotesHeading", "deleted"),
        ("TOCHeading", "deleted"),
        ("TOC1", "inserted"),
        ("TOC1", "deleted"),
        ("Header", "deleted"),
        ("Footer", "added"),
        ("CoverHeading", "deleted"),
    ],
)
def test_what_is_not_of_the_source_is_listed_and_found(style: str, kind: str) -> None:
    """What was edited around the text is neither merged nor lost, and the proof knows it too."""
    prepared = ready(FRENCH)
    site = next(each for each in sites(prepared.data) if (each.style, each.kind) == (style, kind))
    data = edited(prepared.data, site)
    merged = prepared.merged(data)
    assert (merged.done, merged.text) == ((), prepared.text)
    assert merged.left
    assert pipeline.prove_again(prepared.submission, data, "edited.docx", DOCX)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("CoverOrganization", 0), ("CoverOrganization", 1)),
        (("CoverHeading", 0), ("TOCHeading", 0)),
        (("TOC1", 1), ("TOC1", 2)),
        (("CoverLine", 1), ("CoverLine", 3)),
    ],
)
def test_two_texts_that_are_exchanged_are_found(one: tuple[str, int], other: tuple[str, int]) -> None:
    """Of a cover, and of contents, also the entry of the notes, which are not a heading of the source."""
    prepared = ready(WHOLE)
    ground = Ground(prepared.data, random.Random(0))
    paragraphs = ground.tree("word/document.xml")
    first, second = (
        paragraphs.findall(f".//{W}p[{W}pPr]/{W}pPr/{W}pStyle[@{W}val='{style}']/../..")[at]
        for style, at in (one, other)
    )
    copied = deepcopy(first)
    first.addprevious(copied)
    second.addprevious(first)
    around = copied.getparent()
    assert around is not None
    around.replace(copied, second)
    assert_found(prepared, ground.packed(), "is in another place")


def test_logos_of_another_look_are_not_in_another_place(tmp_path: Path) -> None:
    """In the house look they are above the title, all in one line."""
    (tmp_path / "circle.png").write_bytes(WHOLE.with_name("circle.png").read_bytes())
    names = "".join(f"\n  - {{name: {each}, logo: circle.png, logo-alt: {each}}}" for each in ("One", "Two"))
    text = f"---\ntitle: Kilns\nlang: en\nsession: Ninth session\nsubmitted-by:{names}\n---\n\n1. A text.\n"
    un, house = (tmp_path / f"{name}.md" for name in ("un", "house"))
    un.write_text(text, encoding="utf-8")
    house.write_text(text.replace("lang: en", "lang: en\nlook: house"), encoding="utf-8")
    found = pipeline.prove_again(ready(un).submission, ready(house).data, "edited.docx", DOCX)
    assert [message_of(each.finding.facts) for each in found] == []


@pytest.mark.parametrize("part", ["header1", "footer2"])
def test_a_page_header_that_is_printed_twice_is_found(part: str) -> None:
    prepared = ready(PLAIN)
    ground = Ground(prepared.data, random.Random(0))
    paragraph = next(ground.tree(f"word/{part}.xml").iter(W + "p"))
    paragraph.addnext(deepcopy(paragraph))
    assert_found(prepared, ground.packed(), "this text is not in the source")


def assert_found(prepared: Ready, data: bytes, says: str) -> None:
    """A merge writes nothing of an edit and lists it, and the proof knows it too."""
    merged = prepared.merged(data)
    assert (merged.done, merged.text) == ((), prepared.text)
    assert merged.left
    found = pipeline.prove_again(prepared.submission, data, "edited.docx", DOCX)
    assert any(says in message_of(each.finding.facts) for each in found)


def test_the_look_of_a_page_footer_is_listed() -> None:
    prepared = ready(PLAIN)
    data = changed(prepared.data, "word/footer2.xml", "<w:r><w:t", "<w:r><w:rPr><w:i/></w:rPr><w:t")
    merged = prepared.merged(data)
    assert (merged.done, merged.text) == ((), prepared.text)
    assert [(each.place, each.facts.rule.code) for each in merged.left] == [
        ("page footer of even pages", "D906")
    ]
    assert pipeline.prove_again(prepared.submission, data, "edited.docx", DOCX)
