"""Captions typed by hand above or below tables and figures: P106."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from toolchain import model as m
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.records import Record, replace
from toolchain.model.source_text import Source
from toolchain.model.walk import blocks_in, plain_text, walk
from toolchain.model.wording import STOPS, fold
from toolchain.resolve.tables import Resolved
from toolchain.rules.paragraphs import CaptionAlone, CaptionTyped
from toolchain.text.phrases import any_of

SEPARATOR = r"[ \u00a0]*(?:[:：\u3000]|[.–—-](?!\d))[ \u00a0]*(?=\S)"
_LABEL = expression(r"[ \t]+\{#[^{}]*\}$")
_EMPHASIZED = expression(r"\A(\*{1,3}|_{1,3})(?=\S)(.*?\S)(?<!\*)\1(?![*\w])(.*)\Z", re.DOTALL)
_AFTER_ADDRESS = expression(r"(?<![\"'])\)[ \t]*(?:\{[^{}]*\})?$")  # not after a title
_MOST_LINES = 3


class _Caption(Record):
    """A typed caption: its place, word and number, words, and label in braces (or "")."""

    place: SourceSpan
    typed: str
    number: int
    words: str
    label: str

    @property
    def begins(self) -> SourceSpan:
        return replace(self.place.start, end_column=self.place.column + len(self.typed))


@lru_cache(maxsize=1)
def typed_captions(resolved: Resolved) -> tuple[Finding, ...]:
    """Return each paragraph that is the caption of a table or figure right before or after it, or of none.

    There are edits if its number is the one that will be printed.
    """
    source = survey(resolved).source
    counts: Counter[type] = Counter()
    findings: list[Finding] = []
    near: set[tuple[int, int]] = set()  # all text next to a table or figure
    taken: SourceSpan | None = None  # the caption of the table or figure above
    for block, beside in _tables_and_figures(resolved.document.blocks):
        near.update(text.span.order for text in beside if text)
        captions = [each for each in (_read(text, type(block), resolved) for text in beside) if each]
        caption = next((each for each in captions if each.place != taken), None)
        counts[type(block)] += bool(block.caption or caption)
        if not isinstance(block.span, SourceSpan):
            continue
        if block.caption:
            findings += _typed_too(block, captions, counts[type(block)], resolved)
            continue
        if caption:
            taken, typed, words = caption.place, caption.typed, fold(caption.words)
            right = caption.number == counts[type(block)]
            edits = _caption_edits(source, block, source.whole(block.span), caption) if right else ()
            line = f"Table: {words}{caption.label}"
            if isinstance(block, m.Figure):
                line = _with_title(source, block.span, caption, _title(words)) or f"![…](… {_title(words)})"
            facts = CaptionTyped(typed, line.strip())
            findings.append(Finding(caption.begins, facts, edits=edits))
        elif captions:  # it is between two: nobody knows of which
            findings[-1] = replace(findings[-1], edits=())
    return (*findings, *_alone(resolved, near))


def _alone(resolved: Resolved, near: Container[tuple[int, int]]) -> Iterator[Finding]:
    """Yield the captions of pictures and tables that were left out: not sentences, nor lines of contents."""
    found = survey(resolved)
    if not any(isinstance(each, m.NumberedParagraph) for each in resolved.document.blocks):
        return
    known = tuple(fold(plain_text(each.children)) for each, _ in found.each(m.Caption))
    for text, around in found.each(m.Paragraph):
        if text.span.order in near or not all(isinstance(each, m.NumberedParagraph) for each in around):
            continue
        captions = (_read(text, kind, resolved) for kind in (m.Table, m.Figure))
        caption = next(filter(None, captions), None)
        if caption is None:
            continue
        words = fold(caption.words)
        if not words.endswith((*STOPS, ":", "：", ";", ",")) and not any(map(words.startswith, known)):
            is_table = _read(text, m.Table, resolved) is not None
            line = f"Table: {words}{caption.label}" if is_table else f"![…](… {_title(words)}){caption.label}"
            yield Finding(caption.begins, CaptionAlone(caption.typed, line))


def _typed_too(
    block: m.Table | m.Figure, beside: Sequence[_Caption], number: int, resolved: Resolved
) -> Iterator[Finding]:
    """Yield what is typed of the caption that a table or figure has: next to it, or at its beginning."""
    own = block.caption
    place = block.span if isinstance(block, m.Figure) or not own else own.span
    if not own or not isinstance(place, SourceSpan):
        return
    line = survey(resolved).source.line(place.line)
    same = (each for each in beside if each.number == number)
    yield from (Finding(each.begins, CaptionTyped(each.typed, line.strip())) for each in same)
    typed = typed_number(block, resolved)
    found = typed and re.search(rf"(?:[\"'(]|: )({re.escape(typed[0])})", line)
    if typed and found:
        start, end = found.span(1)
        first = replace(place.start, column=start + 1, end_column=end + 1)
        right = int(typed[1]) == number and isinstance(block, m.Figure)
        facts = CaptionTyped(typed[0].rstrip(), f"{line[:start]}{line[end:]}".strip())
        yield Finding(first, facts, edits=(Edit(first, ""),) if right else ())


def typed_number(block: m.Table | m.Figure, resolved: Resolved) -> re.Match[str] | None:
    """Return the word and number with which the words of a caption begin, if they do."""
    return _numbered(type(block), resolved).match(plain_text(block.caption.children if block.caption else ()))


def _numbered(kind: type[m.Node], resolved: Resolved) -> re.Pattern[str]:
    """Return an expression for the word and number of a caption, and what separates its words."""
    return _after_words(tuple(resolved.words.references["table" if kind is m.Table else "figure"]))


@lru_cache
def _after_words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?i:{any_of(words)})[ \u00a0]?(\d{{1,4}}){SEPARATOR}")


def _tables_and_figures(
    nodes: Sequence[m.Node], last: m.Node | None = None
) -> Iterator[tuple[m.Table | m.Figure, tuple[m.Node | None, ...]]]:
    """Yield all tables and figures in reading order, with the blocks before and after them.

    `last` is the block after the nodes. Quotations have captions of their own.
    """
    for before, node, after in zip((None, *nodes), nodes, (*nodes[1:], last), strict=False):
        if isinstance(node, m.Table | m.Figure):
            yield node, (before, after)
        elif isinstance(node, m.Quotation):
            inside = (inner for inner, _ in walk((node,), into=blocks_in))
            yield from ((each, ()) for each in inside if isinstance(each, m.Table | m.Figure))
        elif apart := _apart(node):
            yield apart
        else:
            yield from _tables_and_figures(blocks_in(node), after)


def places_of(block: m.Node) -> set[tuple[int, int]]:
    """Return the places of a block, and of the line right below its picture, where a caption may be typed."""
    apart = _apart(block)
    return {each.span.order for each in (block, *(apart[1] if apart else ()))}


def _apart(block: m.Node) -> tuple[m.Figure, tuple[m.Node, ...]] | None:
    """Return a picture and the text right below it, if a paragraph is both."""
    match block:
        case m.Paragraph(span=SourceSpan() as span, children=(m.Image() as image, m.Break(), *_)):
            first = replace(span, end_line=span.line, end_column=span.column)
            return m.Figure(first, image), (m.Paragraph(replace(span, line=span.line + 1), ()),)
    return None


def _read(text: m.Node | None, kind: type[m.Node], resolved: Resolved) -> _Caption | None:
    """Return the caption that a paragraph is: "Table 1: Units", perhaps in bold type.

    That is omitted if all of the caption has it, or no more than the word and number.
    """
    if not isinstance(text, m.Paragraph) or not isinstance(text.span, SourceSpan):
        return None
    source, lines = survey(resolved).source, text.span.lines
    typed = "\n".join(source.line(number).strip(" \t") for number in lines)
    label, typed = _LABEL.search(typed), _LABEL.sub("", typed)
    for mark, words, rest in (found for _ in range(2) for found in _EMPHASIZED.findall(typed)):
        begins = _numbered(kind, resolved).match(words) if rest else None
        typed = f"{begins[0]}{mark}{words[begins.end() :]}{mark}{rest}" if begins else words + rest
    found = _numbered(kind, resolved).match(typed)
    if found is None or len(lines) > _MOST_LINES:
        return None
    caption, place = typed[found.end() :], source.whole(text.span)
    return _Caption(place, found[0].rstrip(), int(found[1]), caption, label[0] if label else "")


def _caption_edits(
    source: Source, block: m.Table | m.Figure, span: SourceSpan, caption: _Caption
) -> tuple[Edit, ...]:
    """Return the edits that make a paragraph the caption of a table, before it, or of a figure."""
    place, line = caption.place, source.line(span.line)
    indentation = line[: span.column - 1]
    words = caption.words.replace("\n", source.end + indentation)
    gone = Edit(place.start.to(span.start) if place < span else span.end.to(place), "")
    if isinstance(block, m.Table):
        new = f"Table: {words}{caption.label}"
        if place < span:
            glued = place.end_line + 1 == span.line
            return (Edit(place, new + (source.end if glued else "")),)
        return (Edit(span.start, f"{new}{source.end * 2}{indentation}"), gone)
    new = _with_title(source, span, caption, _title(words))
    return (Edit(span, new[span.column - 1 :]), gone) if new else ()


def _title(words: str) -> str:
    return '"' + words.replace('"', '\\"') + '"'


def _with_title(source: Source, span: SourceSpan, caption: _Caption, title: str) -> str:
    """Return the line of a picture with its caption as title, "" if that is not certain."""
    line = source.line(span.line).rstrip(" \t")
    end = _AFTER_ADDRESS.search(line)
    if end is None or span.line != span.end_line or (caption.label and "{" in end[0]):
        return ""
    return f"{line[: end.start()]} {title}{line[end.start() :]}{caption.label}"
