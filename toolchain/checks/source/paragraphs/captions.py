"""Captions whose word and number are typed by hand, among the cases of P106."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolchain import model as m
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, Finding
from toolchain.model.places import SourceSpan, source_span
from toolchain.model.source_text import Source
from toolchain.resolve.tables import Resolved
from toolchain.rules.paragraphs import SubParagraphTyped
from toolchain.text.phrases import any_of


def typed_captions(resolved: Resolved) -> Iterator[Finding]:
    """Yield each paragraph that is the caption of a table or figure right before or after it.

    There are edits if its number is the one that will be printed.
    """
    source = survey(resolved).source
    counts = {"table": 0, "figure": 0}
    for before, block, after in _neighbours(resolved):
        if not isinstance(block, m.Table | m.Figure) or not isinstance(block.span, SourceSpan):
            continue
        kind = "table" if isinstance(block, m.Table) else "figure"
        word = any_of(resolved.words.references[kind])
        counts[kind] += 1
        for text in (before, after) if block.caption is None else ():
            line = source.at(text.span) if isinstance(text, m.Paragraph) else ""
            found = re.match(rf"(?i:{word})[ \u00a0]?(\d+)(?:[ \u00a0]*[.:：–—-][ \u00a0]*)(?=\S)", line)
            if found and text is not None and isinstance(text.span, SourceSpan):
                caption = line[found.end() :]
                right = int(found[1]) == counts[kind]
                edits = _edits(source, block, text.span, caption) if right else ()
                new = f"Table: {caption}" if kind == "table" else f'![…](… "{caption}")'
                place = text.span._replace(end_column=text.span.column + len(found[0].rstrip()))
                yield Finding(place, SubParagraphTyped(found[0].rstrip(), new), edits=edits)
                break
        else:
            counts[kind] -= block.caption is None


def _neighbours(resolved: Resolved) -> Iterator[tuple[m.Block | None, m.Block, m.Block | None]]:
    """Yield the blocks of the text and those of its numbered paragraphs, with the ones before and after."""
    top = resolved.document.blocks
    for before, block, after in zip((None, *top), top, (*top[1:], None), strict=False):
        yield before, block, after
        inner = block.blocks if isinstance(block, m.NumberedParagraph) else ()
        yield from zip((None, *inner), inner, (*inner[1:], None), strict=False)


def _edits(source: Source, block: m.Table | m.Figure, typed: SourceSpan, caption: str) -> tuple[Edit, ...]:
    """Return the edits that make a line the caption of a table, before it, or of a figure."""
    span = source_span(block.span)
    first, last = source.line(span.line), source.line(span.end_line).rstrip()
    above = typed.line < span.line
    if isinstance(block, m.Table) and above:
        glued = source.end if typed.end_line + 1 == span.line else ""
        return (Edit(typed, f"Table: {caption}{glued}"),)
    inner = f' "{caption}"' if last.endswith(")") else ""
    if isinstance(block, m.Figure) and ('"' in caption or not inner or span.line != span.end_line):
        return ()
    gone = (
        typed._replace(end_line=span.line, end_column=len(first) - len(first.lstrip()) + 1)
        if above
        else span._replace(line=span.end_line, column=len(last) + 1).to(typed)
    )
    if isinstance(block, m.Figure):
        return (Edit(span._replace(column=len(last), end_column=len(last)), inner), Edit(gone, ""))
    indent = first[: span.column - 1]
    start = span._replace(end_line=span.line, end_column=span.column)
    return (Edit(start, f"Table: {caption}{source.end * 2}{indent}"), Edit(gone, ""))
