"""The XML of a small document as it was looked at and found right; the same bytes everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.support.docx_file import CASES, WHOLE, Docx, docx
from tests.support.pages import ROOT, read

GOLDEN = ROOT / "tests" / "cases" / "golden" / "small.docx.txt"
PARTS = ("docProps/core.xml", "word/document.xml", "word/endnotes.xml", "word/settings.xml")

SCRIPT = """
import hashlib, sys
from pathlib import Path
from tests.support.pages import read
from toolchain.model import NoteKind
from toolchain.writers.docx import DocxWriter

for path in map(Path, sys.argv[1:]):
    for notes in NoteKind:
        print(path.name, hashlib.sha256(DocxWriter().write(*read(path, notes=notes))).hexdigest())
"""
WORLDS = [
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "Asia/Karachi", "LC_ALL": "C", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"},
    {"TZ": "America/St_Johns", "LC_ALL": "fr_FR.UTF-8", "LANG": "ar_EG.UTF-8", "PYTHONHASHSEED": "3"},
]


def normal(file: Docx) -> str:
    """The parts that hold what a reader sees: one element a line, without the names of namespaces."""
    lines = []
    for name in PARTS:
        root = etree.fromstring(file.files[name])
        etree.indent(root, " ")
        written = etree.tostring(root, encoding="unicode")
        declared = {f' xmlns:{prefix}="{uri}"' for prefix, uri in root.nsmap.items()}
        for declaration in declared:
            written = written.replace(declaration, "")
        lines += [f"==> {name} <==", *written.splitlines()]
    return "\n".join(lines) + "\n"


def test_the_document_is_as_it_was_found_right() -> None:
    expected = GOLDEN.read_text(encoding="utf-8")
    assert normal(docx(read(CASES / "small.md"))).splitlines() == expected.splitlines()


@pytest.mark.long
def test_bytes_do_not_depend_on_the_world_around() -> None:
    sources = [WHOLE, CASES / "ar.md", ROOT / "content" / "pakistan-opsc" / "report.md"]
    said = set()
    for world in WORLDS:
        command = [sys.executable, "-c", SCRIPT, *map(str, sources)]
        environment = {**os.environ, **world}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, check=True, encoding="utf-8"
        )
        said.add(done.stdout)
    (lines,) = said
    assert len(set(lines.split())) == 2 * len(sources) + len(sources)


@pytest.mark.parametrize("path", [WHOLE, CASES / "small.md"], ids=["whole", "small"])
def test_entries_of_the_archive_tell_no_time_and_no_machine(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.docx"
    copy.write_bytes(docx(read(path)).data)
    with zipfile.ZipFile(copy) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(entry.create_system, entry.extra) for entry in entries} == {(0, b"")}
    assert [entry.filename for entry in entries][:2] == ["[Content_Types].xml", "_rels/.rels"]


@pytest.mark.parametrize("path", [WHOLE, CASES / "small.md"], ids=["whole", "small"])
def test_nothing_in_a_document_is_drawn_by_lot(path: Path) -> None:
    parts = docx(read(path)).files
    written = b"".join(content for name, content in parts.items() if name.endswith(".xml"))
    assert b"rsid" not in written
    assert b"paraId" not in written


if __name__ == "__main__":  # writes the expectation anew, to be looked at before it is kept
    GOLDEN.write_text(normal(docx(read(CASES / "small.md"))), encoding="utf-8")
