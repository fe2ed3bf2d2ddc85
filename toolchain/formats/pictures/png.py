"""Split a PNG: its header, whether it is complete, its metadata (PNG, third edition, sections 5 and 11).

Nearly every picture of a submission is a PNG, and importing Pillow only for the header took 9 ms, a twelfth
of a check. Only a picture with a palette is decoded.

What no pixel shows is removed: bytes after the compressed pixels, rows below the picture, unused colours of
the palette. For this, pixels are uncompressed once; those of a picture without a palette are only counted.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from toolchain.model import Trace
from toolchain.model.records import Record
from toolchain.rules.confidentiality import SAVED

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_METRE = 39.3701
"""Inches in a metre."""
_PALETTE = 3
MAX_PIXELS = 89_000_000
"""The most pixels that a picture has: of more than these, Pillow prints a warning."""
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), _PALETTE: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""Bits of a sample by type of colour (11.2.1)."""
_SAMPLES = {0: 1, 2: 3, _PALETTE: 1, 4: 2, 6: 4}
"""Numbers that make a pixel."""
_PASSES = (
    ((0, 0, 1, 1),),
    ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)),
)
"""Without and with interlacing: the first column and row of each pass, and the distance to the next."""
_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT".split()
)
"""Chunks that define the look of a picture; all others are removed."""
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_LONGEST_TEXT = 1 << 20
"""Maximum number of bytes of a compressed text that are read."""


class Chunk(NamedTuple):
    """A chunk: its type and its data."""

    kind: bytes
    data: bytes


class Png(Record):
    """Width and height in pixels, pixels per inch (0 if not stated), orientation, bytes and traces.

    `deep` means more than 8 bits for a colour, `cut` that pixels are missing: each program shows something
    else in their place, or nothing at all.
    """

    width: int
    height: int
    dpi: float
    orientation: int
    data: bytes
    traces: tuple[Trace, ...]
    deep: bool
    cut: bool


def read_png(data: bytes) -> Png:
    """Return the content of a file that begins with `SIGNATURE`.

    Raise `ValueError` if a chunk is missing, cut off or changed.
    """
    chunks, length = chunks_of(data)
    first = {chunk.kind: chunk.data for chunk in reversed(chunks)}
    header = first.get(b"IHDR", b"")
    if len(header) != 13 or chunks[0].kind != b"IHDR":
        raise ValueError("it has no header")
    width, height, depth, colour, *form = struct.unpack(">II5B", header)
    if not width or not height or not _is_known(depth, colour, *form):
        raise ValueError("it is of a form that there is not")
    if b"IDAT" not in first or (colour == _PALETTE and b"PLTE" not in first):
        raise ValueError("it holds no picture")
    across, _, unit = struct.unpack(">IIB", first.get(b"pHYs", b"")[:9].ljust(9, b"\0"))
    has_colours = colour == _PALETTE and b"acTL" not in first
    most = (width * depth // 8 + 2) * height if has_colours else 0
    size = -1 if width * height > MAX_PIXELS else _row_bytes(width, height, depth * _SAMPLES[colour], form[2])
    kept, pixels, cut = without_rest(tuple(_kept(chunks)), size, most)
    before, after = ([each for each in some if each.kind in _HEADS] for some in (chunks, kept))
    if has_colours:
        kept = _with_used_colours(kept, pixels)
    unchanged = kept == chunks and length == len(data)
    return Png(
        width,
        height,
        across / _METRE if unit == 1 else 0,
        _orientation(first.get(b"eXIf", b"")),
        data if unchanged else _joined(kept),
        (*_traces(chunks), *([Trace("data that is not shown", "")] if after != before else ())),
        deep=depth > 8 and bool(colour & 6),
        cut=cut,
    )


def _row_bytes(width: int, height: int, bits: int, interlaced: int) -> int:
    """Return the number of bytes of all rows of pixels of some bits, each with its filter (7.2, 8)."""
    passes = ((-(-(width - x) // dx), -(-(height - y) // dy)) for x, y, dx, dy in _PASSES[interlaced])
    return sum((-(-wide * bits // 8) + 1) * high for wide, high in passes if wide)


def _with_used_colours(chunks: tuple[Chunk, ...], pixels: bytes) -> tuple[Chunk, ...]:
    """Return the chunks with black for each colour that no pixel uses."""
    first = {chunk.kind: chunk.data for chunk in chunks}
    back = first.get(b"bKGD", b"")[:1]
    found = unused_colours(_joined(chunks), first[b"IHDR"], pixels, len(first[b"PLTE"]) // 3)
    unused = [at for at in found if at not in back]
    values = {b"PLTE": (3, 0), b"tRNS": (1, 255)}
    return tuple(
        Chunk(kind, without_colours(data, unused, *values[kind])) if kind in values else Chunk(kind, data)
        for kind, data in chunks
    )


def _orientation(data: bytes) -> int:
    if not data:
        return 1
    from toolchain.formats.pictures.exif import orientation

    return orientation(data)


def _is_known(depth: int, colour: int, compression: int, filter_: int, interlace: int) -> bool:
    return depth in _DEPTHS.get(colour, ()) and compression == filter_ == 0 and interlace in (0, 1)


def chunks_of(data: bytes) -> tuple[tuple[Chunk, ...], int]:
    """Return all chunks and their number of bytes. Raise `ValueError` for a wrong checksum."""
    found: list[Chunk] = []
    place = len(SIGNATURE)
    while not found or found[-1].kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, place) if len(data) >= place + 8 else (0, b"")
        end = place + 8 + length
        if len(data) < end + 4:
            raise ValueError("its end is missing")
        if data[end : end + 4] != zlib.crc32(data[place + 4 : end]).to_bytes(4, "big"):
            raise ValueError(f"the checksum of its part {kind.decode('latin-1')} is wrong")
        found.append(Chunk(kind, data[place + 8 : end]))
        place = end + 4
    return tuple(found), place


def _kept(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    for chunk in chunks:
        if chunk.kind == b"iCCP":
            from toolchain.formats.pictures.icc import LARGEST, without_traces

            if profile := without_traces(_unpacked(chunk.data.partition(b"\0")[2][1:], LARGEST)):
                yield Chunk(b"iCCP", b"Profile\0\0" + zlib.compress(profile, 9))
        elif chunk.kind in _KEPT:
            yield chunk


def _joined(chunks: Sequence[Chunk]) -> bytes:
    parts = [SIGNATURE]
    for kind, data in chunks:
        parts += (
            struct.pack(">I", len(data)),
            kind,
            data,
            zlib.crc32(data, zlib.crc32(kind)).to_bytes(4, "big"),
        )
    return b"".join(parts)


def _traces(chunks: Sequence[Chunk]) -> Iterator[Trace]:
    for kind, data in chunks:
        if kind == b"tIME":
            year, *rest = struct.unpack(">H5B", data[:7].ljust(7, b"\0"))
            yield Trace(SAVED, f"{year}-{rest[0]:02}-{rest[1]:02}", place_or_time=True)
        elif kind == b"eXIf":
            from toolchain.formats.pictures.exif import traces

            yield from traces(data)
        elif kind in _TEXTS:
            yield from _told(*_text(kind, data))


def _told(name: str, text: bytes) -> Iterator[Trace]:
    from toolchain.formats.pictures import texts

    return texts.traces(text) if name == "XML:com.adobe.xmp" else texts.told_by_text(name, text)


def _text(kind: bytes, data: bytes) -> tuple[str, bytes]:
    """Return the keyword and text of a chunk (11.3.3)."""
    name, _, text = data.partition(b"\0")
    packed = kind == b"zTXt"
    if packed:
        text = text[1:]
    elif kind == b"iTXt":
        packed = text[:1] == b"\1"
        text = text[2:].partition(b"\0")[2].partition(b"\0")[2]
    return name.decode("latin-1"), _unpacked(text, _LONGEST_TEXT) if packed else text[:_LONGEST_TEXT]


def _unpacked(data: bytes, most: int) -> bytes:
    """Return uncompressed data, as far as they can be read, up to `most` bytes."""
    try:
        return zlib.decompressobj().decompress(data, most)
    except zlib.error:
        return b""


_STEP = 1 << 16
_MOST = 1 << 20
"""Number of bytes that are uncompressed at a time."""
_HEADS = {b"IDAT": 0, b"fdAT": 4}
"""Chunks of pixels, and the number of bytes before their pixels."""


def without_rest(chunks: Sequence[Chunk], size: int, kept: int) -> tuple[tuple[Chunk, ...], bytes, bool]:
    """Return the chunks without bytes after the end of the compressed pixels, the first of the pixels, and
    whether some are missing.

    Pixels after the `size` bytes of all rows are taken out, but not in later pictures of an animation. If the
    pixels are damaged, their chunks are returned whole. At least the first `kept` bytes are returned.
    """
    found: list[Chunk] = []
    pixels, cut = b"", False
    for kind, group in groupby(chunks, key=itemgetter(0)):
        parts = [data for _, data in group]
        head = _HEADS.get(kind)
        if head is None:
            found += (Chunk(kind, data) for data in parts)
            continue
        packed = b"".join(data[head:] for data in parts)
        left, pixels, lacks = _unpacked_pixels(packed, size, kept)
        cut |= lacks and not head
        if left > len(packed) and not head:
            parts = [_shortened(packed, size)]
            left = len(parts[0])
        for data in parts:
            found.append(Chunk(kind, data[: head + left]))
            left = max(left - len(data[head:]), 0)
    return tuple(found), pixels, cut


def _has_all(data: bytes, size: int) -> bool:
    """Return whether a zlib stream has so many bytes. Its checksum can be wrong, which no program minds."""
    unpack, data = zlib.decompressobj(-zlib.MAX_WBITS), data[2:]
    with suppress(zlib.error):
        while size > 0 and (part := unpack.decompress(data, _MOST)):
            size, data = size - len(part), unpack.unconsumed_tail
    return size <= 0


def _shortened(data: bytes, size: int) -> bytes:
    """Return the first bytes of a zlib stream, which has more, as a stream of their own."""
    unpack, pack, parts = zlib.decompressobj(), zlib.compressobj(9), list[bytes]()
    while size:
        part = unpack.decompress(data, min(size, _MOST))
        size, data = size - len(part), unpack.unconsumed_tail
        parts.append(pack.compress(part))
    return b"".join((*parts, pack.flush()))


def _unpacked_pixels(data: bytes, size: int, kept: int) -> tuple[int, bytes, bool]:
    """Return where a zlib stream ends, the first bytes that it has, at least `kept`, and whether it has fewer
    than `size`.

    If it is damaged, has no end or is not to be read, return the length of the data; one more if it has more
    than `size` bytes.
    """
    whole, unpack, parts = size, zlib.decompressobj(), list[bytes]()
    try:
        for at in range(0, len(data) if size >= 0 else 0, _STEP):
            rest = data[at : at + _STEP]
            while rest and not unpack.eof and size >= 0:
                part = unpack.decompress(rest, _MOST)
                size -= len(part)
                if kept > 0:
                    parts.append(part)
                    kept -= len(part)
                rest = unpack.unconsumed_tail
            if size < 0:
                return len(data) + 1, b"".join(parts), False
            if unpack.eof:
                return min(at + _STEP, len(data)) - len(unpack.unused_data), b"".join(parts), size > 0
    except zlib.error:
        parts = []
    return len(data), b"".join(parts), not _has_all(data, whole)


def unused_colours(picture: bytes, header: bytes, pixels: bytes, count: int) -> list[int]:
    """Return the numbers of the colours, of `count`, that no pixel uses; none if it cannot be decoded.

    `header` are the data of its chunk IHDR.
    """
    used = _plain_colours(header, pixels, count)
    if used is None:
        used = _decoded_colours(picture)
    return [at for at in range(count) if used and at not in used]


def _plain_colours(header: bytes, pixels: bytes, count: int) -> set[int] | None:
    """Return the colours of pixels in rows without filters, as nearly all programs write them (PNG, 9.2);
    None for others, which must be decoded.
    """
    width, height, depth, _, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    row = (width * depth + 7) // 8 + 1
    if interlaced or len(pixels) != row * height or any(pixels[::row]):
        return None
    samples = b"".join(pixels[at + 1 : at + row] for at in range(0, len(pixels), row))
    shifts, mask = range(0, 8, depth), (1 << depth) - 1
    known = range(count if depth == 8 else 256)
    return {byte >> shift & mask for byte in known if byte in samples for shift in shifts}


def _decoded_colours(picture: bytes) -> set[int]:
    from PIL.PngImagePlugin import PngImageFile

    with warnings.catch_warnings(), suppress(OSError, SyntaxError, ValueError, EOFError):
        warnings.simplefilter("ignore")
        with PngImageFile(io.BytesIO(picture)) as image:
            if image.mode == "P":
                return {at for at, pixels in enumerate(image.histogram()) if pixels}
    return set()


def without_colours(palette: bytes, unused: Sequence[int], size: int, value: int) -> bytes:
    """Return a palette in which each unused colour, of `size` bytes, has only bytes of one value."""
    found = bytearray(palette)
    for at in unused:
        if (at + 1) * size <= len(found):
            found[at * size : (at + 1) * size] = bytes((value,)) * size
    return bytes(found)
