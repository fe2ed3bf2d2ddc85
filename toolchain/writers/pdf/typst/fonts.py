"""A font of typst's file, to which glyphs that are made of its others are added."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from toolchain.model.expressions import expression
from toolchain.writers.pdf.typst.file import File

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_PAIR = expression(rb"<(\w{4})> <(\w*)>")
_BEGIN = b"beginbfchar"
_WIDTHS = expression(rb"(/W\[)([^\]]*)\]")
_BOX = expression(rb"/FontBBox\[[^\]]*\]")
_DESCENDANT = expression(rb"/DescendantFonts\[(\d+)")
_IN_A_BLOCK = 100
"""Lines of a block of a map (Adobe Technical Note 5014, 1.4.1)."""
_OFFSETS = 0x2
"""The numbers of a component are offsets (OpenType, glyf: ARGS_ARE_XY_VALUES)."""


class Part(NamedTuple):
    """A glyph, by its code, at a place in points."""

    code: int
    x: float
    y: float


class _Glyph(NamedTuple):
    """Parts of a new glyph, their places in the units of the font, and its text."""

    parts: tuple[tuple[int, int, int], ...]
    text: str


class Font:
    """A composite font; `program` is the number of its TrueType program, 0 if it has none.

    A code is the number of a glyph: typst writes no other map.
    """

    def __init__(self, file: File, number: int) -> None:
        self._file = file
        self._map = file.number(b"ToUnicode", number)
        found = _DESCENDANT.search(file.objects[number])
        self._descendant = int(found[1]) if found else number
        self._descriptor = file.number(b"FontDescriptor", self._descendant)
        self.program = file.number(b"FontFile2", self._descriptor) if self._descriptor and self._map else 0
        self._texts: dict[int, str] = {}
        self._widths: dict[int, float] = {}
        self._new: dict[_Glyph, int] = {}
        self._opened: TTFont | None = None
        if self.program:
            self._read()

    def _read(self) -> None:
        for code, text in _PAIR.findall(self._file.unpacked(self._map).partition(_BEGIN)[2]):
            self._texts[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        rows = _WIDTHS.search(self._file.objects[self._descendant])
        numbers = list(map(float, rows[2].split())) if rows else []
        for first, last, width in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
            self._widths |= dict.fromkeys(range(int(first), int(last) + 1), width)

    def width(self, code: int) -> float:
        """Return the advance of a glyph in thousandths of the size."""
        return self._widths.get(code, 0.0)

    def text(self, code: int) -> str:
        """Return the text of a glyph."""
        return self._texts.get(code, "")

    @property
    def texts(self) -> Collection[str]:
        """The texts of all glyphs."""
        return self._texts.values()

    def made_of(self, start: Part, parts: Sequence[Part], text: str, size: float) -> Part:
        """Return a glyph at `start` that shows all parts and has a text; it is added if there is none.

        Its advance ends where that of its last part does.
        """
        units = self._program["head"].unitsPerEm / size
        places = tuple(
            (part.code, round((part.x - start.x) * units), round((part.y - start.y) * units))
            for part in parts
        )
        if len(places) == 1 and places[0][1:] == (0, 0) and self.text(places[0][0]) == text:
            return start._replace(code=places[0][0])
        glyph = _Glyph(places, text)
        if glyph not in self._new:
            code = self._new[glyph] = self._program["maxp"].numGlyphs + len(self._new)
            wide = ((each.x - start.x, self.width(each.code)) for each in parts)
            ends = [x * 1000 / size + width for x, width in wide if width]
            self._texts[code], self._widths[code] = text, round(max(ends, default=0.0), 3)
        return start._replace(code=self._new[glyph])

    @property
    def _program(self) -> TTFont:
        if self._opened is None:
            from fontTools.ttLib import TTFont

            self._opened = TTFont(io.BytesIO(self._file.unpacked(self.program)), recalcTimestamp=False)
        return self._opened

    def save(self) -> None:
        """Put the new glyphs into the file: their outlines, advances and texts."""
        if not self._new:
            return
        self._draw()
        program, file = self._program, self._file
        data = io.BytesIO()
        program.save(data)
        file.put(self.program, data.getvalue())
        lines = [
            b"<%04X> <%s>" % (code, text.encode("utf-16-be").hex().upper().encode())
            for (_, text), code in self._new.items()
        ]
        for at in range(0, len(lines), _IN_A_BLOCK):
            some = lines[at : at + _IN_A_BLOCK]
            block = b"%d beginbfchar\n%s\nendbfchar\nendcmap" % (len(some), b"\n".join(some))
            file.put(self._map, re.sub(b"endcmap", block, file.unpacked(self._map), count=1))
        wide = b"".join(b" %d %d %g" % (code, code, self._widths[code]) for code in self._new.values())
        file.objects[self._descendant] = _WIDTHS.sub(rb"\1\2%s]" % wide, file.objects[self._descendant])
        head = program["head"]
        box = (round(each * 1000 / head.unitsPerEm) for each in (head.xMin, head.yMin, head.xMax, head.yMax))
        described = _BOX.sub(b"/FontBBox[%d %d %d %d]" % tuple(box), file.objects[self._descriptor])
        file.objects[self._descriptor] = described
        if listed := file.number(b"CIDSet", self._descriptor):  # all codes (9.8.3.2), from the highest bit
            count = len(program.getGlyphOrder())
            file.put(listed, (((1 << count) - 1) << -count % 8).to_bytes((count + 7) // 8, "big"))

    def _draw(self) -> None:
        """Add the new glyphs to the program."""
        from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

        program = self._program
        names, glyphs = list(program.getGlyphOrder()), program["glyf"]
        for (parts, _), code in self._new.items():
            glyph = Glyph()
            if parts:
                glyph.numberOfContours, glyph.components = -1, []
            for part, x, y in parts:
                component = GlyphComponent()
                component.glyphName, component.flags, component.x, component.y = names[part], _OFFSETS, x, y
                glyph.components.append(component)
            names.append(f"glyph{code:05d}")
            program.setGlyphOrder(names)
            glyphs.glyphOrder = names
            glyphs.glyphs[names[-1]] = glyph
            glyph.recalcBounds(glyphs)
            advance = round(self._widths[code] * program["head"].unitsPerEm / 1000)
            program["hmtx"][names[-1]] = (advance, getattr(glyph, "xMin", 0))
