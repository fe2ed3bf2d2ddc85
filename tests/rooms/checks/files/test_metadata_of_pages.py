"""The metadata of pages are read, but not more of them than is looked at, and not if they are damaged."""

from __future__ import annotations

import io
import tracemalloc
import zlib

import pikepdf
import pytest

from toolchain.checks.files.pdf.personal import of_persons
from toolchain.formats.pdf.file import opened
from toolchain.model.diagnostics import FilePlace, Finding
from toolchain.pipeline.finished_files.pdf import examine_file
from toolchain.project.settings import Options
from toolchain.rules.confidentiality_pdf import AuthorNotInText
from toolchain.rules.files_pdf import MetadataDamaged


def test_metadata_that_pages_share_are_read_once() -> None:
    """20 pages with 8 MB of spaces have 160 MB, of which a file stores a few kB."""
    said = b"<rdf:RDF><dc:creator><rdf:Seq><rdf:li>Vessa Example</rdf:li></rdf:Seq></dc:creator></rdf:RDF>"
    with pikepdf.new() as pdf:
        stream = pdf.make_stream(said + b" " * (8 << 20))
        for _ in range(20):
            pdf.add_blank_page().obj.Metadata = stream
        tracemalloc.start()
        found = [each.facts for each in of_persons(pdf, (), (), "x.pdf")]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert AuthorNotInText(("Vessa Example",)) in found
    assert peak < 50 << 20


_WHOLE = zlib.compress(b"abc def " * 5000)


@pytest.mark.parametrize("stored", [b"\x78\x9cno data", _WHOLE[: len(_WHOLE) // 2]], ids=["wrong", "cut"])
@pytest.mark.parametrize("place", ["", "page 2"])
def test_damaged_metadata_are_one_finding_and_all_else_is_checked(stored: bytes, place: str) -> None:
    with pikepdf.new() as pdf:
        pages = [pdf.add_blank_page() for _ in range(3)]
        pdf.docinfo.Author = "Vessa Example"
        stream = pdf.make_stream(b"")
        stream.write(stored, filter=pikepdf.Name.FlateDecode)
        for page in pages[1:] if place else ():
            page.obj.Metadata = stream
        if not place:
            pdf.Root.Metadata = stream
        pdf.save(data := io.BytesIO(), fix_metadata_version=False)
    with opened(data.getvalue(), "x.pdf") as again:
        found = list(of_persons(again, (), (), "x.pdf"))
    assert [each for each in found if isinstance(each.facts, MetadataDamaged)] == [
        Finding(FilePlace("x.pdf", words=place), MetadataDamaged())
    ]
    assert AuthorNotInText(("Vessa Example",)) in [each.facts for each in found]
    codes = [each.code for each in examine_file(data.getvalue(), "x.pdf", Options())]
    assert codes.count("S012") == 1
    assert len(codes) > 2
