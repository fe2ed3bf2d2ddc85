"""A paragraph of a built file as words, fields, marks of notes, pictures and links, with its bookmarks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from lxml import etree

from toolchain.compare.align import pieces
from toolchain.formats.docx.field_parts import fields_of
from toolchain.formats.docx.fields import POINTING, parse
from toolchain.formats.docx.xml import ID, PROPERTIES, SIGNS, A, Element, R, W, value
from toolchain.model.diagnostics import Failure
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import Changing
from toolchain.rules.redlines import NotBuiltHere
from toolchain.word.cleaning.files import Files

RUN, LOOK, LINK = W + "r", W + "rPr", W + "hyperlink"
START, END, ANCHOR, NAME = W + "bookmarkStart", W + "bookmarkEnd", W + "anchor", W + "name"
CALLS = (W + "endnoteReference", W + "footnoteReference")
SECTION = W + "sectPr"
_TEXT = W + "t"
_CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTERS = rf"(?:(?![{_CJK}])[^\W_])+"
_NUMBER = r"\d+(?:[.,/:\u00a0\u202f]\d+)+|[A-Z]+(?:/[A-Z\d.-]*[A-Z\d])+"
"""Figures with what parts them: “2,600”, “3/5/2024”; and the symbol of a document."""
_WORD = expression(rf"[{_CJK}]|{_NUMBER}|{_LETTERS}(?:['’]{_LETTERS})*|\s+|.", re.DOTALL)
_IDS = expression(r'(?<=<w:bookmarkStart) w:id="\d+"|(?<=<w:bookmarkEnd) w:id="\d+"')
_RESULT = expression(
    r'w:fldCharType="separate"/>(?:(?!<w:fldChar |<w:hyperlink ).)*<w:fldChar w:fldCharType="end"', re.DOTALL
)
_WORDS = expression(r"(?<=>)[^<]+(?=</w:t>)")
_LEADING = expression(
    r'<w:(end|foot)noteReference [^>]*?w:id="(\d+)"|w:anchor="([^"]*)"|"preserve"> (?:NOTE|PAGE)?REF (\S+)'
)
_NAMING = ("_Ref_", "_At_")
_MADE = expression(r"_At_.*|_(?:Ref|Note)_x_\d+|_Note_\d+")
"""Names that nobody chose: an address, the number of a note, and what hides a label in a public version."""
_TECHNICAL = frozenset(W + name for name in ("rtl", "rFonts", "bCs", "iCs", "sz", "szCs"))
"""What of a run's look follows from its words or its place."""

_OTHER = 0.2
"""The largest part of a paragraph that differs from the two that it was, or is."""

Kind: TypeAlias = Literal["word", "space", "field", "note", "picture", "link", "other"]


def is_made(name: str) -> bool:
    """Return whether nobody chose the name of a bookmark."""
    return _MADE.fullmatch(name) is not None


def serial(element: Element | None) -> str:
    """Return an element as text, the same for equal elements."""
    return "" if element is None else etree.tostring(element, method="c14n").decode()


class Part(NamedTuple):
    """A part with text, of one of the two files; `kind` is that of its notes, if it has any."""

    files: Files
    name: str
    kind: str = ""

    def target(self, identity: str | None) -> str:
        """Return where a relationship leads: an address, or the digest of a picture."""
        for link in self.files.links(self.name):
            if link.id == identity:
                return link.target if link.external else sha256(self.files.content(link.target)).hexdigest()
        return ""


class Token(Changing, eq=False):
    """A piece of a paragraph.

    what      what makes two tokens the same, besides the name
    elements  its runs, or the link; a word has none, but `look`, the properties of its run
    shown     the look that somebody chose; of a link its words with theirs, which `link` has as a paragraph
    name      the bookmark that it leads to; of the mark of a note the note's id
    """

    kind: Kind
    what: tuple[str, ...]
    elements: tuple[Element, ...] = ()
    look: Element | None = None
    shown: str = ""
    name: str = ""
    text: str = ""
    link: Paragraph | None = None


def _shown(look: Element | None) -> str:
    """Return the look that somebody chose, without what follows from the words."""
    chosen = () if look is None else (each for each in look if each.tag not in _TECHNICAL)
    return "".join(sorted(map(serial, chosen)))


class Mark(Changing, eq=False):
    """A bookmark: around the tokens from `start` to before `end`."""

    name: str
    start: int
    end: int


class Paragraph:
    """A paragraph, whose tokens are made when they are needed."""

    def __init__(self, element: Element, part: Part) -> None:
        self.element = element
        self.part = part
        self.properties = element.find(PROPERTIES)
        self.style = value(self.properties, "pStyle") or ""
        self.section = None if self.properties is None else self.properties.find(SECTION)

    @cached_property
    def words(self) -> str:
        """The words by which the paragraph is recognized, without results of fields and without marks."""
        fields = fields_of(self.element) if "<w:fldChar" in self._xml else ()
        results = {text for field in fields for text in field.texts}
        texts = (each for each in self.element.iter(_TEXT, W + "br") if each not in results)
        return "".join(SIGNS.get(str(each.tag), each.text or "") for each in texts)

    @cached_property
    def form(self) -> str:
        """Its XML without ids, results of fields and names of targets.

        It is equal for paragraphs that show the same, except for where they lead. With a picture or an
        address it equals no other.
        """
        text = self._xml
        if "r:embed" in text or "r:id" in text:
            return f"{id(self)}"
        text = _IDS.sub("", text)
        if "<w:fldChar" in text:
            text = _RESULT.sub(lambda found: _WORDS.sub("", found[0]), text)
        return _LEADING.sub(lambda found: found[0].replace(found[found.lastindex or 0], "", 1), text)

    @cached_property
    def leads(self) -> list[tuple[str, str]]:
        """Where it leads, in order: the kind and the id of a note, or "" and the name of a bookmark."""
        found = (each.groups("") for each in _LEADING.finditer(self._xml))
        return [(kind, note or anchor or name) for kind, note, anchor, name in found]

    @cached_property
    def _xml(self) -> str:
        return etree.tostring(self.element, encoding="unicode")

    @cached_property
    def tokens(self) -> list[Token]:
        """Its content in order."""
        return self._read[0]

    @cached_property
    def marks(self) -> list[Mark]:
        """Its bookmarks in order."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[list[Token], list[Mark]]:
        reader = _Reader(self.element, self.part)
        for child in self.element:
            if child.tag != PROPERTIES:
                reader.add(child)
        if reader.field or reader.opened:
            raise strange(self.part.files, "a field or a bookmark over several paragraphs")
        return reader.tokens, reader.marks

    def is_whole(self, mark: Mark) -> bool:
        """Return whether a bookmark names the paragraph and not some of its words."""
        around = mark.start == 0 and mark.end == len(self.tokens)
        return around and mark.name.startswith(_NAMING) and not mark.name.startswith("_At_note_")

    def names(self, *, whole: bool) -> Iterator[str]:
        """Yield the names of bookmarks: of the paragraph if `whole`, else of words in it.

        An example of such words is the number of a caption.
        """
        for mark in self.marks:
            if mark.name.startswith(_NAMING) and self.is_whole(mark) == whole and not self.keeps_data(mark):
                yield mark.name

    def keeps_data(self, mark: Mark) -> bool:
        """Return whether a bookmark is empty and names nothing: its name has data for an import."""
        return mark.start == mark.end and not self.is_whole(mark)


class Cut(Paragraph):
    """One of the parts of a paragraph that is split in the other file, with its bookmarks."""

    def __init__(self, whole: Paragraph, tokens: list[Token], marks: list[Mark]) -> None:
        super().__init__(whole.element, whole.part)
        self.whole = whole
        self._cut = tokens, marks

    @property
    def form(self) -> str:
        """A form that equals no other."""
        return f"{id(self)}"

    @property
    def _read(self) -> tuple[list[Token], list[Mark]]:
        return self._cut


def cut(whole: Paragraph, parts: Sequence[Paragraph]) -> list[Cut]:
    """Return what of `whole` is each of `parts`, two or more; nothing if it is not nearly all of them.

    A bookmark on the whole paragraph is one on its first part.
    """
    total, counted = len(whole.words), [len(each.words) for each in parts]
    if abs(total - sum(counted)) > _OTHER * total or not min(total, *counted):
        return []
    if any(each.section is not None for each in (whole, *parts)):
        return []
    ours = [(each.kind, each.what) for each in whole.tokens]
    theirs = [(each.kind, each.what) for part in parts for each in part.tokens]
    same = {
        each.other_start + at: each.start + at
        for each in pieces(ours, theirs)
        if each.same
        for at in range(each.end - each.start)
    }
    ends, found, start = [0], [], 0
    for part in parts:
        tokens = range(start, start := start + len(part.tokens))
        if sum(at in same for at in tokens) < (1 - _OTHER) * len(tokens):
            return []
        ends.append(next((same[at] for at in range(start, len(theirs)) if at in same), len(ours)))
    if ends != sorted({*ends}):
        return []
    for start, end in pairwise(ends):
        found.append(Cut(whole, whole.tokens[start:end], []))
    for each in whole.marks:
        first = 0 if whole.is_whole(each) else next(at for at, end in enumerate(ends[1:]) if each.end <= end)
        if each.start < ends[first]:
            return []
        start, end = ends[first : first + 2]
        found[first].marks.append(Mark(each.name, each.start - start, min(each.end, end) - start))
    return found


class _Reader:
    """Makes the tokens of one paragraph."""

    def __init__(self, paragraph: Element, part: Part) -> None:
        self.part = part
        self._loose = _loose(paragraph)
        self.tokens: list[Token] = []
        self.marks: list[Mark] = []
        self.opened: dict[str, Mark] = {}
        self.field: list[Element] = []
        self._depth = 0

    def add(self, child: Element) -> None:
        if child.tag == START:
            mark = Mark(child.get(NAME, ""), len(self.tokens), -1)
            self.opened[child.get(ID, "")] = mark
            self.marks.append(mark)
        elif child.tag == END and child.get(ID, "") in self.opened:
            self.opened.pop(child.get(ID, "")).end = len(self.tokens)
        elif child.tag == LINK:
            self._link(child)
        elif child.tag == RUN:
            self._run(child)
        else:
            raise strange(self.part.files, f"{etree.QName(child).localname} in a paragraph")

    def _run(self, run: Element) -> None:
        if run in self._loose:
            self.tokens.append(Token("other", (serial(run),), (run,)))
            return
        char = run.find(W + "fldChar")
        kind = "" if char is None else char.get(W + "fldCharType", "")
        self._depth += kind == "begin"
        if not self._depth:
            self._words(run)
            return
        self.field.append(run)
        self._depth -= kind == "end"
        if not self._depth:
            self._end_field()

    def _end_field(self) -> None:
        runs, self.field = tuple(self.field), []
        said = "".join(each.text or "" for run in runs for each in run.iter(W + "instrText"))
        found = parse(said)
        name = found.target if found.kind in POINTING else ""
        look = next((run.find(LOOK) for run in runs if run.find(_TEXT) is not None), None)
        what = said.replace(f" {name} ", " ", 1) if name else said
        self.tokens.append(Token("field", (what, _shown(look)), runs, name=name))

    def _link(self, link: Element) -> None:
        shape = (f"{serial(run.find(LOOK))}{_text_of(run)}" for run in link.iter(RUN))
        to = self.part.target(link.get(R + "id"))
        found = Token("link", (to,), (link,), shown="".join(shape), name=link.get(ANCHOR, ""))
        found.link = Paragraph(link, self.part)
        self.tokens.append(found)

    def _words(self, run: Element) -> None:
        look = run.find(LOOK)
        shown = _shown(look)
        call = next(run.iterchildren(*CALLS), None)
        if call is not None:  # the author's own mark after it belongs to it
            text = _text_of(run)
            self.tokens.append(Token("note", (str(call.tag), text), (run,), name=call.get(ID, "")))
            return
        for child in run:
            if child.tag == _TEXT:
                for match in _WORD.finditer(child.text or ""):
                    kind: Kind = "space" if match[0].isspace() else "word"
                    what = " " if kind == "space" else match[0]
                    self.tokens.append(Token(kind, (what,), (), look, shown, text=match[0]))
            elif child.tag != LOOK:
                self.tokens.append(self._single(child, look, shown))

    def _single(self, child: Element, look: Element | None, shown: str) -> Token:
        """Return the token of a break, a tab or a picture, in a run of its own."""
        run = etree.Element(RUN)
        run.extend([deepcopy(each) for each in (look, child) if each is not None])
        if child.tag != W + "drawing":
            return Token("other", (serial(child), shown), (run,))
        data = [self.part.target(each.get(R + "embed")) for each in child.iter(A + "blip")]
        said = [each.get("descr", "") for each in child.iter() if str(each.tag).endswith("}docPr")]
        size = [
            f"{each.get('cx')} {each.get('cy')}" for each in child.iter() if str(each.tag).endswith("}extent")
        ]
        return Token("picture", (*data, *said, *size), (run,))


def _loose(paragraph: Element) -> set[Element]:
    """Return the runs of the field of the contents, which has links in it, and others' beginnings or ends."""
    loose: set[Element] = set()
    opened: list[list[Element]] = []
    for run in paragraph.iterchildren(RUN, LINK):
        if run.tag == LINK:
            loose.update(*opened)
            opened.clear()
        char = run.find(W + "fldChar")
        kind = "" if char is None else char.get(W + "fldCharType", "")
        if kind == "begin":
            opened.append([run])
        elif opened:
            opened[-1].append(run)
            if kind == "end":
                opened.pop()
        elif kind:
            loose.add(run)
    return loose.union(*opened)


def _text_of(run: Element) -> str:
    return "".join(each.text or "" for each in run.iter(_TEXT))


def strange(files: Files, what: str) -> Failure:
    """Return the failure for a file with something that we do not write."""
    return Failure.of(files.package.display, NotBuiltHere(Word(what)))
