"""Bookmarks: what fields point at, and how a file that comes back from Word finds its source."""

from __future__ import annotations

import hashlib
import re

from toolchain import model as m
from toolchain.resolve.tables import Numbered, NumberedNote, Resolved
from toolchain.walk import walk
from toolchain.writers.docx.xml import Element, add, qualified

LONGEST = 40
"""Characters in a bookmark's name (Word's limit); letters, digits and underscores only."""

_NAME = re.compile(r"\w+", re.ASCII)

Place = m.Heading | m.Paragraph | Numbered | NumberedNote
"""What can have a bookmark. A note's is around its mark."""


class Bookmarks:
    """The names of all bookmarks of one document, and which have been written."""

    def __init__(self, resolved: Resolved) -> None:
        self._resolved = resolved
        self._taken: set[str] = set()
        self._names: dict[Place, str] = {}
        self._written: set[str] = set()
        self._uses: list[tuple[str, list[Element]]] = []
        self._notes = {
            numbered.note: numbered for numbered in reversed(resolved.notes)
        }  # of several the first
        if resolved.title_note:
            self._notes[resolved.title_note.note] = resolved.title_note
        for label, target in resolved.targets.items():
            if not isinstance(target, m.Note):
                self._names.setdefault(target, self.new("_Ref_", label))
            elif target in self._notes:
                note, own = self._notes[target], label.removeprefix("^")
                # A numeric label is a claim: what is printed does not depend on whether it is true.
                claimed = own.isascii() and own.isdigit()
                self._names[note] = self.new("_Note_", note.label if claimed else own)
        for reference in resolved.references.values():
            for node, _ in walk(reference.children):
                if isinstance(node, m.PrintedNumber) and not isinstance(node.target, m.Note):
                    self.name(node.target)

    def new(self, prefix: str, label: str) -> str:
        """A new name that follows from the label; one too long, strange or taken ends in a digest of it."""
        name = prefix + label.replace("-", "_")
        if len(name) > LONGEST or not _NAME.fullmatch(name) or name.lower() in self._taken:
            digest = hashlib.sha256(label.encode(errors="replace")).hexdigest()[:10]
            name = re.sub(r"\W", "", name, flags=re.ASCII)[: LONGEST - 11] + "_" + digest
        while name.lower() in self._taken:
            name = name[: LONGEST - 1] + "x" if len(name) >= LONGEST else name + "x"
        self._taken.add(name.lower())
        return name

    def place(self, target: m.Target) -> Place | None:
        """Where a target's bookmark is: of a note, at its first mark; None for a note that is not printed."""
        return self._notes.get(target) if isinstance(target, m.Note) else target

    def name(self, place: Place) -> str:
        """The name of a place's bookmark; one without a label is named by its address."""
        if place not in self._names:
            self._names[place] = self.new("_At_", self._resolved.anchors[place])
        return self._names[place]

    def wanted(self, place: Place) -> bool:
        """Whether the place has a label or is pointed at without one."""
        return place in self._names

    def start(self, parent: Element, name: str) -> str | None:
        """Open the bookmark of that name; return its id to close it with, None if it was written before."""
        if name in self._written:
            return None
        self._written.add(name)
        identity = str(len(self._written) - 1)
        add(parent, "bookmarkStart", id=identity, name=name)
        return identity

    def end(self, parent: Element, identity: str | None) -> None:
        """Close a bookmark."""
        if identity is not None:
            add(parent, "bookmarkEnd", id=identity)

    def use(self, name: str, elements: list[Element]) -> None:
        """Remember what points at a bookmark: the runs of a field but for its result, or a `w:hyperlink`."""
        self._uses.append((name, elements))

    def drop_dangling(self) -> None:
        """Leave of whatever points at a bookmark that has not been written only the words that it shows.

        That happens in drafts: a table may have its label in a note that is never printed.
        """
        for name, elements in self._uses:
            if name not in self._written:
                for element in elements:
                    _remove(element)


def _remove(element: Element) -> None:
    """Remove an element; what stands in a link stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tag == qualified("hyperlink"):
        for child in list(element):
            element.addprevious(child)
    parent.remove(element)
