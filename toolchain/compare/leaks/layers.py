"""All texts of a finished file, in every part of it and in every encoding, and all its pictures."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Literal, NamedTuple

from toolchain.data import FOLDER

_DEEPEST = 6
_MOST = 400_000_000
"""Maximum number of bytes of all parts."""
_FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"wOFF", b"wOF2", b"ttcf")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF", b"BM")
_URI = re.compile(rb"data:[\w.+-]+/[\w.+-]+(?:;[\w=.+-]+)*;base64,([A-Za-z0-9+/=%\s]+)")
_MARKUP = re.compile(
    r"<!--(.*?)-->|<!\[CDATA\[(.*?)\]\]>|<\?(.*?)\?>|</?([\w:.-]+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_VALUE = re.compile(r"""[\w:.-]+\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_BLOCKS = frozenset((
    "w:p", "w:tc", "w:br", "w:tab", "p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6",
    "section", "figcaption", "caption", "dt", "dd", "br", "tr", "aside",
))  # fmt: skip
_STYLE = re.compile(r"<style\b[^>]*>.*?</style>", re.DOTALL | re.IGNORECASE)

Kind = Literal["shown", "unseen", "raw", "noise", "picture", "unread"]


class Layer(NamedTuple):
    """A text of a file. `where` names the part.

    shown    a text that people read, in one of its forms
    unseen   values, properties and names that nobody sees
    raw      the bytes of a part, decoded
    noise    bytes that are packed, of which a short name may be a part by chance
    picture  the bytes of a picture
    unread   a part that cannot be read
    """

    kind: Kind
    where: str
    text: str
    data: bytes = b""


def layers(data: bytes, where: str = "", depth: int = 0) -> Iterator[Layer]:
    """Yield all texts of a file and of the files in it."""
    if depth > _DEEPEST:
        yield Layer("unread", where, "")
    elif data.startswith((b"PK\3\4", b"PK\5\6")):
        yield from _zip(data, where, depth)
    elif data.lstrip()[:5] == b"%PDF-":
        from toolchain.compare.leaks.pdf import pdf_layers

        yield Layer("noise", where, _latin(data))
        yield from pdf_layers(data, where, depth)
    elif data.startswith(_PICTURES):
        yield from picture(data, where)
    elif data.startswith(_FONTS):
        if hashlib.sha256(data).digest() not in _our_fonts():
            yield from noise(data, where)
    else:
        yield from _text(data, where, depth)


def noise(data: bytes, where: str) -> Iterator[Layer]:
    """Yield packed bytes as text, in each encoding."""
    yield from (Layer("noise", where, text) for text in (_latin(data), *_wide(data)))


def picture(data: bytes, where: str) -> Iterator[Layer]:
    """Yield a picture, and what its file says besides."""
    yield Layer("picture", where, "", data)
    yield from noise(data, where)
    from PIL import Image

    with suppress(Exception), Image.open(io.BytesIO(data)) as image:  # whatever a broken picture raises
        for each in (*image.info, *image.info.values(), *image.getexif().values()):
            if isinstance(each, bytes):
                yield from noise(each, where)
            else:
                yield Layer("unseen", where, str(each))


def _zip(data: bytes, where: str, depth: int) -> Iterator[Layer]:
    yield Layer("noise", where, _latin(data))  # what lies between the parts too
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
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
        yield Layer("unread", where, "")


def _text(data: bytes, where: str, depth: int) -> Iterator[Layer]:
    for found in _URI.finditer(data):
        packed = re.sub(rb"%..|\s", b"", found[1])
        with suppress(ValueError):
            yield from layers(base64.b64decode(packed + b"=" * (-len(packed) % 4)), where, depth + 1)
    data = _URI.sub(b"data:", data)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            yield from (
                Layer("raw", where, each) for each in (data.decode("cp1252", "replace"), *_wide(data))
            )
            text = data.decode("utf-8", "ignore")
    yield Layer("raw", where, text)
    if "\0" in text:
        yield from (Layer("raw", where, each) for each in _wide(data))
    if text.lstrip()[:1] == "<":
        yield from markup(text, where)
    else:
        yield Layer("unseen", where, text)


def markup(text: str, where: str) -> Iterator[Layer]:
    """Yield the texts between tags, together, block by block and apart, and the values of attributes."""
    text = _STYLE.sub("<style/>", text)  # its names are those of style sheets; it is searched as raw text
    together: list[str] = []
    blocks: list[str] = []
    apart: list[str] = []
    values: list[str] = []
    end = 0
    for found in _MARKUP.finditer(text):
        between = text[end : found.start()]
        together.append(between)
        blocks += (between, "\n" if found[4] in _BLOCKS else "")
        apart += (between, " ")
        end = found.end()
        values += [each for each in found.groups()[:3] if each]
        values += [one or two for one, two in _VALUE.findall(found[5] or "")]
    for parts in (together, blocks, apart):
        yield Layer("shown", where, "".join((*parts, text[end:])))
    yield Layer("unseen", where, "\n".join(dict.fromkeys(values)))


def _latin(data: bytes) -> str:
    return data.decode("latin-1")


def _wide(data: bytes) -> Iterator[str]:
    """Yield bytes as text in UTF-16, from the first byte and from the second."""
    for at in (0, 1):
        for order in ("utf-16-le", "utf-16-be"):
            yield data[at:].decode(order, "ignore")


@cache
def _our_fonts() -> frozenset[bytes]:
    files = (FOLDER / "fonts").glob("*.ttf")
    return frozenset(hashlib.sha256(each.read_bytes()).digest() for each in files)
