"""What texts in a picture's file reveal: comments, PNG keywords, records of agencies (IPTC), XMP."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from toolchain.data import table
from toolchain.formats.metadata import with_usual_prefixes
from toolchain.model import Trace
from toolchain.model.expressions import expression
from toolchain.model.own_paths import MAIL, PATH
from toolchain.rules.confidentiality import SAVED

_PERSONS = {
    "author": "an author",
    "artist": "an author",
    "creator": "an author",
    "copyright": "the copyright owner",
    "description": "a description",
    "comment": "a comment",
    "source": "the device that made it",
    "thumb::uri": "the path of a file",
}
_TIMES = {
    "creation time": "a time",
    **dict.fromkeys(("date:create", "date:modify", "date:timestamp", "thumb::mtime"), SAVED),
}
_LONGEST = 10_000
_RAW = expression(r"raw profile type (?:exif|iptc|xmp|app1|8bim)")
_RECORD = expression(rb"\x1c\x02(.)([\x00-\x7f].)", re.DOTALL)


@cache
def told(kind: str) -> Mapping[str, tuple[str, bool]]:
    """Return what the data of a kind reveal by their names, and whether it is a place, a time or a device."""
    found = table(__file__, "told")[kind].items()
    return {key: (what, name == "places") for name, some in found for key, what in some.items()}


def told_by_text(name: str, text: bytes) -> Iterator[Trace]:
    """Yield what a text in a picture's metadata reveals; `name` is its keyword, such as "Author".

    The program that drew a picture is not personal, and is not reported.
    """
    key, shown = name.lower(), text[:_LONGEST].decode("utf-8", "replace").strip()
    if not shown:
        return
    if key in _TIMES:
        yield Trace(_TIMES[key], shown, place_or_time=True)
    elif key in _PERSONS:
        yield Trace(_PERSONS[key], shown)
    elif _RAW.fullmatch(key):
        yield Trace("data of a camera or an agency", "")
    elif found := PATH.search(shown):
        yield Trace("the path of a file", found[0])
    elif address := MAIL.search(shown):
        yield Trace("an e-mail address", address[0])


def told_by_agency(data: bytes) -> Iterator[Trace]:
    """Yield what the IPTC records among Photoshop's resources reveal."""
    seen: set[str] = set()
    for record in _RECORD.finditer(data):
        what, place_or_time = told("agency").get(str(record[1][0]), ("", False))
        if what and what not in seen:
            seen.add(what)
            value = data[record.end() : record.end() + int.from_bytes(record[2], "big")]
            yield Trace(what, value.decode("utf-8", "replace").strip("\0 "), place_or_time)


_VALUE = (
    r"(?:\s*=\s*[\"']([^\"'<>]{0,200})[\"']|[^<>]{0,100}>(?:\s*<rdf:[^<>]{1,100}>){0,3}\s*([^<>]{0,200}))"
)
_LARGEST_PACKET = 1 << 20


def traces(packet: bytes) -> Iterator[Trace]:
    """Yield what a packet reveals about persons, places and devices."""
    text = with_usual_prefixes(packet[:_LARGEST_PACKET].decode("utf-8", "replace"))
    seen: set[str] = set()
    for pattern, (what, place_or_time) in told("xmp").items():
        found = re.search(pattern.replace("%", _VALUE), text)
        if found and what not in seen:
            seen.add(what)
            value = next(filter(None, found.groups()), "")
            yield Trace(what, value.strip(), place_or_time)
    if path := PATH.search(text):
        yield Trace("the path of a file", path[0])
