"""Contents with only words, note marks, cross-references and plain citations, as most are.

They are read without the parser's tokens, in a fifth of the time. The nodes are the same.
"""

from __future__ import annotations

from toolchain import model as m
from toolchain.model.diagnostics import Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.records import Record, replace
from toolchain.readers.markdown.attributes import ATTRIBUTE, Attributes, parse_attributes
from toolchain.readers.markdown.inlines import note_of, trim_last
from toolchain.readers.markdown.places import Rows

_WORD = r"[^\\`*_\[\]^@{!<&]"
"""Characters that begin no rule of the parser (`toolchain.readers.markdown.parser`)."""

_LOCATOR = rf"(?![{''.join(m.SEMICOLONS)}]){_WORD}"
_TEXT = expression(rf"{_WORD}+")
_PIECE = expression(
    rf"(?P<words>{_WORD}+)"
    r"|\[\^(?P<label>[\w.:/-]+)\]"
    rf"|\[(?P<linked>{_WORD}*)\]\(#(?P<target>\^?[\w-]+)\)"
    rf"|\[@(?P<key>\w(?:[:./-]?\w)*)(?P<locator>(?:[, ](?:{_LOCATOR})*)?)\](?!\()"
)
_ATTRIBUTES = expression(rf"\{{{ATTRIBUTE}[^{{}}]*\}}")


class Simple(Record):
    """The nodes of the text of a block, the attributes at its end, and their faults."""

    nodes: m.Inlines
    attributes: Attributes | None = None
    defects: tuple[Finding, ...] = ()


def read_simple(content: str, rows: Rows, *, in_note: bool) -> Simple | None:
    """Read the text of a block with lines in these rows. Return None if it needs the parser.

    `in_note` means that it is in a note: elsewhere a citation makes one.
    """
    if len(rows.rows) == 1 and _TEXT.fullmatch(content):  # as most notes are
        return Simple((m.Text(rows.span(0, len(content)), content),))
    nodes: list[m.Inline] = []
    end = 0
    for typed, row in zip(content.split("\n"), rows.rows, strict=True):
        words = typed.lstrip(" \t") if nodes else typed
        if row.dropped or words.endswith((" ", "\t")):
            return None
        line, column = row.line + 1, row.column + 1
        if nodes:
            nodes.append(m.Break(SourceSpan(rows.path, line - 1, end, line, column), hard=False))
        end = column + len(words)
        place = SourceSpan(rows.path, line, column, line, end)
        done = _read_line(words, place, nodes, in_note=in_note)
        if done < len(words):
            place = replace(place, column=column + done)
            return _with_attributes(words[done:], place, nodes) if row is rows.rows[-1] else None
    return Simple(tuple(nodes))


def _read_line(words: str, place: SourceSpan, nodes: list[m.Inline], *, in_note: bool) -> int:
    """Add the nodes of a line at `place`; return the index up to which it could be read."""
    path, line, column, at = place.path, place.line, place.column, 0
    while found := _PIECE.match(words, at):
        text, label, linked, target, key, locator = found.groups()
        end = found.end()
        span = SourceSpan(path, line, column + at, line, column + end)
        if text:
            nodes.append(m.Text(span, text))
        elif label:
            nodes.append(m.NoteMark(span, label))
        elif target:
            inside = SourceSpan(path, line, column + at + 1, line, column + at + 1 + len(linked))
            nodes.append(m.CrossReference(span, target, (m.Text(inside, linked),) if linked else ()))
        elif in_note:
            nodes.append(_citation(span, key, locator))
        else:  # a mark stands close to its word
            trim_last(nodes)
            nodes.append(m.InlineNote(span, note_of(span, (_citation(span, key, locator),))))
        at = end
    return at


def _citation(span: SourceSpan, key: str, locator: str) -> m.Citation:
    """Return the node of `[@key, p. 3]`."""
    first, after, last = span.column + 1, span.end_column - 1 - len(locator), span.end_column - 1
    source = m.CitedSource(replace(span, column=first, end_column=after), key)
    rest = (m.Text(replace(span, column=after, end_column=last), locator),) if locator else ()
    return m.Citation(span, (source, *rest))


def _with_attributes(raw: str, place: SourceSpan, nodes: list[m.Inline]) -> Simple | None:
    """Return a text that ends with attributes after a space; None if it needs the parser."""
    last = nodes[-1] if nodes else None
    if not _ATTRIBUTES.fullmatch(raw) or not isinstance(last, m.Text) or not last.text.endswith((" ", "\t")):
        return None
    attributes, defects = parse_attributes(raw, place)
    trim_last(nodes)
    return Simple(tuple(nodes), attributes, tuple(defects))
