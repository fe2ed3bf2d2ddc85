"""Every source in every combination of settings: a Word file that is valid, true, and tells of nobody."""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.judges.validators import metadata, schema
from tests.support.combinations import ALL, COVERING, EXTENTS, LATER, SOON, SOURCES, Combination, submission
from tests.support.extracting import notes_of
from tests.support.pages import Submission
from tests.support.proving import prove
from tests.support.telltales import places, sought
from toolchain.checks import engine
from toolchain.model.diagnostics import Severity
from toolchain.plugins.registry import checks
from toolchain.writers.docx import DocxWriter


def _of(source: str, group: Sequence[Combination]) -> list[Combination]:
    return [each for each in group if each.source == source]


BOTH = SOON[::5]
ONE = tuple(each for each in SOON if each not in BOTH)
"""Microsoft's engine takes half a second a file: of those that are always tried it gets every fifth one."""

GROUPS = [
    pytest.param(_of(source, group), _of(source, both), id=f"{source}-{extent}", marks=marks)
    for group, both, extent, marks in (
        (SOON, BOTH, "few", ()),
        ((*LATER, *ONE), (*LATER, *ONE), "rest", (pytest.mark.long,)),
    )
    for source in SOURCES
]


def test_each_two_values_of_settings_meet_in_each_source() -> None:
    assert len(set(ALL)) == len(SOON) + len(LATER) == 7 * 32
    for few in (_of(source, COVERING) for source in SOURCES):
        for one, other in itertools.combinations(range(1, len(Combination._fields)), 2):
            assert len({(each[one], each[other]) for each in few}) == 4
    assert Combination("en", "endnotes", "before-annexes", True, "numbered", True) in COVERING


def made(group: Sequence[Combination], folder: Path) -> dict[Combination, tuple[Submission, Path]]:
    """The submissions, and their Word files."""
    found = {}
    for number, combination in enumerate(group):
        path = folder / f"{number}.docx"
        read = submission(combination, folder)
        path.write_bytes(DocxWriter().write(*read))
        found[combination] = read, path
    return found


@pytest.mark.parametrize(("group", "both"), GROUPS)
def test_it_is_valid_and_shows_what_its_source_says(
    group: Sequence[Combination], both: Sequence[Combination], tmp_path: Path
) -> None:
    registered, _ = checks()
    for combination, (read, path) in made(group, tmp_path).items():
        name = str(combination)
        graver = [
            each for each in engine.run(read.resolved, registered) if each.severity > Severity.INFORMATION
        ]
        assert (name, graver) == (name, [])  # else it would not be its true combination
        assert (name, prove(read.resolved, path.read_bytes(), path.name, "docx")) == (name, ())
        assert (name, schema.openxml_audit(path)) == (name, [])
        if combination in both:
            assert (name, schema.open_xml_sdk(path)) == (name, [])


SAID = {"XMP-dc:Title", "XMP-dc:Creator", "XMP-dc:Subject", "XMP-dc:Language", "XML:Keywords"}
CLEANED = {f"dc:{name}" for name in ("title", "creator", "subject", "language")} | {"cp:keywords"}
OF_PIXELS = {"Palette", "PixelUnits", "PixelsPerUnitX", "PixelsPerUnitY"}
PROGRAM = "Submission Toolchain"


@pytest.mark.parametrize("group", EXTENTS)
def test_none_tells_of_a_person_or_of_the_machine(group: Sequence[Combination], tmp_path: Path) -> None:
    pattern = sought(time.time(), tmp_path)
    files = made(group, tmp_path)
    paths = [path for _, path in files.values()]
    said = {path.name: " ".join(notes_of(read.resolved)).lower().encode() for read, path in files.values()}
    told_of = {
        path.name: [each for each in places(path, pattern) if each[1] not in said[path.name]]
        for path in paths
    }
    assert {
        name: found for name, found in told_of.items() if found
    } == {}  # a source may have been read today
    for (read, _), told in zip(files.values(), metadata.exiftool_all(paths), strict=True):
        names = "; ".join(each.name for each in read.resolved.document.front_matter.submitted_by)
        assert told.get("XMP-dc:Creator", "") == names
        assert told.pop("XML:Application") == PROGRAM
        assert {value for name, value in told.items() if "Date" in name} == {"1980:01:01 00:00:00"}
        assert {name for name in told if not name.startswith("ZIP:")} <= SAID
    cleaned = metadata.mat2_all(paths)
    assert {name for name, _ in cleaned} <= CLEANED | OF_PIXELS | {"create_system", "Application"}
    assert dict(cleaned)["Application"] == PROGRAM
