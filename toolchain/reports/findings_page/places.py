"""Findings by their paragraph, note or heading, each with the text around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from toolchain import model as m
from toolchain.compare.versions.units import name_of
from toolchain.model.diagnostics import Diagnostic, FilePlace, Place, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.groups import by_first
from toolchain.model.languages import RIGHT_TO_LEFT
from toolchain.model.records import Record
from toolchain.model.wording import said
from toolchain.reports import Sources, ends_in, visible
from toolchain.reports.sentences import help_line, message, message_of
from toolchain.resolve.tables import Resolved

if TYPE_CHECKING:
    from markupsafe import Markup

_AROUND = 160  # characters on either side of a place
_RIGHT_TO_LEFT = "\u0590"  # from here on: Hebrew, Arabic and their neighbours
_LETTERS = f"[{RIGHT_TO_LEFT}]+"
_OTHER_WAY = expression(rf"{_LETTERS}(?: +{_LETTERS})*")


class Excerpt(NamedTuple):
    """A source's words at a place: before it, in it, and after it; all "" without a source."""

    before: str
    marked: str
    after: str


class Entry(NamedTuple):
    """One finding on the page."""

    severity: str
    code: str
    name: str
    message: str
    help: str
    where: str
    excerpt: Excerpt
    related: tuple[tuple[str, str], ...]
    fixable: bool


class Group(Record):
    """The findings in one block of a source, or in one file."""

    name: str
    entries: tuple[Entry, ...]


def grouped(diagnostics: Sequence[Diagnostic], resolved: Resolved, sources: Sources) -> tuple[Group, ...]:
    """Return the findings of one source by block, in the order of the source."""
    starts, names = _blocks(resolved)
    named = [said("front matter"), *names]
    at = (bisect_right(starts, each.finding.span.order[0]) for each in diagnostics)
    return _groups(zip(map(named.__getitem__, at), diagnostics, strict=True), sources)


def of_files(diagnostics: Iterable[Diagnostic], sources: Sources) -> tuple[Group, ...]:
    """Return the findings of files that are not sources: finished files, bibliographies."""
    return _groups(((visible(each.finding.span.path), each) for each in diagnostics), sources)


def _groups(named: Iterable[tuple[str, Diagnostic]], sources: Sources) -> tuple[Group, ...]:
    entries = by_first((name, _entry(each, sources)) for name, each in named)
    return tuple(Group(name, tuple(found)) for name, found in entries.items())


def set_apart(excerpt: Excerpt) -> Markup:
    """Return an excerpt in HTML, with its place marked.

    In a left-to-right line, right-to-left words are isolated: next to an Arabic word the cells of a table's
    row would change their places.
    """
    from markupsafe import Markup, escape

    parts = [escape(part) for part in excerpt]
    if next(filter(str.isalpha, "".join(excerpt)), "") < _RIGHT_TO_LEFT:
        parts = [Markup(_OTHER_WAY.sub(r"<bdi>\g<0></bdi>", str(part))) for part in parts]  # noqa: S704
    return Markup("{}<mark>{}</mark>{}").format(*parts)


def _blocks(resolved: Resolved) -> tuple[list[int], list[str]]:
    """Return the lines on which blocks and notes begin, ascending, and their names."""
    places = sorted(
        (node.span.line, message_of(name_of(node, resolved)))
        for node in (*resolved.document.blocks, *resolved.document.notes)
        if not isinstance(node, m.Comment | m.SourceList) and isinstance(node.span, SourceSpan)
    )
    return [line for line, _ in places], [name for _, name in places]


def _entry(diagnostic: Diagnostic, sources: Sources) -> Entry:
    finding = diagnostic.finding
    return Entry(
        diagnostic.severity.word,
        diagnostic.code,
        diagnostic.name,
        visible(message(finding)),
        visible(help_line(finding)),
        _where(finding.span),
        _excerpt(finding.span, sources),
        tuple((_where(other.span, whole=True), visible(message(other))) for other in finding.related),
        bool(finding.edits),
    )


def _where(span: Place, *, whole: bool = False) -> str:
    place = span.words
    if isinstance(span, SourceSpan):
        place = said("line {line}, column {column}", line=str(span.line), column=span.column)
    return visible(f"{span.path}{said(': ')}{place}" if whole and place else place or span.path)


def _excerpt(span: Place, sources: Sources) -> Excerpt:
    """Return the line of a place, cut around it."""
    if isinstance(span, FilePlace) or not (line := sources.line(span.path, span.line) or "").strip():
        return Excerpt("", "", "")
    start, end = ends_in(line, span)
    before, after = line[max(start - _AROUND, 0) : start], line[end : end + _AROUND]
    marked = line[start : min(end, start + 2 * _AROUND)]
    return Excerpt(
        visible(("…" if start > _AROUND else "") + before.lstrip()),
        visible(marked + ("…" if end > start + 2 * _AROUND else "")),
        visible(after.rstrip() + ("…" if end + _AROUND < len(line) else "")),
    )
