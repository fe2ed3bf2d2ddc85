"""Count words by part of the submission, kind of text and section, as Word does.

A word is any text between two blanks; each ideograph, kana or wide character is a word. Word counts the same
way; dashes, numbers and addresses are words too. Numbers that Word generates do not count: those of
paragraphs, sub-paragraphs, headings and notes. The number of a table or figure is part of its caption.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, TypeAlias

from toolchain import model as m
from toolchain.model.expressions import expression
from toolchain.model.front_matter import FrontMatter
from toolchain.model.records import Changing, Record, field
from toolchain.model.walk import children
from toolchain.resolve.covers import cover
from toolchain.resolve.labels import particulars
from toolchain.resolve.tables import NumberedNote, Resolved, Series, printed_text

Kind: TypeAlias = Literal["paragraphs", "headings", "notes", "tables", "captions"]
KINDS: Final[tuple[Kind, ...]] = ("paragraphs", "headings", "tables", "captions", "notes")
"""The kinds of text. Lists, quotations and the list of sources are paragraphs."""

Words: TypeAlias = Mapping[tuple[m.Part, Kind], int]


class Section(Record):
    """A heading and the text under it, with its notes; None before the first heading.

    `label` is the heading's number as printed, or "".
    """

    heading: m.Heading | None
    label: str
    title: str
    words: Words


class Count(Record):
    """The counts of a submission: words by part and kind, in all and by section; paragraphs; notes."""

    words: Words
    sections: tuple[Section, ...]
    paragraphs: tuple[tuple[str, int], ...]
    notes: int


def count(resolved: Resolved) -> Count:
    """Count the words that the outputs of a submission show, without headers and footers."""
    counting = _Counting(resolved)
    counting.blocks()
    counting.notes()
    counting.cover(resolved.document.front_matter)
    sections = counting.sections()
    total = counting.cover_words
    for section in sections:
        total.update(section.words)
    headings = (each for each in resolved.document.blocks if isinstance(each, m.Heading) and each.annex)
    annexes = [resolved.numbers[each].label for each in headings]
    series = Counter(_series(item, annexes) for item in resolved.series.values())
    printed = len(resolved.notes) + (resolved.title_note is not None)
    return Count(dict(total), sections, tuple(series.items()), printed)


def count_words(text: str) -> int:
    """Return the number of words in a text: texts between blanks, and each ideograph, kana or wide
    character.
    """
    if text.isascii() or not re.search(_FAR, text.encode("utf-8", "surrogatepass")):
        return len(text.split())
    return len(_WORD.findall(text))


def most_words(resolved: Resolved, cited: Iterable[m.CitedSource], references: int) -> int:
    """Return an upper bound for `count` of a source, in a hundredth of its time.

    Everything typed counts here, including front matter and markup, and everything that may be printed in
    addition: terms on the cover, numbers in cross-references and captions, all fields of each source wherever
    it is `cited`. `references` is the number of cross-references, because the table of their text is computed
    late.
    """
    document = resolved.document
    printed = references * _OF_A_REFERENCE + len(resolved.numbers) * _OF_A_LABEL
    sources: Counter[str] = Counter(each.key for each in cited)
    entries = resolved.bibliography.entries
    for key, times in sources.items():
        entry = entries.get(key)
        printed += times * (_OF_A_CITATION + (_most_of(entry) if entry else 0))
    lists = any(isinstance(block, m.SourceList) for block in document.blocks)
    listed = sum(_OF_A_CITATION + _most_of(each) for each in entries.values()) if lists else 0
    cover = _OF_A_COVER * (1 + len(document.front_matter.submitted_by))
    return count_words(document.text) + printed + listed + cover


_OF_A_REFERENCE, _OF_A_LABEL, _OF_A_CITATION, _OF_A_COVER, _OF_A_DATE = 8, 3, 20, 60, 6
"""More words than are ever printed; of a citation those that its style adds, as "available at"."""


def _most_of(entry: m.Entry) -> int:
    names = sum(count_words(" ".join(name)) + 1 for named in entry.names.values() for name in named)
    return names + sum(map(count_words, entry.fields.values())) + len(entry.dates) * _OF_A_DATE


_SIGNS = (
    r"\u3001-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
)
_WORD = expression(rf"[{_SIGNS}]|[^\s{_SIGNS}]+")
_FAR = rb"[\xe3-\xed\xef-\xf4]"
"""The first byte of each of these characters in UTF-8: few languages have one, and it compiles at once."""
_TEXTS = (m.Paragraph, m.Cell)
_CONTAINERS = (m.NumberedParagraph, m.SubParagraph, m.ListItem, m.Quotation, *m.LISTS)


class _Open(Changing):
    """A section that is being counted."""

    heading: m.Heading | None = None
    words: Counter[tuple[m.Part, Kind]] = field(default_factory=Counter)


class _Counting(Changing):
    """One pass over a document."""

    resolved: Resolved
    open: list[_Open] = field(default_factory=lambda: [_Open()])
    cover_words: Counter[tuple[m.Part, Kind]] = field(default_factory=Counter)

    def blocks(self) -> None:
        """Count the text, section by section."""
        for block in self.resolved.document.blocks:
            if isinstance(block, m.Heading):
                self.open.append(_Open(block))
            into = self.open[-1].words
            for kind, words in self._in(block, "paragraphs"):
                into[block.part, kind] += words

    def notes(self) -> None:
        """Count each printed note in the section of its first mark."""
        starts = [each.heading.span.order if each.heading else (-1, -1) for each in self.open]
        title = self.resolved.title_note
        for note in (*([title] if title else ()), *self.resolved.notes):
            words = sum(words for block in note.note.blocks for _, words in self._in(block, "notes"))
            line = self._marked(note)
            section = self.open[max(0, bisect_right(starts, line) - 1)]
            section.words[note.part, "notes"] += words

    def cover(self, matter: FrontMatter) -> None:
        """Count the title, the cover's terms and texts, and the organizations."""
        self.cover_words[m.Part.COVER, "headings"] = self._text(matter.title) + self._text(matter.subtitle)
        texts = sum(map(count_words, _cover_texts(matter, self.resolved.words.terms)))
        blocks = (block for each in matter.submitted_by for block in each.description)
        texts += sum(words for block in blocks for _, words in self._in(block, "paragraphs"))
        if not cover(self.resolved).details:  # the names are on a page of their own once more
            again = (self.resolved.words.terms["about_submitters"], *matter.authors)
            texts += sum(map(count_words, again))
        self.cover_words[m.Part.COVER, "paragraphs"] = texts

    def sections(self) -> tuple[Section, ...]:
        """Return the counted sections; the part before the first heading only if it has text."""
        numbers = self.resolved.numbers
        return tuple(
            Section(
                each.heading,
                numbers[each.heading].label if each.heading and each.heading in numbers else "",
                printed_text(each.heading.children, self.resolved) if each.heading else "",
                dict(each.words),
            )
            for each in self.open
            if each.heading or each.words
        )

    def _marked(self, note: NumberedNote) -> tuple[int, int]:
        """Return the place of a note's first mark; for a mark in another note, that note's place."""
        seen: set[m.Note] = set()
        while note.nested and note.note not in seen:
            seen.add(note.note)
            within = self.resolved.marks[note.marks[0]].within
            if not isinstance(within, NumberedNote):
                break
            note = within
        return note.marks[0].span.order

    def _text(self, inlines: m.Inlines) -> int:
        if len(inlines) == 1 and isinstance(inlines[0], m.Text):  # as most
            return count_words(inlines[0].text)
        return count_words(printed_text(inlines, self.resolved))

    def _in(self, node: m.Node, kind: Kind) -> Iterator[tuple[Kind, int]]:
        """Yield the words of each text in a block, with their kind; in a note all words are of the kind
        note.
        """
        if isinstance(node, _TEXTS):
            yield kind, self._text(node.children)
        elif isinstance(node, _CONTAINERS):
            for each in children(node):
                yield from self._in(each, kind)
        elif isinstance(node, m.CodeBlock | m.RawHtml):
            yield kind, count_words(node.text)
        elif isinstance(node, m.Table | m.Figure):
            yield from self._captioned(node, kind)
        elif isinstance(node, m.Heading):
            annex = self.resolved.numbers.get(node) if node.annex else None
            yield "headings", self._text(node.children) + (count_words(annex.label) if annex else 0)
        elif isinstance(node, m.SourceList):
            yield from self._sources(node)

    def _captioned(self, node: m.Table | m.Figure, kind: Kind) -> Iterator[tuple[Kind, int]]:
        in_note = kind == "notes"
        if node.caption:
            number = self.resolved.numbers.get(node)
            words = self._text(node.caption.children) + (count_words(number.label) if number else 0)
            yield kind if in_note else "captions", words
        if isinstance(node, m.Table):
            for row in (node.header, *node.rows):
                for cell in row:
                    yield kind if in_note else "tables", self._text(cell.children)

    def _sources(self, node: m.SourceList) -> Iterator[tuple[Kind, int]]:
        for group in self.resolved.source_lists.get(node, ()):
            if group.heading:
                yield "headings", self._text(group.heading.children)
            for source in group.sources:
                yield "paragraphs", self._text(source.children)


def _cover_texts(matter: FrontMatter, terms: Mapping[str, str]) -> Iterator[str]:
    """Yield the texts on the cover of paged outputs, except title, subtitle and descriptions."""
    for key, value in particulars(matter, terms):
        yield terms[key]
        yield value
    if matter.submitted_by:
        yield terms["submitted_by"]
    for organization in matter.submitted_by:
        yield organization.name
        if organization.status:
            yield f"{terms['status']} {organization.status}"
        if organization.contact:
            yield from (f"{terms[each.term]} {each.said}" for each in organization.contact.details())


def _series(series: Series, annexes: Sequence[str]) -> str:
    """Return the name of a series: "body", "recommendation", "Annex I", "Annex I (recommendation)"."""
    annex = re.match(r"annex-(\d+)-", series.key)
    if not annex:
        return series.name or "body"
    return annexes[int(annex[1]) - 1] + (f" ({series.name})" if series.name else "")
