"""Classify each paragraph of a Word file: heading, numbered paragraph, item of a list …"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Literal, TypeAlias

from toolchain.formats.docx.numbering import Item
from toolchain.formats.docx.story import Block, Paragraph, Table, sequence
from toolchain.formats.docx.typed import BLANK, typed_label
from toolchain.model.expressions import expression
from toolchain.model.records import Changing, Record
from toolchain.readers.docx.blocks import only_picture
from toolchain.text.phrases import is_one_of
from toolchain.word.importing.indents import Indents
from toolchain.word.importing.lists import LETTERED, SIGNS, Counted, counted, list_before
from toolchain.word.importing.marks import Marks
from toolchain.writers.docx.styles import Indent

Kind: TypeAlias = Literal[
    "heading", "numbered", "sub", "item", "bullet", "code", "caption", "figure", "quotation", "plain", "table"
]  # fmt: skip

_BULLET = expression("[•·▪●○‣◦–—-][\t \u00a0]+(?=\\S)|[\uf0b7\uf0a7][\t \u00a0]*")
_OURS = expression(r"(numbered paragraph|sub-paragraph ([1-9]))(?: \(.*\))?")
_PHRASE = expression(r"^[\W\d_]*[a-zà-ÿа-яё]|[;,；،؛]\s*$")
_DEEPER = 100
"""The least difference in indentation of a nested list, in twentieths of a point."""

_SHORT = 60  # characters of headings, on an average
_LONGEST_HEADING = 250  # characters; anything longer is a text, whatever its style


class Entry(Changing, eq=False):
    """A paragraph or table, and its kind.

    indent  in twentieths of a point
    level   of a heading, from 1; of a sub-paragraph, from 1, or 0 if its indent must decide
    number  the claimed number, in figures; "" for none
    marker  the text before an item of an ordinary list
    key     the list of an item: the id of its list in Word, its level from 0, its left indent
    path    the kinds of the blocks around it, a letter each, if the file says so
    cut     the number of characters of a typed number at its start
    apart   whether an empty paragraph is above it
    """

    kind: Kind
    block: Block
    indent: Indent
    level: int = 0
    number: str = ""
    marker: str = ""
    key: tuple[str, int, int] = ("", 0, 0)
    path: str | None = None
    cut: int = 0
    apart: bool = False

    @property
    def paragraph(self) -> Paragraph | None:
        """The paragraph; None for a table."""
        return self.block if isinstance(self.block, Paragraph) else None

    @property
    def style(self) -> str:
        """The name of its style, in lower case, without the series that our files have in brackets."""
        names = self.block.style.names if isinstance(self.block, Paragraph) else ()
        return names[0] if names else ""


class Main(Record):
    """The list of the numbered paragraphs of a file: an abstract list and a level in it."""

    abstract: str = ""
    level: int = 0
    left: int = 0


class Known(Record):
    """What is known by its words: captions with a typed number, and the headings of lists of notes or
    sources, under which numbers are not those of paragraphs.
    """

    caption: re.Pattern[str]
    lists: tuple[str, ...]


class Sorter(Changing):
    """Classifies paragraphs. In a note and on the cover (`plain`) lists are ordinary ones.

    In our own files numbers are not typed, and what looks like one is a word of the author's, except in a
    paragraph that was removed from its list in Word. `known` is None if nothing is known by its words.
    """

    indents: Indents
    marks: Marks
    main: Main
    plain: bool
    ours: bool
    known: Known | None
    _listing: bool = False  # whether the last heading is one of them
    _before: Counted = Counted()
    _running: int = 0
    _section: bool = False  # whether the last heading has a paragraph of the main list
    _last: int = 0  # the number of the last numbered paragraph
    _left: int = 0  # its indent
    _form: str = ""  # what is around its number: "()", ")", ""
    _inner: int = 0  # the number of the last item of a list in it
    _leads: bool = False  # whether the last text ends with a colon, which leads to a list
    _listed: frozenset[Paragraph] = frozenset()  # items between numbers that continue after them

    def entries(self, blocks: Iterable[Block]) -> Iterator[Entry]:
        """Yield the entries of blocks, except blocks that show nothing and have no number."""
        blocks, apart = list(blocks), False
        for at, block in enumerate(blocks):
            if self._leads and self._last and not (self._section or self.plain or self.ours):
                self._listed |= list_before(blocks[at:], self._last + 1, self.indents)
            if isinstance(block, Table):
                yield Entry("table", block, Indent(), path=self._path_of(block), apart=apart)
            elif not block.shows_nothing or block.is_heading or block.style.role == "code":
                entry = self._entry(block)
                entry.path, entry.apart = self.marks.paths.get(block), apart
                self._leads = block.text.rstrip().endswith((":", "："))
                yield entry
            apart = isinstance(block, Paragraph) and block.shows_nothing

    def _path_of(self, table: Table) -> str | None:
        first = (each for row in table.rows[:1] for cell in row.cells[:1] for each in cell.paragraphs)
        return next((self.marks.paths[each] for each in first if each in self.marks.paths), None)

    def _entry(self, paragraph: Paragraph) -> Entry:
        indent = self.indents.of(paragraph)
        long = not self.ours and len(paragraph.text) > _LONGEST_HEADING
        if paragraph.is_heading and not self.plain and not long:
            self._section = False
            self._listing = self.known is not None and is_one_of(paragraph.text, self.known.lists)
            self._inner = 0 if self._listing else self._inner
            return Entry("heading", paragraph, indent, paragraph.outline + 1)
        if only_picture(paragraph) and not paragraph.label.strip():
            return Entry("figure", paragraph, indent)
        if paragraph.style.role == "caption" or (not paragraph.label and self._is_caption(paragraph)):
            return Entry("caption", paragraph, indent)
        if paragraph.style.role == "code":
            return Entry("code", paragraph, indent)
        if paragraph.item and paragraph.label.strip():  # some bullets are spaces, which continue an item
            return self._item(paragraph, paragraph.item, indent)
        if paragraph.style.role == "quotation":
            return Entry("quotation", paragraph, indent)
        taken_out = any(map(_OURS.fullmatch, paragraph.style.names))
        typed = self._typed(paragraph, indent) if taken_out or not self.ours else None
        return typed or Entry("plain", paragraph, indent)

    def _is_caption(self, paragraph: Paragraph) -> bool:
        typed = self.known is not None and self.known.caption.match(head(paragraph))
        return bool(sequence(paragraph.pieces) or typed)

    def _is_listed(self, value: int) -> bool:
        """Return whether a number is the next one of a list of notes or sources."""
        self._listing = self._listing and value == self._inner + 1
        self._inner += self._listing
        return self._listing

    def _item(self, paragraph: Paragraph, item: Item, indent: Indent) -> Entry:
        key = (item.list.identity, item.level, indent.left)
        number = str(max(item.counts[-1], 0))
        if item.style == "bullet":
            return Entry("bullet", paragraph, indent, key=key)
        listed = item.style not in LETTERED and self._is_listed(item.counts[-1])
        if self.plain or listed or (self.ours and paragraph.style.role == "list"):
            return Entry("item", paragraph, indent, key=key, marker=paragraph.label)
        ours = next(filter(None, map(_OURS.fullmatch, paragraph.style.names)), None)
        if ours:
            kind: Kind = "sub" if item.level else "numbered"
            return self._noted(Entry(kind, paragraph, indent, item.level, number, key=key))
        main = item.list.abstract == self.main.abstract
        depth = item.level - self.main.level if main else 0
        if item.style in LETTERED or depth > 0:
            return Entry("sub", paragraph, indent, max(depth, 0), number, key=key)
        if depth < 0:
            self._section = False
            return Entry("heading", paragraph, indent, item.level + 1)
        own = main and paragraph not in self._listed
        looks = indent.left <= self.main.left + _DEEPER
        if own or self._is_numbered(paragraph, item.counts[-1], indent, looks):
            if self.main.level:  # 1.1, 1.2, 2.1 become consecutive numbers in a source
                self._running += 1
                number = str(self._running)
            return self._noted(Entry("numbered", paragraph, indent, number=number, key=key))
        return Entry("item", paragraph, indent, key=key, marker=paragraph.label)

    def _is_numbered(self, paragraph: Paragraph, value: int, indent: Indent, looks: bool) -> bool:
        """Return whether a number is that of a paragraph, and not of an item in one, where typed and
        automatic numbers are mixed: it follows the last one, or `looks` so and does not begin or continue a
        list, such as (1), (2) after "1.". The first numbers of a text can be those of a list of phrases.
        """
        follows = value == self._last + 1
        other = self._section and _form(paragraph) != self._form
        inside = not follows or other or indent.left > self._left + _DEEPER
        goes_on = value == self._inner + 1 > 1 and inside
        begins = value == 1 and (self._leads or other)
        phrase = begins and _PHRASE.search(paragraph.text)
        first = not self._section and not (self._last == 0 and (goes_on or phrase))
        numbered = first or (self._section and not goes_on and (follows or (looks and not begins)))
        numbered = numbered and paragraph not in self._listed
        self._inner = 0 if numbered else value
        return numbered

    def _noted(self, entry: Entry) -> Entry:
        if entry.kind == "numbered":
            self._section, self._left = True, entry.indent.left
            self._last = int(entry.number)
            self._form = _form(entry.paragraph) if entry.paragraph else ""
        return entry

    def _typed(self, paragraph: Paragraph, indent: Indent) -> Entry | None:
        """Return the entry of a paragraph with a typed number, letter or bullet, else None."""
        text = head(paragraph)
        if found := _BULLET.match(text):
            return Entry("bullet", paragraph, indent, key=("typed", 0, indent.left), cut=found.end())
        label = "" if paragraph.worded else typed_label(text)
        if not label or (label[0] == "[" and not self.plain):
            return None
        said = counted(label, self._before)
        if not said.value:
            return None
        start = text.index(label) + len(label)
        cut = len(text) - len(text[start:].lstrip(BLANK))
        key = (f"typed {said.style}", 0, indent.left)
        value = said.value
        item = Entry("item", paragraph, indent, key=key, marker=label, cut=cut)
        if self.plain:
            return item
        if said.style in LETTERED:
            self._before = said
            return Entry("sub", paragraph, indent, 0, str(value), label, key=key, cut=cut)
        looks = not self.main.abstract or (
            label[:1] in "0123456789" and indent.left <= self.main.left + _DEEPER
        )
        if self._is_listed(value) or not self._is_numbered(paragraph, value, indent, looks):
            return item
        return self._noted(Entry("numbered", paragraph, indent, 0, str(value), key=key, cut=cut))


def find_main(blocks: Iterable[Block], indents: Indents) -> Main:
    """Return the list with most numbered paragraphs; none if most numbers are typed.

    Its first level numbers the paragraphs, unless that has headings only: "1. General", and under it
    paragraphs 1.1, 1.2.
    """
    found: dict[str, dict[int, list[Paragraph]]] = {}
    typed: list[Paragraph] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or block.is_heading:
            continue
        if block.typed_label.strip(SIGNS).isdecimal():
            typed.append(block)
        item = block.item
        if item is not None and block.label and item.style != "bullet" and item.style not in LETTERED:
            found.setdefault(item.list.abstract, {}).setdefault(item.level, []).append(block)
    if not found:
        return Main()
    best = max(found, key=lambda abstract: sum(map(len, found[abstract].values())))
    levels = found[best]
    if len(typed) > sum(map(len, levels.values())):
        return Main(left=indents.of(typed[0]).left)
    first, *deeper = sorted(levels)
    for level in deeper:
        if not _are_headings(levels[first], levels[level]):
            break
        first = level
    return Main(best, first, indents.of(levels[first][0]).left)


def _are_headings(paragraphs: Sequence[Paragraph], below: Sequence[Paragraph]) -> bool:
    """Return whether paragraphs are short, and those of the next level are not."""
    length, others = (sum(len(each.text) for each in some) / len(some) for some in (paragraphs, below))
    return length < _SHORT and others > 2 * length and len(below) >= len(paragraphs)


def _form(paragraph: Paragraph) -> str:
    """Return the brackets around the number of a paragraph."""
    return "".join(each for each in paragraph.label or paragraph.typed_label if each in "()（）")


def head(paragraph: Paragraph) -> str:
    """Return the words of a paragraph up to the first picture, mark or link."""
    shown = takewhile(lambda piece: piece.kind in ("text", "break"), paragraph.pieces)
    return "".join("\n" if piece.kind == "break" else piece.text for piece in shown)
