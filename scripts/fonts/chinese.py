"""The Chinese fonts: the signs of the standards from Noto Serif CJK, with TrueType outlines.

The whole font has 65,535 glyphs of five regions, 25 MB a weight. Kept are those that a text of the mainland,
Hong Kong, Macao or Taiwan is likely to have. Outlines become TrueType's, since a glyph's number in a CFF font
need not be its place in the file, which is how WeasyPrint (70) writes them: it would print wrong signs.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, newTable

SIMPLIFIED = "Noto Serif CJK SC"
GENERAL_STANDARD = Path(__file__).with_name("general-standard.txt")
"""The Table of General Standard Chinese Characters of 2013 (通用规范汉字表), 8,105 of them."""

_TOLERANCE = 1.0  # thousandths of the font's size
_NAMES = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]  # copyright, names, version, trademark, licence
_WITHOUT = ["BASE", "DSIG", "VORG", "vhea", "vmtx"]  # for lines that run downwards, and a signature
_TRUETYPE = "\x00\x01\x00\x00"
_SYLLABLES = 0xAC00, 0xD7A3
_FULL_WIDTH = range(0xFF00, 0xFFF0)
_LATIN = range(0x20, 0x7F)


def usual() -> set[int]:
    """For headings: GB 2312, the general standard, and the frequent half of Big5."""
    return (
        _encoded("gb2312", range(0xA1, 0xF8)) | _general() | _encoded("big5", range(0xA1, 0xC7)) | _always()
    )


def marks() -> set[int]:
    """What Chinese shares with other languages and prints as wide as its own signs: “ ” — … ·

    Single quotation marks are not among them: ’ is the apostrophe of foreign words.
    """
    return {ord(sign) for sign in "“”—…·"}


def many() -> set[int]:
    """For text: GBK, which has GB 2312, Big5's and 10,000 more, the general standard, Korean syllables."""
    korean = _encoded("euc_kr", range(0xA1, 0xFF))
    chinese = _encoded("gbk", range(0x81, 0xFF)) | _encoded("big5", range(0xA1, 0xFA))
    return usual() | chinese | {sign for sign in korean if _SYLLABLES[0] <= sign <= _SYLLABLES[1]}


def cut(collection: Path, signs: Iterable[int]) -> Any:
    """The font for simplified Chinese in a collection, with these signs alone and TrueType outlines."""
    font = next(
        each for each in TTCollection(collection) if each["name"].getBestFullName().startswith(SIMPLIFIED)
    )
    font.recalcTimestamp = False
    options = Options(
        drop_tables=_WITHOUT, hinting=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    )
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=signs)
    subsetter.subset(font)
    _make_truetype(font)
    return font


def renamed(font: Any, ending: str) -> Any:
    """The font under the name of its family with an ending."""
    names = font["name"]
    family = names.getDebugName(1)
    for name in names.names:
        if name.nameID in {1, 4}:
            name.string = name.toUnicode().replace(family, f"{family} {ending}")
        elif name.nameID in {3, 6}:  # of PostScript, without spaces
            name.string = name.toUnicode().replace("-", f"{ending}-", 1)
    return font


def _make_truetype(font: Any) -> None:
    """Replace the outlines of third order (CFF) by such of second order (glyf)."""
    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, _TOLERANCE, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], table = newTable("loca"), newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    font["glyf"] = table
    del font["CFF "]
    highest = font["maxp"]
    highest.tableVersion = 0x00010000
    highest.maxZones = 1
    for field in (
        *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"),
        *("maxSizeOfInstructions", "maxComponentElements"),
    ):
        setattr(highest, field, 0)
    font["post"].formatType = 3.0  # without names of glyphs
    font.sfntVersion = _TRUETYPE


def _encoded(encoding: str, first_bytes: Iterable[int]) -> set[int]:
    """All signs that an encoding of two bytes has whose first byte is one of these."""
    found = set()
    for first in first_bytes:
        for second in range(0x40, 0xFF):
            try:
                sign = bytes((first, second)).decode(encoding)
            except UnicodeDecodeError:
                continue
            if len(sign) == 1:
                found.add(ord(sign))
    return found


def _general() -> set[int]:
    return {ord(sign) for sign in GENERAL_STANDARD.read_text(encoding="utf-8") if not sign.isspace()}


def _always() -> set[int]:
    return {*_LATIN, *_FULL_WIDTH}
