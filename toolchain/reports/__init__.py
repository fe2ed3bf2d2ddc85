"""Print diagnostics for people in a terminal, and for programs (JSON).

The text may come from an untrusted file: terminal control characters are shown as their names in `<…>`, and a
source line of a thousand characters is cut around its place.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from toolchain.model.diagnostics import Diagnostic, Severity
from toolchain.model.facts import Facts
from toolchain.model.line_ends import lines_of
from toolchain.model.places import FilePlace, Place, SourceSpan
from toolchain.model.wording import counted
from toolchain.reports.sentences import help_line, message, message_of
from toolchain.rules.many import MoreLikeThis

WIDTH = 100
"""Columns of an excerpt from the source, the line number apart."""

MOST_FINDINGS = 1_000
"""Maximum number of findings of one code in the text for people; programs are given all."""

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFORMATION: "36;1"}
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}


class Sources:
    """The lines of the sources with diagnostics, by their paths."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._lines: dict[str, list[str]] = {}

    def line(self, path: str, number: int) -> str | None:
        """Return a line, counted from 1, without its end, or None if it is not known."""
        if path not in self._lines:
            self._lines[path] = lines_of(self._texts.get(path, ""))
        lines = self._lines[path]
        return lines[number - 1] if 0 < number <= len(lines) else None


def listed(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the first findings of each code, then the number of the others with the last of them."""
    times: Counter[str] = Counter()
    last: dict[str, Diagnostic] = {}
    for each in diagnostics:
        times[each.code] += 1
        if times[each.code] <= MOST_FINDINGS:
            yield each
        elif isinstance(each.finding.facts, Facts):
            last[each.code] = each
    for code, each in last.items():
        more = MoreLikeThis(times[code] - MOST_FINDINGS, each.finding.facts)
        yield each._replace(finding=replace(each.finding, facts=more, edits=()))


def as_text(diagnostic: Diagnostic, sources: Sources, *, colour: bool = False) -> str:
    """Return a diagnostic in several lines: place and message, the source line with carets, related places,
    help.
    """
    finding = diagnostic.finding
    severity = diagnostic.severity.word
    if colour:
        severity = f"\x1b[{_COLOURS[diagnostic.severity]}m{severity}\x1b[0m"
    out = [f"{visible(_place(finding.span))}: {severity} {diagnostic.code} {visible(message(finding))}"]
    out += _excerpt(finding.span, sources)
    out += [f"  {visible(_place(other.span))}: {visible(message(other))}" for other in finding.related]
    if advice := help_line(finding):
        out.append(f"help: {visible(advice)}")
    return "\n".join(out)


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return one JSON object with all diagnostics, in the order given."""
    import json

    return json.dumps(
        {"version": 1, "diagnostics": [record(diagnostic) for diagnostic in diagnostics]},
        ensure_ascii=False,
        indent=2,
    )


def totals(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the number of each severity, the highest first: "1 error, 2 warnings"; "nothing" if none."""
    number = Counter(diagnostic.severity for diagnostic in diagnostics)
    said = [
        counted(number[severity], severity.word)
        for severity in (Severity.ERROR, Severity.WARNING)
        if number[severity]
    ]
    if number[Severity.INFORMATION]:
        said.append(f"{number[Severity.INFORMATION]:,} for information")
    return ", ".join(said) or "nothing"


def visible(text: str) -> str:
    """Return the text without characters that control a terminal or change the direction of text."""
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character == "\t":
        return " "
    if unicodedata.category(character) in _STEERING and character not in _JOINERS:
        return f"<U+{ord(character):04X}>"
    return character


def _place(span: Place) -> str:
    path = span.path
    if isinstance(span, SourceSpan):  # and of a page of HTML the place in words as well
        return f"{path}:{span.line}:{span.column}{', ' if span.words else ''}{span.words}"
    return f"{path}: {span.words}" if span.words else path


def _excerpt(span: Place, sources: Sources) -> list[str]:
    """Return the source line, cut to a width that fits, and under it the carets."""
    if isinstance(span, FilePlace):
        return []
    line = sources.line(span.path, span.line)
    if line is None or not line.strip():
        return []
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    end = max(start + 1, min(end, len(line)))
    # No more than can be shown: a line can be as long as a source.
    near = line[max(0, start - WIDTH - 1) : start], line[start:end][: WIDTH + 1], line[end : end + WIDTH + 1]
    before, marked, after = _cut(*map(visible, near))
    margin = f"{span.line:>5} | "
    under = " " * 5 + " | "
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for part in near for character in part):
        # Where a terminal puts a column of mixed directions cannot be known: say the words instead.
        words = [f"{under}here: {marked.strip()}"] if marked.strip() else []
        return [margin + before + marked + after, *words]
    carets = "^" * max(1, columns_of(marked))
    return [margin + before + marked + after, under + " " * columns_of(before) + carets]


def _cut(before: str, marked: str, after: str) -> tuple[str, str, str]:
    """Keep the text nearest to the mark that fits into `WIDTH`; "…" replaces the rest."""
    if columns_of(marked) > WIDTH - 2:
        marked, after = cut_to(marked, WIDTH - 2), ""
    room = WIDTH - columns_of(marked)
    left = min(columns_of(before), max(room // 2, room - columns_of(after)))
    return cut_to(before[::-1], left)[::-1], marked, cut_to(after, room - left)


def cut_to(text: str, columns: int) -> str:
    """Return as much of a text as fits into so many columns, with "…" for the rest."""
    if columns_of(text) <= columns:
        return text
    used = 0
    for index, character in enumerate(text):
        used += columns_of(character)
        if used > columns - 1:
            return text[:index] + "…"
    return text


def columns_of(text: str) -> int:
    """Return the width of a text in terminal columns: a wide character has two, a combining accent none."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def record(diagnostic: Diagnostic) -> dict[str, object]:
    """Return a diagnostic for JSON output."""
    finding = diagnostic.finding
    related = [{**_place_record(other.span), "message": message(other)} for other in finding.related]
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.word,
        "message": message(finding),
        **_place_record(finding.span),
        "help": help_line(finding),
        "facts": _facts(finding.facts),
        "related": related,
        "fix": [{**_position(edit.span), "text": edit.text} for edit in finding.edits],
    }


def sentence(facts: Facts) -> dict[str, object]:
    """Return the message and the facts of an entry of a list that has no rule, for JSON output."""
    return {"message": message_of(facts), "facts": _facts(facts)}


def _facts(facts: Facts) -> dict[str, object]:
    """Return the facts by name, for programs that make their own messages; nested facts likewise."""
    return {name: _value(value) for name, value in facts.items()}


def _value(value: object) -> object:
    match value:
        case Facts():
            return _facts(value)
        case tuple():
            return [_value(each) for each in value]
    return value


def _place_record(place: Place) -> dict[str, object]:
    """Return the keys of a place. In a finished file its lines and columns are 0."""
    span = place if isinstance(place, SourceSpan) else SourceSpan(place.path, 0, 0, 0, 0)
    return {**_position(span), "block": place.block, "place": place.words}


def _position(span: SourceSpan) -> dict[str, object]:
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def code_sequence(codes: Sequence[str]) -> str:
    """Codes or names in a sentence: "docx, html or pdf"."""
    *most, last = codes
    return f"{', '.join(most)} or {last}" if most else last
