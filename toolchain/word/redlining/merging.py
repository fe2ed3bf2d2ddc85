"""Merge two built files into one with tracked changes: accepted it is the new one, rejected the old one."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from toolchain.formats.docx.xml import ID, Element, W
from toolchain.formats.docx.xml import WP as DRAWING
from toolchain.word.redlining.comparing import Comparison
from toolchain.word.redlining.content import By, Changes, element
from toolchain.word.redlining.lists import Lists
from toolchain.word.redlining.sides import NoteId, Side
from toolchain.word.redlining.story import Writer
from toolchain.word.redlining.tokens import SECTION, Part

_MARKS = (W + "bookmarkStart", W + "bookmarkEnd")


def merge(old: Side, new: Side, by: By) -> tuple[bytes, Comparison]:
    """Return the bytes of the redline, and what was compared. `new` is changed: the redline is made of it."""
    _bring_parts(old, new)
    compared = Comparison(old, new)
    ids: dict[NoteId, str] = {}
    lists = Lists(compared)

    def note_id(kind: str, identity: str) -> str:
        mate = compared.mates.get((kind, identity))
        return mate[1] if mate else ids.setdefault((kind, identity), f"old{identity}")

    writer = Writer(compared, Changes(by), note_id, lists)
    text = [each for steps in compared.text for each in writer.story(steps)]
    notes = _notes(compared, writer)
    section = new.body.find(SECTION)
    _fill(new.body, [*text, *([] if section is None else [section])])
    _order_notes(new, notes)
    _number(new)
    return new.files.packed(), compared


def _bring_parts(old: Side, new: Side) -> None:
    """Give the new file a part for the notes of a kind that only the old one has."""
    for kind, part in old.parts.items():
        if kind not in new.parts:
            root = deepcopy(old.files.tree(part.name))
            for note in [each for each in root if not each.get(W + "type")]:
                root.remove(note)
            link = next(each for each in old.files.links(old.files.main) if each.target == part.name)
            new.files.add(link, root, old.files.type_of(part.name))
            new.parts[kind] = Part(new.files, part.name, kind)
            _bring_form(old, new, kind)


def _bring_form(old: Side, new: Side, kind: str) -> None:
    """Give the new file the form of the marks of such notes, without which a second kind is "i", "ii"."""
    name, other = (f"{W}{each}notePr" for each in sorted(("end", "foot"), key=kind.__ne__))
    ours, theirs = (
        [*side.body.iter(SECTION), *side.files.related(side.files.main, "settings")] for side in (new, old)
    )
    forms = {each.tag: each.find(name) for each in theirs}
    for each in ours:
        beside, form = each.find(other), forms.get(each.tag)
        if beside is not None and form is not None:
            (beside.addnext if kind == "end" else beside.addprevious)(deepcopy(form))


def _notes(compared: Comparison, writer: Writer) -> dict[NoteId, Element]:
    """Return the notes of both sides, by their kind and id in the redline."""
    made: dict[NoteId, Element] = {}
    for old, new, steps in list(compared.all_notes()):
        if new is not None:
            made[new] = compared.new.notes[new].element
            _fill(made[new], writer.story(steps) if old else writer.whole(steps))
        elif old is not None:
            kind, identity = old
            made[kind, f"old{identity}"] = element(f"{kind}note")
            _fill(made[kind, f"old{identity}"], writer.whole(steps))
    return made


def _fill(parent: Element, children: Sequence[Element]) -> None:
    del parent[:]
    parent.extend(children)


def _order_notes(side: Side, notes: dict[NoteId, Element]) -> None:
    """Put the notes in the order of their marks, deleted ones among them, with ids that rise.

    LibreOffice 25.2 gives each mark the text that is next in the file, and next by its id.
    """
    for kind, part in side.parts.items():
        root = side.files.tree(part.name)
        for note in [each for each in root if not each.get(W + "type")]:
            root.remove(note)
        for number, call in enumerate(side.body.iter(f"{W}{kind}noteReference"), 1):
            note = notes[kind, call.get(ID, "")]
            call.set(ID, str(number))
            note.set(ID, str(number))
            root.append(note)


def _number(side: Side) -> None:
    """Give bookmarks and pictures ids of their own."""
    roots = [side.files.tree(side.files.main), *(side.files.tree(part.name) for part in side.parts.values())]
    changes = [int(each.get(ID, "0")) for root in roots for each in root.iter() if each.get(W + "author")]
    number = max(changes, default=0)
    for root in roots:
        opened: dict[str, str] = {}
        for mark in root.iter(*_MARKS):
            if mark.tag == _MARKS[0]:
                number += 1
                opened[mark.get(ID, "")] = str(number)
            mark.set(ID, opened[mark.get(ID, "")])
        for at, picture in enumerate(root.iter(f"{DRAWING}docPr"), 1):
            picture.set("id", str(at))
