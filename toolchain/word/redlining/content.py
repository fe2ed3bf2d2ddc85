"""Write the content of a paragraph: common words once, the others as insertions and deletions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from copy import deepcopy
from itertools import count

from lxml import etree

from toolchain.formats.docx.fields import parse
from toolchain.formats.docx.xml import Element, W
from toolchain.model.records import Record
from toolchain.word.redlining.comparing import Both, Comparison
from toolchain.word.redlining.tokens import ANCHOR, LINK, RUN, Mark, Paragraph, Token

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NUMBERS = (W + "footnoteRef", W + "endnoteRef")
"""The number of a note in its text."""
_DELETED = {W + "t": W + "delText", W + "instrText": W + "delInstrText"}


class By(Record):
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


class Content:
    """Fills one paragraph: words of one state and look are one run, runs of one state one change.

    `bring` lets an old element be in the new file.
    """

    def __init__(
        self, paragraph: Element, changes: Changes, compared: Comparison, bring: Callable[[Element], None]
    ) -> None:
        self._paragraph = paragraph
        self._changes = changes
        self._compared = compared
        self._names = compared.names
        self._bring = bring
        self._state = ""
        self._holder: Element = paragraph
        self._run: tuple[Element, Element | None, Element | None, bool] | None = None
        self._waiting: list[Element] = []

    def one_side(self, paragraph: Paragraph, state: str, *, old: bool) -> None:
        """Write a paragraph of one side. Its bookmarks go with it, so they are in its change."""
        places = _Places(paragraph.marks, self._names if old else {}, self._changes)
        for at, token in enumerate(paragraph.tokens):
            starts, ends = places.at(at)
            self._waiting += starts
            self._token(token, state, old=old)
            self._end(ends)
        self._waiting += places.rest()
        self._stop()

    def both_sides(self, old: Paragraph, new: Paragraph, found: list[Both]) -> None:
        """Write a pair of paragraphs, with the new bookmarks, and the old ones that the new lacks."""
        have = {mark.name for mark in new.marks}
        others = [each for each in old.marks if self._names.get(each.name, each.name) not in have]
        kept = [each for each in others if not old.keeps_data(each)]
        ours, theirs = (
            _Places(kept, self._names, self._changes, old), _Places(new.marks, {}, self._changes, new)
        )  # fmt: skip
        self._waiting += (start for places in (theirs, ours) for start, _ in places.around)
        self._stop()
        for at, to in found:
            (starts, ends), (new_starts, new_ends) = ours.at(at), theirs.at(to)
            was, now = (None if at is None else old.tokens[at]), (None if to is None else new.tokens[to])
            self._waiting += (*starts, *new_starts)
            if was and now and (inside := self._compared.inside(was, now)):
                self._link(now, *inside)
            elif was and now:
                differs = now.kind in ("word", "space") and was.shown != now.shown
                self._token(now, "", was if differs else None)
            elif now:
                self._token(now, "ins")
            elif was:
                self._token(was, "del", old=True)
            self._end((*new_ends, *ends))
        self._stop()
        self._waiting += (*ours.rest(), *theirs.rest())
        self._stop()
        self._end(end for places in (ours, theirs) for _, end in reversed(places.around))

    def _link(self, token: Token, old: Paragraph, new: Paragraph, found: list[Both]) -> None:
        """Write a link with changes in it."""
        self._stop()
        made = deepcopy(token.elements[0])
        del made[:]
        self._put(made)
        Content(made, self._changes, self._compared, self._bring).both_sides(old, new, found)

    def _stop(self) -> None:
        """End a change."""
        self._flush()
        self._hold("")

    def _end(self, marks: Iterable[Element]) -> None:
        for each in marks:
            self._flush()
            self._put(each)

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

    def _token(self, token: Token, state: str, former: Token | None = None, *, old: bool = False) -> None:
        """Write a token; `former` is the same one with the look that it had."""
        elements = tuple(map(deepcopy, token.elements))
        for each in elements:
            if old:
                self._bring(each)
            for text in each.iter(*_DELETED) if state == "del" else ():
                text.tag = _DELETED[str(text.tag)]
        self._hold("" if token.kind == "link" else state)
        self._flush()
        for each in elements:
            self._put(each)
            if token.kind == "link" and state:  # it cannot be in a change: the change is in it
                holder = self._changes.made(state)
                holder.extend(list(each))
                each.append(holder)
        if not elements:
            self._word(token, state, former)
        elif any(each.find(name) is not None for each in elements for name in _NUMBERS):
            self._stop()  # in one change with it, LibreOffice shows the words of a note as unchanged

    def _word(self, token: Token, state: str, former: Token | None) -> None:
        before = None if former is None else former.look
        looks = token.look, before, former is None
        if self._run is None or self._run[1:] != looks:
            run = etree.SubElement(self._holder, RUN)
            look = None if token.look is None else deepcopy(token.look)
            if former is not None:
                look = element("rPr") if look is None else look
                change = self._changes.made("rPrChange")
                change.append(element("rPr") if before is None else deepcopy(before))
                look.append(change)
            if look is not None:
                run.append(look)
            text = etree.SubElement(run, W + ("delText" if state == "del" else "t"))
            text.set(_SPACE, "preserve")
            text.text = ""
            self._run = (run, *looks)
        text = self._run[0][-1]
        text.text = (text.text or "") + token.text


def lead_to(made: Element, names: dict[str, str]) -> None:
    """Let an old field or link lead to the name that its bookmark has in the redline."""
    for each in made.iter(LINK):
        if (name := each.get(ANCHOR)) in names:
            each.set(ANCHOR, names[name])
    for each in made.iter(W + "instrText"):
        name = parse(each.text or "").target
        if name in names:
            each.text = f" {each.text or ''} ".replace(f" {name} ", f" {names[name]} ", 1)[1:-1]


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

    def at(self, at: int | None) -> tuple[list[Element], list[Element]]:
        """Return what starts before a token, and what ends after it."""
        if at is None:
            return [], []
        return self._starts.pop(at, []), self._ends.pop(at + 1, [])

    def rest(self) -> list[Element]:
        """Return the bookmarks after all tokens."""
        return [each for at in sorted(self._starts) for each in self._starts[at]]
