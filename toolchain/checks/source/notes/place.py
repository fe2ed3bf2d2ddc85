"""The side of punctuation and spaces on which note marks are, and the edit that corrects it."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from toolchain import model as m
from toolchain.model.diagnostics import Edit
from toolchain.model.expressions import expression
from toolchain.model.places import SourceSpan, source_span
from toolchain.model.records import Record, replace
from toolchain.model.walk import walk
from toolchain.rules import notes as cases
from toolchain.text.ideographs import is_ideograph
from toolchain.text.passages import Passage
from toolchain.text.phrases import Phrases
from toolchain.text.running import MARK, OBJECT, REFERENCE

_SPACES = " \t\n\u00a0\u202f"
_AFTER = ".,;:!?"  # a mark stands after these
_BEFORE = ".,;"  # a mark stands before these; the space before : ! ? differs from language to language
_SEPARATORS = ",;،؛、，；"
_OPENING = "([“«„¿¡"
_QUOTES = "”’»"
_LAST_WORDS = expression(r"(?<!\w)(\w[\w. ]{0,11})\.$")
_SHORT = 2  # letters of an abbreviation that another follows, as in "RR. HH."


class Group(Record):
    """Adjacent marks, from `start` to `end` of a passage's text."""

    passage: Passage
    start: int
    end: int

    @property
    def before(self) -> str:
        return self.passage.text[max(self.start - 20, 0) : self.start]

    @property
    def after(self) -> str:
        return self.passage.text[self.end : self.end + 20]


class Problem(Record):
    """What is wrong, and the number of characters: spaces before the marks, punctuation on either side."""

    facts: cases.NoteMarkPlace
    spaces: int = 0
    left: int = 0
    right: int = 0
    gap: bool = False  # a space is missing after the marks


def suspicion(side: str) -> re.Pattern[str]:
    """Return an expression that finds a mark in every text with a `problem`, and in few others."""
    before = _SPACES + (_BEFORE if side == "before" else "")
    after = _OPENING + (_AFTER if side == "after" else "")
    return re.compile(rf"{MARK}(?:(?<=[{before}].)|(?=[\w{re.escape(after)}]))")


def problem(group: Group, words: Phrases) -> Problem | None:
    """Return what is wrong with the place of a group of marks, None if nothing is."""
    before = group.before.rstrip(_SPACES)
    if not before and group.start <= len(group.before):
        return None  # it begins the text
    separated = before.endswith(tuple(_SEPARATORS)) and before[:-1].rstrip(_SPACES).endswith(MARK)
    spaces = 0 if separated else len(group.before) - len(before)
    right = _to_pass(group.after) if words.mark_place == "after" else 0
    left = 0
    if words.mark_place == "before" and not separated and not spaces:
        left = _to_precede(group.before, words.abbreviations)
    gap = words.spaces and not right and _needs_space(group.after)
    if right and before.endswith(tuple(_AFTER)):
        return Problem(cases.MarkBetweenPunctuation(before[-1], group.after[0]))
    if right:
        return Problem(cases.MarkBeforePunctuation(group.after[0]), spaces, right=right)
    if left:
        return Problem(cases.MarkAfterPunctuation(group.before[-1]), left=left, gap=gap)
    if spaces:
        return Problem(cases.SpaceBeforeMark(), spaces, gap=gap)
    if gap:
        return Problem(cases.NoSpaceAfterMark(), gap=True)
    return None


def fix(group: Group, found: Problem) -> tuple[Edit, ...]:
    """Return the edits that move a group of marks to its place; none if they are not certain to be right."""
    passage = group.passage
    marks = _marks_place(group)
    if marks is None:
        return ()
    start, end = group.start - found.spaces - found.left, group.end + found.right
    left = (
        passage.exact(start, group.start) if start < group.start else replace(marks, end_column=marks.column)
    )
    right = passage.exact(group.end, end) if end > group.end else replace(marks, column=marks.end_column)
    if left is None or right is None or left.end_column != marks.column or right.column != marks.end_column:
        return ()
    gap = " " if found.gap else ""
    if not found.left and not found.right:
        removed = (Edit(left, ""),) if found.spaces else ()
        return (*removed, Edit(_behind_emphasis(group, right), gap)) if gap else removed
    before = passage.source.at(left) if found.left else ""
    if found.right:
        left = replace(left, column=left.column - _unread_spaces(passage, left))
    moved = passage.source.at(right) + passage.source.at(marks) + before
    return (Edit(left.to(right), moved + gap),)


def _unread_spaces(passage: Passage, place: SourceSpan) -> int:
    """Return the number of spaces before a place that are not part of the text: those before a citation."""
    line = passage.source.line(place.line)[: place.column - 1]
    return len(line) - len(line.rstrip())


def _behind_emphasis(group: Group, place: SourceSpan) -> SourceSpan:
    """Return the place after the emphasis that ends with the marks, if any: `*only[^a]*Boys`."""
    passage = group.passage
    owner, last = passage.owner, passage.leaf(group.end - 1).node
    for node, around in walk(owner.children if owner else ()):
        if node is last:
            ends = [source_span(each.span) for each in around if isinstance(each, m.Emphasis | m.Strong)]
            for span in reversed(ends):
                between = replace(place, end_column=span.end_column)
                if span.end_line != place.line or passage.source.at(between).strip("*_"):
                    break
                place = replace(between, column=span.end_column)
    return place


def _to_pass(after: str) -> int:
    """Return how many characters of punctuation, with closing quotation marks, must come before the marks."""
    if after[:1] not in tuple(_AFTER) or after.startswith("..") or after[1:2].isalnum():
        return 0
    if after[:1] in tuple(_SEPARATORS) and after[1:].lstrip(_SPACES).startswith(MARK):
        return 0  # a comma between marks, which is another matter
    length = 1
    while after[length : length + 1] in tuple(_QUOTES):
        length += 1
    return length


def _to_precede(before: str, abbreviations: Sequence[str]) -> int:
    """Return how many characters at the end of `before`, punctuation and spaces, must come after the
    marks.
    """
    if before[-1:] not in tuple(_BEFORE) or before.endswith(".."):
        return 0
    found = _LAST_WORDS.search(before)
    if found and _ends_in_abbreviation(found[1], {each.casefold() for each in abbreviations}):
        return 0
    return len(before) - len(before[:-1].rstrip(_SPACES))


def _ends_in_abbreviation(words: str, known: AbstractSet[str]) -> bool:
    """Return whether a full stop after these words may be of an abbreviation: "al", "op. cit", not "Yes.
    No".
    """
    *others, last = words.split()
    if len(last) == 1 or "." in last or not known.isdisjoint((last.casefold(), words.casefold().strip())):
        return True
    before, stop = (others[-1][:-1], others[-1][-1]) if others else ("", "")
    return stop == "." and (last[0].islower() or len(before) <= _SHORT or before.casefold() in known)


def _needs_space(after: str) -> bool:
    first = after[:1]
    if first in (MARK, REFERENCE, OBJECT, "") or is_ideograph(first):
        return False
    return first.isalnum() or first in _OPENING


def _marks_place(group: Group) -> SourceSpan | None:
    """Return the place of the marks, if they are adjacent, on one line and not a whole picture's."""
    passage = group.passage
    spans = [passage.leaf(offset).node.span for offset in range(group.start, group.end)]
    place = spans[0].to(spans[-1])
    together = "".join(passage.source.at(span) for span in spans)
    alone = together[:1] not in ("", "!") and passage.source.at(place) == together
    return source_span(place) if alone else None
