"""Counts what the citations of a source are: the cells of the matrix of citations and styles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.random.generator.matrix import Cell
from toolchain import model as m
from toolchain.citations.style import locator_labels
from toolchain.citations.style.typed import find_locator
from toolchain.model.walk import plain_text, walk
from toolchain.resolve.citations import sources_of
from toolchain.resolve.tables import Resolved


def count_citations(resolved: Resolved) -> Iterator[Cell]:
    """Each position and each part that a citation has, with the style that prints it."""
    style = resolved.document.front_matter.citation_style or "un"
    labels = locator_labels(resolved.settings.lang)
    notes: dict[m.Citation, set[int]] = {}
    for use in resolved.uses:
        yield use.position, style
        notes.setdefault(use.citation, set()).add(use.note.value)
    for citation, printed_in in notes.items():
        parts = sources_of(citation)
        yield from ((name, style) for part in parts for name in _parts(part, labels))
        if len(parts) > 1:
            yield "several sources", style
        if len(printed_in) > 1:
            yield "printed twice", style
        if any(isinstance(node, m.PrintedNumber) for node, _ in walk(resolved.citations[citation])):
            yield "the number of a note", style
    for groups in resolved.source_lists.values():
        yield from (("listed", style) for group in groups for _ in group.sources)


def _parts(part: list[m.Inline], labels: Mapping[str, str]) -> Iterator[str]:
    """What stands around a source."""
    at, source = next((at, node) for at, node in enumerate(part) if isinstance(node, m.CitedSource))
    before, after = plain_text(part[:at]), plain_text(part[at + 1 :])
    place = find_locator(after, labels)
    facts = {
        "a place in the source": place is not None,
        "words before": bool(before.strip()),
        "words behind": bool(after[place.end if place else 0 :].strip()),
        "no author": not source.author,
    }
    return (name for name, holds in facts.items() if holds)
