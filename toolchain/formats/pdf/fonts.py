"""The characters of a font's glyphs (ISO 32000-1, 9.10), and their widths (9.2.4, 9.6.3 and 9.7.4.3).

Without a ToUnicode map, only what PDF/UA allows is read (ISO 14289-1, 7.21.7; ISO 32000-1, 9.6.6, 9.7.5):
named encodings, glyph names (also from the font program), and Adobe's character collections. Anything else
would be a guess.
"""

from __future__ import annotations

import io
import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain, islice
from types import MappingProxyType
from typing import Any

from toolchain.formats.pdf.file import TooMuch
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import Record

_SYMBOLIC = 4
_OWN = expression(rb"\bdup\s+(\d{1,3})\s*/([\w.]{1,60})\s+put\b")
_HEADER = 40_000
_LARGEST = 8 << 20
"""Maximum number of bytes of a font program that is read."""
_COLLECTIONS = frozenset(("GB1", "CNS1", "Japan1", "Korea1"))
_LATIN = {cid: chr(cid + 31) for cid in range(1, 95) if chr(cid + 31) not in "\\|"}
"""The characters with the same number (CID) in all four of Adobe's collections."""
CIDS = expression(rb"begincid(?:char|range)(.*?)endcid", re.DOTALL)
"""The mappings from codes to glyphs in an embedded encoding (9.7.5.4)."""
_CID_RANGE = expression(rb"<([0-9A-Fa-f]{1,4})>\s*(?:<([0-9A-Fa-f]{1,4})>\s*)?(\d{1,5})\b")
_RANGES = 1_000
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}


def encoded(dictionary: Any) -> dict[int, str]:
    """Return the characters of each code in a named encoding; empty if only the font program knows them."""
    import pikepdf

    encoding = dictionary.get("/Encoding")
    differences: Any = ()
    base = encoding
    if isinstance(encoding, pikepdf.Dictionary):
        base, differences = encoding.get("/BaseEncoding"), encoding.get("/Differences", ())
    found = _base(str(base) if base is not None else "", dictionary)
    code = 0
    for each in differences:
        if isinstance(each, int):
            code = each
        else:
            found[code] = _named(str(each)[1:])
            code += 1
    return {code: text for code, text in found.items() if text}


def _base(name: str, dictionary: Any) -> dict[int, str]:
    """Return the codes of a named encoding, or of the standard one for a font with ordinary letters."""
    if name in _CODECS:
        return {code: bytes((code,)).decode(_CODECS[name], "replace") for code in range(32, 256)}
    descriptor: Any = dictionary.get("/FontDescriptor")
    if descriptor is not None and (own := _own(descriptor, mapped="/ToUnicode" in dictionary)):
        return own
    if descriptor is not None and int(descriptor.get("/Flags", 0)) & _SYMBOLIC:
        return {}
    from fontTools.encodings.StandardEncoding import StandardEncoding

    return {code: _named(name) for code, name in enumerate(StandardEncoding)}


def _own(descriptor: Any, *, mapped: bool) -> dict[int, str]:
    """Return the encoding in a Type 1 font program; CFF is read only if there is no other map."""
    if "/FontFile" in descriptor:  # the part of it that can be read
        found = _OWN.findall(bytes(descriptor["/FontFile"].read_bytes()[:_HEADER]))
        return {int(code): _named(name.decode("latin-1")) for code, name in found}
    program: Any = descriptor.get("/FontFile3")
    if mapped or program is None or program.get("/Subtype") != "/Type1C":
        return {}
    from fontTools.cffLib import CFFFontSet
    from fontTools.encodings.StandardEncoding import StandardEncoding

    fonts = CFFFontSet()
    try:
        fonts.decompile(io.BytesIO(bytes(program.read_bytes()[:_LARGEST])), None)
        names = fonts[0].Encoding
    except Exception:  # a third-party library over a third-party file: a damaged font says nothing
        return {}
    names = StandardEncoding if isinstance(names, str) else names
    return {code: _named(name) for code, name in enumerate(names)}


def of_collection(dictionary: Any) -> dict[int, str]:
    """Return the Latin characters of a composite font that uses an Adobe collection."""
    import pikepdf

    info = dictionary["/DescendantFonts"][0].get("/CIDSystemInfo", {})
    if str(info.get("/Registry", "")) != "Adobe" or str(info.get("/Ordering", "")) not in _COLLECTIONS:
        return {}
    encoding = dictionary.get("/Encoding")
    ranges = [(0, 0xFFFF, 0)] if encoding in ("/Identity-H", "/Identity-V") else []
    if isinstance(encoding, pikepdf.Stream):
        bodies = CIDS.findall(encoding.read_bytes())
        found = islice(chain.from_iterable(map(_CID_RANGE.findall, bodies)), _RANGES)
        ranges = [(int(low, 16), int(high or low, 16), int(start)) for low, high, start in found]
    return {
        first + cid - start: text
        for first, last, start in ranges
        for cid, text in _LATIN.items()
        if start <= cid <= start + last - first
    }


def _named(glyph: str) -> str:
    """Return the characters of a glyph name in the Adobe Glyph List, "" if it is not listed."""
    from fontTools.agl import toUnicode

    return str(toUnicode(glyph))


UNREADABLE = "\ufffd"
"""The text of a glyph whose character the file does not state."""

SOFT_HYPHEN = "\u00ad"
_CODES = 0x10000
_BLOCK = expression(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
_PAIR = expression(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = expression(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_TO_ZERO = expression(rb"<([0-9A-Fa-f]{1,4})>\s*(?:<[0-9A-Fa-f]{1,4}>\s*)?0\b")
_HEX = expression(rb"<([0-9A-Fa-f\s]*)>")
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_CONTROLS = expression("[\u200b\u202a-\u202e\u2060\u2066-\u2069]")
_MOST = 70_000
_USUAL = 0.5
"""The width of a glyph if the file does not state it, as a share of the font size."""


class Font(Record):
    """A font: the number of bytes of a code, and the characters of its codes.

    empty  codes without a glyph (CID 0, 9.7.6.3): nothing is visible, whatever their characters
    over   codes of marks without an advance, of which the file states the letter under them too
    """

    name: str
    width: int
    chars: Mapping[int, str]
    embedded: bool
    empty: frozenset[int] = frozenset()
    over: frozenset[int] = frozenset()

    def codes(self, data: bytes) -> tuple[int, ...]:
        """Return the codes of a string."""
        if self.width == 1:
            return tuple(data)
        return struct.unpack(f">{len(data) // 2}H", data[: len(data) // 2 * 2])

    def texts(self, codes: Iterable[int]) -> list[str]:
        """Return the characters of each glyph, in the order of the page."""
        get = self.chars.get
        return [get(code, UNREADABLE) for code in codes]

    def letters(self, codes: Iterable[int], texts: list[str]) -> list[str]:
        """Return those of the characters `texts` of some glyphs that are not of one over a letter."""
        if self.over.isdisjoint(codes):
            return texts
        return self.texts(code for code in codes if code not in self.over)

    def unseen(self, codes: Iterable[int]) -> set[str]:
        """Return the characters, except blanks, of the codes among these that have no glyph."""
        if self.empty.isdisjoint(codes):
            return set()
        said = self.texts(self.empty.intersection(codes))
        return {text for text in said if not all(map(_is_blank, text))}


class Widths(Record):
    """The widths of characters by code, and that of all other codes, as shares of the font size."""

    by_code: Mapping[int, float] = MappingProxyType({})
    other: float = _USUAL


def cannot_be_read(text: str) -> bool:
    """Return whether a text has characters that the file does not state."""
    return not text.isascii() and any(
        char == UNREADABLE or unicodedata.category(char) in {"Co", "Cn", "Cs"} for char in text
    )


def font(dictionary: Any) -> Font:
    """Return the font of a font dictionary."""
    composite = dictionary.get("/Subtype") == "/Type0"
    width = 2 if composite else 1
    chars: dict[int, str] = {}
    if "/ToUnicode" in dictionary:
        found, bytes_ = _to_unicode(dictionary["/ToUnicode"].read_bytes())
        chars, width = found, bytes_ or width
    elif composite:
        chars = of_collection(dictionary)
    if not composite:
        width = 1
        chars = {**encoded(dictionary), **chars}
    if SOFT_HYPHEN in chars.values():
        chars = _with_hyphens(chars, widths(dictionary))
    return Font(
        name=str(dictionary.get("/BaseFont", "/")).removeprefix("/").partition("+")[2]
        or str(dictionary.get("/BaseFont", "/"))[1:],
        width=width,
        chars=chars,
        embedded=_is_embedded(dictionary),
        empty=_empty(dictionary.get("/Encoding")) if composite else frozenset(),
        over=_over(dictionary, chars),
    )


def _with_hyphens(chars: Mapping[int, str], known: Widths) -> dict[int, str]:
    """Return the characters, with a hyphen for a soft one that has an advance: it is seen (14.8.2.2.3)."""
    seen = (code for code, text in chars.items() if text == SOFT_HYPHEN)
    return {**chars, **{code: "\u2010" for code in seen if known.by_code.get(code, known.other)}}


def _over(dictionary: Any, chars: Mapping[int, str]) -> frozenset[int]:
    """Return the codes of glyphs without an advance (9.2.4) that are said to be a letter with its marks."""
    apart = {code: unicodedata.normalize("NFD", text) for code, text in chars.items() if not text.isascii()}
    marked = [code for code, text in apart.items() if len(text) > 1 and any(map(_is_mark, text))]
    if not marked:
        return frozenset()
    known = widths(dictionary)
    return frozenset(code for code in marked if known.by_code.get(code, known.other) == 0)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


def _is_blank(char: str) -> bool:
    return unicodedata.category(char) in {"Zs", "Zl", "Zp", "Cc", "Cf"}


def _empty(encoding: Any) -> frozenset[int]:
    """Return the codes that an encoding (9.7.5) maps to CID 0."""
    import pikepdf

    if not isinstance(encoding, pikepdf.Stream):
        return frozenset({0})
    found: set[int] = set()
    for body in CIDS.findall(encoding.read_bytes()):
        found.update(int(code, 16) for code in _TO_ZERO.findall(body))
    return frozenset(found)


def _is_embedded(dictionary: Any) -> bool:
    if dictionary.get("/Subtype") == "/Type3":  # its glyphs are drawings of the file itself
        return True
    holder = dictionary["/DescendantFonts"][0] if "/DescendantFonts" in dictionary else dictionary
    descriptor = holder.get("/FontDescriptor")
    return descriptor is not None and any(name in descriptor for name in _FILES)


def _to_unicode(data: bytes) -> tuple[dict[int, str], int]:
    """Return the characters of each code, and the number of bytes of a code (0: not stated)."""
    chars: dict[int, str] = {}
    width = said = 0
    for kind, body in _BLOCK.findall(data):
        if kind == b"codespacerange":
            first = _PAIR.search(body)
            width = min(2, (len(b"".join(first[1].split())) + 1) // 2) if first else width
            continue
        for code, text in _singles(body) if kind == b"bfchar" else _ranges(body):
            chars[code] = without_controls(text)
            said += 1
            if said > _CODES:
                raise TooMuch(Word("the characters of a font"))
    return chars, width


def _singles(body: bytes) -> Iterator[tuple[int, str]]:
    return ((int(code, 16), _text(said)) for code, said in _PAIR.findall(body))


def _ranges(body: bytes) -> Iterator[tuple[int, str]]:
    for low, high, said, each in _RANGE.findall(body):
        first, last = int(low, 16), min(int(high, 16), _CODES)
        if each:
            texts = (_text(one) for one in _HEX.findall(each))
            yield from zip(range(first, last + 1), texts, strict=False)
        elif text := _text(said):
            start = ord(text[-1])
            for code in range(first, min(last, first + 0x10FFFF - start) + 1):
                yield code, text[:-1] + chr(start + code - first)


def _text(said: bytes) -> str:
    """Return the text of a hexadecimal string in UTF-16."""
    digits = b"".join(said.split())
    if len(digits) % 4:
        return UNREADABLE
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def without_controls(text: str) -> str:
    """Return a text without characters that only control its direction (UAX #9) and line ends (UAX #14)."""
    return text if text.isascii() else _CONTROLS.sub("", text)


def widths(dictionary: Any) -> Widths:
    """Return the widths in a font dictionary, with a default for those that cannot be read."""
    with suppress(ValueError, TypeError, KeyError, AttributeError, IndexError):
        if "/DescendantFonts" in dictionary:
            font = dictionary["/DescendantFonts"][0]
            return Widths(_of_cids(font.get("/W", ())), float(font.get("/DW", 1000)) / 1000)
        scale = 1000.0
        if dictionary.get("/Subtype") == "/Type3":
            scale = 1 / (abs(float(dictionary["/FontMatrix"][0])) or 0.001)
        first = int(dictionary.get("/FirstChar", 0))
        said = list(dictionary.get("/Widths", ()))[:_MOST]
        return Widths({first + at: float(width) / scale for at, width in enumerate(said)})
    return Widths()


def _of_cids(said: Any) -> dict[int, float]:
    """Return the widths of an array with "first [w w w]" and "first last w"."""
    found: dict[int, float] = {}
    values = list(said)
    at = 0
    while at + 1 < len(values) and len(found) < _MOST:
        first, second = int(values[at]), values[at + 1]
        if isinstance(second, int | float) or not hasattr(second, "__len__"):
            last, width = min(int(second), first + _MOST), float(values[at + 2])
            found.update((code, width / 1000) for code in range(first, last + 1))
            at += 3
        else:
            each = enumerate(list(second)[:_MOST])
            found.update((first + number, float(width) / 1000) for number, width in each)
            at += 2
    return found
