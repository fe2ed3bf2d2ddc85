"""Typed references that could mean two things, because a typed number is wrong.

"Para. 12" can mean the paragraph that is typed 12, or the one that is printed as 12. If they are two, no
program can decide: the reference is not converted to a cross-reference, and the typed number, which is the
evidence, is not corrected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from toolchain import model as m
from toolchain.checks.source.doubtful import false_labels, is_true
from toolchain.checks.source.references.own import own_references, squeezed
from toolchain.model.places import Place
from toolchain.resolve.tables import Resolved
from toolchain.text.survey import survey

Key = tuple[str, str]
"""A kind of reference, as `Words.references` calls it, and a number: ("paragraph", "16(b)")."""

Typed = m.NumberedParagraph | m.SubParagraph


def is_contested(key: Key, resolved: Resolved) -> bool:
    """Return whether a typed reference could mean two things."""
    return key in _contested(resolved).keys


def rival(node: m.Node, resolved: Resolved) -> Place | None:
    """Return the place of a typed reference that may mean a paragraph, sub-paragraph or note by its wrong
    number.
    """
    return _contested(resolved).nodes.get(node)


class _Contested(NamedTuple):
    keys: set[Key]
    nodes: dict[m.Node, Place]


@lru_cache(maxsize=1)
def _contested(resolved: Resolved) -> _Contested:
    found = _Contested(set(), {})
    references = own_references(resolved)
    if not references:
        return found
    claims = _Claims(resolved)
    answers: dict[tuple[str, str, bool], bool] = {}
    for passage, typed in references:
        for number in typed.numbers:
            text = squeezed(number.text)
            digits = text[: len(text) - len(text.lstrip("0123456789"))].lstrip("0")
            asked = typed.kind, digits, text != digits
            if asked not in answers:
                place = passage.span(number.start, number.end)
                nodes = tuple(claims.false(*asked))
                answers[asked] = bool(nodes)
                for node in nodes:
                    found.nodes.setdefault(node, place)
            if answers[asked]:
                found.keys.add((typed.kind, text))
    return found


class _Claims:
    """Nodes with a wrong typed number, by that number."""

    def __init__(self, resolved: Resolved) -> None:
        self._notes = {label.lstrip("0"): found.note for label, found in false_labels(resolved).items()}
        self._called: dict[Key, list[m.NumberedParagraph]] = defaultdict(list)
        self._parts: dict[m.Node, list[Typed]] = defaultdict(list)
        series: dict[str, list[Typed]] = defaultdict(list)
        lists: dict[m.Node, list[Typed]] = defaultdict(list)
        for paragraph, _ in survey(resolved).each(m.NumberedParagraph):
            if paragraph in resolved.numbers:
                series[resolved.series[paragraph].key].append(paragraph)
                kind = resolved.series[paragraph].name or "paragraph"
                self._called[kind, str(resolved.numbers[paragraph].value)].append(paragraph)
                self._called[kind, paragraph.typed.text.lstrip("0")].append(paragraph)
        for part, around in survey(resolved).each(m.SubParagraph):
            if part in resolved.numbers:
                lists[next(node for node in reversed(around) if isinstance(node, Typed))].append(part)
                self._parts[around[0]].append(part)
        self._wrong = {
            node
            for group in (*series.values(), *lists.values())
            for node in _claiming(group)
            if not is_true(node.typed, resolved.numbers[node])
        }

    def false(self, kind: str, paragraph: str, has_part: bool) -> Iterator[m.Node]:
        """Yield what a reference to a paragraph, or to a part of it, may mean by a number that is false."""
        if kind == "note":
            yield from [self._notes[paragraph]] if paragraph in self._notes else []
            return
        for found in self._called.get((kind, paragraph), ()):
            if found in self._wrong and found.typed.text.lstrip("0") == paragraph:
                yield found
            if has_part:
                yield from (part for part in self._parts[found] if part in self._wrong)


def _claiming(group: list[Typed]) -> Iterable[Typed]:
    """Return the members of a series that say which they are: none, where `1.` is typed everywhere."""
    everywhere = len(group) > 1 and all(node.typed.text.lstrip("0") == "1" for node in group)
    return () if everywhere else group
