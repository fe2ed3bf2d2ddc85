"""The same source gives the same bytes, whatever the time zone, the locale and the hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.pages import RICH, ROOT
from tests.support.shares import one_in

SCRIPT = """
import hashlib, sys
from pathlib import Path
from tests.support.pages import TYPST, WEASYPRINT, read
from toolchain.model import NoteKind
from toolchain.writers.html import HtmlWriter
from toolchain.writers.pdf import PdfWriter

for path in map(Path, sys.argv[1:]):
    for notes in NoteKind:
        for writer, engine in ((HtmlWriter(), TYPST), (PdfWriter(), TYPST), (PdfWriter(), WEASYPRINT)):
            data = writer.write(*read(path, engine, notes=notes))
            print(path.name, writer.format.name, hashlib.sha256(data).hexdigest())
"""
WORLDS = [
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "Asia/Karachi", "LC_ALL": "C", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"},
    {"TZ": "America/St_Johns", "LC_ALL": "ja_JP.UTF-8", "LANGUAGE": "tr", "PYTHONHASHSEED": "3"},
]


REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
GALLERY = ROOT / "examples" / "gallery"
SOURCES = [GALLERY / "zh.md", RICH.with_name("ru.md"), RICH, GALLERY / "ar.md", REPORT]


@pytest.mark.parametrize("source", one_in(3, SOURCES), ids=lambda path: path.stem)
def test_bytes_do_not_depend_on_the_world(source: Path) -> None:
    answers = []
    for world in WORLDS:
        clean = {
            key: value for key, value in os.environ.items() if not key.startswith(("LC_", "SOURCE_DATE"))
        }
        answers.append(
            subprocess.run(
                [sys.executable, "-c", SCRIPT, source],
                cwd=ROOT,
                env={**clean, **world},
                capture_output=True,
                check=True,
                text=True,
            ).stdout.splitlines()
        )
    first, *others = answers
    assert len(first) == 6
    assert others == [first] * len(others)
