"""LibreOffice: a DOCX as its reader sees it, as PDF or paragraph by paragraph with the numbers it shows."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.validators import missing, need, run

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


def convert(paths: Sequence[Path], folder: Path, to: str = "pdf") -> list[Path]:
    """Convert documents in one run of the program; return the new files, in the same order."""
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
    results = [folder / path.with_suffix(f".{to}").name for path in paths]
    lost = [path.name for path in results if not path.exists()]
    if lost:
        raise RuntimeError(f"LibreOffice could not make {', '.join(lost)}")
    return results


def to_pdf(path: Path, folder: Path) -> Path:
    """Convert one document to PDF."""
    return convert([path], folder)[0]


def shown(path: Path) -> Shown:
    """Open a document, refresh its fields as F9 does, and read what is shown."""
    soffice = need("soffice")
    try:
        run([SYSTEM_PYTHON, "-c", "import uno"])
    except (OSError, RuntimeError):
        missing("python3-uno")
    script = Path(__file__).with_name("uno_shown.py")
    with tempfile.TemporaryDirectory() as profile:
        data = json.loads(run([SYSTEM_PYTHON, script, soffice, profile, path], seconds=300))
    return Shown(**{part: tuple(Paragraph(*entry) for entry in entries) for part, entries in data.items()})
