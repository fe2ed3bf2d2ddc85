"""Print diagnostics for people in a terminal, and for programs (JSON).

The text may come from an untrusted file: terminal control characters are shown as their names in `<…>`, and a
source line of a thousand characters is cut around its place.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import zip_longest

from toolchain.model.diagnostics import Diagnostic, FilePlace, Place, Severity, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.facts import Counted, Facts, ForPeople
from toolchain.model.groups import by_first
from toolchain.model.line_ends import lines_of
from toolchain.model.wording import counted, grouped, said
from toolchain.reports.sentences import help_line, message, message_of

WIDTH = 100
MARGIN = 8
"""Columns of an excerpt from the source, and of the line number before it."""

FEW = 5
"""Findings of one code in a file, and other places of one finding, that people see at first."""

_BOLD, _HELP, _MARGIN = "1", "36;1", "34;1"
_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFORMATION: "36;1"}
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_POSITION = ("path", "line", "column", "end_line", "end_column")
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


def listed(diagnostics: Iterable[Diagnostic], *, everything: bool) -> Iterator[tuple[Diagnostic, int]]:
    """Yield findings, the most serious of a file first, with the number of those omitted after each.

    Unless `everything` is wanted, only the first findings of each code in a file are yielded.
    """
    for found in by_first((each.finding.span.path, each) for each in diagnostics).values():
        number, seen = Counter(each.code for each in found), Counter[str]()
        for each in sorted(found, key=lambda each: -each.severity):
            seen[each.code] += 1
            if everything or seen[each.code] < FEW:
                yield each, 0
            elif seen[each.code] == FEW:
                yield each, number[each.code] - FEW


def as_text(
    diagnostic: Diagnostic,
    sources: Sources,
    *,
    colour: bool = False,
    everything: bool = True,
    more: int = 0,
    width: int = WIDTH,
) -> str:
    """Return a diagnostic in several lines: place and message, the source line with carets, related places,
    help.

    `more` is the number of further findings with the same code, which the last line mentions; `width` that
    of the excerpt.
    """
    finding, style = diagnostic.finding, _COLOURS[diagnostic.severity]
    paint = partial(painted, colour=colour)
    severity, code = paint(said(diagnostic.severity.word), style), paint(diagnostic.code, _BOLD)
    out = [f"{visible(_place(finding.span))}: {severity} {code} {visible(message(finding, for_people=True))}"]
    out += _excerpt(finding.span, sources, paint, style, width)
    shown = finding.related if everything else finding.related[:FEW]
    out += [f"  {visible(_place(other.span))}: {visible(message(other))}" for other in shown]
    out += _and_more(len(finding.related) - len(shown), "  ")
    if advice := help_line(finding):
        out.append(f"{paint(said('help:'), _HELP)} {visible(advice)}")
    return "\n".join((*out, *_and_more(more)))


def _and_more(number: int, indent: str = "") -> tuple[str, ...]:
    return (indent + said("and {number} more (--all)", number=number),) if number else ()


def painted(text: str, style: str, *, colour: bool) -> str:
    """Return a text as a terminal shows it in a style ("31;1"), or as it is without `colour` and for ""."""
    return f"\x1b[{style}m{text}\x1b[0m" if colour and style else text


def statistics(diagnostics: Iterable[Diagnostic], *, colour: bool) -> str:
    """Return a line for each code and severity: the number of findings, the most frequent first."""
    paint = partial(painted, colour=colour)
    number = Counter((each.severity, each.rule) for each in diagnostics)
    rows = sorted(number.items(), key=lambda row: (-row[1], row[0][1].code))
    return "\n".join(
        f"{grouped(times):>7}  {paint(f'{said(severity.word):<11}', _COLOURS[severity])}  "
        f"{paint(rule.code, _BOLD)}  {visible(said(rule.summary))}"
        for (severity, rule), times in rows
    )


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return one JSON object with all diagnostics, in the order given."""
    return json_object(diagnostics=list(map(record, diagnostics)))


def json_object(indent: int | None = 2, /, **content: object) -> str:
    """Return one JSON object for programs, which begins with the version of its form."""
    import json

    return json.dumps({"version": 1, **content}, ensure_ascii=False, indent=indent)


def totals(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the number of each severity, the highest first: "1 error, 2 warnings"; "nothing" if none."""
    return tally(Counter(diagnostic.severity.word for diagnostic in diagnostics))


def tally(number: Mapping[str, int]) -> str:
    """Return numbers of findings, given by the word of their severity, as `totals` does."""
    told = [counted(number[word], word) for word in ("error", "warning") if number.get(word)]
    if number.get("information"):
        told.append(said("{number} for information", number=number["information"]))
    return ", ".join(told) or said("nothing")


def summed(diagnostics: Sequence[Diagnostic], fixed: int) -> str:
    """Return the last line of a check: "3 findings: 1 error, 2 warnings; 2 can be fixed with --fix"."""
    facts = {"findings": counted(len(diagnostics), "finding"), "totals": totals(diagnostics)}
    total = said("{findings}: {totals}", **facts)
    return said("{total}; {fixed} can be fixed with --fix", total=total, fixed=fixed) if fixed else total


def with_errors(diagnostics: Iterable[Diagnostic], *, everything: bool) -> tuple[str, ...]:
    """Return a line for each file with errors, for some of them unless `everything` is wanted."""
    number = Counter(each.finding.span.path for each in diagnostics if each.severity >= Severity.ERROR)
    lines = [f"  {path}: {counted(errors, 'error')}" for path, errors in number.items()]
    shown = len(lines) if everything else FEW
    return (*lines[:shown], *_and_more(len(lines[shown:]), "  "))


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


def _excerpt(
    span: Place, sources: Sources, paint: Callable[[str, str], str], style: str, width: int
) -> list[str]:
    """Return the source line, cut to a width that fits, and under it the carets."""
    if isinstance(span, FilePlace) or not (line := sources.line(span.path, span.line) or "").strip():
        return []
    start, end = ends_in(line, span)
    # No more than can be shown: a line can be as long as a source.
    near = line[max(0, start - width - 1) : start], line[start:end][: width + 1], line[end : end + width + 1]
    before, marked, after = _cut(width, *map(visible, near))
    margin, under = paint(f"{span.line:>5} | ", _MARGIN), paint(" " * 5 + " | ", _MARGIN)
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for part in near for character in part):
        # Where a terminal puts a column of mixed directions cannot be known: say the words instead.
        words = (
            [f"{under}{paint(said('here: {text}', text=marked.strip()), style)}"] if marked.strip() else []
        )
        return [margin + before + marked + after, *words]
    carets = paint("^" * max(1, columns_of(marked)), style)
    return [margin + before + marked + after, under + " " * columns_of(before) + carets]


def ends_in(line: str, span: SourceSpan) -> tuple[int, int]:
    """Return where a place begins and ends in its first line: it has a character there, if the line has."""
    start = min(max(span.column - 1, 0), len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    return start, min(max(end, start + 1), len(line))


def _cut(width: int, before: str, marked: str, after: str) -> tuple[str, str, str]:
    """Keep the text nearest to the mark that fits into a width; "…" replaces the rest."""
    if columns_of(marked) > width - 2:
        marked, after = cut_to(marked, width - 2), ""
    room = width - columns_of(marked)
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
    shown = ((name, value) for name, value in facts.items() if not isinstance(value, ForPeople))
    return {name: _value(value) for name, value in shown}


def _value(value: object) -> object:
    match value:
        case Facts():
            return _facts(value)
        case Counted():
            return value._asdict()
        case tuple():
            return [_value(each) for each in value]
    return value


def _place_record(place: Place) -> dict[str, object]:
    """Return the keys of a place. In a finished file its lines and columns are 0."""
    span = place if isinstance(place, SourceSpan) else SourceSpan(place.path, 0, 0, 0, 0)
    return {**_position(span), "block": place.block, "place": place.words}


def _position(span: SourceSpan) -> dict[str, object]:
    return {name: getattr(span, name) for name in _POSITION}


_BETWEEN = "  "
_PIECE = expression(r"(?:[^\s/-]|[\u00a0\u202f])+[/-]*\s*|[/-]+\s*")


def in_columns(rows: Sequence[Sequence[str]], right: Container[int] = ()) -> str:
    """Return rows, each with the same number of cells, as lines with aligned columns.

    The columns in `right`, counted from 0, are aligned to the right. Control characters are made visible, and
    a Chinese character counts as two columns, as in a terminal.
    """
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(columns_of, column)) for column in zip(*shown, strict=True)]
    return "\n".join(
        _BETWEEN.join(
            _filled(cell, width, at_end=number in right)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in shown
    )


def folded(cells: Iterable[Iterable[str]], widths: Iterable[int | None]) -> list[Sequence[str]]:
    """Return the rows of a table that the lines of cells take.

    Each line has at most that number of columns; with None it is not divided.
    """
    columns = [
        [part for line in cell for part in ([visible(line)] if width is None else wrapped(line, width))]
        for cell, width in zip(cells, widths, strict=True)
    ]
    return [*zip_longest(*columns, fillvalue="")]


def wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of at most `width` columns, divided after blanks, slashes and hyphens.

    A longer word is cut.
    """
    lines = [""]
    for piece in _PIECE.findall(visible(text)):
        if columns_of(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        while columns_of(piece.rstrip()) > width:
            fits = next(n for n in range(len(piece), 0, -1) if columns_of(piece[:n]) <= width or n == 1)
            lines[-1:] = [piece[:fits], ""]
            piece = piece[fits:]  # noqa: PLW2901
        lines[-1] += piece
    return [line.rstrip() for line in lines if line.strip()]


def _filled(cell: str, width: int, *, at_end: bool) -> str:
    space = " " * (width - columns_of(cell))
    return space + cell if at_end else cell + space
