"""Read the Exif data of a camera in a picture (CIPA DC-008, Exif 2.32, section 4.6).

Only entries about persons, places and devices are read, and the orientation. No offset or count is trusted.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from toolchain.formats.pictures.texts import told
from toolchain.model import Trace
from toolchain.model.records import Record

_MOST_ENTRIES = 1000
"""Maximum number of entries in a directory; cameras write some hundred."""
_ORIENTATION, _EXIF, _GPS = 0x0112, 0x8769, 0x8825
_WIDTHS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
"""Bytes of a value by its type."""
_UNSHOWN = frozenset((0x927C, 0x9286, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E))
"""Tags whose values are not plain ASCII."""


class _Entry(Record):
    kind: int
    value: bytes


_Directory = Mapping[int, _Entry]


class _Tiff:
    """The directories of a block of Exif data, which begins with its byte order."""

    def __init__(self, data: bytes) -> None:
        self.data = data.removeprefix(b"Exif\0\0")
        self.order = {b"II": "<", b"MM": ">"}.get(self.data[:2], "")

    def number(self, form: str, place: int) -> int:
        """Return a number at a place, 0 after the end of the data."""
        try:
            (found,) = struct.unpack_from(self.order + form, self.data, place)
        except (struct.error, OverflowError):
            return 0
        return int(found)

    def directory(self, place: int) -> tuple[dict[int, _Entry], int]:
        """Return the entries of a directory, and the place of the next one (0 for none)."""
        if not self.order or not place:
            return {}, 0
        count = min(self.number("H", place), _MOST_ENTRIES)
        found: dict[int, _Entry] = {}
        for at in range(place + 2, place + 2 + 12 * count, 12):
            tag, kind, length = self.number("H", at), self.number("H", at + 2), self.number("I", at + 4)
            size = _WIDTHS.get(kind, 1) * length
            start = at + 8 if size <= 4 else self.number("I", at + 8)
            found.setdefault(tag, _Entry(kind, self.data[start : start + min(size, 1024)]))
        return found, self.number("I", place + 2 + 12 * count)

    def whole(self, entry: _Entry | None) -> int:
        """Return the integer value of an entry, 0 if there is none."""
        form = {3: "H", 4: "I", 13: "I"}.get(entry.kind, "") if entry else ""
        return _Tiff(self.data[:2] + (entry.value if entry else b"")).number(form, 2) if form else 0


def orientation(data: bytes) -> int:
    """Return the orientation of the picture, 1 (upright) to 8; 1 for a missing or invalid one."""
    tiff = _Tiff(data)
    found = tiff.whole(tiff.directory(tiff.number("I", 4))[0].get(_ORIENTATION))
    return found if found in range(1, 9) else 1


def traces(data: bytes) -> Iterator[Trace]:
    """Yield what a block of Exif data reveals about persons, places and devices."""
    tiff = _Tiff(data)
    main, after = tiff.directory(tiff.number("I", 4))
    inner, _ = tiff.directory(tiff.whole(main.get(_EXIF)))
    position, _ = tiff.directory(tiff.whole(main.get(_GPS)))
    if position.keys() - {0}:  # 0 is the version of the form
        yield Trace("where it was taken", _position(tiff, position), place_or_time=True)
    if tiff.directory(after)[0]:
        yield Trace("a smaller copy of itself from before it was edited", "")
    for key, (what, place_or_time) in told("exif").items():
        tag = int(key, 16)
        entry = main.get(tag) or inner.get(tag)
        if entry and entry.value.strip(b"\0 "):
            value = "" if tag in _UNSHOWN else entry.value.partition(b"\0")[0].decode("utf-8", "replace")
            yield Trace(what, value.strip(), place_or_time)


def _position(tiff: _Tiff, directory: _Directory) -> str:
    """Return latitude and longitude in degrees, "" if one is missing."""
    found = []
    for reference, degrees, negative in ((1, 2, b"S"), (3, 4, b"W")):
        sign, values = directory.get(reference), directory.get(degrees)
        try:
            parts = struct.unpack_from(f"{tiff.order}6I", values.value if values else b"")
        except struct.error:
            return ""
        if 0 in parts[1::2]:
            return ""
        angle = parts[0] / parts[1] + parts[2] / parts[3] / 60 + parts[4] / parts[5] / 3600
        found.append(-angle if sign and sign.value[:1] == negative else angle)
    return ", ".join(f"{angle:.4f}" for angle in found)
