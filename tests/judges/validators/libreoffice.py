"""LibreOffice: a DOCX as its reader sees it, as PDF or paragraph by paragraph with the numbers it shows."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.judges.validators import kept, missing, need, run
from toolchain.formats import libreoffice

SYSTEM_PYTHON = Path("/usr/bin/python3")  # the one that Debian's python3-uno belongs to


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as shown: its number or letter ("" without one), style's name, text with field results."""

    number: str
    style: str
    text: str


@dataclass(frozen=True)
class Shown:
    """What is shown of a document: paragraphs, those of table cells in their place; notes by their marks."""

    paragraphs: tuple[Paragraph, ...]
    endnotes: tuple[Paragraph, ...]
    footnotes: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Job:
    """A document, the edits to make in it (see `uno_edit.py`), and where it is saved, by filter."""

    document: Path
    edits: Sequence[Sequence[object]] = ()
    save: Mapping[str, Path] = field(default_factory=dict)


DOCX, PDF = "MS Word 2007 XML", "writer_pdf_Export"
"""Filters."""

TAGGED = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
"""A PDF as PDF/UA-1 wants it, for `convert`."""


def convert(paths: Sequence[Path], folder: Path, to: str = "pdf") -> list[Path]:
    """Convert documents; return the new files, in the same order.

    `to` is a suffix, behind which a filter and its options may stand.
    """
    folder.mkdir(parents=True, exist_ok=True)
    results = [folder / path.with_suffix(f".{to.partition(':')[0]}").name for path in paths]
    jobs = [[str(path), str(result)] for path, result in zip(paths, results, strict=True)]
    lost = [name for name in _ask("convert", jobs=jobs, to=to) if name]
    if lost:
        raise RuntimeError(f"LibreOffice could not make {', '.join(lost)}")
    return results


@pytest.fixture
def laid_out_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office that is kept lays out what the program wants to have laid out: a new one takes a second."""

    def as_pdf(document: bytes) -> bytes:
        with tempfile.TemporaryDirectory() as name:
            (path := Path(name) / "document.docx").write_bytes(document)
            return convert([path], path.parent, libreoffice._FILTER)[0].read_bytes()

    monkeypatch.setattr(libreoffice, "as_pdf", as_pdf)


def to_pdf(path: Path, folder: Path) -> Path:
    """Convert one document to PDF."""
    return convert([path], folder)[0]


def shown(path: Path) -> Shown:
    """Open a document, refresh its fields as F9 does, and read what is shown."""
    return _shown(_ask("shown", path=str(path)))


def edited(jobs: Sequence[Job]) -> list[Shown]:
    """Edit documents, refresh their fields and contents, save them; what each then shows."""
    orders = [{**vars(job), "edits": list(job.edits)} for job in jobs]
    return [_shown(data) for data in _ask("edited", jobs=orders)]


@dataclass(frozen=True)
class Counted:
    """The words that LibreOffice counts in a document, and the numbers made by it that are among them."""

    with_notes: int
    without_notes: int
    numbers: tuple[str, ...]
    numbers_in_notes: tuple[str, ...]


def counted_words(paths: Sequence[Path]) -> list[Counted]:
    """What LibreOffice counts in documents, their running heads and contents left out."""
    return [
        Counted(
            **{**each, "numbers": tuple(each["numbers"]), "numbers_in_notes": tuple(each["numbers_in_notes"])}
        )
        for each in _ask("counted", paths=[str(path) for path in paths])
    ]


def words_of_texts(texts: Sequence[str]) -> list[int]:
    """The words that LibreOffice counts in each of some texts."""
    return list(_ask("in_texts", texts=list(texts)))


def _ask(do: str, **order: object) -> Any:
    """What the office answers that is kept for all tests of a run."""
    _need_uno()
    lines = kept.ask(_command(), json.dumps({"do": do, **order}, default=str), seconds=300)
    said = json.loads(lines[0])
    if "error" in said:
        raise RuntimeError(said["error"])
    return said["answer"]


def _command() -> list[str | Path]:
    return [SYSTEM_PYTHON, Path(__file__).with_name("uno_kept.py"), need("soffice")]


def begin_anew() -> None:
    """Have a new office for the next order: one that has shown documents may keep fields."""
    kept.end(_command())


@cache
def _need_uno() -> None:
    try:
        run([SYSTEM_PYTHON, "-c", "import uno"])
    except (OSError, RuntimeError):
        missing("python3-uno")


def _shown(data: Mapping[str, Sequence[Sequence[str]]]) -> Shown:
    return Shown(**{part: tuple(Paragraph(*entry) for entry in entries) for part, entries in data.items()})
