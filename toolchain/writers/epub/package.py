"""The package document, which lists a book's files and their order, and the container file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from toolchain.writers.epub.metadata import IDENTIFIER
from toolchain.writers.html.context import Context, attributes, lines

_XML = '<?xml version="1.0" encoding="utf-8"?>'


class Item(NamedTuple):
    """A file of the book, by its path from the package document; `properties` as in EPUB 3.3, D.6."""

    path: str
    media_type: str
    properties: str = ""


def container(package: str) -> str:
    """Return the file with which a reading system finds the package document (EPUB 3.3, 4.2.6.3.1)."""
    return lines(
        (
            _XML,
            '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">',
            "<rootfiles>",
            f'<rootfile full-path="{package}" media-type="application/oebps-package+xml"/>',
            "</rootfiles>",
            "</container>\n",
        )
    )


def package(metadata: str, items: Sequence[Item], spine: Sequence[str], context: Context) -> str:
    """Return the package document: metadata, files, and the reading order of those with text."""
    names = {item.path: item.path.replace("/", "-") for item in items}
    said = {
        "xmlns": "http://www.idpf.org/2007/opf",
        "version": "3.0",
        "unique-identifier": IDENTIFIER,
        "xml:lang": context.resolved.words.lang,
        "dir": "rtl" if context.rtl else "ltr",
    }
    manifest = (
        attributes(
            id=names[each.path], href=each.path, media_type=each.media_type, properties=each.properties
        )
        for each in items
    )
    direction = attributes(page_progression_direction="rtl" if context.rtl else "ltr")
    return lines(
        (
            _XML,
            f"<package{attributes(**said)}>",
            metadata,
            *("<manifest>", *(f"<item{given}/>" for given in manifest), "</manifest>"),
            f"<spine{direction}>",
            *(f'<itemref idref="{names[path]}"/>' for path in spine),
            "</spine>",
            "</package>\n",
        )
    )
