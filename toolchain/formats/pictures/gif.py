"""Split a GIF into blocks (GIF89a, sections 12 and 15 to 27), and keep those that its look needs."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.formats.pictures import texts
from toolchain.formats.pictures.jpeg import Content
from toolchain.formats.pictures.texts import told_by_text
from toolchain.model import Trace

_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_CONTROL, _COMMENT, _APPLICATION = 0xF9, 0xFE, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_XMP = b"XMP DataXMP"


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
    if data[begin + 1] == _COMMENT:
        yield from told_by_text("comment", b"".join(_joined(data, begin + 2)))
    elif data[begin + 3 : begin + 14] == _XMP:
        yield from texts.traces(data[begin + 14 : end])


def _joined(data: bytes, place: int) -> Iterator[bytes]:
    while size := data[place]:
        yield data[place + 1 : place + 1 + size]
        place += 1 + size
