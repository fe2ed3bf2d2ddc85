"""A search of all bytes of an output for what would tell of the machine that built it, or is planted."""

from __future__ import annotations

import base64
import io
import re
import socket
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf


def places(path: Path, pattern: re.Pattern[bytes]) -> list[tuple[str, bytes]]:
    """Where a file has what is sought, and what that is."""
    return [(where, found[0]) for where, data in _haystacks(path) if (found := pattern.search(data.lower()))]


def sought(start: float, folder: Path) -> re.Pattern[bytes]:
    """What must not be found, in small letters: what was planted, this machine, the minutes since `start`."""
    return re.compile(b"|".join(map(re.escape, _needles(start, folder))))


def _haystacks(path: Path) -> Iterator[tuple[str, bytes]]:
    """All bytes of a file, packed and unpacked."""
    data = path.read_bytes()
    yield "the file", data
    if path.suffix in (".docx", ".epub"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield "its comment", archive.comment
            for entry in archive.infolist():
                yield f"what stands beside {entry.filename}", entry.comment + entry.extra
                yield entry.filename, archive.read(entry)
    elif path.suffix == ".html":
        for number, found in enumerate(re.finditer(rb"base64,([A-Za-z0-9+/=]+)", data)):
            yield f"image {number}", base64.b64decode(found[1])
    else:
        with pikepdf.open(path) as pdf:
            for each in pdf.objects:
                yield f"object {each.objgen}", each.unparse(resolved=True)
                yield from _of_object(each)


def _of_object(each: pikepdf.Object) -> Iterator[tuple[str, bytes]]:
    if isinstance(each, pikepdf.Stream):
        yield f"stream {each.objgen}", each.read_raw_bytes()
        with suppress(pikepdf.PdfError):  # a photograph, which is not packed any further
            yield f"stream {each.objgen}", each.read_bytes(pikepdf.StreamDecodeLevel.generalized)
    if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in each.items():
            if isinstance(value, pikepdf.String):
                yield f"{key} of {each.objgen}", str(value).encode()


def _needles(start: float, folder: Path) -> Iterator[bytes]:
    words = {"planted", str(folder), f"{Path.home()}/", sys.prefix, str(Path.cwd())}
    words |= {name for name in (socket.gethostname(), Path.home().name) if len(name) > 5}
    moment, end = datetime.fromtimestamp(start, UTC) - timedelta(days=1), time.time()
    while moment < datetime.fromtimestamp(end, UTC) + timedelta(days=2):
        words |= {
            moment.strftime(form) for form in ("%Y-%m-%d", "%Y%m%d", "%Y:%m:%d", "%d %B %Y", "%b %d %Y")
        }
        moment += timedelta(days=1)
    words |= {str(second) for second in range(int(start), int(end) + 1)}
    for word in filter(lambda word: len(word) > 5, words):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield word.lower().encode(encoding)
