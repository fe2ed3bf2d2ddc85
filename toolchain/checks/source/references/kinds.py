"""The kinds of places that the words of references name: "para. [1](#^act)" names a paragraph."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from toolchain import model as m
from toolchain.checks.source.references.grammar import Typed, all_worded, grammar, typed_references
from toolchain.checks.source.unmarked import SERIES
from toolchain.checks.survey import survey
from toolchain.model.walk import plain_text
from toolchain.resolve.tables import Resolved

_EITHER = ("§", "apartado", "apdo")
"""Words for a paragraph that are words for a section too."""


def is_of_another_kind(resolved: Resolved, reference: m.CrossReference) -> bool:
    """Return whether the words of a cross-reference name another kind of target than it has."""
    target, kinds = resolved.targets.get(reference.target), named_kinds(resolved).get(reference)
    if target is None or kinds is None:
        return False
    if not may_name(kinds, target):
        return True
    (names, known), words = _names_of_series(resolved), kinds.intersection(SERIES)
    own, here = names.get(target), names.get(reference)
    if own is None or "annex" in kinds:
        return False
    if words:
        return own not in words if own in SERIES else not (own or words.isdisjoint(known))
    return bool(own) and "" in known and here not in (own, None)


@lru_cache(maxsize=1)
def _names_of_series(resolved: Resolved) -> tuple[Mapping[m.Node, str], frozenset[str]]:
    """Return the name of the series of each paragraph, sub-paragraph and cross-reference, and all names."""
    found: dict[m.Node, str] = {node: series.name for node, series in resolved.series.items()}
    kinds: tuple[type[m.Node], ...] = (m.SubParagraph, m.CrossReference)
    nodes = (each for kind in kinds for each in survey(resolved).each(kind))
    found |= {node: found[around[0]] for node, around in nodes if around and around[0] in found}
    return found, frozenset(found.values())


@lru_cache(maxsize=1)
def named_kinds(resolved: Resolved) -> Mapping[m.CrossReference, frozenset[str]]:
    """Return the kinds of targets that the words in a cross-reference name, or the word before it."""
    found: dict[m.CrossReference, frozenset[str]] = {}
    rules = grammar(resolved.words)
    before = resolved.words.paragraph.text.partition("%")[0].strip("( ")  # "§", if numbers have it
    for passage, typed in all_worded(resolved):
        kinds = _kinds(passage.text, (typed,))
        for node in passage.references(typed.start, typed.end):
            found[node] = kinds
            if typed.kind == "annex":  # annex [I, paragraphs 1](#a)–[3](#c)
                kinds |= _kinds("", tuple(typed_references(plain_text(node.children), rules)))
    for node, _ in survey(resolved).each(m.CrossReference):
        text = plain_text(node.children).replace(before, "")
        if inside := tuple(typed_references(text, rules)):
            found[node] = _kinds(text, inside)
    return found


def may_name(kinds: frozenset[str], target: m.Target) -> bool:
    """Return whether words of these kinds may name a target."""
    match target:
        case m.Table():
            return "table" in kinds
        case m.Figure():
            return "figure" in kinds
        case m.Note():
            return "note" in kinds
        case m.Heading():
            return not kinds.isdisjoint(("annex",) if target.annex else ("section", *SERIES))
        case _:
            return not kinds.isdisjoint(("paragraph", *SERIES))


def _kinds(text: str, references: Iterable[Typed]) -> frozenset[str]:
    numbers = ((typed.kind, each.text) for typed in references for each in typed.numbers)
    parts = {"paragraph" for kind, number in numbers if kind == "annex" and {*" 段"} & {*number}}
    kinds = {typed.kind for typed in references} | parts
    either = any(text[typed.start :].lower().startswith(_EITHER) for typed in references)
    return frozenset({*kinds, "section"} if either else kinds)
