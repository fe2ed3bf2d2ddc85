"""The package document, which lists a book's files and their order, and the container file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from toolchain.writers.epub.filling import filled
from toolchain.writers.epub.metadata import IDENTIFIER
from toolchain.writers.html.context import Context


class Item(NamedTuple):
    """A file of the book, by its path from the package document; `properties` as in EPUB 3.3, D.6."""

    path: str
    media_type: str
    properties: str = ""


def container(package: str) -> str:
    """Return the file with which a reading system finds the package document (EPUB 3.3, 4.2.6.3.1)."""
    return filled("container.xml.j2", package=package)


def package(metadata: str, items: Sequence[Item], spine: Sequence[str], context: Context) -> str:
    """Return the package document: metadata, files, and the reading order of those with text."""
    return filled(
        "package.opf.j2",
        identifier=IDENTIFIER,
        lang=context.resolved.words.lang,
        dir="rtl" if context.rtl else "ltr",
        metadata=metadata,
        names={item.path: item.path.replace("/", "-") for item in items},
        items=items,
        spine=spine,
    )
