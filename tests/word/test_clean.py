"""What tells of a person is told of a Word file, and gone from it once it is cleaned; what is seen stays."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.judges.validators import metadata, schema
from tests.random.generator.proving import submission_of
from tests.random.generator.running import LONG_BATCH, each_source
from tests.support.docx_file import CASES, SOURCES, WHOLE, docx
from tests.support.docx_made import made, unzipped, zipped
from tests.support.pages import read
from tests.support.planting import remains
from tests.support.plants import PLANTS, plant
from tests.support.shares import covering, one_in
from toolchain.model import NoteKind
from toolchain.readers.docx import read_bytes
from toolchain.reports.sentences import message
from toolchain.word.cleaning import Asked, Cleaned, clean
from toolchain.word.cleaning.shown import lines
from toolchain.writers.docx import DocxWriter

REPORT = next(path for path in SOURCES if "opsc" in str(path))
FILES = {
    "report": docx(read(REPORT)).data,
    "whole": docx(read(WHOLE)).data,
    "footnotes": docx(read(WHOLE, notes=NoteKind.FOOTNOTE)).data,
    "ar": docx(read(CASES / "ar.md")).data,
}
HARMLESS = {"Palette", "PixelUnits", "PixelsPerUnitX", "PixelsPerUnitY", "create_system"}
"""What mat2 names that tells of nobody: how a picture is drawn, and that the ZIP names no system."""


def seen(data: bytes) -> list[tuple[str, str]]:
    """What a file shows."""
    return [line[1:] for line in lines(data, "x.docx")]


def cleaned(data: bytes, *, rejected: bool = False) -> Cleaned:
    return clean(data, "x.docx", Asked("reject" if rejected else "accept"))


@pytest.fixture(scope="module")
def full() -> bytes:
    """The report with everything planted in it."""
    return plant(FILES["report"])


def test_all_is_told(full: bytes) -> None:
    """By the reader, for `check`."""
    told = [
        (found.rule.code, message(found))
        for found in read_bytes(full, "x.docx").defects
        if found.rule.code[0] == "X"
    ]
    for code, words in (
        ("X801", "an author whom the text does not name: Planted Author"),
        ("X801", "who saved the file last: Planted Editor"),
        ("X801", "name a company: Planted Ltd"),
        ("X801", "name a manager: Planted"),
        ("X801", "personal computer: C:\\Users\\planted\\own.dotx"),
        ("X801", "personal computer: file:///C:\\Users\\planted\\case.docx"),
        ("X801", "personal computer: file:///C:\\Users\\planted\\AppData\\Normal.dotm"),
        ("X801", "has custom properties: Case officer"),
        ("X801", "has data that is not shown: customXml/item"),
        ("X801", "names the people who changed or commented on it: Planted Author"),
        ("X802", "image1.png contains data about its place, time or device: where it was taken"),
        ("X803", "left here, by Planted Author"),
        ("X803", "changes are tracked here: "),
        ("X803", "hidden text is left here: “"),
        ("X803", "hidden text is left here: “shownplanted other branch”"),
        ("X803", "hidden text is left here: “planted quotation”"),
        ("X803", "hidden text is left here: “planted case”"),
        ("X803", "hidden text is left here: “planted help”"),
        ("X803", "hidden text is left here: “Planted name”"),
        ("X803", "hidden text is left here: “Planted choice”"),
        ("X803", "hidden text is left here: “plantedform”"),
        ("X803", "hidden text is left here: “plantedplanted”"),
        ("X803", "the file keeps a picture of its first page"),
        ("X803", "the file keeps a part that nothing refers to: [trash]/0000.dat"),
    ):
        assert any(each == code and words in message for each, message in told), (code, words)


def test_a_file_of_ours_tells_nothing() -> None:
    for data in FILES.values():
        assert [found for found in read_bytes(data, "x.docx").defects if found.rule.code[0] == "X"] == []


@schema.BY_EACH
def test_all_is_taken_out(full: bytes, tmp_path: Path, judge: schema.Judge) -> None:
    assert {name for name, _ in remains(full)} >= {
        "word/document.xml",
        "word/settings.xml",
        "docProps/core.xml",
    }
    done = cleaned(full)
    assert remains(done.data) == []
    assert seen(done.data) == seen(FILES["report"])
    path = tmp_path / "clean.docx"
    path.write_bytes(done.data)
    told = {name: value for name, value in metadata.exiftool(path).items() if not name.startswith("ZIP:")}
    assert told.keys() == {"XMP-dc:Title", "XMP-dc:Language"}
    assert metadata.mat2(path).keys() <= HARMLESS
    assert judge(path) == []
    assert [found for found in read_bytes(done.data, "x.docx").defects if found.rule.code[0] == "X"] == []


def test_it_is_said_what_and_where(full: bytes) -> None:
    done = cleaned(full)
    said = {each.kind: each for each in done.taken}
    assert said.keys() >= {
        *(
            "comment",
            "insertion",
            "deletion",
            "move",
            "formatting change",
            "run of hidden text",
            "hidden field",
        ),
        *(
            "hidden picture",
            "Author",
            "Company",
            "Manager",
            "Name of who saved it last",
            "Path of the template",
        ),
        *("Name of the template", "custom XML part", "binding to data", "Picture of the first page"),
        *("number of a list that no page shows", "name of a list", "Other names of styles"),
        *("style that nothing uses", "name of the theme", "font that nothing uses"),
        *("Settings of a printer", "Building blocks", "custom property", "document variable"),
        *("link to a file", "field with the name of a file", "field with data", "field of a property"),
        *("field with words that are not shown", "choice of a list that is not chosen"),
        *("name of a content control", "label of a form field", "element of another program"),
        *(
            "form of a drawing that is not shown",
            "smart tag",
            "permission to edit",
            "editing session mark",
            "unused picture",
        ),
    }
    for kind in ("comment", "insertion", "run of hidden text", "link to a file"):
        assert said[kind].places, kind
    assert all("planted" not in str(each).lower() for each in done.left)


def test_the_same_file_gives_the_same_bytes_and_then_nothing_is_left_to_do(full: bytes) -> None:
    done = cleaned(full)
    assert cleaned(full).data == done.data
    again = clean(done.data, "x.docx", Asked())
    assert again.taken == ()
    assert again.data == done.data


def test_the_author_can_be_kept(full: bytes) -> None:
    done = clean(full, "x.docx", Asked("accept", keep_author=True))
    (core,) = (data for name, data in unzipped(done.data).items() if name.endswith("core.xml"))
    assert b"Planted Author" in core
    assert b"Planted Editor" not in core


def test_content_types_of_relationships_stay_as_libreoffice_wrote_them() -> None:
    """One by one, without a default: without them nothing leads to the text."""
    files = unzipped(made("<w:p><w:r><w:t>One.</w:t></w:r></w:p>"))
    kind = "application/vnd.openxmlformats-package.relationships+xml"
    stated = f'<Override PartName="/_rels/.rels" ContentType="{kind}"/></Types>'
    types = files["[Content_Types].xml"].replace(b"</Types>", stated.encode())
    done = cleaned(zipped({**files, "[Content_Types].xml": types}))
    assert b'"/_rels/.rels"' in unzipped(done.data)["[Content_Types].xml"]


def test_paths_that_are_seen_are_named_and_one_in_the_title_goes() -> None:
    files = unzipped(FILES["report"])
    (core,) = (name for name in files if name.endswith("core.xml"))
    path = b"C:\\Users\\planted\\draft.docx"
    files[core] = files[core].replace(b"<dc:title>", b"<dc:title>" + path + b" ")
    files["word/document.xml"] = files["word/document.xml"].replace(b"</w:t>", b" " + path + b"</w:t>", 1)
    done = cleaned(zipped(files))
    assert b"planted" not in unzipped(done.data)[core]
    assert "path in the title" in map(str, done.taken)
    assert any(each.what.endswith("path on a personal computer is part of the text") for each in done.left)


def test_word_is_asked_to_write_no_names_again() -> None:
    settings = unzipped(cleaned(FILES["report"]).data)["word/settings.xml"]
    assert b"<w:removePersonalInformation/><w:removeDateAndTime/>" in settings


@pytest.mark.parametrize(("name", "rejected"), covering([*FILES], [False, True]))
def test_whatever_is_planted_goes(name: str, *, rejected: bool) -> None:
    hold(FILES[name], int(rejected), rejected=rejected)


@pytest.mark.long
@pytest.mark.parametrize("name", FILES)
def test_whatever_else_is_planted_goes(name: str) -> None:
    for seed in (0, 1, *range(100, 200)):
        hold(FILES[name], seed, rejected=seed % 2 == 1)


@pytest.mark.parametrize("seed", one_in(2, [0, 1]))
def test_generated_files(seed: int) -> None:
    assert held(seed, 5) >= 2


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20, 26))
def test_more_generated_files(seed: int) -> None:
    assert held(seed, LONG_BATCH) >= 20


def held(seed: int, number: int) -> int:
    """Plant in generated files, and clean them; return how many had ground to plant in."""
    count = 0
    for at, data in enumerate(generated(seed, number)):
        count += hold(data, seed * 1000 + at, rejected=at % 2 == 1)
    return count


def generated(seed: int, number: int) -> Iterator[bytes]:
    sources: list[str] = []
    each_source(seed, number, sources.append)
    for source in sources:
        with submission_of(source) as (submission, _):
            yield DocxWriter().write(submission.resolved, submission.project)


def hold(data: bytes, seed: int, *, rejected: bool) -> bool:
    """Plant by chance, clean, and compare; False where a file has no words to plant anything between."""
    luck = random.Random(seed)
    names = [name for name in PLANTS if luck.random() < 0.6] or ["comments"]
    try:
        planted = plant(data, *names, seed=seed, rejected=rejected)
    except IndexError:
        return False
    done = cleaned(planted, rejected=rejected)
    assert remains(done.data) == [], names
    assert seen(done.data) == seen(data), names
    return True
