"""Captions whose word and number are typed by hand, among the cases of P106."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from toolchain import model as m
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, Finding
from toolchain.model.places import SourceSpan
from toolchain.model.source_text import Source
from toolchain.model.walk import blocks_in, walk
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules.paragraphs import SubParagraphTyped
from toolchain.text.phrases import any_of

_SEPARATOR = r"[ \u00a0]*(?:[:：\u3000]|[.–—-](?!\d))[ \u00a0]*(?=\S)"
_LABEL = re.compile(r"[ \t]+(\{#[^{}]*\})$")
_END_OF_IMAGE = re.compile(r"(?=\)[ \t]*(?:\{[^{}]*\}[ \t]*)?$)")
_MOST_LINES = 3


class _Caption(NamedTuple):
    """A typed caption: its place, word and number, words, and label in braces (or "")."""

    place: SourceSpan
    typed: str
    number: int
    words: str
    label: str


@lru_cache(maxsize=1)
def typed_captions(resolved: Resolved) -> tuple[Finding, ...]:
    """Return each paragraph that is the caption of a table or figure right before or after it.

    There are edits if its number is the one that will be printed.
    """
    source = survey(resolved).source
    counts: Counter[str] = Counter()
    findings: list[Finding] = []
    taken: SourceSpan | None = None  # the caption of the table or figure above
    for block, *beside in _tables_and_figures(resolved.document.blocks):
        kind = "table" if isinstance(block, m.Table) else "figure"
        captions = [each for each in (_read(text, kind, resolved) for text in beside) if each]
        caption = next((each for each in captions if each.place != taken), None)
        counts[kind] += bool(block.caption or caption)
        if block.caption or not isinstance(block.span, SourceSpan):
            continue
        if caption:
            taken = caption.place
            edits = _edits(source, block, block.span, caption) if caption.number == counts[kind] else ()
            words = fold(caption.words)
            new = f"Table: {words}" if kind == "table" else f'![…](… "{words}")'
            end = taken.column + len(caption.typed)
            place = taken._replace(end_line=taken.line, end_column=end)
            findings.append(Finding(place, SubParagraphTyped(caption.typed, new), edits=edits))
        elif captions:  # it is between two: nobody knows of which
            findings[-1] = replace(findings[-1], edits=())
    return tuple(findings)


def _tables_and_figures(
    nodes: Sequence[m.Node], last: m.Node | None = None
) -> Iterator[tuple[m.Table | m.Figure, m.Node | None, m.Node | None]]:
    """Yield all tables and figures in reading order, with the blocks before and after them.

    `last` is the block after the nodes. Quotations have captions of their own.
    """
    for before, node, after in zip((None, *nodes), nodes, (*nodes[1:], last), strict=False):
        if isinstance(node, m.Table | m.Figure):
            yield node, before, after
        elif isinstance(node, m.Quotation):
            inside = (inner for inner, _ in walk((node,), into=blocks_in))
            yield from ((inner, None, None) for inner in inside if isinstance(inner, m.Table | m.Figure))
        else:
            yield from _tables_and_figures(blocks_in(node), after)


def _read(text: m.Node | None, kind: str, resolved: Resolved) -> _Caption | None:
    """Return the caption that a paragraph is: "Table 1: Units", perhaps in bold type."""
    if not isinstance(text, m.Paragraph) or not isinstance(text.span, SourceSpan):
        return None
    source, span, words = survey(resolved).source, text.span, resolved.words
    lines = [source.line(number).strip(" \t") for number in span.lines]
    typed = "\n".join(lines)
    for mark in ("**", "__", "*", "_"):
        if typed.startswith(mark) and typed.count(mark) == 2:
            typed = typed.replace(mark, "")
    found = re.match(rf"(?i:{any_of(words.references[kind])})[ \u00a0]?(\d{{1,4}}){_SEPARATOR}", typed)
    if found is None or len(lines) > _MOST_LINES:
        return None
    label = _LABEL.search(typed)
    place = span._replace(end_column=len(source.line(span.end_line)) + 1)
    words_only = _LABEL.sub("", typed[found.end() :])
    return _Caption(place, found[0].rstrip(), int(found[1]), words_only, f" {label[1]}" if label else "")


def _edits(
    source: Source, block: m.Table | m.Figure, span: SourceSpan, caption: _Caption
) -> tuple[Edit, ...]:
    """Return the edits that make a paragraph the caption of a table, before it, or of a figure."""
    place = caption.place
    first, last = source.line(span.line), source.line(span.end_line)
    above, is_table = place.line < span.line, isinstance(block, m.Table)
    start = len(first) - len(first.lstrip(" \t"))
    words = caption.words.replace("\n", source.end + first[:start])
    new = f"Table: {words}{caption.label}"
    if is_table and above:
        glued = source.end if place.end_line + 1 == span.line else ""
        return (Edit(place, new + glued),)
    gone = (
        place._replace(end_line=span.line, end_column=start + 1)
        if above
        else place._replace(line=span.end_line, column=len(last.rstrip()) + 1)
    )
    if is_table:
        at = span._replace(column=start + 1, end_line=span.line, end_column=start + 1)
        return (Edit(at, f"{new}{source.end * 2}{first[:start]}"), Edit(gone, ""))
    found = _END_OF_IMAGE.search(last)
    if found is None or '"' in caption.words or span.line != span.end_line or (caption.label and "{" in last):
        return ()
    title = span._replace(column=found.start() + 1, end_column=found.start() + 1)
    after = span._replace(column=len(last.rstrip()) + 1, end_column=len(last.rstrip()) + 1)
    label = (Edit(after, caption.label),) if caption.label else ()
    return (Edit(title, f' "{words}"'), *label, Edit(gone, ""))
