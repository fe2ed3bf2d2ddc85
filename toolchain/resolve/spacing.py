"""Find what must stay on one line: a word and its number, a number and its unit, groups of digits.

A space typed there is printed as a no-break space; none is added. Of two spaces around a comment,
one is printed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import accumulate, pairwise
from typing import TypeAlias

from toolchain import model as m
from toolchain.model.records import replace
from toolchain.model.walk import walk
from toolchain.resolve.claims import ends_in_word
from toolchain.resolve.glue import Glue, glue
from toolchain.resolve.labels import Words
from toolchain.resolve.printing import UNBROKEN, rebuilt
from toolchain.resolve.survey import Leaves, Survey
from toolchain.resolve.tables import Reference

Leaf: TypeAlias = m.Text | m.Break
Printed: TypeAlias = dict[Leaf, str]

_END = "\x1f"
"""Ends each run where all are one text: no text holds it, it parts words, and no line ends there."""


def spaced(survey: Survey, references: Mapping[m.CrossReference, Reference], words: Words) -> Printed:
    """Return the texts and line ends that are printed with no-break spaces, and how."""
    found: dict[Leaf, list[int]] = {}
    language = glue(words.lang)
    for story in survey.everything():
        for node, before in story.references:
            reference = references.get(node)
            numbered = reference is not None and _begins_with_number(reference.children)
            if before and numbered and _leads_to_number(before, words, language):
                found.setdefault(before[-1], []).append(len(_text(before[-1])) - 1)
    runs = [run for story in survey.everything() for run in story.runs]
    pairs = (pair for run in runs for pair in pairwise(run))
    # only a comment is between two spaces of two leaves
    doubled = {leaf for before, leaf in pairs if _text(before).endswith(" ") and _text(leaf).startswith(" ")}
    for leaf, at in _glued(runs, doubled, language):
        found.setdefault(leaf, []).append(at)
    places = {**dict.fromkeys(doubled, ()), **found}
    return {leaf: _unbroken(_text(leaf), at)[leaf in doubled :] for leaf, at in places.items()}


def unbroken(inlines: m.Inlines, lang: str) -> m.Inlines:
    """Return generated inlines, such as a citation's, with no-break spaces."""
    leaves = [node for node, _ in walk(inlines) if isinstance(node, m.Text | m.PrintedNumber)]
    texts = [leaf.text for leaf in leaves]
    letters = list("".join(texts))
    for place in glue(lang).spaces("".join(texts)):
        letters[place] = UNBROKEN[letters[place]]
    ends = accumulate(map(len, texts))
    said = {
        leaf: "".join(letters[end - len(text) : end])
        for leaf, text, end in zip(leaves, texts, ends, strict=True)
    }

    def saying(node: m.Inline) -> m.Inlines:
        if isinstance(node, m.Text) and said[node] != node.text:
            return (replace(node, text=said[node]),)
        return (node,)

    return rebuilt(inlines, saying)


def _text(leaf: Leaf) -> str:
    """Return the characters of a leaf; a source line's end is a space."""
    if isinstance(leaf, m.Text):
        return leaf.text
    return "\n" if leaf.hard else " "


def _glued(runs: Iterable[list[Leaf]], doubled: Set[Leaf], language: Glue) -> Iterator[tuple[Leaf, int]]:
    """Yield the spaces of all runs at which no line may end, with their leaves. All runs are searched as one
    text, without the first space of leaves that are `doubled`.
    """
    leaves: list[Leaf] = []
    texts: list[str] = []
    for run in runs:
        leaves += run
        texts += (_text(leaf)[leaf in doubled :] for leaf in run)
        texts[-1] += _END
    ends = list(accumulate(map(len, texts)))
    for place in language.spaces("".join(texts)):
        number = bisect_right(ends, place)
        yield leaves[number], place - ends[number] + len(texts[number]) + (leaves[number] in doubled)


def _unbroken(text: str, places: Iterable[int]) -> str:
    parts: list[str] = []
    done = 0
    for place in sorted(set(places)):
        parts += (text[done:place], UNBROKEN[text[place]])
        done = place + 1
    return "".join(parts) + text[done:]


def _begins_with_number(inlines: m.Inlines) -> bool:
    first = inlines[0] if inlines else None
    if isinstance(first, m.PrintedNumber | m.Text):  # as in most
        return isinstance(first, m.PrintedNumber)
    for node, _ in walk(inlines):
        if not isinstance(node, m.Emphasis | m.Strong | m.Foreign | m.Comment):
            return isinstance(node, m.PrintedNumber)
    return False


def _leads_to_number(before: Leaves, words: Words, language: Glue) -> bool:
    """Return whether the characters before a number end in a word and one space."""
    text = "".join(map(_text, before))
    if not text.endswith(" "):
        return False
    return language.ends_in_word(text, len(text) - 1) or ends_in_word(text[:-1], words)
