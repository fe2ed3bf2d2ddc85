"""The words of a text one by one, each with its format and, in a source, its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any, NamedTuple, cast

from toolchain import model as m
from toolchain.law.symbols import is_own_link
from toolchain.model.diagnostics import Place, source_span
from toolchain.model.expressions import expression
from toolchain.model.languages import primary_subtag
from toolchain.model.line_ends import LINE_END, LineStarts
from toolchain.model.records import Record
from toolchain.model.source_text import align
from toolchain.model.walk import plain_text
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.word.importing.joining import NOWHERE
from toolchain.writers.docx.story import address

Look = tuple[str, ...]
"""("emphasis",), ("strong",), ("code",), ("lang", "fr") or ("link", address, title)."""

_CJK = "\u3040-\u9fff"
PART = expression(rf"[{_CJK}]|[^\W{_CJK}]+|\s+|[^\w\s]")
_NUMBER = expression(r"\w*\d\w*|\b[IVXLC]+\b|\b[ivx]+\b|\b\w\b")
_NOWHERE = (-1, -1)
TELLING = 12
"""The characters of words that are enough to be known elsewhere."""

Range = tuple[int, int]
"""From where to where, in characters of a source; the end is exclusive."""


class Token(Record):
    """A word, a punctuation character, white space, or a mark, reference, picture or line end.

    key    for comparison
    node   the node, if it is not a word
    start, end  its place in the source; -1 in a finished file
    chain  the markup nodes around it, outermost first, by identity
    atom   the indivisible stretch of the source that contains it, if any
    hidden  it is in something that no Word file shows: a citation, a link without a target
    """

    key: tuple[Any, ...]
    text: str
    looks: frozenset[Look] = frozenset()
    node: Any = None
    start: int = -1
    end: int = -1
    chain: tuple[int, ...] = ()
    atom: Range | None = None
    hidden: bool = False

    @property
    def is_blank(self) -> bool:
        return self.key == ("blank",)


class Text:
    """A source's text, with places by line and column."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._offset = LineStarts(text).offset

    def range(self, place: Place) -> Range:
        """Return the offsets in the text at which a place begins and ends."""
        span = source_span(place)
        return self._offset(*span.order), self._offset(span.end_line, span.end_column)

    def line_start(self, at: int) -> int:
        """Return the start of the line of a position."""
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def line_end(self, at: int) -> int:
        """Return the position after the end of the line of a position."""
        found = LINE_END.search(self.text, at)
        return found.end() if found else len(self.text)


class View(Record):
    """How to read a document: a source with its tables, or a finished file.

    notes  the labels of notes as they are called here, for those that have others
    text   of a source
    """

    notes: Mapping[str, str]
    resolved: Resolved | None = None
    text: Text | None = None
    images: Mapping[str, m.ImageFile] = {}

    def range(self, node: m.Node) -> Range:
        return self.text.range(node.span) if self.text else _NOWHERE


class _Around(NamedTuple):
    looks: frozenset[Look] = frozenset()
    chain: tuple[int, ...] = ()
    atom: Range | None = None
    hidden: bool = False

    def inside(self, node: m.Node, *looks: Look, atom: Range | None = None, hidden: bool = False) -> _Around:
        chain = (*self.chain, id(node))
        return _Around(self.looks | set(looks), chain, self.atom or atom, self.hidden or hidden)


class _Sign(Record):
    """A character, with its place and what is around it."""

    sign: str
    start: int
    end: int
    around: _Around


def tokens(inlines: Iterable[m.Inline], view: View, *, bold: bool = True) -> tuple[Token, ...]:
    """Return a text in tokens; without `bold`, bold type is ignored. Comments are omitted."""
    out: list[Token] = []
    stream = _Streaming(view, bold).stream(inlines, _Around())
    for looks, group in groupby(stream, lambda each: each.around.looks if isinstance(each, _Sign) else None):
        parts = list(group)
        out += cast("list[Token]", parts) if looks is None else _words(cast("list[_Sign]", parts))
    return tuple(out)


def _words(signs: list[_Sign]) -> Iterator[Token]:
    for found in PART.finditer("".join(each.sign for each in signs)):
        part = signs[found.start() : found.end()]
        text, (looks, chain, *_) = found[0], part[0].around
        atoms = [each.around.atom for each in part if each.around.atom]
        atom = (min(each[0] for each in atoms), max(each[1] for each in atoms)) if atoms else None
        key = ("blank",) if text.isspace() else ("word", text, _compared(text, looks))
        hidden = any(each.around.hidden for each in part)
        yield Token(key, text, looks, None, part[0].start, part[-1].end, chain, atom, hidden)


def _compared(text: str, looks: frozenset[Look]) -> frozenset[Look]:
    """Return formats for comparison: LibreOffice adds a region to every language, and
    takes it from quotation marks and digits at the edge of words in another script.
    """
    if not any(look[0] == "lang" for look in looks):
        return looks
    if not any(map(str.isalpha, text)):
        return frozenset(look for look in looks if look[0] != "lang")
    return frozenset(("lang", primary_subtag(look[1])) if look[0] == "lang" else look for look in looks)


class _Streaming(Record):
    """Converts words to characters, and other nodes to tokens."""

    view: View
    bold: bool

    def stream(  # noqa: C901, PLR0912 (one case for each kind)
        self, inlines: Iterable[m.Inline], around: _Around
    ) -> Iterator[_Sign | Token]:
        view = self.view
        for node in inlines:
            match node:
                case m.Text():
                    yield from self._text(node, around)
                case m.Emphasis():
                    yield from self.stream(node.children, around.inside(node, ("emphasis",)))
                case m.Strong():
                    own = around.inside(node, ("strong",)) if self.bold else around.inside(node, hidden=True)
                    yield from self.stream(node.children, own)
                case m.Foreign():
                    yield from self.stream(node.children, around.inside(node, ("lang", node.lang)))
                case m.Link():
                    made = is_own_link(node.url, plain_text(node.children))  # a Word file shows no more of it
                    live = "" if made else address(node.url)
                    looks = [("link", live, node.title)] if live else []
                    yield from self.stream(node.children, around.inside(node, *looks, hidden=not live))
                case m.Code():
                    whole = view.range(node) if view.text else None
                    yield from self._signs(node.text, None, node, around.inside(node, ("code",), atom=whole))
                case m.RawHtml():
                    yield from self._signs(node.text, None, node, around)
                case m.Break(hard=True):
                    yield self._whole(("break",), "\n", node, around)
                case m.Break():
                    yield _Sign(" ", *(around.atom or view.range(node)), around)
                case m.NoteMark():
                    yield self._whole(("mark", view.notes.get(node.label, node.label)), "", node, around)
                case m.InlineNote():
                    yield from self._note(node, around)
                case m.Image():
                    image = view.images.get(node.source)
                    key = ("image", hash(image.data) if image else node.source, fold(node.alt))
                    yield self._whole(key, node.alt, node, around)
                case m.Citation():
                    printed = view.resolved.citations.get(node, ()) if view.resolved else ()
                    yield from self.stream(printed, around.inside(node, atom=view.range(node), hidden=True))
                case m.CrossReference():
                    yield from self._reference(node, around)
                case _:
                    pass

    def _whole(self, key: tuple[Any, ...], text: str, node: m.Node, around: _Around) -> Token:
        """Return the token of a node that is not words."""
        start, end = around.atom or self.view.range(node)
        return Token(key, text, around.looks, node, start, end, around.chain, around.atom)

    def _signs(self, text: str, places: list[Range] | None, node: m.Node, around: _Around) -> Iterator[_Sign]:
        whole = self.view.range(node)
        inside = around._replace(atom=around.atom or (None if places or whole == _NOWHERE else whole))
        for number, sign in enumerate(text):
            start, end = places[number] if places and not around.atom else around.atom or whole
            yield _Sign(sign, start, end, inside)

    def _text(self, node: m.Text, around: _Around) -> Iterator[_Sign]:
        places = None
        if self.view.text and not around.atom:
            start, end = self.view.range(node)
            found = align(self.view.text.text[start:end], node.text) or ()
            if found and start + found[-1] == end:
                places = [(start + at, start + to) for at, to in pairwise(found)]
        return self._signs(node.text, places, node, around)

    def _note(self, node: m.InlineNote, around: _Around) -> Iterator[_Sign | Token]:
        start, end = self.view.range(node)
        own = around.inside(node)
        looks, chain, atom = own.looks, own.chain, own.atom
        inner = [
            each for block in node.note.blocks if isinstance(block, m.Paragraph) for each in block.children
        ]
        opening = start + 2 if start >= 0 else -1
        yield Token(("note",), "", looks, node, start, opening, chain, atom)
        yield from self.stream(inner, own)
        yield Token(("note end",), "", looks, node, end - 1 if end > 0 else -1, end, chain, atom)

    def _reference(self, node: m.CrossReference, around: _Around) -> Iterator[_Sign | Token]:
        whole = self.view.range(node) if self.view.text else None
        own = around.inside(node, atom=whole)
        target = node.target
        if target.startswith(NOWHERE):
            shown = plain_text(node.children)
            yield Token(("nowhere", target.removeprefix(NOWHERE)), shown, around.looks, node)
            return
        if target.startswith("^"):
            label = target.removeprefix("^")
            target = f"^{self.view.notes.get(label, label)}"
        found = self.view.resolved.references.get(node) if self.view.resolved else None
        leaves = list(_leaves(found.children if found else node.children))
        numbers = [at for at, leaf in enumerate(leaves) if isinstance(leaf, m.PrintedNumber)]
        first, last = (numbers[0], numbers[-1]) if numbers else (0, len(leaves) - 1)
        shown = fold(plain_text(leaves[first : last + 1]))
        yield from self.stream(leaves[:first], own)
        key = ("reference", target, _NUMBER.sub("#", shown))
        yield self._whole(key, shown, node, own)
        yield from self.stream(leaves[last + 1 :], own)


def stripped(row: Sequence[Token], *, start: bool = True, end: bool = True) -> Sequence[Token]:
    """Return tokens without white space at their ends."""
    first, last = 0, len(row)
    while start and first < last and row[first].is_blank:
        first += 1
    while end and first < last and row[last - 1].is_blank:
        last -= 1
    return row[first:last]


def text_of(row: Iterable[Token]) -> str:
    """Return the words of tokens."""
    return "".join(each.text for each in row)


def _leaves(inlines: Iterable[m.Inline]) -> Iterator[m.Inline]:
    for node in inlines:
        if isinstance(node, m.Emphasis | m.Strong | m.Foreign):
            yield from _leaves(node.children)
        else:
            yield node
