"""No output tells who made it, where, when and with what: looked at by others' programs, and byte by byte."""

import base64
import os
import re
import subprocess
import sys
import time
import zipfile
from functools import reduce
from pathlib import Path

import pikepdf
import pytest

from tests.judges.validators import metadata, need
from tests.judges.validators import run as run_program
from tests.support import planted
from tests.support.extracting import notes_of
from tests.support.pages import ROOT, read
from tests.support.shares import one_in
from tests.support.telltales import places, sought
from toolchain.formats.pictures import told_by as told_by_picture
from toolchain.plugins.registry import writer

SOURCE = """---
title: Supplementary report
lang: en
DATE
submitted-by:
  - name: Example Network
    logo: logo.jpg
    logo-alt: Example Network
---

# Findings

1. The age is 16.[^law]

   ![A court in Sindh](court.jpg "The court")

   ![Bar chart: 70 cases](chart.png "The cases")

   ![A map](map.gif "The map")

2. See para. [1](#age). {#age}

[^law]: Penal Code, sect. 375.
"""
IMAGES = {
    "logo.jpg": planted.jpeg(6),
    "court.jpg": planted.jpeg(),
    "chart.png": planted.png(),
    "map.gif": planted.gif(),
}
WORLDS = {
    "one": {"TZ": "Asia/Karachi", "USER": "plantedone", "LANG": "en_GB.UTF-8"},
    "two": {"TZ": "America/St_Johns", "USER": "plantedtwo", "LANG": "fr_FR.UTF-8"},
}
COMMAND = (sys.executable, "-m", "toolchain", "build", "report.md", "--output", "out")


def built(folder: Path, world: str, *options: str, date: str = "") -> Path:
    """The folder of what a child process builds that has a user, host, home and folders of its own."""
    user = WORLDS[world]["USER"]
    names = ("HOME", "TMPDIR", "TMP", "TEMP", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME")
    folders = {name: folder / f"{user}-{name.lower()}" for name in names}
    work = folder / f"{user}-work"
    for each in (*folders.values(), work):
        each.mkdir(exist_ok=True)
    for name, data in IMAGES.items():
        (work / name).write_bytes(data)
    (work / "report.md").write_text(SOURCE.replace("DATE\n", date), encoding="utf-8")
    own = {"LOGNAME": user, "USERNAME": user, "HOSTNAME": "plantedhost", "EMAIL": f"{user}@planted.example"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "SOURCE_DATE"))}
    environment = {**kept, **WORLDS[world], **own, **{name: str(path) for name, path in folders.items()}}
    done = subprocess.run(
        [*COMMAND, *options], cwd=work, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "X801" in done.stderr + done.stdout
    assert "X802" in done.stderr + done.stdout
    return work / "out"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("planted"), "one")


@pytest.mark.parametrize("form", ["docx", "epub", "html", "pdf"])
def test_no_byte_tells_of_the_machine(outputs: Path, form: str) -> None:
    path = outputs / f"report.{form}"
    assert places(path, sought(path.stat().st_mtime - 60, outputs.parent.parent)) == []


def test_what_is_planted_would_be_found(tmp_path: Path) -> None:
    """So that the search above is one."""
    page = tmp_path / "page.html"
    page.write_bytes(b'<img src="data:image/png;base64,' + base64.b64encode(planted.png()) + b'">')
    planted_or_here = sought(time.time(), tmp_path)
    assert places(page, planted_or_here)
    pdf = pikepdf.new()
    pdf.docinfo["/Author"] = "Plänted planted"
    pdf.save(tmp_path / "page.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert places(tmp_path / "page.pdf", planted_or_here)


@pytest.mark.long
def test_two_worlds_give_the_same_bytes(outputs: Path, tmp_path: Path) -> None:
    other = built(tmp_path, "two")
    for form in ("docx", "epub", "html", "pdf"):
        assert (outputs / f"report.{form}").read_bytes() == (other / f"report.{form}").read_bytes(), form


@pytest.mark.long
def test_page_numbers_by_libreoffice_bring_nothing_in(tmp_path: Path) -> None:
    need("soffice")
    path = built(tmp_path, "one", "--to", "docx", "--page-numbers") / "report.docx"
    assert places(path, sought(path.stat().st_mtime - 120, tmp_path)) == []


SHOWN = {
    "docx": {"XMP-dc:Title", "XMP-dc:Creator", "XMP-dc:Language", "XML:Application"},
    "epub": {
        *(f"XML-dc:{part}" for part in ("IdentifierId", "Identifier", "Title", "Language", "Description")),
        *(f"XML-dc:{part}" for part in ("CreatorId", "Creator", "Subject", "Date")),
        *(f"XML:Meta{part}" for part in ("", "Refines", "Property", "Scheme", "Name", "Content")),
        *(f"XML:ManifestItem{part}" for part in ("Id", "Href", "Media-type", "Properties")),
        *("XML:SpinePage-progression-direction", "XML:SpineItemrefIdref"),
    },
    "html": {
        *("HTML:Title", "HTML:Description", "HTML:Viewport", "HTML:Referrer", "HTML:Robots"),
        *("HTML-dcterms:DctermsTitle", "HTML-dcterms:DctermsCreator", "HTML-dcterms:DctermsLanguage"),
        *("HTML-dcterms:DctermsAudience", "HTML-dcterms:DctermsSpatial", "HTML:Citation_title"),
        *("HTML:Citation_author", "HTML:Citation_technical_report_institution", "HTML:Citation_language"),
        *("HTML:ColorScheme", "HTTP-equiv:HTTPEquivContentSecurityPolicy"),
    },
    "pdf": {
        *(
            "PDF:PDFVersion",
            "PDF:Linearized",
            "PDF:PageCount",
            "PDF:Language",
            "PDF:TaggedPDF",
            "PDF:Producer",
        ),
        *("PDF:Title", "PDF:Author", "PDF:Subject", "XMP-pdfuaid:Part", "XMP-pdf:Producer", "XMP-dc:Title"),
        *("XMP-dc:Creator", "XMP-dc:Description", "XMP-dc:Language", "XMP-dc:Format"),
        *("XMP-xmp:CreatorTool", "XMP-pdfaid:Part", "XMP-pdfaid:Conformance"),
        *(f"XMP-pdfaExtension:Schemas{part}" for part in ("Schema", "NamespaceURI", "Prefix")),
        *(
            f"XMP-pdfaExtension:SchemasProperty{part}"
            for part in ("Name", "ValueType", "Category", "Description")
        ),
    },
}
PROGRAM, SUBJECTS = "PDF:Creator", {"Subject", "Keywords"}
PERSONS = {
    *("Creator", "Author", "DctermsCreator", "Citation_author", "Citation_technical_report_institution"),
}
IN_LANGUAGE = re.compile(r"(XMP-dc:(?:Title|Description))-[a-z]{2}")


def told_by(*paths: Path) -> list[dict[str, str]]:
    """What exiftool finds in files, in one run."""
    return [bare(found) for found in metadata.exiftool_all(paths)]


def bare(told: dict[str, str]) -> dict[str, str]:
    """What is told, of a text for several languages once; the program is no person.

    A profile of colours is the public one of sRGB, and says when that was made.
    """
    found = {IN_LANGUAGE.sub(r"\1", name): value for name, value in told.items()}
    assert found.pop(PROGRAM, "Submission Toolchain") == "Submission Toolchain"
    profile = {name: found.pop(name) for name in list(found) if name.startswith("ICC")}
    assert profile.get("ICC_Profile:ProfileDescription", "sRGB2014") == "sRGB2014"
    return found


def test_exiftool_finds_what_the_source_says_and_no_more(outputs: Path) -> None:
    files = told_by(*(outputs / f"report.{form}" for form in SHOWN))
    for form, found in zip(SHOWN, files, strict=True):
        told = {name: value for name, value in found.items() if not name.startswith("ZIP")}
        assert set(told) <= SHOWN[form], form
        persons = {value for name, value in told.items() if name.split(":")[1] in PERSONS}
        assert persons == {"Example Network"}, form
        dates = {value for name, value in found.items() if "Date" in name}
        assert dates <= {"1980:01:01 00:00:00"}, form


SOURCES = [ROOT / "content/pakistan-opsc/report.md", *sorted((ROOT / "tests/cases/languages").glob("*.md"))]


@pytest.mark.parametrize("source", one_in(7, SOURCES), ids=lambda path: path.stem)
def test_real_submissions_tell_no_more_than_they_say(tmp_path: Path, source: Path) -> None:
    submission = read(source)
    names = {each.name for each in submission.resolved.document.front_matter.submitted_by}
    said = " ".join(notes_of(submission.resolved)).lower().encode()  # a source may have been read today
    start = time.time()
    paths = [tmp_path / f"out.{form}" for form in SHOWN]
    for form, path in zip(SHOWN, paths, strict=True):
        path.write_bytes(writer(form).write(*submission))
    for shown, path, found in zip(SHOWN.values(), paths, told_by(*paths), strict=True):
        told = {name for name in found if not name.startswith("ZIP") and name.split(":")[1] not in SUBJECTS}
        assert told <= shown
        for name, value in found.items():
            if name.split(":")[1] in PERSONS:
                others = reduce(lambda text, each: text.replace(each, ""), names, value)
                assert others.strip("[]',; ") == "", name
        assert [each for each in places(path, sought(start, tmp_path)) if each[1] not in said] == []


OF_A_FILE = {"create_system", "Application", "CreatorTool", "Producer", "creator"}
OF_THE_SOURCE = {
    *("dc:creator", "dc:title", "dc:language", "dc:subject", "title", "author", "subject", "metadata"),
    *("format", "producer", "creation-date", "mod-date"),
}
OF_PIXELS = {
    *("Palette", "PixelUnits", "PixelsPerUnitX", "PixelsPerUnitY", "ResolutionUnit", "XResolution"),
    *("YResolution", "JFIFVersion", "GIFVersion", "BackgroundColor", "ColorResolutionDepth", "HasColorMap"),
    *("BitsPerPixel",),
}


@pytest.mark.parametrize("form", ["docx", "pdf"])  # mat2 reads no HTML but XHTML
def test_mat2_finds_what_the_source_says_and_no_more(outputs: Path, form: str) -> None:
    found = metadata.mat2(outputs / f"report.{form}")
    assert set(found) <= OF_A_FILE | OF_THE_SOURCE | OF_PIXELS
    programs = {found.get(name, "Submission Toolchain") for name in ("creator", "CreatorTool")}
    assert programs == {"Submission Toolchain"}
    assert {found.get("creation-date", "-1"), found.get("mod-date", "-1")} == {"-1"}


def test_the_images_in_an_output_tell_nothing(outputs: Path, tmp_path: Path) -> None:
    """And the same programs find in the images themselves what is planted there."""
    ours = [tmp_path / name for name in IMAGES]
    for path in ours:
        path.write_bytes(IMAGES[path.name])
    inside: list[Path] = []
    for form in ("docx", "epub"):
        with zipfile.ZipFile(outputs / f"report.{form}") as archive:
            entries = [name for name in archive.namelist() if name.endswith(("jpeg", "jpg", "png", "gif"))]
            assert {name[-3:].replace("peg", "jpg") for name in entries} == {"jpg", "png", "gif"}, form
            for number, entry in enumerate(entries):
                inside.append(tmp_path / f"{form}-{number}{Path(entry).suffix}")
                inside[-1].write_bytes(archive.read(entry))
    told = metadata.exiftool_all([*ours, *inside])
    assert all(any("lanted" in value for value in found.values()) for found in told[: len(ours)])
    groups = {key.split(":")[0] for found in told[len(ours) :] for key in found}
    assert groups <= {"JFIF", "PNG", "PNG-pHYs", "GIF"}
    assert {name for name, _ in metadata.mat2_all(inside)} <= OF_PIXELS


def test_the_commands_of_the_page_clean_a_photograph(tmp_path: Path) -> None:
    page = (ROOT / "docs/privacy.md").read_text(encoding="utf-8")
    commands = re.findall(r"^((?:mat2|exiftool) .*?) *# (?:makes|cleans) ([\w.]+)", page, re.MULTILINE)
    assert len(commands) == 2
    for command, made in commands:
        program, *arguments = command.split()
        (tmp_path / "photo.jpg").write_bytes(planted.jpeg())
        run_program([need(program), *arguments], folder=tmp_path)
        assert told_by_picture((tmp_path / made).read_bytes()) == ()
    assert (tmp_path / "photo.jpg_original").read_bytes() == planted.jpeg()


def test_the_stated_date_is_the_only_one(tmp_path: Path) -> None:
    out = built(tmp_path, "one", "--to", "docx,pdf", date="date: 2020-06-15\n")
    found, of_pdf = metadata.exiftool_all([out / "report.docx", out / "report.pdf"])
    dates = {name: value for name, value in found.items() if "Date" in name and not name.startswith("ZIP")}
    assert {value[:10] for value in dates.values()} == {"2020:06:15"}
    assert {value[:10] for name, value in bare(of_pdf).items() if "Date" in name} <= {"2020:06:15"}
