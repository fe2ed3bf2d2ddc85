"""A PDF as typst writes it, object by object: taken apart, and packed again.

typst writes a table of objects (ISO 32000-1, 7.5.4) and puts one object after another; only contents, fonts
and pictures are streams. `packed` puts all others into compressed object streams (7.5.7) with a stream for
the table (7.5.8).
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Mapping

from toolchain.model.expressions import expression
from toolchain.model.records import Changing

_LITERAL = expression(r"[()\\\x00-\x1f]")
_LENGTH = expression(rb"/Length (\d+)")
ABOVE = 10.0
"""Points by which typst aims above what it points at."""
_END = b"\nendstream"
_IN_A_STREAM = 500
"""Objects in an object stream: a reader unpacks all of one to read any."""


class File(Changing):
    """The objects of a file by their numbers, without `obj` and `endobj`; `root` and `info` are numbers."""

    objects: dict[int, bytes]
    root: int
    info: int
    free: int

    def add(self) -> int:
        """Add an empty object and return its number."""
        self.objects[self.free] = b""
        self.free += 1
        return self.free - 1

    def number(self, key: bytes, around: int) -> int:
        """Return the number of the object to which a key of a dictionary refers; 0 if there is none."""
        found = re.search(rb"/%s (\d+) 0 R" % key, self.objects[around])
        return int(found[1]) if found else 0

    def unpacked(self, number: int) -> bytes:
        """Return the data of a stream."""
        head, _, rest = self.objects[number].partition(b"stream\n")
        length = _LENGTH.search(head)
        data = rest[: int(length[1])] if length else rest
        return zlib.decompress(data) if b"/FlateDecode" in head else data

    def put(self, number: int, data: bytes) -> None:
        """Put data into a stream that is compressed."""
        packed = zlib.compress(data, 6)
        head = _LENGTH.sub(b"/Length %d" % len(packed), self.objects[number].partition(b"stream\n")[0])
        self.objects[number] = b"%sstream\n%s\nendstream" % (head, packed)

    def place(self, number: int, above: float = ABOVE) -> bytes:
        """Return the destination of an object, at the height of what it points at."""
        inside = self.objects[number].split(b"/D[")[-1].strip(b"[]<>")
        return b"[%s]" % re.sub(
            rb"(/XYZ \S+ )(\S+)",
            lambda found: found[1] + b"%.3f" % max(0.0, float(found[2]) - above),
            inside,
        )


def taken_apart(data: bytes) -> File:
    """Return the objects of a file that typst wrote. Raise `ValueError` if it is written in another way."""
    start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    head, _, rows = data[start:].partition(b"\n")[2].partition(b"\n")
    count = int(head.split()[1])
    offsets = [int(rows[20 * number : 20 * number + 10]) for number in range(count)]
    order = sorted(range(1, count), key=offsets.__getitem__)
    objects = {}
    for number, following in zip(order, [*map(offsets.__getitem__, order[1:]), start], strict=True):
        one = data[offsets[number] : following]
        objects[number] = one[one.index(b"obj") + 4 : one.rindex(b"endobj")].rstrip(b"\n")
    trailer = data[data.rindex(b"trailer") :]
    found = [re.search(rb"/%s (\d+) 0 R" % key, trailer) for key in (b"Root", b"Info")]
    root, info = (int(each[1]) if each else 0 for each in found)
    if not (root and info):
        raise ValueError("a trailer without a catalogue")
    return File(objects, root, info, count)


def string(text: str) -> bytes:
    """Return a text string (7.9.2.2): of ASCII, or of UTF-16 in hexadecimal digits."""
    if text.isascii() and not _LITERAL.search(text):
        return b"(" + text.encode() + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def names(found: Mapping[str, bytes]) -> bytes:
    """Return a name tree of one node (7.9.6), in the order of the bytes: names in UTF-16 are last."""
    in_order = sorted(found, key=lambda key: (string(key)[:1] == b"<", key))
    return b"<</Names[%s]>>" % b"".join(string(key) + found[key] for key in in_order)


def packed(file: File) -> bytes:
    """Return the bytes of a file. Its identifier is made of them, so that the same text has the same file."""
    objects, out, rows = file.objects, bytearray(b"%PDF-1.7\n%\x80\x80\x80\x80\n"), {}
    together = frozenset(key for key, body in objects.items() if key != file.root and not body.endswith(_END))
    plain = sorted(together)
    for number in sorted(objects):
        if number not in together:
            rows[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, _ended(objects[number]))
    size = file.free
    for at in range(0, len(plain), _IN_A_STREAM):
        some, offset, places = plain[at : at + _IN_A_STREAM], 0, []
        for index, number in enumerate(some):
            places.append(b"%d %d" % (number, offset))
            offset += len(objects[number]) + 1
            rows[number] = (2, size, index)
        first = b" ".join(places) + b"\n"
        body = first + b"\n".join([objects[number] for number in some])
        rows[size] = (1, len(out), 0)
        out += _stream(size, b"/Type/ObjStm/N %d/First %d" % (len(some), len(first)), body)
        size += 1
    start = len(out)
    rows[0], rows[size] = (0, 0, 65535), (1, start, 0)
    table = b"".join(struct.pack(">BIH", *rows.get(number, (0, 0, 0))) for number in range(size + 1))
    identity = hashlib.sha256(out).hexdigest()[:32].encode()
    values = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (
        size + 1, file.root, file.info, identity, identity,
    )  # fmt: skip
    out += _stream(size, values, table) + b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _stream(number: int, values: bytes, body: bytes) -> bytes:
    data = zlib.compress(body, 6)
    return b"%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendobj\n" % (
        number, values, len(data), _ended(data + _END),
    )  # fmt: skip


def _ended(stream: bytes) -> bytes:
    """Return a stream whose last byte is not taken for a part of the end of line after it (7.3.8.1)."""
    return stream[: -len(_END)] + b"\r" + _END if stream.endswith(b"\r" + _END) else stream
