"""A finished Word file that has been spoilt: each fault is seen, under its code and at its place."""

from __future__ import annotations

import random
from contextlib import suppress
from functools import cache

import pytest
from lxml import etree

from tests.support.docx_faults import DOCUMENT, FAULTS, LINKS, NOTES, NUMBERING, SETTINGS, STYLES
from tests.support.docx_file import WHOLE, docx
from tests.support.docx_made import changed, unzipped, zipped
from tests.support.pages import ROOT, read
from toolchain.compare.proof.found import found
from toolchain.compare.proof.prove import prove
from toolchain.model.diagnostics import Failure
from toolchain.readers.docx import read_bytes


@cache
def original() -> bytes:
    return docx(read(WHOLE)).data


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_reported(name: str) -> None:
    fault = FAULTS[name]
    defects = prove(read(WHOLE).resolved, fault.change(original()), "report.docx", "docx")
    told = [(code, finding.span.words, finding.message) for code, finding in defects]
    assert any(code == fault.code and fault.place in place for code, place, _ in told), told


def test_without_a_fault_there_is_nothing_to_report() -> None:
    assert prove(read(WHOLE).resolved, original(), "report.docx", "docx") == ()


def scramble(root: etree._Element, rng: random.Random) -> None:
    """Change something in a tree: an element goes, comes twice, gets another name, attribute or text."""
    elements = list(root.iter())
    for _ in range(rng.randint(1, 10)):
        one, other = rng.choice(elements), rng.choice(elements)
        parent = one.getparent()
        if parent is None:
            continue
        match rng.randrange(5):
            case 0:
                parent.remove(one)
            case 1:
                parent.insert(parent.index(one), etree.fromstring(etree.tostring(one)))
            case 2:
                one.tag = other.tag
            case 3 if one.attrib:
                value = rng.choice(["", "0", "-1", "9" * 12, "x", "true", "begin", "separate", "end", "٣"])
                one.set(rng.choice(sorted(map(str, one.attrib))), value)
            case _:
                one.text = rng.choice(["", " \\h \\r ", "REF", '"', "\\", "a\n b"])


def try_scrambled(seed: int, count: int) -> None:
    rng = random.Random(seed)
    files = unzipped(original())
    parts = [DOCUMENT, DOCUMENT, NOTES, NUMBERING, STYLES, SETTINGS, LINKS]
    for _ in range(count):
        part = rng.choice(parts)
        root = etree.fromstring(files[part])
        scramble(root, rng)
        with suppress(Failure):
            found(read_bytes(zipped({**files, part: etree.tostring(root)}), "report.docx"))


@pytest.mark.parametrize("seed", [1, 2])
def test_no_file_brings_the_reader_down(seed: int) -> None:
    try_scrambled(seed, 100)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 18))
def test_no_file_of_many_brings_the_reader_down(seed: int) -> None:
    try_scrambled(seed, 1000)


def test_the_report_of_the_repository_shows_a_lost_word() -> None:
    submission = read(ROOT / "content" / "pakistan-opsc" / "report.md")
    data = changed(
        docx(submission).data, NOTES, '</w:t></w:r></w:p></w:endnote><w:endnote w:id="41">', "x\\g<0>"
    )
    (defect,) = prove(submission.resolved, data, "report.docx", "docx")
    assert (defect.code, defect.finding.span.words.partition(",")[0]) == ("D906", "endnote 40")
