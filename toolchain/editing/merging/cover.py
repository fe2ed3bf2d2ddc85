"""List what is not merged: changes of the front matter, and what else the file shows otherwise.

A Word file shows the front matter on its cover.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from toolchain import model as m
from toolchain.editing.merging.proving import taken_out
from toolchain.editing.merging.splicing import Listed, Task
from toolchain.editing.merging.tokens import TELLING, View, tokens
from toolchain.formats.docx.scan import FRONT
from toolchain.law.symbols import PATTERN
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts, Word
from toolchain.model.front_matter import COVER_FACTS, FrontMatter
from toolchain.model.languages import primary_subtag
from toolchain.model.records import Record
from toolchain.model.walk import plain_text
from toolchain.model.wording import fold, said
from toolchain.rules.differences import (
    AndSoOn,
    LinkAdded,
    LinkLeads,
    LinkMissing,
    NotInContents,
    NumberAdded,
    NumberDiffers,
    NumberInWord,
    WordsDiffer,
)
from toolchain.rules.merges import FrontMatterChanged
from toolchain.rules.outputs import NotProved
from toolchain.rules.outputs_docx import DocxFieldStale
from toolchain.rules.proof import CoverLacks

_OF_NOTES = {"notes", "repeated_notes", "notes_place"}
_VISIBLE = {"title", "subtitle", "submitted_by", "public", *COVER_FACTS}
_NOT_TEXTS = ("span", "places", "standing")
_INLINES = (m.Text, m.Emphasis, m.Strong, m.Foreign, m.Link)
_LABEL = 3
"""More letters than the number of a paragraph has."""
_WORD = expression(r"[^\W\d_]+")
_COUNTS = expression(r"(\w)\1*|[ivxlcdm]+|[〇零一二三四五六七八九十百]+", re.IGNORECASE)
_BETWEEN_MARKS = expression(r"(?<=\])\W*(?=\[)")


def changes(base: FrontMatter, theirs: FrontMatter, ours: FrontMatter, *, notes: bool) -> Iterator[Listed]:
    """Yield the differences between two front matters, at their places in `ours`; `notes` means that both
    have notes.
    """
    for name, _ in _differing(base, theirs, notes=notes):
        key = name.replace("_", "-")
        place = ours.places.get(key) or ours.places.get(name)
        yield Listed(said("the cover"), place.order[0] if place else 1, FrontMatterChanged(key))


def texts(base: FrontMatter, theirs: FrontMatter) -> Iterator[str]:
    """Yield the texts on both sides that differ."""
    for _, values in _differing(base, theirs):
        yield from strings_in(values)


def taken_there(
    base: FrontMatter, theirs: FrontMatter, rest: Iterable[Listed], tasks: Iterable[Task]
) -> list[Task]:
    """Return the edits that take words out of the source which the file shows outside of its text: on the
    cover, in the contents or in a page header.

    `rest` is what else the file shows otherwise than the merged source. Words that were there before, such as
    those of the title, are not taken there.
    """
    values = [[list(strings_in(each)) for each in both] for _, both in _differing(base, theirs)]
    new = [[each for each in after if each not in old] for old, after in values]
    new.append([text for each in rest for text in strings_in(each.facts)])
    shown = [_key(text) for each in new for text in (*each, " ".join(each))]  # all cells of a table
    known = list(map(_key, strings_in(base))) if shown else []
    return [
        task
        for task in (tasks if shown else ())
        if any(_have(shown, gone) and not _have(known, gone) for gone in map(_key, taken_out(task)))
    ]


def _have(texts: Sequence[str], words: str) -> bool:
    return any(
        text.endswith(words) if len(text) - len(words) < _LABEL else len(words) >= TELLING and words in text
        for text in texts
    )


def is_another(base: FrontMatter, theirs: FrontMatter) -> bool:
    """Return whether the visible facts differ."""
    return any(name in _VISIBLE for name, _ in _differing(base, theirs))


def _differing(base: FrontMatter, theirs: FrontMatter, *, notes: bool = False) -> Iterator[tuple[str, Any]]:
    """Yield the names that differ, with both values."""
    for name in FrontMatter.__struct_fields__:
        before, after = getattr(base, name), getattr(theirs, name)
        if name == "lang":
            before, after = primary_subtag(before), primary_subtag(after)
        if name == "keywords":  # LibreOffice joins all into one
            before, after = _words(before), _words(after)
        if name == "places" or (name in _OF_NOTES and not notes) or _shape(before) == _shape(after):
            continue
        yield name, (before, after)


def strings_in(value: Any) -> Iterator[str]:
    """Yield all texts in a value of the front matter or in facts, without the fixed words of messages."""
    if isinstance(value, str) and not isinstance(value, Word):
        yield value
    elif isinstance(value, tuple | Facts):
        for each in value if isinstance(value, tuple) else (each for _, each in value.items()):
            yield from strings_in(each)
    elif isinstance(value, Record):
        for name in value.__struct_fields__:
            if name not in _NOT_TEXTS:
                yield from strings_in(getattr(value, name))


def _words(keywords: Sequence[str]) -> list[str]:
    return re.findall(r"\w+", " ".join(keywords))


def _shape(value: Any) -> Any:
    """Return a value of the front matter for comparison."""
    if isinstance(value, tuple):
        if value and isinstance(value[0], _INLINES):
            return tuple(each.key for each in tokens(value, View({})))
        return tuple(_shape(each) for each in value)
    if isinstance(value, Record):
        if isinstance(value, m.NoteMark):
            return "mark"
        named = (name for name in value.__struct_fields__ if name not in ("span", "places"))
        return tuple(_shape(getattr(value, name)) for name in named)
    return fold(value.replace("\u00a0", " ")) if isinstance(value, str) else value


class Explained:
    """The places and texts of a file that are known to differ from the merged source."""

    def __init__(self, shown: m.Document, tasks: Sequence[Task], texts: Iterable[str]) -> None:
        self._counted_anew = bool(tasks)
        changed = (unit for task in tasks for unit in (*task.theirs, *task.base))
        self._headings = {_letters(unit.words) for unit in changed if isinstance(unit.node, m.Heading)}
        if self._headings:  # such as one of another level: those below may have other numbers in the contents
            others = (each for each in shown.blocks if isinstance(each, m.Heading))
            self._headings.update(_letters(plain_text(each.children)) for each in others)
        tasks = [task for task in tasks if task.why]
        self._blocks = {block for task in tasks for unit in task.theirs for block in unit.blocks()}
        self._places = {task.place for task in tasks}
        self._stale = {each.span.words for each in shown.defects if each.rule == DocxFieldStale.rule}
        units = [unit for task in tasks for unit in (*task.theirs, *task.base)]
        words = [each.words for unit in units for each in (unit, *unit.inner)]
        self._texts = {key for text in (*words, *texts) if (key := _key(text))}

    def has(self, finding: Finding) -> bool:
        """Return whether a difference is at such a place, of such words, or in a number that was moved."""
        words, facts = finding.span.words, finding.facts
        if finding.span.block in self._blocks or words in self._places:
            return True
        while isinstance(facts, NumberInWord | AndSoOn):
            facts = facts.difference if isinstance(facts, NumberInWord) else facts.first
        if isinstance(facts, LinkLeads | LinkMissing | LinkAdded):  # building makes links of symbols again,
            is_old = words in self._stale and not _with_words("", facts.words)  # and those of old numbers
            if is_old or PATTERN.fullmatch(facts.words):
                return True
        if isinstance(facts, NumberDiffers | NumberAdded):
            own = facts.own if isinstance(facts, NumberDiffers) else facts.number
            return (self._counted_anew or bool(self._texts)) and not _with_words(facts.number or own, own)
        stale = self._counted_anew or words in self._stale
        if isinstance(facts, WordsDiffer) and _is_worked_out(facts, stale=stale):
            return True
        told = {key for text in strings_in(facts) if (key := _key(text))}
        of_contents = isinstance(facts, CoverLacks | NotInContents) or words == said(FRONT["contents"])
        texts = [(text, *text.split(maxsplit=1)[1:]) for text in strings_in(facts)]  # "A. Method", "Method"
        if of_contents and self._headings.intersection(_letters(text) for each in texts for text in each):
            return True  # they have the old words until they are made again
        return bool(told & self._texts) or any(
            each in text or text in each
            for each in told
            for text in self._texts
            if min(len(each), len(text)) >= TELLING
        )


def remaining(findings: Iterable[Finding], shown: m.Document, explained: Explained) -> Iterator[Listed]:
    """Yield the differences that are not explained, each at its place in the file, without faults of the
    file alone.
    """
    faults = set(map(id, shown.defects))
    for each in findings:
        if id(each) not in faults and each.rule != NotProved.rule and not explained.has(each):
            yield Listed(each.span.words or said("the file"), 0, each.facts)


def _with_words(number: str, own: str) -> bool:
    """Return whether two numbers differ in more than what counts: a word was typed before “Table 1”."""
    differing = {*_WORD.findall(number)} ^ {*_WORD.findall(own)}
    return any(not _COUNTS.fullmatch(each) for each in differing)


def _is_worked_out(facts: WordsDiffer, *, stale: bool) -> bool:
    """Return whether texts differ only by the separator of two marks, or by numbers that are stale."""
    texts = (facts.shown, facts.text)
    one, other = map(_letters, texts) if stale else (_BETWEEN_MARKS.sub("", each) for each in texts)
    return one == other


def _key(text: str) -> str:
    """Return the letters of a text; all of it if it has none."""
    return _letters(text) or fold(text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text)).casefold()
