"""The XMP packet of a PDF, which has the same values as its information dictionary.

ISO 32000-1, 14.3; for XMP ISO 16684-1, and the requirements of PDF/A and PDF/UA: ISO 19005-3, 6.6, ISO
14289-1, 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from toolchain.model.records import Record

PROGRAM = "Submission Toolchain"
"""The program that made the file. Its version says nothing to a reader, and would change bytes."""

_HEAD = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">"""

_ARCHIVED = "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>"
_ACCESSIBLE = "<pdfuaid:part>1</pdfuaid:part>"

# PDF/A-3 does not define pdfuaid, so an extension schema must (ISO 19005-3, 6.6.2.3).
_EXTENSION = """<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


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
    body = "\n".join((_HEAD, *properties, "</rdf:Description>", _EXTENSION if archived else ""))
    return f'{body}</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'


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
