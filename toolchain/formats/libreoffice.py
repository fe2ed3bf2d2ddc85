"""Lay out a Word file with LibreOffice, by converting it to a PDF."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolchain.formats.needs import LIBREOFFICE
from toolchain.formats.table import DOCX
from toolchain.model.diagnostics import Failure
from toolchain.model.records import Record
from toolchain.rules import inputs as about

if TYPE_CHECKING:
    import pikepdf

SECONDS = 300
"""Seconds that one layout may take. LibreOffice needs one or two, and minutes for thousands of notes."""

_ENDING = (signal.SIGINT, signal.SIGTERM)
_FILTER = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'


class Layout(Record):
    """The page, from 1, of each bookmark, by the names of `destination`; and the number of pages."""

    places: Mapping[str, int]
    pages: int


def laid_out(document: bytes) -> Layout:
    """Return how LibreOffice lays out a DOCX.

    Raise `Failure` (S016) if LibreOffice is missing, fails, or takes longer than `SECONDS`.
    """
    import pikepdf

    with pikepdf.open(BytesIO(as_pdf(document))) as pdf:
        return Layout(dict(_destinations(pdf)), len(pdf.pages))


def page_count(document: bytes) -> int:
    """Return the number of pages of a DOCX in LibreOffice's layout. Raise `Failure` (S016)."""
    return laid_out(document).pages


def destination(bookmark: str) -> str:
    """Return the name that LibreOffice's export gives to a bookmark.

    Characters other than letters and digits become their numbers: "_Ref_a" becomes "5FRef5Fa".
    """
    return "".join(sign if sign.isalnum() else f"{ord(sign):X}" for sign in bookmark)


def as_pdf(document: bytes) -> bytes:
    """Return a DOCX as a PDF, in which linked pictures are missing. Raise `Failure` as `laid_out` does."""
    program = LIBREOFFICE.find()
    if not program:
        raise failed(about.NoLibreOffice(LIBREOFFICE.command()))
    # A profile of its own: LibreOffice gives no answer while another one of the same profile runs.
    with tempfile.TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "document.docx").write_bytes(document)
        settings = folder / "profile/user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_bytes(Path(__file__).with_suffix(".xcu").read_bytes())
        command = [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", _FILTER, "--outdir", name, str(folder / "document.docx"),
        ]  # fmt: skip
        _run(command)
        try:
            return (folder / "document.pdf").read_bytes()
        except FileNotFoundError:
            raise failed(about.NotLaidOut()) from None


def _run(command: list[str]) -> None:
    """Run a program. If it takes too long, or this process is ended, end all processes that it started."""
    silent = subprocess.DEVNULL
    process: subprocess.Popen[bytes] | None = None
    try:
        with _held() as came:  # else a signal could come after the start and before the means to end it
            process = subprocess.Popen(
                command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
            )
        for number in came:
            signal.raise_signal(number)
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise failed(about.NotLaidOut(SECONDS)) from None
    finally:
        if process is not None:
            if process.poll() is None:
                _end(process)
            process.wait()


@contextmanager
def _held() -> Iterator[list[int]]:
    """Collect the signals that end this process. No mask holds them: another thread of it can get them, and
    Python then calls their handlers in the main thread.
    """
    came: list[int] = []
    is_main = threading.current_thread() is threading.main_thread()
    before = {number: signal.signal(number, lambda got, _: came.append(got)) for number in _ENDING if is_main}
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":  # soffice.com, which was started, has started another one
        subprocess.run(("taskkill", "/T", "/F", "/PID", str(process.pid)), capture_output=True, check=False)
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
    """Return the failure of an output whose page numbers cannot be found."""
    return Failure.of(DOCX.name, case)
