"""The container: a stranger's ZIP file, opened within limits, its XML parsed without reaching elsewhere."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from html.entities import name2codepoint
from typing import Any
from urllib.parse import unquote

from lxml import etree

from toolchain.model.diagnostics import Failure, failure
from toolchain.model.places import FilePlace

LARGEST_FILE = 200_000_000
"""Bytes of a book, as it is packed."""

LARGEST_TEXT = 24_000_000
"""Bytes of its documents, unpacked, all together."""

LARGEST_OTHERS = 200_000_000
"""Bytes of its images and fonts, unpacked, that are looked at."""

MOST_NODES = 2_000_000
"""Elements and attributes of all documents: what they take in memory is bound by these."""

MOST_ENTRIES = 20_000

_BEGINNINGS = {
    b"\xd0\xcf\x11\xe0": "it is an old Word file",
    b"%PDF": "it is a PDF",
    b"<": "it is a page of HTML or XML",
}
_AGAIN = "make it again with submission build"
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[<>]*(\[)?", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml\b[^>]*\bencoding\s*=\s*['\"]([\w.:-]+)")
_OLD = re.compile(r"<!DOCTYPE\s+html\s+PUBLIC\s+[\"']-//W3C//DTD XHTML", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z]\w*);")
_OF_XML = ("amp", "lt", "gt", "quot", "apos")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Container:
    """The files of a book."""

    def __init__(self, data: bytes, display: str) -> None:
        """Open a book's bytes. Raises `Failure` (S012), here and wherever a file is read."""
        self.display = display
        self._text, self._others, self._nodes = LARGEST_TEXT, LARGEST_OTHERS, MOST_NODES
        self._counted: set[str] = set()
        self._archive = self._open(data)
        names = self._archive.namelist()
        if len(set(names)) < len(names):
            raise self.unreadable("it has two files of one name")
        if strange := next((name for name in names if _leads_out(name)), None):
            raise self.unreadable(f"the path of a file in it leads elsewhere: {strange!r}")

    def unreadable(self, why: str, help: str = _AGAIN) -> Failure:
        """The failure that says why the book cannot be read."""
        return failure("S012", FilePlace(self.display), f"the file cannot be read as EPUB: {why}", help)

    def has(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return name in self._archive.NameToInfo

    def names(self) -> Iterator[str]:
        """The names of all files, folders left out."""
        return (name for name in self._archive.NameToInfo if not name.endswith("/"))

    def size(self, name: str) -> int:
        """The bytes of a file, as it says itself; what is more is not read."""
        return self._archive.getinfo(name).file_size

    def content(self, name: str) -> bytes:
        """The bytes of an image, a font, a style sheet."""
        data = self._bytes(name, self._others)
        self._others -= len(data)
        return data

    def text(self, name: str) -> bytes:
        """The bytes of an XML document in UTF-8, without a declaration, without entities of its own."""
        again = name in self._counted
        data = self._bytes(name, LARGEST_TEXT if again else self._text)
        text = self._decoded(data, name)
        if not again:
            self._counted.add(name)
            self._text -= len(data)
            self._nodes -= text.count("<") + text.count("=")
        if self._nodes < 0:
            raise self.unreadable(f"it has more than {MOST_NODES:,} elements and attributes")
        if "<!ENTITY" in text.upper() or ((found := _DOCTYPE.search(text)) and found[1]):
            raise self.unreadable(f"{name} declares entities of its own, which are not followed")
        if _OLD.search(text):
            text = _ENTITY.sub(_letter, text)
        return _DECLARATION.sub("", text.removeprefix("\ufeff")).encode()

    def tree(self, name: str) -> Any:
        """The root of an XML document."""
        return self.parsed(name, self.text(name), parser())

    def parsed(self, name: str, data: bytes, with_: Any) -> Any:
        """What a parser makes of a document. One that is not well-formed no reading system shows."""
        try:
            return etree.fromstring(data, with_)
        except (etree.XMLSyntaxError, ValueError) as error:
            said = str(error).partition(" (")[0]
            raise self.unreadable(f"{name} is not well-formed: {said}") from error

    def _open(self, data: bytes) -> zipfile.ZipFile:
        if not data.strip():
            raise self.unreadable("it is empty")
        head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
        for beginning, what in _BEGINNINGS.items():
            if head.startswith(beginning):
                raise self.unreadable(what, "see to its name")
        if len(data) > LARGEST_FILE:
            raise self.unreadable(f"it is larger than {LARGEST_FILE // 1_000_000} MB", "make it smaller")
        if data.count(b"PK\x01\x02") > MOST_ENTRIES:
            raise self.unreadable(f"it has more than {MOST_ENTRIES:,} files")
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except Exception as error:  # whatever a broken archive makes zipfile and zlib stumble over
            raise self.unreadable("it is no ZIP file, or only a part of one") from error

    def _bytes(self, name: str, left: int) -> bytes:
        if not self.has(name):
            raise self.unreadable(f"{name} is missing from it")
        entry = self._archive.getinfo(name)
        if entry.file_size > left:
            raise self.unreadable("it takes too much room unpacked", "make it smaller")
        if entry.flag_bits & 1:
            raise self.unreadable("it is encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # EPUB 3.3, 4.2.4
            raise self.unreadable(f"{name} is packed in a way that no EPUB is")
        try:
            return self._archive.read(entry)
        except Exception as error:  # whatever a broken archive makes zipfile and zlib stumble over
            raise self.unreadable(f"{name} is damaged") from error

    def _decoded(self, data: bytes, name: str) -> str:
        """The text of a document, which is in UTF-8 or UTF-16 (EPUB 3.3, 3.9)."""
        encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8"
        said = _ENCODING.match(data)
        if said and said[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
            raise self.unreadable(f"{name} is neither in UTF-8 nor in UTF-16")
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise self.unreadable(f"{name} is not {encoding.upper()} (at byte {error.start + 1})") from error


def _letter(entity: re.Match[str]) -> str:
    """The letter that an entity of XHTML 1 stands for; XML's own, and unknown ones, as they are."""
    known = entity[1] in name2codepoint and entity[1] not in _OF_XML
    return chr(name2codepoint[entity[1]]) if known else entity[0]


def parser(**given: Any) -> etree.XMLParser:
    """A parser that follows nothing; of entities it knows those of XML, and no document has others."""
    return etree.XMLParser(
        resolve_entities="internal",  # type: ignore[arg-type]
        no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
        encoding="utf-8", **given,
    )  # fmt: skip


def resolved(base: str, address: str) -> tuple[str, str]:
    """The file that an address in `base` leads to, and the place in it; ("", …) for one that leads out."""
    path, _, place = address.partition("#")
    folder = posixpath.dirname(base)
    name = posixpath.normpath(posixpath.join(folder, unquote(path))) if path else base
    return ("" if _leads_out(name) else name), unquote(place)


def is_remote(address: str) -> bool:
    """Whether an address leads out of the book."""
    return bool(re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", address.strip()))


def _leads_out(name: str) -> bool:
    return (
        name.startswith(("/", "\\", "../")) or name == ".." or "/../" in name or "\\" in name or ":" in name
    )
