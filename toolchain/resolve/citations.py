"""The printed text of each citation: its style's words, chosen by its position among the others.

A citation of an unknown source, or in a document without a bibliography, prints as typed; the checks report
it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from toolchain import model as m
from toolchain.citations.style.typed import Locator, find_locator
from toolchain.model.diagnostics import Place
from toolchain.model.expressions import expression
from toolchain.model.records import Record, replace
from toolchain.model.walk import Ancestors, plain_text, trimmed, walk, without_comments
from toolchain.model.wording import STOPS
from toolchain.resolve.positions import Cited, NoteCitations, Placed, find_positions
from toolchain.resolve.spacing import unbroken
from toolchain.resolve.survey import Survey
from toolchain.resolve.tables import NumberedNote, Reference, Settings, Use, as_typed

if TYPE_CHECKING:
    from toolchain.citations.csl import AnyStyle
    from toolchain.citations.style.cite import Cite, Part

_SENTENCE_END = expression(rf"[:：{''.join(STOPS)}]['\"”’»)]*\s*$")
_MARKS = "\u200e\u200f"
"""Invisible characters that separate words of different directions."""
_CLOSERS = " \u00a0'\"”’»)）」』》" + _MARKS
_FULL_STOP = {"zh": "。"}
_CHINESE = (("\u3001", "\u303f"), ("\u3400", "\u9fff"), ("\uff00", "\uff0f"), ("\uff1a", "\uff1f"))
_LOOKS: Mapping[str, type[m.Emphasis | m.Strong]] = {"italic": m.Emphasis, "bold": m.Strong}
_SIGNAL = 3
"""A prefix of so many words at most, such as "see also", names no other source."""


class Citing(Record):
    """What is needed to print citations: sources, style (loaded late), and the spelling of locators."""

    bibliography: m.Bibliography
    style: Callable[[], AnyStyle]
    locator_labels: Mapping[str, str]


class Printing(Record):
    """The printed text of all citations, and the references to notes in it."""

    citations: dict[m.Citation, m.Inlines]
    references: dict[m.CrossReference, Reference]


class _Item(NamedTuple):
    """One source in a citation: the words before it, its locator, and the words after it."""

    before: m.Inlines
    source: m.CitedSource
    locator: Locator | None
    after: m.Inlines


class _Citation(Record):
    """A citation with its sources; whether it begins a sentence, and what follows it in its text."""

    node: m.Citation
    items: tuple[_Item, ...]
    opens: bool
    rest: str
    is_last: bool


_OfNote: TypeAlias = tuple[NumberedNote, _Citation, tuple[Placed, ...]]


class Placing(Record):
    """The citations of some notes, with the position of each of their sources."""

    citing: Citing
    settings: Settings
    notes: tuple[NumberedNote, ...]
    placed: tuple[_OfNote, ...]
    uses: tuple[Use, ...]

    def print(self) -> Printing:
        """Return the printed citations. Raise `Failure` (S012) if the style cannot be used."""
        return _Printer(self).printing


def place_citations(
    survey: Survey, notes: Sequence[NumberedNote], settings: Settings, citing: Citing
) -> Placing:
    """Return the positions of the citations in printed notes; `notes` are in the order of their numbers."""
    read = {
        note.note: [_citation(*each, citing) for each in survey.notes[note.note].citations] for note in notes
    }
    contents = [
        NoteCitations(
            tuple(tuple(_cited(item) for item in citation.items) for citation in read[note.note]),
            _holds_nothing_else(note.note, read[note.note]),
            follows=_follows(before, note, settings),
        )
        for before, note in zip((None, *notes), notes, strict=False)
    ]
    placed = tuple(
        (note, citation, tuple(places))
        for note, of_note in zip(notes, find_positions(contents), strict=True)
        for citation, places in zip(read[note.note], of_note, strict=True)
    )
    alone = {note for note, content in zip(notes, contents, strict=True) if content.only}
    uses = tuple(
        Use(note, citation.node, item.source, place.position, note in alone)
        for note, citation, places in placed
        for item, place in zip(citation.items, places, strict=True)
    )
    return Placing(citing, settings, tuple(notes), placed, uses)


def _follows(before: NumberedNote | None, note: NumberedNote, settings: Settings) -> bool:
    """Return whether a note is printed right after the previous one: not across separate notes of annexes."""
    return before is not None and (settings.notes_place == "end" or before.part is note.part)


def _text_after(node: m.Node, around: Ancestors) -> str:
    """Return what follows a node in its text, also after the emphasis around it."""
    after = ""
    for outer in reversed(around):
        siblings = getattr(outer, "children", ())
        at = next((at for at, sibling in enumerate(siblings) if sibling is node), len(siblings))
        after += plain_text(siblings[at + 1 :])
        if isinstance(outer, m.Paragraph | m.Cell):
            break
        node = outer
    return after


def _citation(node: m.Citation, around: Ancestors, citing: Citing) -> _Citation:
    siblings = getattr(around[-1], "children", ()) if around else ()
    at = next((at for at, sibling in enumerate(siblings) if sibling is node), 0)
    before, after = plain_text(siblings[:at]), _text_after(node, around)
    in_block = bool(around) and isinstance(around[-1], m.Paragraph | m.Cell)
    opens = in_block and (not before.strip() or bool(_SENTENCE_END.search(before)))
    marked = any(isinstance(sibling, m.NoteMark | m.InlineNote) for sibling in siblings[at + 1 :])
    last = isinstance(around[-1], m.Paragraph) and not after.strip() and not marked if around else False
    return _Citation(node, tuple(_items(node, citing)), opens, after, last)


def _items(node: m.Citation, citing: Citing) -> Iterator[_Item]:
    """Yield the sources of a citation, separated by semicolons."""
    for part in sources_of(node):
        at, source = next((at, child) for at, child in enumerate(part) if isinstance(child, m.CitedSource))
        locator, after = _located(tuple(part[at + 1 :]), citing)
        yield _Item(_leading(trimmed(part[:at], ends=(0,))), source, locator, after)


def sources_of(node: m.Citation) -> list[list[m.Inline]]:
    """Return the nodes between the semicolons of a citation. A part without a source is added to the previous
    source, or to the first.
    """
    parts: list[list[m.Inline]] = [[]]
    for child in node.children:
        if isinstance(child, m.Text) and child.text in m.SEMICOLONS:
            parts.append([])
        parts[-1].append(child)
    joined: list[list[m.Inline]] = []
    for part in parts:
        if joined and _cites(part) and _cites(joined[-1]):
            joined.append(part[1:])
        elif joined:
            joined[-1] += part
        else:
            joined.append(part)
    return [part for part in joined if _cites(part)]


def _cites(inlines: Iterable[m.Inline]) -> bool:
    return any(isinstance(child, m.CitedSource) for child in inlines)


def _located(after: m.Inlines, citing: Citing) -> tuple[Locator | None, m.Inlines]:
    """Return the locator right after a source's key, and the words after it."""
    if not after or not isinstance(after[0], m.Text):
        return None, after
    text = after[0].text
    locator = find_locator(text, citing.locator_labels)
    rest = text[locator.end :] if locator else text
    return locator, trimmed((replace(after[0], text=rest), *after[1:]), ends=(-1,))


def _leading(before: m.Inlines) -> m.Inlines:
    """Return the words before a source, in Chinese without the space that is typed before a key."""
    bare = trimmed(before, ends=(-1,))
    last = plain_text(bare)[-1:]
    return bare if any(low <= last <= high for low, high in _CHINESE) else before


def _cited(item: _Item) -> Cited:
    locator = item.locator
    return Cited(item.source.key, f"{locator.label} {locator.value}" if locator else "")


def _holds_nothing_else(note: m.Note, citations: Sequence[_Citation]) -> bool:
    """Return whether a note is one citation of one source, with no words before it except "see also".

    Words in its brackets after the locator belong to that source. If they contain a figure, it may be another
    source's year.
    """
    blocks = without_comments(note.blocks)
    if len(blocks) != 1 or not isinstance(blocks[0], m.Paragraph) or len(citations) != 1:
        return False
    (citation,) = citations
    if citation.node not in blocks[0].children or len(citation.items) != 1:
        return False
    (item,) = citation.items
    at = blocks[0].children.index(citation.node)
    before = (*blocks[0].children[:at], *item.before)
    behind = blocks[0].children[at + 1 :]
    signal = plain_text(before)
    return (
        len(signal.split()) <= _SIGNAL
        and not re.search(r"\d", signal + plain_text(item.after))
        and not re.search(r"\w", plain_text(behind))
        and not _points_elsewhere((*before, *item.after, *behind))
    )


def _points_elsewhere(inlines: m.Inlines) -> bool:
    pointing = (m.NoteMark, m.InlineNote, m.CrossReference, m.CitedSource, m.Link, m.Image)
    return any(isinstance(node, pointing) for node, _ in walk(inlines))


class _Printer:
    """Prints citations in order."""

    def __init__(self, placing: Placing) -> None:
        citing, placed = placing.citing, placing.placed
        self._entries, self._style, self._notes = citing.bibliography.entries, citing.style(), placing.notes
        self._lang = placing.settings.lang
        cited = {item.source.key for _, citation, _ in placed for item in citation.items}
        self._alike = self._find_alike(cited & self._entries.keys())
        self._still = self._find_alike(self._alike, alike=True)
        self.printing = Printing({}, {})
        for note, citation, places in placed:
            # one that is printed in several notes (the same note again) is printed in full, right in each
            again = citation.node in self.printing.citations
            found = [Placed("first", place.first) for place in places] if again else places
            self.printing.citations[citation.node] = self._printed(note, citation, found)

    def _find_alike(self, keys: Set[str], *, alike: bool = False) -> frozenset[str]:
        """Return the sources whose short forms are those of other sources too."""
        from toolchain.citations.style.cite import Cite

        short: defaultdict[tuple[Part, ...], list[str]] = defaultdict(list)
        for key in keys if len(keys) > 1 else ():
            cite = Cite(self._entries[key], "subsequent", first_note=key, alike=alike)
            short[self._style.citation([cite], False)].append(key)
        return frozenset(chain.from_iterable(group for group in short.values() if len(group) > 1))

    def _printed(self, note: NumberedNote, citation: _Citation, placed: Sequence[Placed]) -> m.Inlines:
        if not citation.items or any(item.source.key not in self._entries for item in citation.items):
            return as_typed(citation.node)
        before, behind = self._style.around
        out: list[m.Inline] = [m.Text(citation.node.span, before)] if before else []
        for number, (item, place) in enumerate(zip(citation.items, placed, strict=True)):
            out += (m.Text(item.source.span, self._style.separator),) if number else ()
            out += _capitalized(item.before) if citation.opens and not number else item.before
            cite = self._cite(note, item, place)
            opens = citation.opens and not number and not item.before
            number_of = partial(self._reference, item.source, self._notes[place.first])
            out += styled(self._style.citation([cite], opens), item.source.span, number_of)
            out = [*_with_one_stop(out, plain_text(item.after)), *_spaced(item.after)]
        out += (m.Text(citation.node.span, behind),) if behind else ()
        return unbroken(self._closed(out, citation), self._lang)

    def _cite(self, note: NumberedNote, item: _Item, place: Placed) -> Cite:
        from toolchain.citations.style.cite import Cite

        first, key = self._notes[place.first], item.source.key
        return Cite(
            self._entries[key],
            "first" if key in self._still and place.position == "subsequent" else place.position,
            label=item.locator.label if item.locator else "",
            locator=item.locator.value if item.locator else "",
            author=item.source.author,
            first_note=first.label if first is not note else "",
            distance=place.distance,
            alike=key in self._alike,
        )

    def _reference(self, source: m.CitedSource, note: NumberedNote) -> m.CrossReference:
        """Return a reference to the number of the note that cites a source first."""
        children = (m.PrintedNumber(source.span, note.label, note.note),)
        node = m.CrossReference(source.span, "^" + note.note.label, children)
        self.printing.references[node] = Reference(note.note, children, None, "", note=note)
        return node

    def _closed(self, inlines: list[m.Inline], citation: _Citation) -> m.Inlines:
        """Return inlines with a full stop if the citation ends its note, and with one only if another follows
        it.
        """
        only = _with_one_stop(inlines, citation.rest)
        return closed(only, self._lang) if citation.is_last else only


def _with_one_stop(inlines: Sequence[m.Inline], rest: str) -> m.Inlines:
    """Return inlines without the full stop at the end ("Ibid.") if another full stop follows."""
    last = inlines[-1] if inlines else None
    if rest.startswith(".") and isinstance(last, m.Text):
        bare = last.text.rstrip(_MARKS)
        return (*inlines[:-1], m.Text(last.span, bare.removesuffix(".") + last.text[len(bare) :]))
    return tuple(inlines)


def styled(
    parts: Iterable[Part], span: Place, number: Callable[[], m.Inline] | None = None
) -> Iterator[m.Inline]:
    """Yield the output of a style as nodes; `number` makes the node for the number of a note.

    Words of one language are one node. As separate nodes they would be reordered one by one among words of
    the other direction: "Le *Monde*" would be "*Monde* Le".
    """

    def node_of(part: Part) -> m.Inline:
        node: m.Inline = number() if part.note and number else m.Text(span, part.text)
        for look in reversed(part.looks):
            if look in _LOOKS:
                node = _LOOKS[look](span, (node,))
        return node

    for (url, lang), group in groupby(parts, key=lambda part: (part.url, part.lang)):
        nodes = [node_of(part) for part in group]
        if lang:
            nodes = [m.Foreign(span, lang, tuple(nodes))]
        yield from (m.Link(span, url, (node,)) for node in nodes) if url else nodes


def closed(inlines: m.Inlines, lang: str) -> m.Inlines:
    """Return inlines with a full stop at the end, unless there is one or a web address, to which it would
    seem to belong.
    """
    text = plain_text(inlines).rstrip(_CLOSERS)
    if not inlines or text.endswith(STOPS) or isinstance(inlines[-1], m.Link):
        return inlines
    return (*inlines, m.Text(inlines[-1].span, _FULL_STOP.get(lang.partition("-")[0], ".")))


def _capitalized(before: m.Inlines) -> m.Inlines:
    """Return the words before a source at the start of a note or sentence: "see" becomes "See"."""
    if before and isinstance(before[0], m.Text):
        text = before[0].text
        return (m.Text(before[0].span, text[:1].upper() + text[1:]), *before[1:])
    return before


def _spaced(after: m.Inlines) -> m.Inlines:
    """Return the words after a locator, with a space before them if they begin with a letter or digit."""
    first = plain_text(after)[:1]
    return (m.Text(after[0].span, " "), *after) if first.isalnum() or (first in "([" and first) else after
