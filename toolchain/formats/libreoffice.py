"""Asks LibreOffice how it lays out a Word file, which it turns into a PDF for that."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from toolchain.formats.table import DOCX
from toolchain.model.diagnostics import Failure
from toolchain.rules import inputs as about

if TYPE_CHECKING:
    import pikepdf

SECONDS = 300
"""How long one layout may take. LibreOffice needs a second or two, and minutes for thousands of notes."""

_PROGRAMS = ("soffice", "libreoffice")
_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
_FILTER = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'


class Layout(NamedTuple):
    """On which page, from 1, bookmarks begin, by the names of `destination`; how many pages there are."""

    places: Mapping[str, int]
    pages: int


def laid_out(document: bytes) -> Layout:
    """Return how LibreOffice lays a DOCX out.

    Raises `Failure` (S016) where LibreOffice is missing, fails, or takes longer than `SECONDS`.
    """
    import pikepdf

    with pikepdf.open(BytesIO(_as_pdf(document))) as pdf:
        return Layout(dict(_destinations(pdf)), len(pdf.pages))


def page_count(document: bytes) -> int:
    """Return the number of pages of a DOCX as LibreOffice lays it out. Raises `Failure` (S016)."""
    return laid_out(document).pages


def destination(bookmark: str) -> str:
    """Return the name that LibreOffice's export gives to a bookmark's place.

    Characters that are neither letters nor digits become their numbers: "_Ref_a" is "5FRef5Fa".
    """
    return "".join(sign if sign.isalnum() else f"{ord(sign):X}" for sign in bookmark)


def _as_pdf(document: bytes) -> bytes:
    program = _program()
    # A profile of its own: LibreOffice gives no answer while another one of the same profile runs.
    with tempfile.TemporaryDirectory(prefix="submission-") as name:
        folder = Path(name)
        (folder / "document.docx").write_bytes(document)
        command = [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", _FILTER, "--outdir", name, str(folder / "document.docx"),
        ]  # fmt: skip
        _run(command)
        try:
            return (folder / "document.pdf").read_bytes()
        except FileNotFoundError:
            raise failed(about.NotLaidOut()) from None


def _program() -> str:
    for each in (*_PROGRAMS, *_ELSEWHERE):
        if found := shutil.which(each):
            return found
    raise failed(about.NoLibreOffice())


def _run(command: list[str]) -> None:
    """Run a program to its end; it and what it has started are ended when it takes too long."""
    silent = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            raise failed(about.NotLaidOut(SECONDS)) from None
        finally:
            if process.poll() is None:
                _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


def _destinations(pdf: pikepdf.Pdf) -> Iterator[tuple[str, int]]:
    import pikepdf

    numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages, 1)}
    named: Any = pdf.Root.get("/Dests", {})
    for name, place in named.items():
        target = place.get("/D") if isinstance(place, pikepdf.Dictionary) else place
        if target is not None and target[0].objgen in numbers:
            yield name.removeprefix("/"), numbers[target[0].objgen]


def failed(case: about.NoPageNumbers) -> Failure:
    """Return the failure of an output whose pages cannot be found."""
    return Failure.of(DOCX.name, case)
