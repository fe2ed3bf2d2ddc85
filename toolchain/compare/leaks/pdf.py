"""All texts of a finished file, in every part and encoding, of pages, names and streams; all its pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

from toolchain.compare.leaks.written_otherwise import unpacked
from toolchain.formats.pdf.fonts import Font, font
from toolchain.formats.pdf.operations import first_name, operations, replacement, shown, strings
from toolchain.model.expressions import expression
from toolchain.model.languages import RIGHT_LETTER
from toolchain.model.records import Record
from toolchain.model.wording import said

if TYPE_CHECKING:
    import pikepdf


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
    """Yield the texts between tags, together, block by block and apart, and what nobody sees: the values of
    attributes and style sheets.
    """
    values = _STYLE.findall(text)
    text = _STYLE.sub("<style/>", text)
    together: list[str] = []
    blocks: list[str] = []
    apart: list[str] = []
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


Inner = Callable[[bytes, str], Iterator[Layer]]
_SHOWS = (b"Tj", b"TJ", b"'", b'"')
_MOVES = (b"Td", b"TD", b"Tm", b"T*", b"'", b'"', b"ET")
_SPACE = 150
"""Thousandths of the font size that are a space between two glyphs."""
_EARLIER = 8
_MOST = 100_000_000
"""Maximum number of bytes that are unpacked once more of a stream."""
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_MARKS = expression(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def pdf_layers(data: bytes, where: str, inner: Inner) -> Iterator[Layer]:
    """Yield all texts of a PDF, unpacked, of its earlier states, and of the files in it (by `inner`)."""
    ends = [found.end() for found in re.finditer(rb"%%EOF", data)]
    for end in ends[-_EARLIER - 1 : -1]:
        yield from _state(data[:end], said("{file}, an earlier state", file=where or "PDF"), inner)
    yield from _state(data, where, inner)


def _state(data: bytes, where: str, inner: Inner) -> Iterator[Layer]:
    import pikepdf

    file = where or "PDF"
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            font_files = {
                each[key].objgen
                for each in pdf.objects
                if isinstance(each, pikepdf.Dictionary)
                for key in _FONT_FILES
                if key in each
            }
            for each in (*pdf.objects, pdf.trailer):
                number, _ = getattr(each, "objgen", (0, 0))  # a number has none, as LibreOffice's lengths
                name = said("{file}, object {number}", file=file, number=str(number))
                texts: list[str] = []
                names: list[str] = []
                _gather(each, texts, names, 0)
                yield Layer("unseen", name, "\n".join(texts))
                yield Layer("raw", name, "\n".join(names))
                if isinstance(each, pikepdf.Stream):
                    yield from _stream(each, name, inner, is_font=each.objgen in font_files)
            drawn = set[Any]()
            for number, page in enumerate(pdf.pages, 1):
                name = said("{file}, page {number}", file=file, number=str(number))
                yield from _glyphs(_contents(page.obj), page.obj.get("/Resources", {}), name, drawn)
            for each in pdf.objects:  # the appearance of a link, a mask, a pattern: no page draws it by name
                if isinstance(each, pikepdf.Stream) and "/BBox" in each and each.objgen not in drawn:
                    name = said("{file}, object {number}", file=file, number=str(each.objgen[0]))
                    drawn.add(each.objgen)
                    yield from _glyphs(bytes(each.read_bytes()), each.get("/Resources", {}), name, drawn)
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, AttributeError):
        yield Layer("unread", where, "")


def _gather(value: Any, said: list[str], names: list[str], depth: int) -> None:
    """Add the strings and names of an object, without those of other objects."""
    import pikepdf

    if isinstance(value, pikepdf.String):
        said += (str(value), bytes(value).decode("utf-8", "ignore"))
    elif isinstance(value, pikepdf.Name):
        names.append(str(value))
    elif depth and value is not None and getattr(value, "is_indirect", False):
        return
    elif isinstance(value, pikepdf.Array):
        for each in value:
            _gather(each, said, names, depth + 1)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key in list(value.keys()):
            names.append(key)
            if key != "/ID" or not isinstance(value.get(key), pikepdf.Array):  # digests: words by chance
                _gather(value.get(key), said, names, depth + 1)


def _stream(stream: pikepdf.Stream, where: str, inner: Inner, *, is_font: bool) -> Iterator[Layer]:
    import pikepdf

    if "/Width" in stream and "/Subtype" not in stream and stream.get("/Type", "/XObject") == "/XObject":
        # a page's thumbnail need not say its type
        stream["/Subtype"] = pikepdf.Name.Image
    if stream.get("/Subtype") == "/Image":
        yield from _image(stream, where)
        return
    if stream.get("/Type") in ("/ObjStm", "/XRef"):  # their objects are read one by one
        return
    try:
        data = bytes(stream.read_bytes())
    except pikepdf.PdfError:
        yield Layer("unread", where, "")
        return
    if is_font:
        yield from noise(data, where)
    elif stream.get("/Subtype") == "/XML":
        yield from markup(data.decode("utf-8", "replace"), where)
    elif stream.get("/Type") == "/EmbeddedFile":
        yield from inner(data, where)
    else:
        yield Layer("raw", where, data.decode("latin-1"))
        if packed := unpacked(data, _MOST):  # in the private data of a program
            yield from inner(packed, where)
        if b"ActualText" in data or b"/Alt" in data or b"/E" in data:
            said = (strings(each) for operator, each in operations(data) if operator in (b"BDC", b"DP"))
            yield Layer("unseen", where, "\n".join(str(pikepdf.String(each)) for each in said if each))


def _image(stream: pikepdf.Stream, where: str) -> Iterator[Layer]:
    import pikepdf

    with suppress(Exception):  # a mask, or a form of pixels that cannot be opened
        image = pikepdf.PdfImage(stream).as_pil_image()
        packed = io.BytesIO()
        image.convert("RGBA" if image.mode in ("LA", "PA") else "RGB").save(packed, "PNG", compress_level=1)
        yield Layer("picture", where, "", packed.getvalue())
    raw = bytes(stream.read_raw_bytes())
    yield from picture(raw, where) if raw.startswith(b"\xff\xd8") else noise(raw, where)


def _contents(page: Any) -> bytes:
    import pikepdf

    contents = page.get("/Contents", pikepdf.Array())
    streams = contents if isinstance(contents, pikepdf.Array) else (contents,)
    return b"\n".join(bytes(each.read_bytes()) for each in streams)


def _glyphs(data: bytes, resources: Any, where: str, drawn: set[Any]) -> Iterator[Layer]:
    """Yield the text that glyphs of a page show, its forms included: as it is drawn, with spaces, and, if
    something is said in place of glyphs, with that in the order of reading (typst draws an Arabic letter as
    two). Its forms are added to `drawn`.
    """
    together, apart, read = ways = list[str](), list[str](), list[str]()
    seen = set[Any]()
    _drawn(data, resources, ways, seen)
    drawn |= seen
    for parts in (together, apart):
        text = _MARKS.sub("", "".join(parts))
        yield Layer("shown", where, text)
        if RIGHT_LETTER.search(text):
            yield Layer("shown", where, "\n".join(map(_turned, text.split("\n"))))
    if [each for each in read if each != "\n"] != together:
        yield Layer("shown", where, "".join(map(_turned, _MARKS.sub("", "".join(read)).split("\n"))))


def _turned(drawn: str) -> str:
    """Return what is drawn from right to left in the order of reading; all else as it is."""
    if not RIGHT_LETTER.search(drawn):
        return drawn
    return re.sub(r"\d+", lambda found: found[0][::-1], drawn[::-1])


def _drawn(data: bytes, resources: Any, ways: Sequence[list[str]], seen: set[Any]) -> None:
    together, apart, read = ways
    fonts: dict[str, Font | None] = {}
    marks: list[bool] = []
    used: Font | None = None
    for operator, operands in operations(data):
        if operator == b"Tf":
            name = first_name(operands)
            if name not in fonts:
                found = resources.get("/Font", {}).get(name)
                fonts[name] = None if found is None else font(found)
            used = fonts[name]
        if operator in _MOVES:
            apart.append("\n")
            read.append("\n")
        if operator in (b"BDC", b"BMC"):
            instead = replacement(operands)
            marks.append(instead is not None)
            read += () if instead is None else ("\n", _turned(instead), "\n")
        elif operator == b"EMC":
            del marks[-1:]
        if operator in _SHOWS:
            text, moves = shown(operands)
            codes = used.texts(used.codes(text)) if used else list(text.decode("latin-1"))
            together += codes
            read += () if any(marks) else codes
            width = used.width if used else 1
            wide = {at // width for at, number in moves if number < -_SPACE}
            apart += [f" {each}" if at in wide else each for at, each in enumerate(codes)]
        elif operator == b"Do":
            form = resources.get("/XObject", {}).get(first_name(operands))
            if form is not None and form.get("/Subtype") == "/Form" and form.objgen not in seen:
                seen.add(form.objgen)
                _drawn(bytes(form.read_bytes()), form.get("/Resources", resources), ways, seen)
