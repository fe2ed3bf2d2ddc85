"""Numbers in another form than that of paragraphs, in a text whose paragraphs have no others: P105."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from toolchain import model as m
from toolchain.model.diagnostics import Edit, Finding
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.readers.markdown.builder import Piece
from toolchain.readers.markdown.misread import COLON, RIGHT, ROMAN, SENTENCE_END
from toolchain.readers.markdown.places import Lines
from toolchain.rules import markdown as faults

_MOST_OF = 0.75
"""The share of all paragraphs that begin with numbers if these are theirs, and not those of notes."""

_ENOUGH = 6
"""Paragraphs whose numbers are plain without a mark: "1 Girl was hurt." and "2 Boys were." may be counts."""

_IN_SECTION = expression(r"(\d{1,2})\.(\d{1,2})\.?[ \t\u00a0]+(?=[^\W\d_a-zа-яё]|[“«„\"])")
_BEGIN = r"[ \t\u00a0]+(?=[^\W\d_a-zа-яё]|[“«„\"])"
_OPENER = expression(r"(?:The|This|An?|In|Our|We|L[ae]s?|L[’']\w+|El|Los|Une?|En)$")  # counts nothing
_CHINESE = "一二三四五六七八九十"
_WHOLE: Sequence[tuple[re.Pattern[str], Callable[[str], int]]] = (
    (
        expression(r"((?i:[ivxl]{1,7}))[.)][ \t\u00a0]+(?=\S)"),
        lambda text: ROMAN.get(text.lower(), 0),
    ),
    (expression(rf"([A-Z])[.)]{_BEGIN}"), lambda text: ord(text) - ord("A") + 1),
    (expression(rf"\[(\d{{1,3}})\]{_BEGIN}|\((\d{{1,3}})\){_BEGIN}|(\d{{1,3}}){_BEGIN}"), int),
    (expression(rf"（([{_CHINESE}])）(?=\S)"), lambda text: _CHINESE.index(text) + 1),
)
"""What is at the beginning of all paragraphs of a text, if that is what their numbers are."""
_MARK_OF_FIRST = expression(r"(?<=\S)(?: ?[\[(]1[]),]|\^1\^|¹|(?<=[^\W\d]|[.,;])1(?![\w.,]))")
_LISTED = expression(r"(\d{1,3})\)[ \t\u00a0]+(?=\S)")
_OF_SECTIONS = Word("paragraphs have one number, counted through all sections")


def without_others(pieces: Sequence[Piece], lines: Lines) -> Iterator[Finding]:
    """Yield the numbers 1.1, 1.2, 2.1 of a text that has no others; and those that most paragraphs begin
    with, such as I., II., III., or A., or 1 and [1], which get edits, if these are sentences, not headings.
    """
    blocks = pieces if all(not isinstance(piece.block, m.NumberedParagraph) for piece in pieces) else ()
    texts = [range(each.first, each.last) for each in blocks if isinstance(each.block, m.Paragraph)]
    rows = [row for each in texts for row in each]
    found = [(row, each) for row in rows if (each := _IN_SECTION.match(lines.line(row)))]
    values = [(int(each[1]), int(each[2])) for _, each in found]
    follow = [two in ((one[0], one[1] + 1), (one[0] + 1, 1)) for one, two in pairwise(values)]
    ends = [SENTENCE_END.search(lines.line(row)) is not None for row in rows]
    firsts = {each[0] for each in texts if SENTENCE_END.search(lines.line(each[-1]))}
    sentences = [row for row, above in zip(rows, [False, *ends], strict=False) if row in firsts or above]
    marked = any(_MARK_OF_FIRST.search(lines.line(row)) for row in rows)
    groups = [(_OF_SECTIONS, found if found[1:] and all(follow) else [])]
    for form, valued in _WHOLE:
        typed = [(row, number) for row in sentences if (number := form.match(lines.line(row)))]
        said = [valued(number[number.lastindex or 0]) for _, number in typed]
        count_on = said == [*range(1, len(typed) + 1)]
        noted = marked or any(number[0].startswith("[") for _, number in typed)
        most = len(typed) > max(2, len(texts) * _MOST_OF) and not (noted and len(typed) < len(texts))
        words = {lines.line(row)[number.end() :].split()[0] for row, number in typed}
        days = len(words) == 1 and not any(map(_OPENER.match, words))  # "1 March", "2 March", "3 March"
        groups.append((RIGHT, typed if count_on and most and not (valued is int and days) else []))
    listed = _in_lists(pieces, lines)
    again = sum(each[1] == "1" for _, each in listed) > 1
    groups.append((_OF_SECTIONS if again else RIGHT, listed))
    for reason, group in groups:
        for right, (row, each) in enumerate(group, 1):
            text = each[0].rstrip()
            facts = faults.NumberMisread(
                text, reason, str(right), f"{right}. {lines.line(row)[each.end() :]}"
            )
            edit = Edit(lines.on_line(row, 0, each.end()), f"{right}. ")
            plain = [row for row, _ in group] == [each[0] for each in texts] and (
                text.startswith("[") or (text.isdigit() and len(group) >= _ENOUGH)
            )
            yield Finding(lines.on_line(row, 0, len(text)), facts, edits=(edit,) if plain else ())


def _in_lists(pieces: Sequence[Piece], lines: Lines) -> list[tuple[int, re.Match[str]]]:
    """Return the numbers 1), 2) of a text that is in lists below headings, each of which begins with 1.

    They may be meant to begin again, so nothing is changed. A list after a colon does not count.
    """
    sections: list[list[tuple[int, re.Match[str]]]] = [[]]
    sizes = Counter[type[m.Node]]()
    above = ""
    for piece in pieces:
        rows = [(row, lines.line(row)) for row in range(piece.first, piece.last)]
        if isinstance(piece.block, m.Heading):
            sections.append([])
        else:
            sizes[type(piece.block)] += sum(len(text) for _, text in rows)
        if isinstance(piece.block, m.OrderedList) and sections[1:]:
            if COLON.search(above):
                return []
            sections[-1] += [(row, each) for row, text in rows if (each := _LISTED.match(text))]
        above = next((text for _, text in reversed(rows) if text.strip()), above)
    found = [section for section in sections if section]
    counted = all([int(each[1]) for _, each in some] == [*range(1, len(some) + 1)] for some in found)
    most = sizes[m.OrderedList] > sizes.total() * _MOST_OF and m.NumberedParagraph not in sizes
    return [each for some in found for each in some] if counted and most else []
