"""The container: an untrusted ZIP file, opened within limits; nothing outside it is read."""

from __future__ import annotations

import posixpath
import re
from html.entities import name2codepoint
from typing import Any
from urllib.parse import unquote

from lxml import etree

from toolchain.formats.archive import Archive
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.rules.files_zip import PartFault
from toolchain.rules.inputs import NotInEncoding, TooMany

LARGEST_FILE = 200_000_000
"""Maximum number of bytes of a book, compressed."""

LARGEST_TEXT = 24_000_000
"""Maximum number of bytes of its documents together, uncompressed."""

LARGEST_OTHERS = 200_000_000
"""Maximum number of bytes of its images and fonts together, uncompressed."""

MOST_NODES = 2_000_000
"""Maximum number of elements and attributes of all documents, which limit the memory."""

EPUB = Word("a book in EPUB")
_DOCTYPE = expression(r"<!DOCTYPE\b[^\[<>]*(\[)?", re.IGNORECASE)
_DECLARATION = expression(r"\A\s*<\?xml\b[^>]*\?>")
_ENCODING = expression(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml\b[^>]*\bencoding\s*=\s*['\"]([\w.:-]+)")
_OLD = expression(r"<!DOCTYPE\s+html\s+PUBLIC\s+[\"']-//W3C//DTD XHTML", re.IGNORECASE)
_ENTITY = expression(r"&([A-Za-z]\w*);")
_OF_XML = ("amp", "lt", "gt", "quot", "apos")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Container(Archive):
    """The files of a book."""

    def __init__(self, data: bytes, display: str) -> None:
        """Open the bytes of a book. Raise `Failure`, like all methods that read a file."""
        super().__init__(data, display, EPUB, LARGEST_FILE)
        self._text, self._others, self._nodes = LARGEST_TEXT, LARGEST_OTHERS, MOST_NODES
        self._counted: set[str] = set()
        seen: set[str] = set()
        for name in self.archive.namelist():
            if name in seen:
                raise self.unreadable(PartFault(name, Word("is there twice")))
            if _leads_out(name):
                raise self.unreadable(PartFault(name, Word("leads out of the file")))
            seen.add(name)

    def size(self, name: str) -> int:
        """Return the declared number of bytes of a file; further bytes are not read."""
        return self.archive.getinfo(name).file_size

    def content(self, name: str) -> bytes:
        """Return the bytes of an image, a font, a style sheet."""
        data = self.unpacked(name, self._others, LARGEST_OTHERS)
        self._others -= len(data)
        return data

    def text(self, name: str) -> bytes:
        """Return an XML document in UTF-8, without a declaration and without entities of its own.

        Raise `Failure` for one that has them, and beyond a limit.
        """
        again = name in self._counted
        data = self.unpacked(name, LARGEST_TEXT if again else self._text, LARGEST_TEXT)
        text = self._decoded(data, name)
        if not again:
            self._counted.add(name)
            self._text -= len(data)
            self._nodes -= text.count("<") + text.count("=")
        if self._nodes < 0:
            raise self.unreadable(TooMany(MOST_NODES, Word("elements and attributes")))
        if "<!ENTITY" in text.upper() or ((found := _DOCTYPE.search(text)) and found[1]):
            raise self.unreadable(
                PartFault(name, Word("declares a document type or entities, which are not supported"))
            )
        if _OLD.search(text):
            text = _ENTITY.sub(_letter, text)
        return _DECLARATION.sub("", text.removeprefix("\ufeff")).encode()

    def tree(self, name: str) -> Any:
        """Return the root of an XML document."""
        return self.parsed(name, self.text(name), parser())

    def parsed(self, name: str, data: bytes, with_: Any) -> Any:
        """Return a parser's result for a document. Raise `Failure` (S012) if it is not well-formed."""
        try:
            return etree.fromstring(data, with_)
        except (etree.XMLSyntaxError, ValueError) as error:
            said = str(error).partition(" (")[0]
            raise self.unreadable(PartFault(name, Word("is not well-formed"), said)) from error

    def _decoded(self, data: bytes, name: str) -> str:
        """Return the text of a document, which is in UTF-8 or UTF-16 (EPUB 3.3, 3.9)."""
        encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8"
        said = _ENCODING.match(data)
        if said and said[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
            raise self.unreadable(NotInEncoding(name, Word("UTF-8 or UTF-16")))
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise self.unreadable(NotInEncoding(name, encoding.upper(), error.start + 1)) from error


def _letter(entity: re.Match[str]) -> str:
    """Return the character of an XHTML 1 entity; XML's own entities and unknown ones are unchanged."""
    known = entity[1] in name2codepoint and entity[1] not in _OF_XML
    return chr(name2codepoint[entity[1]]) if known else entity[0]


def parser(**given: Any) -> etree.XMLParser:
    """Return a parser that fetches nothing. It knows the entities of XML; documents have no others."""
    return etree.XMLParser(
        resolve_entities="internal",  # type: ignore[arg-type]
        no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
        encoding="utf-8", **given,
    )  # fmt: skip


def resolved(base: str, address: str) -> tuple[str, str]:
    """Return the file that an address in `base` leads to, and the place in it; ("", …) if it is outside."""
    path, _, place = address.partition("#")
    folder = posixpath.dirname(base)
    name = posixpath.normpath(posixpath.join(folder, unquote(path))) if path else base
    return ("" if _leads_out(name) else name), unquote(place)


def is_remote(address: str) -> bool:
    """Return whether an address leads out of the book."""
    return bool(re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", address.strip()))


def _leads_out(name: str) -> bool:
    return (
        name.startswith(("/", "\\", "../")) or name == ".." or "/../" in name or "\\" in name or ":" in name
    )
