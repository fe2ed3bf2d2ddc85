"""Complete the tags of a file where typst has no means for them (ISO 32000-1, 14.7, 14.8; ISO 14289-1).

The writer says in reading order what links and lists there are (`Asked`); this goes through the tags in the
same order. If the two do not agree, the file is not what was written: a template left something out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from toolchain.formats.pdf.operations import STRING
from toolchain.formats.pdf.page_walk import NAME
from toolchain.model.diagnostics import Failure, FilePlace, Finding
from toolchain.model.expressions import expression
from toolchain.model.records import Record
from toolchain.rules.outputs_pdf import LinksDiffer
from toolchain.writers.pdf.typst.context import NOTES, Asked, Link
from toolchain.writers.pdf.typst.elements import Element, Kid, take_away, taken_apart, written
from toolchain.writers.pdf.typst.file import ABOVE, File, names, string

_STRING = rb"(?:" + STRING + rb"|<[0-9A-Fa-f]*>)"
_AIM = expression(rb"/Dest \d+ 0 R|/A<<[^>]*>>")
_WITHIN = expression(rb"/Dest[^>]*/F 4|/URI\(to:\)>>")
"""An address has no spaces or angle brackets, but it can have names of a PDF, such as /Dest or (to:)."""
_CONTENTS = expression(rb"/Contents" + _STRING + rb"(?=>>\Z)", re.DOTALL)
_TITLE = expression(rb"/Title" + _STRING, re.DOTALL)
_HEADING_TITLE = expression(rb"/T" + _STRING, re.DOTALL)
_RAISED = 9.0
"""Height of raised marks in points."""
_MARKED = expression(rb"/Alt<FEFF0001([0-9A-F]+)>")
"""The name of a mark of the template: U+0001 is in no text of a source."""

_Asked = TypeVar("_Asked")
_MAIN, _WORDS = b"main", b"words"
_BEGINNINGS = {_MAIN: "Part", _WORDS: "P"}
"""What is where the main text begins, or the words after a number, with the element around these."""
_OTHER_LISTS = ("Note", "TD", "TH")
"""In these elements lists are not of notes."""


class _At(Record):
    """Where a child is: its parent's number and element, and the kind of the list around."""

    number: int
    element: Element
    listed: str


def complete(file: File, asked: Asked, source: str) -> None:
    """Complete the tags, links, places and the outline of a file.

    Raise `Failure` (D908) at the first link that is not in the file, or else at the source.
    """
    _Completion(file, asked, source).run()


class _Completion:
    """One pass over a file.

    `places` are the destinations by address, `notes` the elements of notes by address; `gone` are annotations
    and `moved` elements that only marked a place.
    """

    def __init__(self, file: File, asked: Asked, source: str) -> None:
        self._file, self._objects, self._asked, self._source = file, file.objects, asked, source
        self._links, self._lists, self._notes = iter(asked.links), iter(asked.lists), iter(asked.notes)
        self._elements = {
            number: each for number, body in file.objects.items() if (each := taken_apart(body))
        }
        self._places: dict[str, bytes] = {}
        self._notes_by_address: dict[str, int] = {}
        self._gone: set[int] = set()
        self._moved: dict[int, int] = {}
        self._before: Kid = b""
        self._all_lists: list[int] = []

    def run(self) -> None:
        file, objects = self._file, self._objects
        tree = file.number(b"StructTreeRoot", file.root)
        before = frozenset(self._elements)
        for name, number in re.findall(rb"\(([\w-]+)\)(\d+) 0 R", objects[file.root].partition(b"/Dests")[2]):
            self._places[name.decode()] = self._file.place(int(number))
        self._visit(int(_first(rb"/K\[(\d+)", objects[tree])), "")
        if left := [*self._links, *self._lists, *self._notes]:
            raise self._lost(left[0])
        for number, element in self._elements.items():
            objects[number] = written(element)
        for number in before - self._elements.keys():
            del objects[number]
        take_away(objects, tree, self._gone, self._moved)
        self._put_notes(tree)
        self._put_outline()
        self._put_places()

    def _visit(self, number: int, listed: str) -> None:
        """Complete the children of an element; `listed` is the kind of the list around."""
        element, kids = self._elements[number], list[Kid]()
        at = _At(number, element, listed)
        for kid in element.kids:
            self._before = kids[-1] if kids else b""
            kids += [kid] if isinstance(kid, bytes) else self._completed(kid, at)
        for sign, kind in _BEGINNINGS.items():
            if sign in kids:
                start = kids.index(sign)
                kids[start:] = [self._new(kind, number, kids[start + 1 :])]
        element.kids = kids

    def _completed(self, kid: int, at: _At) -> Iterable[Kid]:
        """Complete a child; return what is in its place: the child itself if its handler returns None."""
        kind = self._elements[kid].kind
        handler = _HANDLERS.get(kind[:1] if kind[1:].isdigit() else kind)
        replaced = handler(self, kid, at) if handler else None
        if replaced is not None:
            return replaced
        self._visit(kid, "" if kind in _OTHER_LISTS else at.listed)
        if kind in ("P", "Lbl") and not self._elements[kid].kids:
            del self._elements[kid]
            return ()
        return (kid,)

    def _link(self, kid: int, at: _At) -> Iterable[Kid] | None:
        """Name a link. One around a mark is in a reference (14.8.4.4.1)."""
        child = self._elements[kid]
        link = self._named(child)
        if link.marks:
            content = self._content_of(kid, at.number)
            return (*content, _WORDS) if link.marks == "label" else content
        if at.element.kind != "Lbl" and link.target and self._is_raised(child):
            reference = self._new("Reference", at.number, [kid])
            self._visit(kid, at.listed)
            return (reference,)
        return None

    def _list(self, kid: int, at: _At) -> Iterable[Kid]:
        listed = self._next(self._lists)
        self._all_lists.append(kid)
        if isinstance(listed, int):
            return self._items_of(kid, self._all_lists[listed])
        numbering = "Decimal" if listed == NOTES else listed
        self._elements[kid].before = b"/A[<</O/List/ListNumbering/%s>>]" % numbering.encode()
        self._visit(kid, listed)
        if at.element.kind != "L":
            return (kid,)
        self._put_into_item(kid, at.element.kids)
        return ()

    def _items_of(self, kid: int, whole: int) -> Iterable[Kid]:
        """Put the items of a list into that which it goes on with."""
        self._visit(kid, "Decimal")
        for item in (kids := self._elements.pop(kid).kids):
            if isinstance(item, int):
                self._elements[item].parent = whole
        self._elements[whole].kids += kids
        return ()

    def _list_body(self, kid: int, at: _At) -> None:
        if at.listed == NOTES and at.element.kind == "LI":
            self._put_note(kid)

    def _footnote(self, kid: int, at: _At) -> Iterable[Kid]:
        """Put a footnote after the last word of a paragraph into it."""
        number = self._before if isinstance(self._before, int) else 0
        before = self._elements.get(number)
        self._visit(kid, "")
        if before is None or not (before.kind == "P" or before.kind[1:].isdigit()):
            return (kid,)
        before.kids.append(kid)
        self._elements[kid].parent = number
        return ()

    def _strong(self, kid: int, at: _At) -> None:
        """The labels of lists are strong for typst, and look like other words."""
        if at.element.kind == "Lbl" or at.listed == NOTES:  # a note's is within a link
            self._elements[kid].kind = "Span"

    def _figure(self, kid: int, at: _At) -> Iterable[Kid] | None:
        child = self._elements[kid]
        marked = _MARKED.search(child.before + child.after)
        what = bytes.fromhex(marked[1].decode()).decode("utf-16-be") if marked else ""
        if what == "main":
            del self._elements[kid]
            return (_MAIN,)
        if what == NAME:
            child.kind, child.before, child.after = "Div", b"/T" + string(NAME), child.page
        return None

    def _heading(self, kid: int, at: _At) -> None:
        """Drop the title of a heading's element, which has the texts of its footnotes."""
        child = self._elements[kid]
        child.before = _HEADING_TITLE.sub(b"", child.before)
        child.after = _HEADING_TITLE.sub(b"", child.after)

    def _named(self, element: Element) -> Link:
        """Give a link its name and target, and note its own place; return what was asked of it."""
        link, is_raised = self._next(self._links), self._is_raised(element)
        for kid in element.kids:
            if not isinstance(kid, bytes) or not kid.startswith(b"<</Type/OBJR"):
                continue
            page, number = (int(each) for each in re.findall(rb"(\d+) 0 R", kid))
            body = self._objects[number]
            left, bottom, right, top = map(float, _first(rb"/Rect\[([^\]]*)\]", body).split())
            if is_raised:  # typst's rectangle ends at the base line
                top = bottom + _RAISED
                rectangle = b"/Rect[%.3f %.3f %.3f %.3f]" % (left, bottom, right, top)
                body = _replaced(re.compile(rb"/Rect\[[^\]]*\]"), rectangle, body)
            if link.own:
                self._places[link.own] = b"[%d 0 R/XYZ %.3f %.3f 0]" % (page, left, top + 2)
            aim, leads_within = _AIM.search(body), bool(_WITHIN.search(body))
            if (b"/URI(at:)>>" in body, leads_within) != (bool(link.marks), bool(link.target)):
                raise self._lost(link)
            if link.marks:
                self._gone.add(number)
                continue
            if link.target and aim:
                if aim[0].startswith(b"/Dest"):
                    at = int(aim[0].split()[1])
                    in_a_line = link.target.startswith("mark")  # from the base line
                    self._places.setdefault(link.target, self._file.place(at, 0 if in_a_line else ABOVE))
                body = body[: aim.start()] + b"/Dest" + string(link.target) + body[aim.end() :]
            if link.name:
                body = _replaced(_CONTENTS, b"/Contents" + string(link.name), body)
            self._objects[number] = body
        return link

    def _content_of(self, number: int, parent: int) -> Iterator[Kid]:
        """Yield the content of an element that is taken away, for its parent."""
        element = self._elements.pop(number)
        self._moved[number] = parent
        for kid in element.kids:
            if isinstance(kid, int):
                self._elements[kid].parent = parent
                yield kid
            elif kid.isdigit():
                yield b"<</Type/MCR%s/MCID %s>>" % (element.page, kid)
            elif not kid.startswith(b"<</Type/OBJR"):
                yield kid

    def _is_raised(self, element: Element) -> bool:
        """Return whether all that an element holds is one superscript."""
        inner = [kid for kid in element.kids if isinstance(kid, int)]
        direct = any(isinstance(kid, bytes) and kid.isdigit() for kid in element.kids)
        if len(inner) != 1 or direct:
            return False
        child = self._elements[inner[0]]
        return b"BaselineShift" in child.before + child.after or self._is_raised(child)

    def _put_into_item(self, number: int, kids: Sequence[Kid]) -> None:
        """Put a list into the item before it (14.8.4.3.3): typst puts it after the item."""
        items = kids[: kids.index(number)]
        item = next(kid for kid in reversed(items) if isinstance(kid, int) and self._kind(kid) == "LI")
        body = next(
            kid for kid in self._elements[item].kids if isinstance(kid, int) and self._kind(kid) == "LBody"
        )
        inner = self._elements[body].kids
        if len(inner) == 1 and isinstance(inner[0], int) and self._kind(inner[0]) == "Note":
            body = inner[0]
        self._elements[body].kids.append(number)
        self._elements[number].parent = body

    def _kind(self, number: int) -> str:
        return self._elements[number].kind if number in self._elements else ""

    def _put_note(self, number: int) -> None:
        """Put the content of a list's item into a note (14.8.4.4.1)."""
        own, body = self._next(self._notes), self._elements[number]
        note = self._new("Note", number, body.kids, b"/ID" + string(own) + body.page)
        body.kids, self._notes_by_address[own] = [note], note

    def _new(self, kind: str, parent: int, kids: list[Kid], after: bytes = b"") -> int:
        number = self._file.add()
        self._elements[number] = Element(kind, parent, kids, after=after)
        for kid in kids:
            if isinstance(kid, int):
                self._elements[kid].parent = number
        return number

    def _next(self, asked: Iterator[_Asked]) -> _Asked:
        for each in asked:
            return each
        raise self._lost(None)

    def _lost(self, asked: object) -> Failure:
        """Return the failure of what is not in the file, or, with None, of what is only there."""
        link = asked if isinstance(asked, Link) else Link()
        return Failure(Finding(link.span or FilePlace(self._source), LinksDiffer(link.name or link.own)))

    def _put_notes(self, tree: int) -> None:
        """Put the notes into the table of elements by address (14.7.2)."""
        if not self._notes_by_address:
            return
        body = self._objects[tree]
        known = re.findall(rb"\(([^()\\]*)\)(\d+) 0 R", body.partition(b"/IDTree")[2])
        all_notes = {key.decode(): int(number) for key, number in known} | self._notes_by_address
        named = {key: b"%d 0 R" % number for key, number in all_notes.items()}
        body = re.sub(rb"/IDTree<<.*?\]>>", b"", body)
        self._objects[tree] = body[:-2] + b"/IDTree" + names(named) + b">>"

    def _put_outline(self) -> None:
        """Give the entries of the outline the texts of our headings and the right heights."""
        file = self._file
        entries = file.number(b"Outlines", file.root)
        waiting = [file.number(b"First", entries)] if entries else []
        for text in self._asked.headings.values():
            if not waiting:
                raise ValueError("the outline lacks headings")
            number = waiting.pop()
            body = self._objects[number] = _replaced(_TITLE, b"", self._objects[number])
            waiting += filter(None, (file.number(key, number) for key in (b"Next", b"First")))
            body = re.sub(rb"/Dest (\d+) 0 R", lambda found: b"/Dest" + file.place(int(found[1])), body)
            self._objects[number] = body[:-2] + b"/Title" + string(text) + b">>"

    def _put_places(self) -> None:
        """Put all destinations into the catalogue, by address (12.3.2.3)."""
        root = self._file.root
        body = re.sub(rb"/Dests<<.*?\]>>", b"", self._objects[root])
        if b"/Names<<" not in body:
            body = body[:-2] + b"/Names<<>>>>"
        self._objects[root] = body.replace(b"/Names<<", b"/Names<</Dests" + names(self._places), 1)


_HANDLERS: Mapping[str, Callable[[_Completion, int, _At], Iterable[Kid] | None]] = {
    "Link": _Completion._link,
    "L": _Completion._list,
    "LBody": _Completion._list_body,
    "Note": _Completion._footnote,
    "Strong": _Completion._strong,
    "Figure": _Completion._figure,
    "H": _Completion._heading,
}


def _replaced(pattern: re.Pattern[bytes], new: bytes, body: bytes) -> bytes:
    return pattern.sub(lambda _: new, body)


def _first(pattern: bytes, body: bytes) -> bytes:
    found = re.search(pattern, body)
    if not found:
        raise ValueError(f"no {pattern!r} in an object")
    return found[1]
