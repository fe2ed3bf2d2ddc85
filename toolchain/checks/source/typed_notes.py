"""Notes that were typed, marks and texts, are made notes if both count from 1 on. A mark may come again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from toolchain import model as m
from toolchain.checks.source.meant_notes import lists_under, texts_of_notes
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, FilePlace, Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.records import replace
from toolchain.model.source_text import Source
from toolchain.resolve.tables import Resolved
from toolchain.text.phrases import is_one_of, phrases

_FORMS = tuple(
    expression(rf"[ ]{{0,3}}{form}(?:(?<=］)|[ \t\u00a0])[ \t\u00a0]*(?=\S)")
    for form in (
        r"(?:[-*+][ \t]+)?[\[［](\d{1,3})[\]］]:?",
        r"([¹²³⁰⁴-⁹]{1,3})",
        r"(\d{1,3})[.)]",
        r"(\d{1,3})(?=[ \t\u00a0])",
    )
)
"""What is before the texts of a list: "[1]" or "- [1]", "¹", "1." and "1"."""
_CONTINUED = "    "


def as_notes(resolved: Resolved, marks: Sequence[Finding]) -> tuple[Edit, ...]:
    """Return the edits that make notes of typed marks and their texts; () if one may be another's.

    The numbers are printed as they were typed then, since a text with real notes is left alone.
    """
    source = survey(resolved).source
    found = sorted(
        (each.span for each in marks if isinstance(each.span, SourceSpan)), key=lambda at: at.order
    )
    texts = [(_value(source.at(span)), span) for span in found if span.column == 1]
    first = next((span for value, span in reversed(texts) if value == 1), None)
    heading, start = _heading(resolved, first)
    marked = [span for span in found if start is None or span.line < start]
    values = [_value(source.at(span)) for span in marked]
    firsts = {*dict(zip(reversed(values), reversed(marked), strict=True)).values()}
    counted = [*dict.fromkeys(values)]
    if not marked or resolved.document.notes or counted != [*range(1, len(counted) + 1)]:
        return ()
    if any(span not in firsts and _is_word(source, span) for span in marked):
        return ()
    texts = list(_at_feet(resolved) if start is None else _listed(resolved, marked[0], start))
    if [value for value, _ in texts] != counted:
        return ()
    return (
        *(Edit(span, f"[^{value}]") for value, span in zip(values, marked, strict=True)),
        *(Edit(span, f"[^{value}]: ") for value, span in texts),
        *heading,
    )


def _is_word(source: Source, mark: SourceSpan) -> bool:
    """Return whether a mark may be a word of its sentence, "as in [3]": a note's mark would be none."""
    return source.line(mark.line)[: mark.column - 1][-1:].strip() == ""


def _value(typed: str) -> int:
    digits = unicodedata.normalize("NFKC", typed).strip("[]")
    return int(digits) if digits.isdecimal() else 0


def _heading(resolved: Resolved, first: SourceSpan | None) -> tuple[tuple[Edit, ...], int | None]:
    """Return the edit that deletes the heading of a list of notes at the end of a source, and the line on
    which the list begins.

    `first` is the number of the text that seems to be the first. If a line above it has the words of such a
    heading, that is the heading.
    """
    last = next((each for each in reversed(resolved.document.blocks) if isinstance(each, m.Heading)), None)
    source, names = survey(resolved).source, phrases(resolved.words.lang).lists
    for block in (each for each in lists_under(names, resolved) if each is last):
        first = None if isinstance(block.span, FilePlace) else block.span
    if first is None or (last is not None and last.span.order > first.order):
        return (), None
    above = next((at for at in range(first.line - 1, 0, -1) if source.line(at).strip()), 0)
    for line in (first.line, above):
        if is_one_of(source.line(line), names):
            return (source.cut(SourceSpan.at(first.path, line, length=len(source.line(line)))),), line + 1
    return (), first.line


def _listed(resolved: Resolved, place: SourceSpan, start: int) -> Iterator[tuple[int, SourceSpan]]:
    """Yield what is before each text of a list that begins on a line, with its number.

    A line that may begin another text, or be a paragraph after them, has -1: then nothing is certain.
    """
    source = survey(resolved).source
    form: re.Pattern[str] | None = None
    count, above = 0, ""
    for number in range(start, source.length + 1):
        line = source.line(number)
        form = form or next((each for each in _FORMS if each.match(line)), None)
        found = form.match(line) if form else None
        if found and _value(found[1]) == count + 1:
            count += 1
            yield count, replace(place, line=number, column=1, end_line=number, end_column=found.end() + 1)
        elif found or (line.strip() and not above.strip() and not line.startswith(_CONTINUED)):
            yield -1, place
        above = line


def _at_feet(resolved: Resolved) -> Iterator[tuple[int, SourceSpan]]:
    """Yield the same for the texts that were pasted at the feet of pages."""
    for block in resolved.document.blocks:
        for number, span in texts_of_notes(block, resolved).items():
            yield number, replace(span, end_column=span.end_column + 1)
