"""Describe places in words: each paragraph by its number, or as a person would describe it.

The file is read as Word shows it, so places have the same names as in other messages.
"""

from __future__ import annotations

from bisect import bisect_right

from toolchain.formats.docx.opened import Opened
from toolchain.formats.docx.xml import Element
from toolchain.word.cleaning.report import NOWHERE, Key, keys

_HEADS = {"header": "page header", "footer": "page footer"}


class Places:
    """The names of the paragraphs of a file."""

    def __init__(self, opened: Opened) -> None:
        package = opened.package
        self._parts = {each.target: _HEADS.get(each.kind, "") for each in package.parts(package.main)}
        notes = ((package.related_name(f"{kind.value}s"), part.root) for kind, part in opened.texts.items())
        parts = ((package.main, opened.body.getroottree().getroot()), *notes)
        found: dict[Element | None, Key] = {}
        for name, root in parts:
            found.update(keys(name, root) if root is not None else ())
        known = {found[each.element]: each for each in opened.paragraphs() if each.element in found}
        self._known = {key: each.place for key, each in known.items()}
        self.labels = {key: each.label for key, each in known.items()}
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
