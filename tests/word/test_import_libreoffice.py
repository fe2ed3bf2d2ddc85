"""What LibreOffice saves of our Word files comes back as their source, up to a longer closed list.

Besides what `tests.support.imported` leaves out, LibreOffice makes one keyword of all, says of plain cells
that they are aligned to the side on which lines begin, loses breaks of pages before headings, and gives a
language its region ("la-VA"). docs/word.md says so.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.judges.validators import libreoffice
from tests.support.imported import form_of
from tests.support.pages import ROOT, read
from toolchain.formats.docx.opened import open_bytes
from toolchain.project.settings import Options, make_project
from toolchain.resolve import resolve
from toolchain.word.importing import adopt
from toolchain.writers.docx import DocxWriter

CASES = ROOT / "tests" / "cases"
SOURCES = [
    ROOT / "content" / "pakistan-opsc" / "report.md",
    *sorted((CASES / "languages").glob("*.md")),
    CASES / "docx" / "whole.md",
    CASES / "page" / "rich.md",
]
IDS = ["-".join(path.with_suffix("").parts[-2:]) for path in SOURCES]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, bytes]:
    """The Word files as LibreOffice saves them."""
    ours, theirs = tmp_path_factory.mktemp("ours"), tmp_path_factory.mktemp("theirs")
    paths = []
    for at, source in enumerate(SOURCES):
        paths.append(ours / f"{at}.docx")
        paths[-1].write_bytes(DocxWriter().write(*read(source)))
    files = libreoffice.convert(paths, theirs, "docx")
    return {source: Path(file).read_bytes() for source, file in zip(SOURCES, files, strict=True)}


@pytest.mark.parametrize("source", SOURCES, ids=IDS)
def test_the_source_comes_back(saved: dict[Path, bytes], source: Path) -> None:
    document = adopt(open_bytes(saved[source], "report.docx")).document
    project, _ = make_project(Path("report.md"), document, Options())
    original = read(source).resolved
    back = form_of(resolve(document, project.settings), original)
    assert [loosely(line) for line in back] == [loosely(line) for line in form_of(original)]


def loosely(line: str) -> str:
    """A line of the flat form without what LibreOffice changes."""
    if line.startswith("keywords"):
        return " ".join(re.findall(r"\w+", line))
    if line.lstrip().startswith("heading"):
        line = line.replace(" page-break ", "  ")
    return re.sub(r"(lang:[a-z]+)-[A-Z]{2}\b", r"\1", re.sub(r"\| left:", "| :", line))
