"""Merge two built files into one with tracked changes: accepted it is the new one, rejected the old one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from copy import deepcopy
from hashlib import sha256

from toolchain.formats.docx.xml import ID, VAL, Element, W, value
from toolchain.formats.docx.xml import WP as DRAWING
from toolchain.word.cleaning.files import Files
from toolchain.word.redlining.comparing import Comparison
from toolchain.word.redlining.content import By, Changes, element
from toolchain.word.redlining.sides import NoteId, Side
from toolchain.word.redlining.story import Writer
from toolchain.word.redlining.tokens import SECTION, Paragraph, Part, serial

_MARKS = (W + "bookmarkStart", W + "bookmarkEnd")
_ABSTRACT, _NUM = W + "abstractNum", W + "num"


def merge(old: Side, new: Side, by: By) -> tuple[bytes, Comparison]:
    """Return the bytes of the redline, and what was compared. `new` is changed: the redline is made of it."""
    _bring_parts(old, new)
    compared = Comparison(old, new)
    ids: dict[NoteId, str] = {}
    lists = Lists(compared)

    def note_id(kind: str, identity: str) -> str:
        mate = compared.mates.get((kind, identity))
        return mate[1] if mate else ids.setdefault((kind, identity), f"old{identity}")

    writer = Writer(compared, Changes(by), note_id, lists.of)
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
    for child in list(parent):
        parent.remove(child)
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


class Lists:
    """The ids that the lists of the old file have in the redline.

    A list of both is found by the items that are pairs, that of a style by its own number.
    """

    def __init__(self, compared: Comparison) -> None:
        self._old = _root(compared.old.files, "numbering")
        self._new = _root(compared.new.files, "numbering")
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for old, new in compared.pairs():
            one, other = _id_of(old), _id_of(new)
            if one and other and _levels(self._old, one) == _levels(self._new, other):
                votes[one][other] += 1
        self._ids = {one: found.most_common(1)[0][0] for one, found in votes.items()}
        self._bring_styles(_root(compared.old.files, "styles"), _root(compared.new.files, "styles"))

    def of(self, old: str) -> str:
        """Return the id of an old list; a list that only the old file has is brought over."""
        if old not in self._ids:
            abstract = _abstract(self._old, old)
            if abstract is None or self._new is None:
                return old
            self._ids[old] = self._of_style(abstract, self._new, old)
        return self._ids[old]

    def _of_style(self, abstract: Element, new: Element, old: str) -> str:
        """Return the list of a style with the same number, or else the old one, brought over."""
        for num in new.iterchildren(_NUM):
            other = _abstract(new, num.get(W + "numId", ""))
            if other is None or value(other, "nsid") != value(abstract, "nsid"):
                continue
            if other.find(f".//{W}pStyle") is not None:
                return num.get(W + "numId", "")
        return self._brought(abstract, new, old)

    def _brought(self, abstract: Element, new: Element, old: str) -> str:
        abstract = deepcopy(abstract)
        ids = [int(each.get(W + "abstractNumId", "0")) for each in new.iterchildren(_ABSTRACT)]
        identity = str(max(ids, default=0) + 1)
        abstract.set(W + "abstractNumId", identity)
        if (nsid := abstract.find(W + "nsid")) is not None:
            nsid.set(VAL, sha256(f"old {old}".encode()).hexdigest()[:8].upper())
        first = new.find(_NUM)
        new.insert(len(new) if first is None else new.index(first), abstract)
        numbers = [int(each.get(W + "numId", "0")) for each in new.iterchildren(_NUM)]
        num = element("num", numId=str(max(numbers, default=0) + 1))
        num.append(element("abstractNumId", val=identity))
        new.append(num)
        return num.get(W + "numId", "")

    def _bring_styles(self, old: Element | None, new: Element | None) -> None:
        """Bring over the styles that only the old file has, such as that of a series that is gone."""
        if old is None or new is None:
            return
        known = {each.get(W + "styleId") for each in new.iterchildren(W + "style")}
        for style in old.iterchildren(W + "style"):
            if style.get(W + "styleId") not in known:
                made = deepcopy(style)
                for number in made.iter(W + "numId"):
                    number.set(VAL, self.of(number.get(VAL, "")))
                new.append(made)


def _root(files: Files, kind: str) -> Element | None:
    return next(files.related(files.main, kind), None)


def _id_of(paragraph: Paragraph) -> str:
    found = None if paragraph.properties is None else paragraph.properties.find(W + "numPr")
    return value(found, "numId") or ""


def _abstract(root: Element | None, number: str) -> Element | None:
    nums = () if root is None else root.iterchildren(_NUM)
    wanted = next((value(each, "abstractNumId") for each in nums if each.get(W + "numId") == number), None)
    found = () if root is None else root.iterchildren(_ABSTRACT)
    return next((each for each in found if each.get(W + "abstractNumId") == wanted), None)


def _levels(root: Element | None, number: str) -> str:
    found = _abstract(root, number)
    return "" if found is None else "".join(map(serial, found.iterchildren(W + "lvl")))
