"""Describe places in words: each paragraph by its number, or as a person would describe it.

A copy of the file in which each paragraph has a unique character is read as Word shows it, so places have the
same names as in other messages.
"""

from __future__ import annotations

from bisect import bisect_right

from toolchain.formats.docx.opened import open_bytes
from toolchain.formats.docx.xml import PARAGRAPH
from toolchain.word.cleaning.files import Files
from toolchain.word.cleaning.report import NOWHERE, Key

_SIGN = "{urn:submission-toolchain:place}number"
_HEADS = {"header": "page header", "footer": "page footer"}


class Places:
    """The names of the paragraphs of a file."""

    def __init__(self, data: bytes, display: str) -> None:
        files = Files(data, display)
        self._known: dict[Key, str] = {}
        self._parts: dict[str, str] = {}
        for link in files.links(files.main):
            if not link.external:
                self._parts[link.target] = _HEADS.get(link.kind, "")
        numbered = [files.main, *(name for name in self._parts if name.endswith("notes.xml"))]
        for name in numbered:
            if files.package.has(name):
                for number, element in enumerate(files.tree(name).iter(PARAGRAPH)):
                    element.set(_SIGN, f"{number} {name}")
        for paragraph in open_bytes(files.packed(), display).paragraphs():
            sign = "" if paragraph.element is None else paragraph.element.get(_SIGN, "")
            if sign:
                at, _, part = sign.partition(" ")
                self._known[part, int(at)] = paragraph.place
        self._numbers: dict[str, list[int]] = {}
        for part, number in sorted(self._known):
            self._numbers.setdefault(part, []).append(number)

    def of(self, key: Key) -> str:
        """Return a place in words; for a paragraph that is not shown, the place before it."""
        part, number = key
        if key == NOWHERE:
            return ""
        known = self._numbers.get(part, [])
        if before := bisect_right(known, number):
            return self._known[part, known[before - 1]]
        return self._parts.get(part, "") or ("the opening" if number >= 0 else "")
