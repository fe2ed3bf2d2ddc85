"""Account for every word of a source: each belongs to a node, to markup or to a comment.

The proof compares outputs with the Document. This compares the Document with the characters that the author
typed, so that a reader that drops or misplaces words cannot do so unnoticed.
"""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from toolchain import model as m
from toolchain.model.diagnostics import Finding, Place, Severity, SourceSpan, source_span
from toolchain.model.expressions import expression
from toolchain.model.source_text import align
from toolchain.model.walk import children
from toolchain.model.wording import fold
from toolchain.readers.markdown.attributes import ATTRIBUTE
from toolchain.rules.markdown import NotRead

_LEAVES = {m.Code, m.CodeBlock, m.Comment, m.RawHtml, m.NoteMark, m.CitedSource, m.Image, m.Break}
_CONTAINERS = {m.Link, m.CrossReference, m.Foreign, m.WithheldWords, m.Citation}
"""Nodes whose markup after their words can contain words: an address, a language."""

_LETTER = expression(r"[^\W_]")
_MARKUP = expression(
    rf"(?:[\W_]|(?<![^\W_])\d{{1,9}}[.)](?!\w)|\[\^[^\]]*\]:|\{{{ATTRIBUTE}[^{{}}\n]*\}}|Table:)*"
)

_END = 1 << 30  # of any line

Covered = dict[int, list[tuple[int, int]]]
"""The columns, from 0, that are accounted for, by line from 0."""


def unread(
    path: str, nodes: Iterable[m.Node], lines: Sequence[str], first: int, known: Iterable[Place]
) -> Iterator[Finding]:
    """Yield a finding for words, from line `first` (from 0) on, that no node has (S014).

    `known` are the places that are markup as a whole, or about which there is a finding already.
    """
    covered: Covered = defaultdict(list)
    for place in (*known, *_places(nodes, lines)):
        _cover(covered, place)
    for number, line in enumerate(lines[first:], first):
        if not _LETTER.search(line):
            continue
        at = 0
        for start, end in (*sorted(covered.get(number, ())), (len(line), len(line))):
            if start > at and not _MARKUP.fullmatch(line, at, start):
                place = SourceSpan(path, number + 1, at + 1, number + 1, start + 1)
                yield Finding(place, NotRead(fold(line[at:start])), severity=Severity.ERROR)
            at = max(at, end)


def _places(nodes: Iterable[m.Node], lines: Sequence[str]) -> Iterator[Place]:
    """Yield the places that nodes account for, in no order."""
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if isinstance(node, m.Text):
            if _is_read(node, lines):
                yield node.span
        elif type(node) in _LEAVES:
            yield node.span
        elif isinstance(node, m.InlineNote):
            waiting += node.note.blocks
        else:
            waiting += (inner := children(node))
            if type(node) in _CONTAINERS:
                last = source_span(inner[-1].span) if inner else None
                span = source_span(node.span)
                yield last.end.to(span) if last else span


def _is_read(node: m.Text, lines: Sequence[str]) -> bool:
    """Return whether a text is what its place in the source says."""
    span = source_span(node.span)
    if span.line != span.end_line:
        return True
    typed, text = lines[span.line - 1][span.column - 1 : span.end_column - 1], node.text
    if typed == text:
        return True
    if typed == f"<{text}>" or align(typed, text) is not None:
        return True
    return _LETTER.findall(html.unescape(typed)) == _LETTER.findall(text)  # "&ngE;" is two characters


def _cover(covered: Covered, place: Place) -> None:
    if not isinstance(place, SourceSpan):
        return
    if place.line == place.end_line:
        covered[place.line - 1].append((place.column - 1, place.end_column - 1))
    else:
        for number in range(place.line, place.end_line + 1):
            start = place.column - 1 if number == place.line else 0
            end = place.end_column - 1 if number == place.end_line else _END
            covered[number - 1].append((start, end))
