"""Whether a typed reference is one to this very document, and what of it has which number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from toolchain import model as m
from toolchain.checks.source.references.grammar import Grammar, Typed, all_typed, grammar
from toolchain.resolve.tables import Numbered, Resolved
from toolchain.text.passages import OBJECT, Passage, Quoted
from toolchain.text.phrases import any_of, phrases
from toolchain.text.survey import survey

_SYMBOL = r"(?-i:\b[A-Z]{1,6}(?:/[A-Z0-9][\w.-]*)+)"
_BESIDE = tuple(",;،؛，；、(（)]”’»\"'0123456789" + OBJECT)
_NEAR = 80


def numbered_labels(resolved: Resolved) -> dict[tuple[str, str], str]:
    """Return the label ("" for none) of each numbered node, by its number and its kind in `Words.references`.

    Nodes in an annex are omitted, because "paragraph 3" in an annex may mean the annex's own or that of the
    text.
    """
    found = {key: node.label.name if node.label else "" for key, node in numbered_targets(resolved).items()}
    for numbered in resolved.notes:
        label = f"^{numbered.note.label}" if numbered.note.label else ""
        found.setdefault(("note", numbered.label), label)
    return found


def numbered_targets(resolved: Resolved) -> dict[tuple[str, str], Numbered]:
    """Return what has a number and can have a label, by the same keys."""
    found: dict[tuple[str, str], Numbered] = {}
    kinds = {
        part: resolved.series[around[0]].name or "paragraph"
        for part, around in survey(resolved).each(m.SubParagraph)
        if isinstance(around[0], m.NumberedParagraph)
    }
    for node, number in resolved.numbers.items():
        match node:
            case m.NumberedParagraph():
                series = resolved.series[node]
                if series.part is m.Part.ANNEX:
                    continue
                key = (series.name or "paragraph", number.own)
            case m.SubParagraph():
                key = (kinds[node], squeezed(number.full))
            case m.Heading():
                key = ("annex", number.own) if node.annex else ("section", number.full)
            case m.Table():
                key = ("table", number.own)
            case m.Figure():
                key = ("figure", number.own)
        found.setdefault(key, node)
    return found


@lru_cache(maxsize=1)
def own_references(resolved: Resolved) -> tuple[tuple[Passage, Typed], ...]:
    """Return the typed references to this document; the last result is cached for the next check."""
    return tuple(_find_own_references(resolved))


def squeezed(text: str) -> str:
    """Return a number without its spaces: "16 (b)" and "16(b)" are the same."""
    return "".join(text.split())


class OwnReferences:
    """Decides which typed references in a passage mean this document, as far as possible.

    A direction ("above"; "supra," too, but not after an author) or "of the present report" means this
    document. A reference before "of the …", right after a comma, a bracket or a number, or in a text about a
    document with paragraphs, is assumed to mean that document: "(para. 12)" is how one cites the document
    under discussion. The same is true in a note that says more than "see para. 12".
    """

    def __init__(self, resolved: Resolved, passage: Passage, rules: Grammar) -> None:
        self._clues = _clues(resolved.words.lang)
        self._text = passage.text
        self._possible = not passage.in_note or _only_refers(resolved, passage, rules)

    def __contains__(self, typed: Typed) -> bool:
        clues = self._clues
        before = self._text[max(typed.start - _NEAR, 0) : typed.start]
        after = self._text[typed.end : typed.end + _NEAR]
        if not self._possible:
            return False
        if clues.own_after.match(after) or clues.points_from_before(before):
            return True
        if typed.kind == "note" or clues.another_after.match(after) or clues.another_before.search(before):
            return False
        if clues.name_before.search(before):
            return False
        return not before.rstrip().endswith(_BESIDE) and not self._speaks_of_documents

    @cached_property
    def _speaks_of_documents(self) -> bool:
        return self._clues.documents.search(self._text) is not None


class _Clues(NamedTuple):
    own_after: re.Pattern[str]
    direction_before: re.Pattern[str]
    direction_apart: re.Pattern[str]
    begins: re.Pattern[str]
    another_after: re.Pattern[str]
    another_before: re.Pattern[str]
    documents: re.Pattern[str]
    name_before: re.Pattern[str]
    fillers: re.Pattern[str]

    def points_from_before(self, text: str) -> bool:
        """Return whether a text ends in a direction. In "Smith, supra, para. 2" it is one in Smith's text."""
        if self.direction_before.search(text):
            return True
        apart = self.direction_apart.search(text)
        return apart is not None and self.begins.search(text[: apart.start()]) is not None


@lru_cache
def _clues(lang: str) -> _Clues:
    own = phrases(lang)
    directions = any_of((*own.above, *own.below), whole=own.spaces)
    another_after = rf"\s*,?\s*{any_of(own.of_another, whole=own.spaces)}"
    if own.genitive:
        another_after += rf"|\s+(?!{any_of((*own.joins, *own.ranges), whole=True)})[^\W\d_]"
    this = any_of(own.this_document, whole=own.spaces)
    possessive = "[’']s?" if own.spaces else "(?!)"
    signals = any_of((*own.signals, *own.joins), whole=own.spaces)
    fillers = any_of((*own.signals, *own.above, *own.below, *own.joins, *own.ranges), whole=own.spaces)
    return _Clues(
        own_after=re.compile(rf"\s*,?\s*(?:{this}|{directions})", re.IGNORECASE),
        direction_before=re.compile(rf"(?:{directions}|{this})\s*[(（]?\s*$", re.IGNORECASE),
        direction_apart=re.compile(rf"{directions}\s*[,،，]\s*$", re.IGNORECASE),
        begins=re.compile(rf"(?:^|[(（:;；؛。—–]|\.\s|{signals})\s*$", re.IGNORECASE),
        another_after=re.compile(another_after, re.IGNORECASE),
        another_before=re.compile(
            rf"(?:{any_of(own.before_another, whole=own.spaces)}|{possessive})\s*$", re.IGNORECASE
        ),
        documents=re.compile(rf"{_SYMBOL}|{any_of(own.documents, whole=own.spaces)}", re.IGNORECASE),
        name_before=re.compile(
            rf"\b(?!{signals})(?:[^\W\d_]\.){{2,}}\s*$|(?<=[\w,)] )(?!{signals})(?-i:[A-Z])\w+\s+§?\s*$",
            re.IGNORECASE,
        ),
        fillers=re.compile(rf"{fillers}|\(\w\)|[^\w{OBJECT}]|\d", re.IGNORECASE),
    )


def _find_own_references(resolved: Resolved) -> Iterator[tuple[Passage, Typed]]:
    rules = grammar(resolved.words)
    for passage, group in groupby(all_typed(resolved), key=itemgetter(0)):
        if passage.owner is None or isinstance(passage.owner, m.Cell) or passage.in_quotation:
            continue
        quoted, own = Quoted(passage.text), OwnReferences(resolved, passage, rules)
        for _, typed in group:
            linked = passage.piece(typed.start).linked
            if typed in own and not linked and typed.start not in quoted:
                yield passage, typed


def _only_refers(resolved: Resolved, passage: Passage, rules: Grammar) -> bool:
    """Return whether a note says no more than "see para. 12 above"."""
    note = passage.around[0]
    if not isinstance(note, m.Note):
        return False
    clues = _clues(resolved.words.lang)
    words = re.compile(rules.kinds, re.IGNORECASE)
    texts = (each.text for each in survey(resolved).passages_in(note))
    return not any(clues.fillers.sub("", words.sub("", text)) for text in texts)
