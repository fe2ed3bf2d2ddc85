"""The running text of one block as a string for searching, and all of a document in one string.

A check that searches all texts as one first finds the passages that contain what it looks for, and examines
only these: starting a search costs more than searching a text of a hundred characters. While somebody writes,
nearly all texts are those of the round before: what was found in them is not searched for again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, pairwise

from toolchain import model as m
from toolchain.model.expressions import Hinted, expression
from toolchain.model.source_text import Source
from toolchain.model.walk import Ancestors
from toolchain.text.running import MARK, OBJECT, REFERENCE, Manner, Running

_MANNER = Manner("\n", "\n", MARK, REFERENCE)
_ADDRESS = expression(
    r"(?:\b(?:https?|ftp|mailto):|\bwww\.)[!-~]*[\w/=#~+-]|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE
)
_OPENING = "“«„「『《"
_QUOTATION_MARK = expression(r'["“”«»„「」『』《》]')
_SINGLE = expression(r"(?<![\w'’])['‘](?=\S)(?:[^'‘’\n]|(?<=\w)['’](?=\w))+(?<=\S)['’](?!\w)")
"""Words between single quotation marks, which have no apostrophe at the end of a word."""

Owner = m.Heading | m.Paragraph | m.Caption | m.Cell | None
"""Whose text a passage is; None for a title of the front matter."""


class Passage(Running):
    r"""The text of a heading, paragraph, caption or cell.

    A line end is "\n"; a note mark, a cross-reference, and all else without words are `MARK`, `REFERENCE` and
    `OBJECT`, which also replaces each character of an address.
    """

    __slots__ = ("_quoted", "around", "full", "owner")

    def __init__(self, owner: Owner, around: Ancestors, inlines: m.Inlines, source: Source) -> None:
        super().__init__(inlines, source, _MANNER)
        self.owner = owner
        self.around = around
        self._quoted: Quoted | None = None
        self.full = text = self.text  # with its addresses
        if "@" in text or ":" in text or "w." in text or "W." in text:  # an address has one, few texts have
            self.text = _ADDRESS.sub(lambda found: OBJECT * len(found[0]), text)

    @property
    def in_note(self) -> bool:
        return bool(self.around) and isinstance(self.around[0], m.Note)

    @property
    def outermost(self) -> m.Node | None:
        """The outermost block around the text, or its owner."""
        return self.around[0] if self.around else self.owner

    @property
    def in_quotation(self) -> bool:
        return any(isinstance(node, m.Quotation) for node in self.around)

    @property
    def quoted(self) -> Quoted:
        """The parts between quotation marks."""
        self._quoted = self._quoted or Quoted(self.text)
        return self._quoted

    def nodes(self, character: str) -> Iterator[tuple[int, m.Inline]]:
        """Return the nodes represented by `character`, with their offsets."""
        return ((p.start, p.node) for p in self.leaves if self.text[p.start : p.start + 1] == character)

    def references(self, start: int, end: int) -> Iterator[m.CrossReference]:
        """Yield the cross-references in a part of the text."""
        nodes = (self.leaf(at).node for at in range(start, end) if self.text[at] == REFERENCE)
        return (node for node in nodes if isinstance(node, m.CrossReference))

    def bare(self) -> str:
        """Return the text with `OBJECT` for every character that is escaped in the source, which is meant
        literally.
        """
        characters = list(self.text)
        for leaf in self.leaves:
            for offset, (place, after) in enumerate(pairwise(self.places(leaf) or ())):
                if after - place > 1:
                    characters[leaf.start + offset] = OBJECT
        return "".join(characters)


class Quoted:
    """Find the parts of a text between quotation marks, which are somebody else's words.

    Typographic marks have a direction, straight ones alternate; an unclosed quotation lasts to the end.
    Single marks, which look like apostrophes, must be two, outside of words, around several words.
    """

    __slots__ = ("_places", "_single")

    def __init__(self, text: str) -> None:
        single = _SINGLE.finditer(text) if "'" in text or "‘" in text else ()
        self._single = [each.span() for each in single if len(each[0].split()) > 1]
        self._places: list[int] = []  # alternately start and end
        depth, straight, low = 0, False, False
        for found in _QUOTATION_MARK.finditer(text):
            mark, before = found[0], depth > 0 or straight
            if mark == '"':
                straight = not straight
            elif mark in _OPENING and not (mark == "“" and low):
                depth += 1
                low = low or mark == "„"
            else:  # “ closes what „ opened (German, Russian)
                depth = max(depth - 1, 0)
                low = low and mark != "“"
            if before != (depth > 0 or straight):
                self._places.append(found.start())

    def __contains__(self, offset: int) -> bool:
        single = any(start <= offset < end for start, end in self._single)
        return single or bisect_right(self._places, offset) % 2 == 1


Pattern = re.Pattern[str] | Hinted

SEPARATOR = "\0"
"""Stands between two texts: no source can hold it (CommonMark 2.3), and it is neither space nor letter."""


class Corpus:
    """The texts of passages, joined into one `text`."""

    __slots__ = ("_known", "_matched", "_new", "_passages", "_starts", "text", "texts")

    def __init__(self, passages: Sequence[Passage], before: Corpus | None = None) -> None:
        """`before` is a corpus in which most of the texts have been searched."""
        texts = [passage.text for passage in passages]
        self._passages = passages
        self.text = SEPARATOR.join(texts)
        self.texts = frozenset(texts)
        self._starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
        self._matched: dict[Pattern, frozenset[str]] = {}
        self._known: Mapping[Pattern, frozenset[str]] = before._matched if before else {}
        self._new = self.texts - before.texts if before else self.texts

    def passage_at(self, place: int) -> tuple[Passage, int]:
        """Return the passage at a position, and the position where it begins."""
        number = bisect_right(self._starts, place) - 1
        return self._passages[number], self._starts[number]

    def holding(self, strings: Iterable[str]) -> list[Passage]:
        """Return the passages whose text contains one of the strings, in reading order."""
        wanted = set(strings)
        found: set[int] = set()
        for string in wanted:
            if any(other in string for other in wanted - {string}):
                continue  # any text with this string also has the other
            found.update(self._numbers(partial(self.text.find, string)))
        return [self._passages[number] for number in sorted(found)]

    def matching(self, pattern: Pattern) -> list[Passage]:
        """Return the passages that match a pattern, in reading order.

        The pattern must not match `SEPARATOR`, or use the beginning or end of a text.
        """

        if pattern not in self._matched:
            self._matched[pattern] = self._search(pattern)
        found = self._matched[pattern]
        return [passage for passage in self._passages if passage.text in found] if found else []

    def _search(self, pattern: Pattern) -> frozenset[str]:
        """Return the texts that match; those that were searched before are not searched again."""
        if pattern in self._known:
            new = (text for text in self._new if pattern.search(f"{SEPARATOR}{text}{SEPARATOR}"))
            return self._known[pattern] & self.texts | {*new}

        if isinstance(pattern, Hinted):
            anywhere = pattern.folds and pattern.may_be_in(self.text)
            likely = self.texts if anywhere else {each.text for each in self.holding(pattern.hints)}
            return frozenset(text for text in likely if pattern.search(f"{SEPARATOR}{text}{SEPARATOR}"))

        def find(start: int) -> int:
            found = pattern.search(self.text, start)
            return found.start() if found else -1

        return frozenset(self._passages[number].text for number in self._numbers(find))

    def _numbers(self, find: Callable[[int], int]) -> Iterable[int]:
        """Yield the numbers of the texts with a match; `find` searches from a position on."""
        at = find(0)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            at = find(self._starts[number + 1])
