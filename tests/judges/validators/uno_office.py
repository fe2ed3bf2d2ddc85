"""An office that is driven through UNO, for the scripts that the system's own Python runs."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

SECONDS_TO_START, SECONDS_TO_END = 120, 60


@contextlib.contextmanager
def started(soffice: str, profile: str) -> Iterator[tuple[Any, int]]:
    """The desktop of an office of its own, which is ended at the end, whatever came between.

    And the id of its group of processes, for who must end it before.
    """
    pipe = Path(profile).name
    command = [soffice, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
    process = subprocess.Popen(
        [*command, f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # else who waits for ours would wait for what the program has started
        start_new_session=True,
    )
    try:
        services = _context(pipe).ServiceManager
        desktop = services.createInstance("com.sun.star.frame.Desktop")
        yield desktop, process.pid
        with contextlib.suppress(DisposedException):  # the office is gone before it can answer
            desktop.terminate()
        process.wait(SECONDS_TO_END)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _context(pipe: str) -> Any:
    """Wait for the office to listen on the pipe and return its component context."""
    service = uno.getComponentContext().ServiceManager
    resolver = service.createInstance("com.sun.star.bridge.UnoUrlResolver")
    end = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@contextlib.contextmanager
def document(desktop: Any, url: str) -> Iterator[Any]:
    """A document, opened unseen and closed again."""
    opened = desktop.loadComponentFromURL(url, "_blank", 0, (value("Hidden", True),))
    if opened is None:
        raise RuntimeError(f"LibreOffice does not open {url}")
    try:
        yield opened
    finally:
        opened.close(True)


def value(name: str, said: Any) -> Any:
    """A named value, as UNO's functions take them."""
    made = PropertyValue()
    made.Name, made.Value = name, said
    return made


def shown(opened: Any) -> dict[str, list[list[str]]]:
    """What a document shows: number, style and text of its paragraphs, mark, style and text of its notes."""
    return {
        "paragraphs": list(_paragraphs(opened.Text)),
        "endnotes": _notes(opened.Endnotes),
        "footnotes": _notes(opened.Footnotes),
    }


def elements(enumerable: Any) -> Iterator[Any]:
    """Go through a UNO enumeration."""
    enumeration = enumerable.createEnumeration()
    while enumeration.hasMoreElements():
        yield enumeration.nextElement()


def _paragraphs(text: Any) -> Iterator[list[str]]:
    """Number, style and text of each paragraph, those of table cells in their place."""
    for block in elements(text):
        if block.supportsService("com.sun.star.text.TextTable"):
            for name in block.CellNames:
                yield from _paragraphs(block.getCellByName(name))
        else:
            yield [block.ListLabelString, block.ParaStyleName, block.String]


def _notes(collection: Any) -> list[list[str]]:
    entries = [collection.getByIndex(index) for index in range(collection.Count)]
    return [[note.Anchor.String, next(elements(note)).ParaStyleName, note.String] for note in entries]
