"""What the codes of a font with one byte a sign say, where it has no map of its own (ISO 32000-1, 9.6.6)."""

from __future__ import annotations

import re
from typing import Any

_SYMBOLIC = 4
_OWN = re.compile(rb"\bdup\s+(\d{1,3})\s*/([\w.]{1,60})\s+put\b")
_HEADER = 40_000
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}


def encoded(dictionary: Any) -> dict[int, str]:
    """The characters of each code that an encoding names; none where only the font itself knows them."""
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
    """The codes of an encoding by name, or of the standard one where a font has letters as others have."""
    if name in _CODECS:
        return {code: bytes((code,)).decode(_CODECS[name], "replace") for code in range(32, 256)}
    descriptor: Any = dictionary.get("/FontDescriptor")
    program = descriptor["/FontFile"] if descriptor is not None and "/FontFile" in descriptor else None
    if program is not None and (own := _own(bytes(program.read_bytes()[:_HEADER]))):
        return own
    if descriptor is not None and int(descriptor.get("/Flags", 0)) & _SYMBOLIC:
        return {}
    from fontTools.encodings.StandardEncoding import StandardEncoding

    return {code: _named(name) for code, name in enumerate(StandardEncoding)}


def _own(program: bytes) -> dict[int, str]:
    """The encoding that a Type 1 font has itself, in the part of it that can be read."""
    return {int(code): _named(name.decode("latin-1")) for code, name in _OWN.findall(program)}


def _named(glyph: str) -> str:
    """The characters of a glyph's name, by the list of Adobe; "" for a name that says nothing."""
    from fontTools.agl import toUnicode

    return str(toUnicode(glyph))
