"""Small PDFs that are written by hand: one page with a content stream, and fonts that are not embedded."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, String

HELVETICA = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


Resources = Callable[[pikepdf.Pdf], Dictionary]


def of_helvetica(_: pikepdf.Pdf) -> Dictionary:
    """Return resources with Helvetica as F1."""
    return Dictionary(Font=Dictionary(F1=HELVETICA))


def page_of(content: bytes, resources: Resources = of_helvetica) -> bytes:
    """Return a file of one page with this content and these resources."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(content)
        page.Resources = resources(pdf)
        pdf.save(out)
    return out.getvalue()


def font_of_collection(ordering: str) -> Dictionary:
    """Return a composite font without ToUnicode whose glyphs are numbered by a collection of Adobe."""
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Any, Flags=4, ItalicAngle=0, Ascent=800, Descent=-200,
        CapHeight=700, StemV=80, FontBBox=Array([0, 0, 1000, 1000]),
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name.Any, FontDescriptor=descriptor,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String(ordering), Supplement=2),
    )  # fmt: skip
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Any, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([descendant]),
    )  # fmt: skip


def font_of_characters(pdf: pikepdf.Pdf, characters: Mapping[int, str], advance: int = 500) -> Dictionary:
    """Return a composite font with these characters of codes; those from 128 on have no advance (9.7.4.3)."""
    font = font_of_collection("Identity")
    font.DescendantFonts[0].DW = 0
    font.DescendantFonts[0].W = Array([0, 127, advance])
    pairs = "\n".join(f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in characters.items())
    font.ToUnicode = pdf.make_stream(
        b"1 begincodespacerange <0000> <ffff> endcodespacerange %d beginbfchar %s endbfchar"
        % (len(characters), pairs.encode())
    )
    return font
