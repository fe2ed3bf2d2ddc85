"""The characters of a font's codes if it has no ToUnicode map (ISO 32000-1, 9.6.6, 9.7.5 and 9.10.2).

Only what PDF/UA allows without such a map is read (ISO 14289-1, 7.21.7): named encodings, glyph names (also
from the font program), and Adobe's character collections. Anything else would be a guess.
"""

from __future__ import annotations

import io
import re
from itertools import chain, islice
from typing import Any

_SYMBOLIC = 4
_OWN = re.compile(rb"\bdup\s+(\d{1,3})\s*/([\w.]{1,60})\s+put\b")
_HEADER = 40_000
_LARGEST = 8 << 20
"""Maximum number of bytes of a font program that is read."""
_COLLECTIONS = frozenset(("GB1", "CNS1", "Japan1", "Korea1"))
_LATIN = {cid: chr(cid + 31) for cid in range(1, 95) if chr(cid + 31) not in "\\|"}
"""The characters with the same number (CID) in all four of Adobe's collections."""
CIDS = re.compile(rb"begincid(?:char|range)(.*?)endcid", re.DOTALL)
"""The mappings from codes to glyphs in an embedded encoding (9.7.5.4)."""
_RANGE = re.compile(rb"<([0-9A-Fa-f]{1,4})>\s*(?:<([0-9A-Fa-f]{1,4})>\s*)?(\d{1,5})\b")
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
        found = islice(chain.from_iterable(map(_RANGE.findall, bodies)), _RANGES)
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
