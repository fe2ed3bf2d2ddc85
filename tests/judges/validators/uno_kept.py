"""Keeps one office, and does what it is told line by line: {"do", ...} as JSON.

Run by the system's own Python, which alone has the `uno` module: uno_kept.py SOFFICE. The answer goes out as
JSON, {"answer"}, or {"error"} where there is none, and an empty line.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uno
from com.sun.star.lang import DisposedException
from uno_edit import edited
from uno_office import document, shown, started, value
from uno_words import counted, in_texts

_SECONDS_TO_WAKE = 120
_FILTERS = {"docx": "MS Word 2007 XML", "odt": "writer8", "pdf": "writer_pdf_Export"}


def _url(path: str) -> str:
    return Path(path).resolve().as_uri()


def _shown(desktop: Any, path: str) -> dict[str, list[list[str]]]:
    """What is shown of a document whose fields are refreshed, as by F9."""
    with document(desktop, _url(path)) as opened:
        opened.TextFields.refresh()
        found: dict[str, list[list[str]]] = shown(opened)
        return found


def _edited(desktop: Any, jobs: list[dict[str, Any]]) -> list[dict[str, list[list[str]]]]:
    return [edited(desktop, job) for job in jobs]


def _counted(desktop: Any, paths: list[str]) -> list[dict[str, Any]]:
    found = []
    for path in paths:
        with document(desktop, _url(path)) as opened:
            found.append(counted(opened))
    return found


def _convert(desktop: Any, jobs: list[list[str]], to: str) -> list[str]:
    """Save documents elsewhere; the names of files that could not be made.

    `to` is as the command line has it: a suffix, a filter, and its options as JSON.
    """
    suffix, _, options = to.partition(":")
    name, _, said = options.partition(":")
    data = tuple(value(option, each["value"] == "true") for option, each in json.loads(said or "{}").items())
    wanted = [value("FilterName", name or _FILTERS[suffix])]
    if data:
        wanted.append(value("FilterData", uno.Any("[]com.sun.star.beans.PropertyValue", data)))
    lost = []
    for source, target in jobs:
        try:
            with document(desktop, _url(source)) as opened:
                opened.storeToURL(_url(target), tuple(wanted))
        except DisposedException:
            raise
        except Exception:  # whatever an office says of a broken file
            lost.append(Path(target).name)
    return lost


_DO: dict[str, Callable[..., Any]] = {
    "shown": _shown,
    "edited": _edited,
    "counted": _counted,
    "in_texts": in_texts,
    "convert": _convert,
}


def _wake(desktop: Any) -> None:
    """Wait for an office that has just begun to listen: it can answer with nothing for a while."""
    end = time.monotonic() + _SECONDS_TO_WAKE
    while time.monotonic() < end:
        opened = desktop.loadComponentFromURL(
            "private:factory/swriter", "_blank", 0, (value("Hidden", True),)
        )
        if opened is not None:
            opened.close(True)
            return
        time.sleep(0.5)
    raise RuntimeError("LibreOffice opens nothing")


def main(soffice: str) -> None:
    """Start an office, and end it when there are no more orders."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        started(soffice, profile) as (desktop, _),
    ):
        _wake(desktop)
        for line in sys.stdin:
            order = json.loads(line)
            try:
                said = {"answer": _DO[order.pop("do")](desktop, **order)}
            except DisposedException:
                raise  # the office is gone: another one for the next order
            except Exception as error:
                said = {"error": f"{type(error).__name__}: {error}"}
            sys.stdout.write(f"{json.dumps(said)}\n\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
