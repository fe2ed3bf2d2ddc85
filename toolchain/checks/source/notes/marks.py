"""The places of note marks, and the edits that correct them: N107, N111 and N112."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.meant_notes import meant_notes
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Edit, Finding, SourceSpan, source_span
from toolchain.model.expressions import expression
from toolchain.model.records import Record, replace
from toolchain.model.walk import walk
from toolchain.resolve.tables import Resolved
from toolchain.rules import notes as cases
from toolchain.text.letters import is_ideograph
from toolchain.text.passages import Passage
from toolchain.text.phrases import Phrases, phrases
from toolchain.text.running import MARK, OBJECT, REFERENCE

_MARKS = expression(f"{MARK}+")
_BETWEEN = r"\s*[,;،؛、，；]\s*"
SEPARATED = expression(f"{MARK}{_BETWEEN}{MARK}")
SEPARATOR = expression(f"(?<={MARK}){_BETWEEN}(?={MARK})")


@check(cases.NoteInHeading)
def note_in_heading(resolved: Resolved) -> Iterator[Finding]:
    """A heading is repeated in the table of contents, a header row on each page of its table. The mark would
    be repeated with it, or be lost. Put the note into the text. Without a table of contents a heading can
    have a note, as in reports of the United Nations. The title can have one, which is marked with an asterisk
    (for the names of co-sponsors).

    Bad:

        ---
        title: Example
        lang: en
        contents: true
        ---

        # Prohibition[^law]
                     ^^^^^^

        1. The law prohibits the following:

             | Act[^act] | Year |
                  ^^^^^^
             | --------- | ---- |
             | Penal     | 1860 |

        [^law]: Penal Code.

        [^act]: Only federal Acts.

    Good:

        ---
        title: Sale of children[^with]
        lang: en
        ---

        # Prohibition[^heading]

        1. The law prohibits it.[^law]

             | Act        | Year |
             | ---------- | ---- |
             | Penal[^as] | 1860 |

        [^heading]: This part was written together with lawyers.

        [^with]: Two other organizations share these views.

        [^law]: Penal Code.

        [^as]: As amended.
    """
    found = survey(resolved)
    headers = {cell for table, _ in found.each(m.Table) for cell in table.header}
    headings = {heading for heading, _ in found.each(m.Heading)}
    for mark, around in found.marks():
        if not headings.isdisjoint(around):
            if resolved.document.front_matter.contents:
                yield Finding(mark.span, cases.NoteInListedHeading())
        elif not headers.isdisjoint(around):
            yield Finding(mark.span, cases.NoteInTableHeader())
    matter = resolved.document.front_matter
    for mark in _marks(matter.title)[1:]:
        yield Finding(mark.span, cases.TitleWithNotes())
    yield from (Finding(mark.span, cases.NoteInSubtitle()) for mark in _marks(matter.subtitle))
    yield from (Finding(mark.span, cases.NoteInShortTitle()) for mark in _marks(matter.short_title))


@check(cases.NoteMarkPlace)
def note_mark_place(resolved: Resolved) -> Iterator[Finding]:
    """In English a mark comes after the comma or full stop, in French and Spanish before it (Editorial Manual
    of the United Nations, footnotes, chapter 9). In every language there is no space before a mark, and there
    is one after it. For other languages the side is not checked.

    Bad:

        1. The age is 16[^a]. It covers girls [^b] only.[^c]Boys are left out.
                        ^^^^                  ^^^^      ^^^^

        [^a]: Art. 1.

        [^b]: Art. 2.

        [^c]: Art. 3.

    Bad (fr):

        1. L’âge est fixé à 16 ans.[^a] Les garçons sont exclus[^b].
                                   ^^^^

        [^a]: Art. 1.

        [^b]: Art. 2.

    Bad (es):

        1. La edad es de 16 años,[^a] etc.[^b]
                                 ^^^^

        [^a]: Art. 1.

        [^b]: Art. 2.

    Bad (ar): the side is not checked, the space is

        1. السن 16 سنة [^a].
                       ^^^^

        [^a]: المادة 1.

    Good:

        1. The age is 16.[^a] It covers girls[^b] (but not boys[^c]) and “others”;[^d] see *A.*[^e]—and so
             on.[^f][^g]

        [^a]: Art. 1.

        [^b]: Art. 2.

        [^c]: Art. 3.

        [^d]: Art. 4.

        [^e]: Art. 5.

        [^f]: Art. 6.

        [^g]: Art. 7.

    Good (zh): no spaces between words

        1. 年龄为16岁[^a]，仅适用于女孩。[^b]男孩除外。

        [^a]: 第1条。

        [^b]: 第2条。
    """
    words = phrases(resolved.words.lang)
    texts = {each.row for each in meant_notes(resolved).values()}
    for passage in survey(resolved).corpus.matching(suspicion(words.mark_place)):
        for run in _MARKS.finditer(passage.text):
            group = Group(passage, run.start(), run.end())
            if found := problem(group, words):
                span = passage.span(run.start(), run.end())
                if span.order[0] not in texts:
                    yield Finding(span, found.facts, edits=fix(group, found))


@check(cases.NoteMarkSeparator)
def note_mark_separator(resolved: Resolved) -> Iterator[Finding]:
    """The writers print a separator between two adjacent marks, raised like the numbers and in the language's
    form. A typed comma would be printed as well.

    Bad:

        1. The age is 16.[^a],[^b]
                             ^

        [^a]: Art. 1.

        [^b]: Art. 2.

    Good:

        1. The age is 16.[^a][^b]

        [^a]: Art. 1.

        [^b]: Art. 2.
    """
    for passage in survey(resolved).corpus.matching(SEPARATED):
        for found in SEPARATOR.finditer(passage.text):
            edits = passage.edit(*found.span(), "")
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            yield Finding(
                passage.span(start, start + 1), cases.NoteMarkSeparator(found[0].strip()), edits=edits
            )


def _marks(inlines: m.Inlines) -> list[m.NoteMark | m.InlineNote]:
    return [node for node, _ in walk(inlines) if isinstance(node, m.NoteMark | m.InlineNote)]


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
