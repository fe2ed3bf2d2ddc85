"""What a part of a finished file says: texts of markup, packed bytes in each encoding, pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Literal

from toolchain.model.expressions import expression
from toolchain.model.records import Record

_MARKUP = expression(
    r"<!--(.*?)-->|<!\[CDATA\[(.*?)\]\]>|<\?(.*?)\?>|</?([\w:.-]+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_VALUE = expression(r"""[\w:.-]+\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_BLOCKS = frozenset((
    "w:p", "w:tc", "w:br", "w:tab", "p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6",
    "section", "figcaption", "caption", "dt", "dd", "br", "tr", "aside",
))  # fmt: skip
_STYLE = expression(r"<style\b[^>]*>.*?</style>", re.DOTALL | re.IGNORECASE)

Kind = Literal["shown", "unseen", "raw", "noise", "picture", "unread"]


class Layer(Record):
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


def noise(data: bytes, where: str) -> Iterator[Layer]:
    """Yield packed bytes as text, in each encoding."""
    yield from (Layer("noise", where, text) for text in (data.decode("latin-1"), *wide(data)))


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


def wide(data: bytes) -> Iterator[str]:
    """Yield bytes as text in UTF-16, from the first byte and from the second."""
    for at in (0, 1):
        for order in ("utf-16-le", "utf-16-be"):
            yield data[at:].decode(order, "ignore")
