"""Prints as JSON what LibreOffice shows of a document.

Run by the system's own Python, which alone has the `uno` module: uno_shown.py SOFFICE PROFILE DOCUMENT.
"""

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

SECONDS_TO_START = 120


def connect(pipe: str) -> Any:
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


def elements(enumerable: Any) -> Iterator[Any]:
    """Go through a UNO enumeration."""
    enumeration = enumerable.createEnumeration()
    while enumeration.hasMoreElements():
        yield enumeration.nextElement()


def paragraphs(text: Any) -> Iterator[list[str]]:
    """Number, style and text of each paragraph, those of table cells in their place."""
    for block in elements(text):
        if block.supportsService("com.sun.star.text.TextTable"):
            for name in block.CellNames:
                yield from paragraphs(block.getCellByName(name))
        else:
            yield [block.ListLabelString, block.ParaStyleName, block.String]


def notes(collection: Any) -> list[list[str]]:
    """Mark, style and text of each note."""
    entries = [collection.getByIndex(index) for index in range(collection.Count)]
    return [[note.Anchor.String, next(elements(note)).ParaStyleName, note.String] for note in entries]


def read(context: Any, path: Path) -> dict[str, list[list[str]]]:
    """Open the document, refresh its fields and collect what is shown."""
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    document = desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, (hidden,))
    try:
        document.TextFields.refresh()
        return {
            "paragraphs": list(paragraphs(document.Text)),
            "endnotes": notes(document.Endnotes),
            "footnotes": notes(document.Footnotes),
        }
    finally:
        document.close(True)
        with contextlib.suppress(DisposedException):  # the office is gone before it can answer
            desktop.terminate()


def main(soffice: str, profile: str, document: str) -> None:
    """Start an office of its own, read the document, print it."""
    pipe = Path(profile).name
    command = [soffice, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
    office = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL)
    try:
        data = read(connect(pipe), Path(document))
        office.wait(60)
    finally:
        office.kill()
    json.dump(data, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
