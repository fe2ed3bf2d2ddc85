"""What a packet of XMP reveals (ISO 16684-1). It is searched, not parsed, because it is removed anyway."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolchain.model import Trace
from toolchain.model.own_paths import PATH

_VALUE = (
    r"(?:\s*=\s*[\"']([^\"'<>]{0,200})[\"']|[^<>]{0,100}>(?:\s*<rdf:[^<>]{1,100}>){0,3}\s*([^<>]{0,200}))"
)
_TOLD = (
    (rf"exif:GPSL(?:atitude|ongitude){_VALUE}", "where it was taken", True),
    (rf"(?:photoshop:City|photoshop:Country|Iptc4xmpCore:Location){_VALUE}", "where it was taken", True),
    (
        rf"(?:\b\w{{1,20}}:(?:Create|Modify|Metadata)Date|\b\w{{1,20}}:Date(?:Created|TimeOriginal)){_VALUE}",
        "a time",
        True,
    ),
    (rf"\b\w{{1,20}}:(?:Body|Lens)?SerialNumber{_VALUE}", "the serial number of the camera", True),
    (rf"dc:creator{_VALUE}", "an author", False),
    (rf"dc:rights{_VALUE}", "whose right it is", False),
    (rf"dc:description{_VALUE}", "a description", False),
    (rf"\b\w{{1,20}}:(?:OwnerName|CameraOwnerName){_VALUE}", "whose camera it is", False),
    (rf"tiff:(?:Make|Model){_VALUE}", "the make of the camera", False),
    (r"xmp(?:G?Img:image|:Thumbnails)", "a smaller copy of itself from before it was edited", False),
    (r"xmpMM:(?:History|DocumentID|OriginalDocumentID|InstanceID)", "the history of its editing", False),
)
_LONGEST = 1 << 20


def traces(packet: bytes) -> Iterator[Trace]:
    """Yield what a packet reveals about persons, places and devices."""
    text = packet[:_LONGEST].decode("utf-8", "replace")
    told: set[str] = set()
    for pattern, what, place_or_time in _TOLD:
        found = re.search(pattern, text)
        if found and what not in told:
            told.add(what)
            value = next(filter(None, found.groups()), "")
            yield Trace(what, value.strip(), place_or_time)
    if path := PATH.search(text):
        yield Trace("the path of a file", path[0])
