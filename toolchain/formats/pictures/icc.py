"""Colour profiles without data about a screen and its owner (ICC.1:2022, clause 7).

A profile that was measured for a screen can have its serial number, the name that its owner gave it, and the
date. The colours are kept unchanged; a well-known profile keeps its name, other profiles lose theirs. The
date is always 1 January 1980.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping

from toolchain.model.expressions import expression

LARGEST = 1 << 23
"""Maximum number of bytes; profiles of printing presses have up to four million."""

_HEADER = 128
_COLOURS = frozenset(
    b"wtpt bkpt chad rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC lumi cicp "
    b"A2B0 A2B1 A2B2 A2B3 B2A0 B2A1 B2A2 B2A3 D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 B2D3 "
    b"gamt pre0 pre1 pre2 rig0 rig2 chrm clro clrt ncl2 view meas tech".split()
)
_OF_PICTURE = expression(rb"[\0-\4].{3}(?:scnr|mntr|prtr|spac)(?:RGB |GRAY|CMYK)", re.DOTALL)
"""Release, class and colours, from byte 8 on, of a profile that a picture can have (ISO 19005-3, 6.2.4.2)."""
_OF_ONE_DEVICE = frozenset(b"mmod meta targ vcgt CIED DevD".split())
_WELL_KNOWN = (
    *("sRGB", "Adobe RGB", "Display P3", "ProPhoto", "Generic ", "Gray Gamma", "Dot Gain", "DCI"),
    *("Coated FOGRA", "U.S. ", "ISO Coated", "PSO ", "Japan Color", "GIMP built-in", "Rec", "ITU-R"),
)
_DAY = struct.pack(">6H", 1980, 1, 1, 0, 0, 0)


def without_traces(profile: bytes) -> bytes:
    """Return the profile without traces, b"" if it is invalid, of no picture, or larger than `LARGEST`."""
    tags = _tags(profile)
    if not tags or len(profile) > LARGEST or not _OF_PICTURE.match(profile, 8):
        return b""
    known = _name(tags.get(b"desc", b"")).startswith(_WELL_KNOWN) and tags.keys().isdisjoint(_OF_ONE_DEVICE)
    words = {b"desc": "Colour profile", b"cprt": "Not stated"}
    made = {tag: data for tag, data in tags.items() if tag in _COLOURS or (known and tag in words)}
    for tag, text in () if known else words.items():
        made[tag] = _said(text, tag, modern=profile[8] >= 4)
    return _written(profile[:_HEADER], made, known=known)


def _tags(profile: bytes) -> Mapping[bytes, bytes]:
    """Return the parts of a profile by their signatures, none if it is not complete."""
    if profile[36:40] != b"acsp" or len(profile) < _HEADER + 4:
        return {}
    count = min(int.from_bytes(profile[_HEADER : _HEADER + 4], "big"), 200)
    found: dict[bytes, bytes] = {}
    for place in range(_HEADER + 4, _HEADER + 4 + 12 * count, 12):
        if place + 12 > len(profile):
            return {}
        tag, start, size = struct.unpack_from(">4sII", profile, place)
        if start + size > len(profile):
            return {}
        found[tag] = profile[start : start + size]
    return found


def _name(data: bytes) -> str:
    """Return the words of a textDescriptionType, or the first language of a multiLocalizedUnicodeType."""
    if data[:4] == b"desc":
        size = int.from_bytes(data[8:12], "big")
        return data[12 : 12 + size].decode("latin-1")
    if data[:4] == b"mluc" and len(data) >= 28:
        size, start = struct.unpack_from(">II", data, 20)
        return data[start : start + size].decode("utf-16-be", "replace")
    return ""


def _said(text: str, tag: bytes, *, modern: bool) -> bytes:
    """Return a text in the type of a version 4 profile (`modern`), or of an older one."""
    if modern:
        words = text.encode("utf-16-be")
        return b"mluc" + struct.pack(">III4sII", 0, 1, 12, b"enUS", len(words), 28) + words
    words = text.encode("ascii") + b"\0"
    if tag == b"cprt":
        return b"text\0\0\0\0" + words
    return b"desc" + struct.pack(">II", 0, len(words)) + words + bytes(4 + 4 + 2 + 1 + 67)


def _written(header: bytes, tags: Mapping[bytes, bytes], *, known: bool) -> bytes:
    """Return a profile of these parts; equal parts are stored once, which is allowed."""
    place = _HEADER + 4 + 12 * len(tags)
    table, body, places = [struct.pack(">I", len(tags))], list[bytes](), dict[bytes, int]()
    for tag, data in tags.items():
        if data not in places:
            places[data] = place
            body.append(data + bytes(-len(data) % 4))
            place += len(body[-1])
        table.append(struct.pack(">4sII", tag, places[data], len(data)))
    device = header[48:56] if known else bytes(8)
    begin = (place.to_bytes(4, "big"), header[4:24], _DAY, header[36:48], device, header[56:84], bytes(44))
    return b"".join((*begin, *table, *body))
