"""Small tagged PDFs that are written by hand, and read."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from toolchain import model as m
from toolchain.readers.pdf import read_bytes


class Maker:
    """A small PDF as another program might make it: simple fonts, strings in brackets, relative places."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        self.pdf.add_blank_page(page_size=(595, 842))
        self.page = self.pdf.pages[0].obj
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
        self.pdf.Root.StructTreeRoot = self.root
        font = Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Plain, Encoding=Name.WinAnsiEncoding
        )
        self.page.Resources = Dictionary(Font=Dictionary(F=font))

    def element(self, kind: str, kids: Any, **others: Any) -> Any:
        return self.pdf.make_indirect(Dictionary(S=Name(f"/{kind}"), Pg=self.page, K=Array(kids), **others))

    def link(self, destination: Any = None, **others: Any) -> Dictionary:
        """Return a reference to a link annotation, for the kids of its element."""
        others |= {} if destination is None else {"Dest": destination}
        annotation = self.pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, **others))
        return Dictionary(Type=Name.OBJR, Obj=annotation)

    def read(self, contents: bytes, *kids: Any) -> m.Document:
        self.page.Contents = self.pdf.make_stream(contents)
        self.root.K = Array(kids)
        out = io.BytesIO()
        self.pdf.save(out)
        return read_bytes(out.getvalue(), "x.pdf")
