"""Prints what LibreOffice shows of any Word files: a JSON line for each, in the order of the list.

Run by the system's own Python: uno_numbers.py SOFFICE PROFILE LIST, where LIST is a file with a path a line.
A line is {"path", "streams": {name: [[number, text]]}}, all tracked changes accepted, or {"path", "error"}.
An office that hangs or falls over a file is ended, and another one goes on with the next.
"""

import contextlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.document.MacroExecMode import NEVER_EXECUTE
from com.sun.star.document.UpdateDocMode import NO_UPDATE
from uno_office import elements, started, value

SECONDS_FOR_ONE = 60
_AT_ONCE = 100  # documents that one office opens
_HEADERS = ("Header", "Footer")
_FORMS = ("", "Left", "First")


def main(soffice: str, profile: str, listed: str) -> None:
    """Go through the list, with a new office for each hundred, and after each that fell."""
    paths = Path(listed).read_text("utf-8").splitlines()
    turn = 0
    while paths:
        turn += 1
        with contextlib.suppress(Exception), started(soffice, f"{profile}/{turn}") as (desktop, group):
            for _ in range(min(_AT_ONCE, len(paths))):
                if not _one(desktop, group, paths.pop(0)):
                    break


def _one(desktop: Any, group: int, path: str) -> bool:
    """Print what is shown of a document; whether the office is still there."""
    watch = threading.Timer(SECONDS_FOR_ONE, _end, (group,))
    watch.start()
    try:
        said: dict[str, Any] = {"path": path, "streams": _streams(desktop, Path(path))}
    except Exception as error:  # whatever an office says of a broken file
        said = {"path": path, "error": f"{type(error).__name__}: {str(error)[:200]}"}
        gone = not watch.is_alive() or "Disposed" in said["error"] or "bridge" in said["error"]
    else:
        gone = False
    watch.cancel()
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
    return not gone


def _end(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _streams(desktop: Any, path: Path) -> dict[str, list[list[str]]]:
    opened = _opened(desktop, path)
    try:
        if not opened.supportsService("com.sun.star.text.TextDocument"):
            raise RuntimeError("no text document")
        _accept_changes(opened)
        return {
            "text": list(_paragraphs(opened.Text)),
            "box": [each for box in _boxes(opened) for each in _paragraphs(box)],
            "endnote": [each for note in _indexed(opened.Endnotes) for each in _paragraphs(note)],
            "footnote": [each for note in _indexed(opened.Footnotes) for each in _paragraphs(note)],
            "endnote mark": list(_marks(opened.Endnotes)),
            "footnote mark": list(_marks(opened.Footnotes)),
            "header": [each for text in _headers(opened) for each in _paragraphs(text)],
        }
    finally:
        opened.close(True)


def _opened(desktop: Any, path: Path) -> Any:
    arguments = (
        value("Hidden", True),
        value("ReadOnly", False),
        value("MacroExecutionMode", NEVER_EXECUTE),
        value("UpdateDocMode", NO_UPDATE),
    )
    for _ in range(12):  # one that has just begun to listen can answer with nothing for a while
        opened = desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, arguments)
        if opened is not None:
            return opened
        time.sleep(0.5)
    raise RuntimeError("LibreOffice does not open it")


def _accept_changes(opened: Any) -> None:
    if opened.Redlines.createEnumeration().hasMoreElements():
        context = uno.getComponentContext()
        dispatcher = context.ServiceManager.createInstance("com.sun.star.frame.DispatchHelper")
        frame = opened.CurrentController.Frame
        dispatcher.executeDispatch(frame, ".uno:AcceptAllTrackedChanges", "", 0, ())


def _indexed(collection: Any) -> Iterator[Any]:
    return (collection.getByIndex(index) for index in range(collection.Count))


def _marks(notes: Any) -> Iterator[list[str]]:
    """The mark of each note, and the beginning of its text."""
    for note in _indexed(notes):
        yield [note.Anchor.String, next((each[1] for each in _paragraphs(note)), "")]


def _boxes(opened: Any) -> Iterator[Any]:
    """Frames, and drawn shapes with text, those in groups too."""
    yield from _indexed(opened.TextFrames)
    waiting = list(_indexed(opened.DrawPage))
    while waiting:
        shape = waiting.pop(0)
        if shape.supportsService("com.sun.star.drawing.GroupShape"):
            waiting[:0] = _indexed(shape)
        elif shape.supportsService("com.sun.star.drawing.Shape") and hasattr(shape, "createEnumeration"):
            yield shape


def _headers(opened: Any) -> Iterator[Any]:
    for style in _indexed(opened.StyleFamilies.getByName("PageStyles")):
        if style.isInUse():
            for kind in _HEADERS:
                for form in _FORMS:
                    text = getattr(style, f"{kind}Text{form}", None)
                    if text is not None:
                        yield text


def _paragraphs(text: Any) -> Iterator[list[str]]:
    for block in elements(text):
        if hasattr(block, "CellNames"):
            for name in block.CellNames:
                yield from _paragraphs(block.getCellByName(name))
        elif hasattr(block, "String"):
            yield [getattr(block, "ListLabelString", ""), block.String]


if __name__ == "__main__":
    main(*sys.argv[1:])
