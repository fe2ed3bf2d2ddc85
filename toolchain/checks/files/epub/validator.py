"""Check a book against EPUB (D912) with the reference validator epubcheck, if it and Java are installed.

The file must have been read by our own reader, which refuses what could exhaust memory or read outside the
file. epubcheck has no access to a network.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolchain.formats.epub.container import Book
from toolchain.formats.needs import EPUBCHECK, JAVA
from toolchain.model.diagnostics import FilePlace, Finding, Place, Severity
from toolchain.model.expressions import expression
from toolchain.model.wording import fold, said
from toolchain.rules.outputs_epub import EpubcheckFailed, EpubcheckSays, NotListed

_SECONDS = 180
_MOST = 40
"""Maximum number of findings that are listed one by one."""
_NOWHERE = [
    option
    for scheme in ("http", "https")
    for option in (f"-D{scheme}.proxyHost=127.0.0.1", f"-D{scheme}.proxyPort=9", "-Dhttp.nonProxyHosts=")
]
_JAVA = ["-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true", *_NOWHERE]
_LINK = expression(r"https://[^/]+\.epubcheck\.w3c\.org/(.+)")
_SEVERITIES = {"FATAL": Severity.ERROR, "ERROR": Severity.ERROR, "WARNING": Severity.WARNING}


def defects(data: bytes, book: Book) -> Iterator[Finding]:
    """Yield the findings of epubcheck, with file and line; nothing if it is not installed."""
    jar, java = _jar(), JAVA.find()
    if jar is None or not java:
        return
    whole = FilePlace(book.container.display)
    try:
        said = _run([java, *_JAVA, "-jar", str(jar)], data)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        yield Finding(whole, EpubcheckFailed(type(error).__name__), severity=Severity.WARNING)
        return
    found = [each for each in said if each.get("severity") in _SEVERITIES]
    for each in found[:_MOST]:
        severity = _SEVERITIES[each["severity"]]
        says = EpubcheckSays(_message(each), each.get("ID", ""))
        yield Finding(_place(each, book), says, severity=severity)
    if len(found) > _MOST:
        yield Finding(whole, NotListed(len(found) - _MOST))


def _jar() -> Path | None:
    """Return the path of epubcheck, None if it is not installed. Importing it looks for Java."""
    spec = importlib.util.find_spec(EPUBCHECK.module)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (jar := Path(folder) / "epubcheck.jar").is_file():
            return jar
    return None


def _run(command: list[str], data: bytes) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="submission-") as folder:
        file, report = Path(folder) / "book.epub", Path(folder) / "said.json"
        file.write_bytes(data)
        subprocess.run(
            [*command, str(file), "--quiet", "--json", str(report)],
            stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_SECONDS, cwd=folder,
        )  # fmt: skip
        said: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["messages"]
        return said


def _message(said: dict[str, Any]) -> str:
    """Return a message; of a link with its address, which epubcheck gives with a made-up host."""
    place: dict[str, Any] = next(iter(said.get("locations") or ()), {})
    link = _LINK.fullmatch(place.get("context") or "")
    return fold(said.get("message", "")) + (f' "{link[1]}"' if link else "")


def _place(told: dict[str, Any], book: Book) -> Place:
    """Return the file and line of a finding; for several, the first."""
    display = book.container.display
    place: dict[str, Any] = next(iter(told.get("locations") or ()), {})
    path = place.get("path", "")
    if not path or path.endswith(".epub") or not book.container.has(path):
        return FilePlace(display)
    line = place["line"] if isinstance(place.get("line"), int) else 0
    name = book.short(path)
    words = said("{file}, line {line}", file=name, line=str(line)) if line > 0 else name
    return FilePlace(display, words=words)
