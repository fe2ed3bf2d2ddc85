"""Where a source has the words of findings about texts in which protected names are replaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolchain.model.diagnostics import Finding, Place, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import replace
from toolchain.rules.withheld import NameBeside, NameInSource
from toolchain.text.sought import Sought, Spot

TEXT, DIVIDED = Word("the text"), Word("a name that markup divides")
_UNSEEN = expression(r"\]\([^()\n]*\)|\{[^{}\n]*\}")


def placed(finding: Finding, lines: Sequence[str], names: Sought) -> Iterator[Finding]:
    """Yield a finding about a name at each word of the source that it is about, if it is found there."""
    span, facts, spots = finding.span, finding.facts, list[Spot]()
    if isinstance(span, SourceSpan) and isinstance(facts, NameInSource | NameBeside):
        text = _text_of(span, lines)
        if isinstance(facts, NameBeside):
            spots = [each for each in names.beside(text) if each.pseudonym == facts.pseudonym]
        else:
            if facts.where in (TEXT, DIVIDED):  # an address has a finding of its own
                text = _UNSEEN.sub(lambda unseen: " " * len(unseen[0]), text)
            left = (*names.remaining(text), *names.remaining(text, partly=False))
            spots = [each for each in left if each.pseudonym == facts.pseudonym][:1]
        for each in spots:
            yield replace(finding, span=_part(span, text, each.start, each.end))
    if not spots:
        yield finding


def _text_of(span: SourceSpan, lines: Sequence[str]) -> str:
    """Return the text of a place, from the beginning of its first line, with spaces before it."""
    *first, last = lines[span.line - 1 : span.end_line] or [""]
    text = "\n".join((*first, last[: span.end_column - 1]))
    return " " * (span.column - 1) + text[span.column - 1 :]


def _part(span: SourceSpan, text: str, *ends: int) -> SourceSpan:
    """Return the place of a part of a text that `_text_of` returned."""
    start, end = (text[:at].split("\n") for at in ends)
    at = (span.line + len(start) - 1, len(start[-1]) + 1, span.line + len(end) - 1, len(end[-1]) + 1)
    return SourceSpan(span.path, *at)


def narrowed(finding: Finding, renamed: Sequence[SourceSpan], lines: Sequence[str]) -> Finding:
    """Return a finding about words of a text with a protected name at these words, if it has them once.

    The text of the public version has other places than that of the source.
    """
    if isinstance(finding.span, SourceSpan) and finding.span in renamed:
        text = _text_of(finding.span, lines)
        for words in (each for _, each in finding.facts.items() if isinstance(each, str)):
            if not isinstance(words, Word) and text.count(words) == 1:
                at = text.index(words)
                return replace(finding, span=_part(finding.span, text, at, at + len(words)))
    return finding


def is_in(place: Place, spans: Sequence[SourceSpan]) -> bool:
    """Return whether a place is in one of these spans, or after it in its last line."""
    return isinstance(place, SourceSpan) and any(
        (each.line, each.column) <= (place.line, place.column) and place.end_line <= each.end_line
        for each in spans
    )
