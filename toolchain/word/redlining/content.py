"""Write the content of a paragraph: common words once, the others as insertions and deletions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from itertools import count
from typing import NamedTuple

from lxml import etree

from toolchain.formats.docx.fields import parse
from toolchain.formats.docx.xml import Element, W
from toolchain.word.redlining.comparing import Both
from toolchain.word.redlining.tokens import ANCHOR, LINK, RUN, Mark, Paragraph, Token

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DELETED = {W + "t": W + "delText", W + "instrText": W + "delInstrText"}


class By(NamedTuple):
    """Who made the changes, and when."""

    author: str
    date: str


class Changes:
    """Makes the elements of tracked changes and of bookmarks, each with an id of its own."""

    def __init__(self, by: By) -> None:
        self._by = by
        self._ids = count(1)
        self._marks = count(1)

    def made(self, name: str) -> Element:
        """Return an element that tracks a change."""
        by = self._by
        return element(name, id=str(next(self._ids)), author=by.author, date=by.date)

    def bookmark(self, name: str) -> tuple[Element, Element]:
        """Return the start and the end of a bookmark."""
        identity = f"made{next(self._marks)}"  # the whole redline is numbered at last
        return element("bookmarkStart", id=identity, name=name), element("bookmarkEnd", id=identity)


def element(name: str, /, **attributes: str) -> Element:
    """Return an element of WordprocessingML."""
    made = etree.Element(W + name)
    for key, value in attributes.items():
        made.set(W + key, value)
    return made


class Atom(NamedTuple):
    """What is written next: a token, or the start or the end of a bookmark.

    `former` is the same token with the look that it had. An empty one ends a change.
    """

    state: str = ""
    token: Token | None = None
    old: bool = False
    former: Token | None = None
    start: Element | None = None
    end: Element | None = None


class Content:
    """Fills one paragraph: words of one state and look are one run, runs of one state one change."""

    def __init__(self, paragraph: Element, changes: Changes) -> None:
        self._paragraph = paragraph
        self._changes = changes
        self._state = ""
        self._holder: Element = paragraph
        self._run: tuple[Element, Element | None, Element | None, bool] | None = None
        self._waiting: list[Element] = []

    def write(self, atom: Atom, elements: tuple[Element, ...]) -> None:
        """Write what is next; `elements` are the token's, ready for the redline."""
        if atom.start is not None:
            self._waiting.append(atom.start)
        elif atom.end is not None:
            self._flush()
            self._put(atom.end)
        elif atom.token is not None:
            self._token(atom, atom.token, elements)
        else:
            self._flush()
            self._hold("")

    def _flush(self) -> None:
        for each in self._waiting:
            self._put(each)
        self._waiting.clear()

    def _put(self, made: Element) -> None:
        self._run = None
        self._holder.append(made)

    def _hold(self, state: str) -> None:
        if state == self._state:
            return
        self._state, self._run, self._holder = state, None, self._paragraph
        if state:
            self._holder = self._changes.made(state)
            self._paragraph.append(self._holder)

    def _token(self, atom: Atom, token: Token, elements: tuple[Element, ...]) -> None:
        if token.kind == "link":  # it cannot be in a change: the change is in it
            self._hold("")
            self._flush()
            for link in elements:
                self._put(link)
                if atom.state:
                    holder = self._changes.made(atom.state)
                    holder.extend(list(link))
                    link.append(holder)
            return
        self._hold(atom.state)
        self._flush()
        if elements:
            for each in elements:
                self._put(each)
        else:
            self._word(atom, token)

    def _word(self, atom: Atom, token: Token) -> None:
        former = None if atom.former is None else atom.former.look
        looks = token.look, former, atom.former is None
        if self._run is None or self._run[1:] != looks:
            run = etree.SubElement(self._holder, RUN)
            look = None if token.look is None else deepcopy(token.look)
            if atom.former is not None:
                look = element("rPr") if look is None else look
                change = self._changes.made("rPrChange")
                change.append(element("rPr") if former is None else deepcopy(former))
                look.append(change)
            if look is not None:
                run.append(look)
            text = etree.SubElement(run, W + ("delText" if atom.state == "del" else "t"))
            text.set(_SPACE, "preserve")
            text.text = ""
            self._run = (run, *looks)
        text = self._run[0][-1]
        text.text = (text.text or "") + token.text


def as_deleted(made: Element) -> None:
    """Turn the texts of a run into deleted ones."""
    for each in made.iter(*_DELETED):
        each.tag = _DELETED[str(each.tag)]


def lead_to(made: Element, names: dict[str, str]) -> None:
    """Let an old field or link lead to the name that its bookmark has in the redline."""
    for each in made.iter(LINK):
        if (name := each.get(ANCHOR)) in names:
            each.set(ANCHOR, names[name])
    for each in made.iter(W + "instrText"):
        name = parse(each.text or "").target
        if name in names:
            each.text = f" {each.text or ''} ".replace(f" {name} ", f" {names[name]} ", 1)[1:-1]


def one_side(
    paragraph: Paragraph, state: str, names: dict[str, str], changes: Changes, *, old: bool
) -> Iterator[Atom]:
    """Yield what is in a paragraph of one side. Its bookmarks go with it, so they are in its change."""
    places = _Places(paragraph.marks, names if old else {}, changes)
    for at, token in enumerate(paragraph.tokens):
        yield from places.at(at, Atom(state, token, old))
    yield from places.rest()
    yield Atom()


def both_sides(
    old: Paragraph, new: Paragraph, found: list[Both], names: dict[str, str], changes: Changes
) -> Iterator[Atom]:
    """Yield what is in a pair of paragraphs, with the new bookmarks, and the old ones that the new lacks."""
    have = {mark.name for mark in new.marks}
    others = [each for each in old.marks if names.get(each.name, each.name) not in have]
    kept = [each for each in others if not old.keeps_data(each)]
    ours, theirs = _Places(kept, names, changes, old), _Places(new.marks, {}, changes, new)
    yield from (Atom(start=each) for places in (theirs, ours) for each, _ in places.around)
    yield Atom()
    for at, to in found:
        if to is None and at is not None:
            yield from ours.at(at, Atom("del", old.tokens[at], old=True))
        elif at is None and to is not None:
            yield from theirs.at(to, Atom("ins", new.tokens[to]))
        elif at is not None and to is not None:
            before, token = old.tokens[at], new.tokens[to]
            former = before if token.kind in ("word", "space") and before.shown != token.shown else None
            yield from ours.at(at, *theirs.at(to, Atom("", token, former=former)))
    yield Atom()
    yield from (*ours.rest(), *theirs.rest())
    yield Atom()
    yield from (Atom(end=each) for places in (ours, theirs) for _, each in reversed(places.around))


class _Places:
    """The starts and ends of bookmarks: by the tokens before which they are, and those around everything."""

    def __init__(
        self, marks: list[Mark], names: dict[str, str], changes: Changes, paragraph: Paragraph | None = None
    ) -> None:
        """With a paragraph, the bookmarks that name the whole of it are around everything."""
        self._starts: dict[int, list[Element]] = defaultdict(list)
        self.around: list[tuple[Element, Element]] = []
        self._ends: dict[int, list[Element]] = defaultdict(list)
        for mark in marks:
            start, end = changes.bookmark(names.get(mark.name, mark.name))
            if paragraph and paragraph.is_whole(mark):
                self.around.append((start, end))
            elif mark.start == mark.end:
                self._starts[mark.start] += (start, end)
            else:
                self._starts[mark.start].append(start)
                self._ends[mark.end].insert(0, end)

    def at(self, at: int, *atoms: Atom) -> Iterator[Atom]:
        """Yield a token with the bookmarks that start before it and end after it."""
        yield from (Atom(start=each) for each in self._starts.pop(at, ()))
        yield from atoms
        yield from (Atom(end=each) for each in self._ends.pop(at + 1, ()))

    def rest(self) -> Iterator[Atom]:
        """Yield the bookmarks after all tokens."""
        yield from (Atom(start=each) for at in sorted(self._starts) for each in self._starts[at])
