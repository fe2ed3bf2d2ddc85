"""Texts that a file has packed or written by codes: RTF, mail, base64, escapes of style sheets."""

from __future__ import annotations

import base64
import bz2
import email
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

from toolchain.model.expressions import expression

_UNPACKING: dict[bytes, Callable[[bytes, int], bytes]] = {
    b"BZh": lambda data, most: bz2.BZ2Decompressor().decompress(data, most),
    b"\xfd7zXZ\0": lambda data, most: lzma.LZMADecompressor(memlimit=most).decompress(data, most),
    **dict.fromkeys(
        (b"x\x01", b"x^", b"x\x9c", b"x\xda"), lambda data, most: zlib.decompressobj().decompress(data, most)
    ),
}
_CODED = expression(r"(?<![\w+/])(?:[0-9a-fA-F]{2}){8,100000}(?![\w+/])|[A-Za-z0-9+/]{15,100000}={0,2}")
_ESCAPE = expression(r"\\([0-9a-fA-F]{2,6})[ \t\n]?")
_SYMBOL = expression(r'<w:sym\b[^<>]*?\bw:char="(?:F0|00)([0-9A-Fa-f]{2})"[^<>]*>')
_TAGS = expression("[\U000e0020-\U000e007e]")
"""Characters that nobody sees, each with the code of a Latin letter."""
_RTF = expression(
    r"\\u(-?\d{1,5}) ?\??|\\'([0-9a-fA-F]{2})|\\(?:par|line|tab|cell|row)\b ?|(\\[a-z]+-?\d* ?|[{}\r\n])"
)


def unpacked(data: bytes, most: int) -> bytes:
    """Return what was packed by zlib, bzip2 or xz, at most so many bytes; nothing for anything else."""
    for start, unpack in _UNPACKING.items():
        if data.startswith(start):
            with suppress(zlib.error, lzma.LZMAError, OSError, EOFError, ValueError):
                return unpack(data, most)
    return b""


def parts_of_mail(data: bytes) -> Iterator[bytes]:
    """Yield the parts of a mail or of a page saved as one file (MHTML), decoded."""
    if b"content-transfer-encoding" in data[:4096].lower():
        for part in email.message_from_bytes(data).walk():
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield content


def rtf(data: bytes) -> str:
    """Return the text of an RTF file."""

    def char(found: re.Match[str]) -> str:
        if found[1]:
            return chr(int(found[1]) % 0x10000)
        return bytes.fromhex(found[2]).decode("cp1252", "replace") if found[2] else "" if found[3] else "\n"

    return _RTF.sub(char, data.decode("latin-1"))


def with_symbols(text: str) -> str:
    """Return the markup of Word with the letters that are put in as symbols."""
    return _SYMBOL.sub(lambda found: chr(int(found[1], 16)), text) if "<w:sym" in text else text


def written_otherwise(text: str) -> Iterator[str]:
    """Yield what of a text is written by codes, each way on its own."""
    if _ESCAPE.search(text):
        yield _ESCAPE.sub(lambda found: _char(int(found[1], 16)), text)
    if not text.isascii():
        if _TAGS.search(text):
            yield _TAGS.sub(lambda found: chr(ord(found[0]) - 0xE0000), text)
        if "\u202e" in text:  # shown from right to left, whatever its letters are
            yield text[::-1]
    for found in _CODED.finditer(text):
        with suppress(ValueError):
            data = _decoded(found[0])
            if all(char.isprintable() or char.isspace() for char in data):
                yield data


def _char(code: int) -> str:
    return chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else ""


def _decoded(code: str) -> str:
    """Return a text from base64 or hexadecimal digits. Raise `ValueError` if it is none."""
    is_hex = not len(code) % 2 and not code.strip("0123456789abcdefABCDEF")
    body = code.rstrip("=")
    data = bytes.fromhex(code) if is_hex else base64.b64decode(body + "=" * (-len(body) % 4), validate=True)
    return data.decode()
