"""LibreOffice: a DOCX as its reader sees it, as PDF or paragraph by paragraph with the numbers it shows."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.judges.validators import missing, need, run

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
    """Convert documents in one run of the program; return the new files, in the same order.

    `to` is a suffix, behind which a filter and its options may stand.
    """
    soffice = need("soffice")
    with tempfile.TemporaryDirectory() as profile:
        run(
            [
                soffice,
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                to,
                "--outdir",
                folder,
                *paths,
            ],
            seconds=300,
        )
    results = [folder / path.with_suffix(f".{to.partition(':')[0]}").name for path in paths]
    lost = [path.name for path in results if not path.exists()]
    if lost:
        raise RuntimeError(f"LibreOffice could not make {', '.join(lost)}")
    return results


def to_pdf(path: Path, folder: Path) -> Path:
    """Convert one document to PDF."""
    return convert([path], folder)[0]


def shown(path: Path) -> Shown:
    """Open a document, refresh its fields as F9 does, and read what is shown."""
    data: dict[str, list[list[str]]] = json.loads(_driven("uno_shown.py", path))
    return _shown(data)


def edited(jobs: Sequence[Job]) -> list[Shown]:
    """Edit documents in one office, refresh their fields and contents, save them; what each then shows."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".json") as file:
        json.dump([{**vars(job), "edits": list(job.edits)} for job in jobs], file, default=str)
        file.flush()
        return [_shown(data) for data in json.loads(_driven("uno_edit.py", Path(file.name)))]


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
        for each in _counting({"paths": [str(path) for path in paths]})
    ]


def words_of_texts(texts: Sequence[str]) -> list[int]:
    """The words that LibreOffice counts in each of some texts."""
    return list(_counting({"texts": list(texts)}))


def _counting(asked: Mapping[str, object]) -> list[Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(asked, file)
        file.flush()
        return list(json.loads(_driven("uno_words.py", Path(file.name))))


def _driven(script: str, argument: Path) -> str:
    """What a script of this folder prints that drives an office of its own."""
    soffice = need("soffice")
    try:
        run([SYSTEM_PYTHON, "-c", "import uno"])
    except (OSError, RuntimeError):
        missing("python3-uno")
    with tempfile.TemporaryDirectory() as profile:
        path = Path(__file__).with_name(script)
        return run([SYSTEM_PYTHON, path, soffice, profile, argument], seconds=300)


def _shown(data: Mapping[str, Sequence[Sequence[str]]]) -> Shown:
    return Shown(**{part: tuple(Paragraph(*entry) for entry in entries) for part, entries in data.items()})
