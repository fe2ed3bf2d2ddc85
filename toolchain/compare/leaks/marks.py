"""Find what looks like a mark of what is withheld and withholds nothing, or less than it seems."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate, zip_longest

from toolchain import model as m
from toolchain.model.diagnostics import Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.line_ends import lines_of
from toolchain.model.records import replace
from toolchain.model.walk import plain_text
from toolchain.resolve.held import WORD, Hidden, marks_of, structure, texts_of
from toolchain.rules import withheld as about

_NEAR = 0.75
_MARK = expression(
    r"^\s*:::[^\n]*|[{｛][^{}｛｝\n]*[}｝]?|\]\(\.[^()\n]*\)"
    r"|[\[\]{}()%\w.!?]\s?\.[Cc]on\w{6,12}\b(?!\.\w)[^\n]{0,20}"
)
_HINT = expression(r"[{｛.\]:](?:(?<=[{｛])(?!#(?:[\w-]{1,9}|[\w-]{15,})[}｝])|(?<=\.)[Cc]on|(?<=\])\(\.|::)")
"""Nearly all braces hold only a label; a much shorter or longer one cannot be the mistyped word."""

_SAME = 0.9
_LABEL = expression(r"#([\w\-]+)")
_TOKEN = expression(r"instead\s*=|[^\W\d_]{8,15}")
_KEY = expression(r"\s*(?:-\s+)*[\"']?([^\W\d_]{8,15})[\"']?\s*:(.*)")
_TRUE = expression(r"\s*(?:true|yes|on)\s*(?:#.*)?", re.IGNORECASE)
_FALSE = expression(r"\s*(?:false|no|off)\s*(?:#.*)?", re.IGNORECASE)
_TOTAL = expression(r"\W*(?:(?:grand )?total|ensemble|всего|итого|المجموع|合计|总计|共计)", re.IGNORECASE)
_VERBATIM = (m.Code, m.CodeBlock, m.Comment, m.RawHtml)


def unread_marks(document: m.Document) -> Iterator[Finding]:
    """Yield each mark that withholds nothing (X821)."""
    lines = lines_of(document.text)
    near = [
        (SourceSpan.at(document.path, number, found.start() + 1, len(found[0])), found[0].strip())
        for number, line in enumerate(lines, 1)
        for found in (_MARK.finditer(line) if _HINT.search(line) else ())
        if any(map(_is_near, _TOKEN.findall(_LABEL.sub(_slip, found[0]))))
    ]
    known = sorted((each.order, each.end.order) for each in _known(document)) if near else []
    furthest = list(accumulate((end for _, end in known), max))
    for place, text in near:
        before = bisect_left(known, (place.end.order,))  # those that begin before it ends
        if text.startswith(":::") or not before or furthest[before - 1] <= place.order:  # these are text
            yield Finding(place, about.MarkUnread(text))
    yield from _unread_keys(document, lines)


def _known(document: m.Document) -> Iterator[SourceSpan]:
    """Yield the places of marks that are read, and of what is printed as it is typed.

    A code span that is a mark and nothing else was meant as one: what shows it has other words in it too.
    """
    yield from (each.span for each in marks_of(document) if isinstance(each.span, SourceSpan))
    for node in texts_of(document):
        if isinstance(node, m.Code) and _MARK.fullmatch(node.text.strip()):
            continue
        if isinstance(node, _VERBATIM) and isinstance(span := node.span, SourceSpan):
            yield replace(span, line=span.line + 1, column=1) if getattr(node, "language", "") else span


def _unread_keys(document: m.Document, lines: list[str]) -> Iterator[Finding]:
    """Yield keys of the front matter that look like `confidential: true` and are not."""
    organizations = document.front_matter.submitted_by
    left = sum(each.confidential + bool(each.contact and each.contact.confidential) for each in organizations)
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == "---"), 0)
    for number, line in enumerate(lines[:end], 1):
        found = _KEY.match(line)
        if not found or not _is_near(found[1]):
            continue
        is_read = found[1] == WORD and left > 0 and _TRUE.fullmatch(found[2])
        left -= bool(is_read)
        if not is_read and not (found[1] == WORD and _FALSE.fullmatch(found[2])):
            place = SourceSpan.at(document.path, number, length=len(line))
            yield Finding(place, about.MarkUnread(line.strip()))


def other_marks(ours: m.Document, theirs: m.Document) -> Iterator[Finding]:
    """Yield the first place at which a translation does not withhold the same as its original (X821)."""
    for one, other in zip_longest(structure(ours), structure(theirs), fillvalue=""):
        if one != other:
            place = SourceSpan.top(ours.path)
            yield Finding(place, about.TranslationWithholds(theirs.path, one or "-", other or "-"))
            return


def computed_rows(document: m.Document) -> Iterator[Finding]:
    """Yield each row that is withheld alone in a table with its total, so that the rest gives it (X823)."""
    hidden = Hidden(document)
    for node, around in hidden.walked:
        if not isinstance(node, m.Table) or hidden.has(node, around):
            continue
        gone = [row for row in node.rows if id(row[0]) in hidden.roots]
        if len(gone) != 1 or gone[0] is node.rows[-1] or not _has_number(gone[0]):
            continue
        if _TOTAL.match(plain_text(node.rows[-1][0].children)) and _has_number(node.rows[-1]):
            yield Finding(gone[0][0].span, about.RowComputed())


def _has_number(row: tuple[m.Cell, ...]) -> bool:
    return any(char.isdigit() for cell in row for char in plain_text(cell.children))


def _slip(label: re.Match[str]) -> str:
    """Return a label that was meant as the mark, such as "#confidental"; "#confidentiality" was not."""
    return label[0] if _is_like(label[1], _SAME) else ""


def _is_near(word: str) -> bool:
    return word.startswith("instead") or _is_like(word, _NEAR)


def _is_like(word: str, least: float) -> bool:
    from difflib import SequenceMatcher  # few sources have such a word

    pair = SequenceMatcher(None, word.lower(), WORD)
    return pair.quick_ratio() >= least and pair.ratio() >= least  # the first is an upper bound of the second
