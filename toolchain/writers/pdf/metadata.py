"""The XMP packet of a PDF, which has the same values as its information dictionary.

ISO 32000-1, 14.3; for XMP ISO 16684-1, and the requirements of PDF/A and PDF/UA: ISO 19005-3, 6.6, ISO
14289-1, 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from toolchain.model.records import Record

PROGRAM = "Submission Toolchain"
"""The program that made the file. Its version says nothing to a reader, and would change bytes."""

_ARCHIVED = "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>"
_ACCESSIBLE = "<pdfuaid:part>1</pdfuaid:part>"


class Metadata(Record):
    """What a PDF says of itself. `created` is the date of the submission in ISO 8601, or "".

    That is the only date: a file that is built again is not a later version. `producer` is the library.
    """

    title: str
    authors: tuple[str, ...]
    description: str
    keywords: tuple[str, ...]
    lang: str
    created: str
    producer: str


def packet(metadata: Metadata, *, archived: bool, accessible: bool = True) -> str:
    """Return the packet; `archived` claims PDF/A-3a, `accessible` PDF/UA-1."""
    properties = [
        *([_ARCHIVED] if archived else []),
        *([_ACCESSIBLE] if accessible else []),
        "<dc:format>application/pdf</dc:format>",
        *_in_language("dc:title", metadata.title, metadata.lang),
        *_listed("dc:creator", "Seq", metadata.authors),
        *_in_language("dc:description", metadata.description, metadata.lang),
        *_listed("dc:subject", "Bag", metadata.keywords),
        *_listed("dc:language", "Bag", [metadata.lang] if metadata.lang else []),
        *_simple("pdf:Keywords", ", ".join(metadata.keywords)),
        *_simple("pdf:Producer", metadata.producer),
        *_simple("xmp:CreatorTool", PROGRAM),
        *_simple("xmp:CreateDate", metadata.created),
    ]
    # PDF/A-3 does not define pdfuaid, so an extension schema must (ISO 19005-3, 6.6.2.3).
    extension = _text_of("extension") if archived else ""
    whole = _text_of("packet").format(mark="\ufeff", properties="\n".join(properties), extension=extension)
    return whole.rstrip("\n")


def _text_of(name: str) -> str:
    return Path(__file__).with_name(f"{name}.xmp").read_text(encoding="utf-8")


def _simple(name: str, text: str | None) -> Iterator[str]:
    if text:
        yield f"<{name}>{escape(text, quote=False)}</{name}>"


def _listed(name: str, kind: str, texts: Iterable[str]) -> Iterator[str]:
    items = "".join(f"<rdf:li>{escape(text, quote=False)}</rdf:li>" for text in texts if text)
    if items:
        yield f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def _in_language(name: str, text: str | None, lang: str | None) -> Iterator[str]:
    """Yield a text for readers without a language (ISO 16684-1, 8.2.2.4), and in its language."""
    if text:
        said = escape(text, quote=False)
        languages = ["x-default", *([lang] if lang else [])]
        items = "".join(f'<rdf:li xml:lang="{escape(each)}">{said}</rdf:li>' for each in languages)
        yield f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"
