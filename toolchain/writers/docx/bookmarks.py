"""Bookmarks: the targets of fields, and data that connects an edited Word file with its source."""

from __future__ import annotations

import hashlib
import re
from zlib import crc32

from toolchain import model as m
from toolchain.model.expressions import expression
from toolchain.model.walk import walk
from toolchain.resolve.tables import Numbered, NumberedNote, Reference, Resolved
from toolchain.writers.docx.markup import Pieces, Pointing

LONGEST = 40
"""Characters in a bookmark's name (Word's limit); letters, digits and underscores only."""

_NUMBERS = 100_000
_NAME = expression(r"\w+", re.ASCII)

Place = m.Heading | m.Paragraph | Numbered | NumberedNote
"""A node that can have a bookmark; the bookmark of a note is around its mark."""


class Bookmarks:
    """The names of all bookmarks of one document; `written` are those already written."""

    def __init__(self, resolved: Resolved) -> None:
        self._resolved = resolved
        self._taken: set[str] = set()
        self._names: dict[Place, str] = {}
        self.written: set[str] = set()
        self._numbers: dict[m.PrintedNumber, Place | None] = {}
        notes = {numbered.note: numbered for numbered in reversed(resolved.notes)}  # the first of several
        if resolved.title_note:
            notes[resolved.title_note.note] = resolved.title_note
        for label, target in resolved.targets.items():
            if not isinstance(target, m.Note):
                self._names.setdefault(target, self.new("_Ref_", label))
            elif target in notes:
                note, own = notes[target], label.removeprefix("^")
                # A numeric label is a claim: the output must not depend on whether it is true.
                claimed = own.isascii() and own.isdigit()
                self._names[note] = self.new("_Note_", note.label if claimed else own)
        for reference in resolved.references.values():
            for node, _ in walk(reference.children):
                if isinstance(node, m.PrintedNumber):
                    self._numbers[node] = place = of_reference(reference, node.target)
                    if place is not None and not isinstance(place, NumberedNote):
                        self.name(place)

    def new(self, prefix: str, label: str) -> str:
        """Return a new name made from the label; a name that is too long, invalid or taken ends in a
        digest.
        """
        name = prefix + label.replace("-", "_")
        if len(name) > LONGEST or not _NAME.fullmatch(name) or name.lower() in self._taken:
            digest = hashlib.sha256(label.encode(errors="replace")).hexdigest()[:10]
            name = re.sub(r"\W", "", name, flags=re.ASCII)[: LONGEST - 11] + "_" + digest
        while name.lower() in self._taken:
            name = name[: LONGEST - 1] + "x" if len(name) >= LONGEST else name + "x"
        self._taken.add(name.lower())
        return name

    def of_number(self, node: m.PrintedNumber) -> Place | None:
        """Return the place of a number in a reference; None for a note that is not printed."""
        return self._numbers.get(node)

    def name(self, place: Place) -> str:
        """Return the name of a place's bookmark; without a label, its address is the name."""
        if place not in self._names:
            again = isinstance(place, NumberedNote) and bool(place.note.label)  # its label is the first one's
            self._names[place] = self.new("_Again_" if again else "_At_", self._resolved.anchors[place])
        return self._names[place]

    def wanted(self, place: Place) -> bool:
        """Return whether the place has a label, or something refers to it without one."""
        return place in self._names

    def mark(self, pieces: Pieces, name: str, words: str = "") -> None:
        """Record data about a place in an empty bookmark, for the import of the file.

        The name ends in a number made from the place's words without their numbers: it stays the same when
        something else changes. Word does not show names that begin with an underscore.
        """
        name = name.replace("-", "_")
        number = crc32(re.sub(r"\d+", "", words).encode(errors="replace"))
        while f"{name}_{number % _NUMBERS}".lower() in self._taken:
            number += 1
        self.end(pieces, self.start(pieces, self.new(f"{name}_", str(number % _NUMBERS))))

    def start(self, pieces: Pieces, name: str) -> int | None:
        """Open the bookmark of that name; return its id for closing it, None if it was written before."""
        if name in self.written:
            return None
        identity = len(self.written)
        self.written.add(name)
        pieces.append(f'<w:bookmarkStart w:id="{identity}" w:name="{name}"/>')
        return identity

    def end(self, pieces: Pieces, identity: int | None) -> None:
        """Close a bookmark."""
        if identity is not None:
            pieces.append(f'<w:bookmarkEnd w:id="{identity}"/>')


def of_reference(reference: Reference, target: m.Target) -> Place | None:
    """Return the place that a reference names by this target: of a note that is printed again, the one
    that it counts; None for a note that is not printed.
    """
    return reference.note if isinstance(target, m.Note) else target


def link_to(bookmark: str) -> Pointing:
    """Return the start of a link to a bookmark."""
    return Pointing(bookmark, f'<w:hyperlink w:anchor="{bookmark}" w:history="1">')


def link_end(bookmark: str) -> Pointing:
    """Return the end of a link to a bookmark."""
    return Pointing(bookmark, "</w:hyperlink>")
