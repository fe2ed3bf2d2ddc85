"""All texts of a finished file, in every part of it and in every encoding, and all its pictures."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

from toolchain.compare.leaks.pdf import Layer, markup, noise, pdf_layers, picture, wide
from toolchain.compare.leaks.written_otherwise import (
    parts_of_mail,
    rtf,
    unpacked,
    with_symbols,
    written_otherwise,
)
from toolchain.data import FOLDER
from toolchain.model.expressions import expression

_DEEPEST = 6
_MOST = 400_000_000
"""Maximum number of bytes of all parts."""
_FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"wOFF", b"wOF2", b"ttcf")
_PACKED = b"\x1f\x8b"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF", b"BM")
_URI = expression(rb"data:[\w.+-]+/[\w.+-]+(?:;[\w=.+-]+)*;base64,([A-Za-z0-9+/=%\s]+)")


def layers(data: bytes, where: str = "", depth: int = 0) -> Iterator[Layer]:
    """Yield all texts of a file and of the files in it."""
    if depth > _DEEPEST:
        yield Layer("unread", where, "")
    elif data.startswith((b"PK\3\4", b"PK\5\6")):
        yield from _zip(data, where, depth)
    elif data.lstrip()[:5] == b"%PDF-":
        yield Layer("noise", where, data.decode("latin-1"))
        yield from pdf_layers(data, where, lambda data, where: layers(data, where, depth + 1))
    elif data.startswith(_PACKED):  # as Word packs drawings of Windows
        yield from _gzip(data, where, depth)
    elif data.startswith(_PICTURES):
        yield from picture(data, where)
    elif data.startswith(_FONTS):
        if hashlib.sha256(data).digest() not in _our_fonts():
            yield from noise(data, where)
    elif inner := unpacked(data, _MOST):
        yield from noise(data, where)
        yield from layers(inner, where, depth + 1)
    else:
        yield from _text(data, where, depth)


def _zip(data: bytes, where: str, depth: int) -> Iterator[Layer]:
    yield Layer("noise", where, data.decode("latin-1"))  # what lies between the parts too
    left = _MOST
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Layer("raw", where, archive.comment.decode("utf-8", "replace"))
            for entry in archive.infolist():
                yield Layer("unseen", f"{where}{entry.filename}", entry.filename)
                for each in (entry.comment, entry.extra):
                    yield Layer("raw", entry.filename, each.decode("utf-8", "replace"))
                left -= entry.file_size
                if left < 0:
                    yield Layer("unread", entry.filename, "")
                    return
                yield from layers(archive.read(entry), entry.filename, depth + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
        yield Layer("unread", where, "")


def _gzip(data: bytes, where: str, depth: int) -> Iterator[Layer]:
    unpacking = zlib.decompressobj(31)
    with suppress(zlib.error):
        yield from layers(unpacking.decompress(data, _MOST), where, depth + 1)
    if not unpacking.eof:
        yield Layer("unread", where, "")
    elif unpacking.unused_data:
        yield from layers(unpacking.unused_data, where, depth + 1)


def _text(data: bytes, where: str, depth: int) -> Iterator[Layer]:
    for part in parts_of_mail(data):
        yield from layers(part, where, depth + 1)
    if data.startswith(b"{\\rtf"):
        yield Layer("raw", where, rtf(data))
    for found in _URI.finditer(data):
        packed = re.sub(rb"%..|\s", b"", found[1])
        with suppress(ValueError):
            yield from layers(base64.b64decode(packed + b"=" * (-len(packed) % 4)), where, depth + 1)
    data = _URI.sub(b"data:", data)
    if b"\0\0\0" in data:  # UTF-32
        yield Layer("raw", where, data.replace(b"\0", b"").decode("latin-1"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            yield from (Layer("raw", where, each) for each in (data.decode("cp1252", "replace"), *wide(data)))
            text = data.decode("utf-8", "ignore")
    is_markup = text.lstrip()[:1] == "<"  # in which the name of a tag, such as “a”, is no word of a sentence
    apart = text.replace("<", "<ǁ ") if is_markup else text
    yield from (Layer("raw", where, each) for each in (apart, *written_otherwise(apart)))
    if "\0" in text:
        yield from (Layer("raw", where, each) for each in wide(data))
    if is_markup:
        yield from markup(with_symbols(text), where)
    else:
        yield Layer("unseen", where, text)


@cache
def _our_fonts() -> frozenset[bytes]:
    files = (FOLDER / "fonts").glob("*.ttf")
    return frozenset(hashlib.sha256(each.read_bytes()).digest() for each in files)
