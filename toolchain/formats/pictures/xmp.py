"""What a packet of XMP reveals (ISO 16684-1). It is searched, not parsed, because it is removed anyway."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolchain.formats.pictures.texts import told
from toolchain.model import Trace
from toolchain.model.own_paths import PATH

_VALUE = (
    r"(?:\s*=\s*[\"']([^\"'<>]{0,200})[\"']|[^<>]{0,100}>(?:\s*<rdf:[^<>]{1,100}>){0,3}\s*([^<>]{0,200}))"
)
_LONGEST = 1 << 20


def traces(packet: bytes) -> Iterator[Trace]:
    """Yield what a packet reveals about persons, places and devices."""
    text = packet[:_LONGEST].decode("utf-8", "replace")
    seen: set[str] = set()
    for pattern, (what, place_or_time) in told("xmp").items():
        found = re.search(pattern.replace("%", _VALUE), text)
        if found and what not in seen:
            seen.add(what)
            value = next(filter(None, found.groups()), "")
            yield Trace(what, value.strip(), place_or_time)
    if path := PATH.search(text):
        yield Trace("the path of a file", path[0])
