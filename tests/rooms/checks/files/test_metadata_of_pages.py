"""The metadata of pages are read, but not more of them than is looked at."""

from __future__ import annotations

import tracemalloc

import pikepdf

from toolchain.checks.files.pdf.personal import of_persons
from toolchain.rules.confidentiality_pdf import AuthorNotInText


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
