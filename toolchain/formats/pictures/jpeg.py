"""Split a JPEG into segments, a GIF into blocks, and keep those that its look needs.

Segments are those of ITU-T T.81, annex B, blocks those of GIF89a, sections 12 and 15 to 27. The coded picture
is copied byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from toolchain.formats.pictures import exif, icc, texts
from toolchain.formats.pictures.texts import told_by_agency, told_by_text
from toolchain.model import Trace
from toolchain.model.expressions import expression
from toolchain.model.records import Record

_END, _SCAN, _COMMENT, _JFIF, _APP1, _APP2, _APP13, _ADOBE = 0xD9, 0xDA, 0xFE, 0xE0, 0xE1, 0xE2, 0xED, 0xEE
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))
"""Markers without a segment."""
_KEPT = frozenset((*range(0xC0, 0xD0), _SCAN, *range(0xDB, 0xE0))) - {0xC8}
"""Markers of the picture itself: frames, tables, scans."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_MARKER = expression(rb"\xff+([^\x00\xff])", re.DOTALL)
_NEXT = expression(rb"\xff+([\x01-\xcf\xd8-\xfe])", re.DOTALL)
"""A marker that ends coded data: not a restart, and not an escaped byte."""
_EXIF, _XMP, _LONG_XMP = (
    b"Exif\0\0",
    b"http://ns.adobe.com/xap/1.0/\0",
    b"http://ns.adobe.com/xmp/extension/\0",
)
_PROFILE = b"ICC_PROFILE\0"
_LARGEST_PROFILE_PART = 65_519


class Segment(NamedTuple):
    """A marker, the content of its segment, and the coded data after it (for a scan)."""

    marker: int
    data: bytes
    coded: bytes = b""


class Content(Record):
    """The bytes and the traces of a picture, and its orientation, 1 to 8."""

    data: bytes
    traces: tuple[Trace, ...]
    orientation: int = 1


def read_jpeg(data: bytes) -> Content:
    """Return the content of a JPEG, without data after its picture.

    Raise `ValueError` if it ends before its picture does.
    """
    segments = tuple(_segments(data))
    taken = [segment.data for segment in segments if _is_exif(segment)]
    return Content(
        b"".join((b"\xff\xd8", *_kept(segments), bytes((0xFF, _END)))),
        tuple(_traces(segments)),
        next((turned for turned in map(exif.orientation, taken) if turned != 1), 1),
    )


def count_channels(data: bytes) -> int:
    """Return the number of colour channels of a JPEG (B.2.2); four are inks. 0 if it is damaged."""
    with suppress(ValueError, IndexError):
        return next((each.data[5] for each in _segments(data) if each.marker in _FRAMES), 0)
    return 0


def _segments(data: bytes) -> Iterator[Segment]:
    place = 2
    while True:
        found = _MARKER.search(data, place)
        if not found:
            raise ValueError("its end is missing")
        marker, place = found[1][0], found.end()
        if marker == _END:
            return
        if marker in _ALONE:
            continue
        length = int.from_bytes(data[place : place + 2], "big")
        start, place = place + 2, place + length
        if length < 2 or place > len(data):
            raise ValueError("one of its parts is cut off")
        if marker == _SCAN:
            after = _NEXT.search(data, place)
            end = after.start() if after else len(data)
            yield Segment(marker, data[start:place], data[place:end])
            place = end
        else:
            yield Segment(marker, data[start:place])


def _is_exif(segment: Segment) -> bool:
    return segment.marker == _APP1 and segment.data.startswith(_EXIF)


def _kept(segments: Sequence[Segment]) -> Iterator[bytes]:
    """Yield the segments that the look needs. JFIF, Adobe and profile segments define the colours."""
    profile = icc.without_traces(_profile(segments))
    for marker, data, coded in segments:
        if marker == _JFIF and data.startswith(b"JFIF\0") and len(data) >= 14:
            yield _written(marker, data[:12] + b"\0\0")  # without its small copy
        elif marker == _ADOBE and data.startswith(b"Adobe"):
            yield _written(marker, data[:12])
        elif marker == _APP2 and data.startswith(_PROFILE) and profile:
            yield from _written_profile(profile)
            profile = b""
        elif marker in _KEPT:
            yield _written(marker, data)
            yield coded


def _written(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(data) + 2).to_bytes(2, "big") + data


def _profile(segments: Sequence[Segment]) -> bytes:
    """Return the colour profile, which can be in several segments (ICC.1, annex B.4)."""
    start = len(_PROFILE)
    parts = {
        segment.data[start]: segment.data[start + 2 :]
        for segment in segments
        if segment.marker == _APP2 and segment.data.startswith(_PROFILE) and len(segment.data) > start + 2
    }
    return b"".join(parts[number] for number in sorted(parts))


def _written_profile(profile: bytes) -> Iterator[bytes]:
    step = _LARGEST_PROFILE_PART
    parts = [profile[start : start + step] for start in range(0, len(profile), step)]
    for number, part in enumerate(parts, 1):
        yield _written(_APP2, _PROFILE + bytes((number, len(parts))) + part)


def _traces(segments: Sequence[Segment]) -> Iterator[Trace]:
    for segment in segments:
        marker, data, _ = segment
        if _is_exif(segment):
            yield from exif.traces(data)
        elif marker == _APP1 and data.startswith(_XMP):
            yield from texts.traces(data[len(_XMP) :])
        elif marker == _APP1 and data.startswith(_LONG_XMP):
            yield from texts.traces(data[len(_LONG_XMP) + 40 :])
        elif marker == _APP13:
            yield from told_by_agency(data)
        elif marker == _COMMENT:
            yield from told_by_text("comment", data)
        elif marker == _JFIF and (data.startswith(b"JFXX") or any(data[12:14])):
            yield Trace("a smaller copy of itself from before it was edited", "")


_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_CONTROL, _GIF_COMMENT, _APPLICATION = 0xF9, 0xFE, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_GIF_XMP = b"XMP DataXMP"


def read_gif(data: bytes) -> Content:
    """Return the content of a GIF, without data after its end. It has no orientation.

    Raise `ValueError` if it ends before its picture does.
    """
    start = 13 + _table(_byte(data, 10))
    kept, traces = [data[:start]], list[Trace]()
    for begin, end in _blocks(data, start):
        if data[begin] == _IMAGE or _is_shown(data, begin):
            kept.append(data[begin:end])
        else:
            traces += _told(data, begin, end)
    return Content(b"".join((*kept, bytes((_TRAILER,)))), tuple(traces))


def _is_shown(data: bytes, begin: int) -> bool:
    """Return whether an extension is about the timing or repetition of images."""
    kind, application = data[begin + 1], data[begin + 3 : begin + 14]
    return kind == _CONTROL or (kind == _APPLICATION and application in _LOOPS)


def _blocks(data: bytes, place: int) -> Iterator[tuple[int, int]]:
    """Yield the begin and end of each image and extension."""
    while (kind := _byte(data, place)) != _TRAILER:
        begin = place
        if kind == _EXTENSION:
            place += 2
        elif kind == _IMAGE:
            place += 11 + _table(_byte(data, place + 9))
        else:
            raise ValueError("one of its parts is not what it was")
        while size := _byte(data, place):
            place += 1 + size
        place += 1
        yield begin, place


def _byte(data: bytes, place: int) -> int:
    if place >= len(data):
        raise ValueError("its end is missing")
    return data[place]


def _table(flags: int) -> int:
    """Return the number of bytes of a colour table."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _told(data: bytes, begin: int, end: int) -> Iterator[Trace]:
    if data[begin + 1] == _GIF_COMMENT:
        yield from told_by_text("comment", b"".join(_joined(data, begin + 2)))
    elif data[begin + 3 : begin + 14] == _GIF_XMP:
        yield from texts.traces(data[begin + 14 : end])


def _joined(data: bytes, place: int) -> Iterator[bytes]:
    while size := data[place]:
        yield data[place + 1 : place + 1 + size]
        place += 1 + size
