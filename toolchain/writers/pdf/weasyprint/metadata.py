"""The metadata of a PDF, twice with the same values: in its information dictionary, and as an XMP packet."""

from __future__ import annotations

from typing import Any

from toolchain.writers.pdf.metadata import PROGRAM, Metadata, packet


def put_metadata(pdf: Any, metadata: Any, *, archived: bool) -> None:
    """Write both, from the metadata that WeasyPrint found in the page; `archived` also claims PDF/A-3a."""
    import pydyf

    pdf.info["Creator"] = pydyf.String(PROGRAM)
    pdf.info.pop("ModDate", None)
    if metadata.authors:
        pdf.info["Author"] = pydyf.String("; ".join(metadata.authors))  # names may contain commas
    stream = next(each for each in pdf.objects if each.number and each.reference == pdf.catalog["Metadata"])
    said = Metadata(
        metadata.title or "", tuple(metadata.authors), metadata.description or "", tuple(metadata.keywords),
        metadata.lang or "", metadata.created or "", pdf.info["Producer"].string,
    )  # fmt: skip
    stream.stream = [packet(said, archived=archived).encode()]
    stream.compress = False  # so that programs without PDF support find it (ISO 32000-1, 14.3.2)
