"""Notes and Ibid. that are typed by hand: N109 and N110."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.meant_notes import lists_of_notes, marks_of_notes, texts_of_notes
from toolchain.checks.source.typed_notes import as_notes
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.model.records import Record, replace
from toolchain.resolve.labels import Words
from toolchain.resolve.tables import NumberedNote, Resolved
from toolchain.rules import notes as cases
from toolchain.rules.paragraphs import ParagraphGlued
from toolchain.text.passages import Passage
from toolchain.text.phrases import any_of, phrases
from toolchain.text.running import MARK, OBJECT, REFERENCE

_IN_BRACKETS = expression(r"[(\[（][^()\[\]（）]*[)\]）]")
_SYMBOLS = expression(r"\b[A-Z]{1,6}(?:/[A-Z0-9][A-Za-z0-9.-]*)+")
_YEAR = expression(r"\([^()]*\b(?:1[89]|20)\d\d\b[^()]*\)")
_WORD = expression(r"\w+")
_PART = expression(r"[;；؛]")


class _Sources(Enum):
    """The sources named in a note, as far as known."""

    NONE = "none"
    SEVERAL = "several"
    UNKNOWN = "unknown"


@check(cases.NoteIbid)
def note_ibid(resolved: Resolved) -> Iterator[Finding]:
    """ "Ibid." means the one source of the note before. It is wrong in the first note, and after a note that
    names no source or several. It becomes wrong unnoticed when a note is inserted between the two, or one of
    them is moved.

    Only certain cases are reported. A note certainly names no source if it only refers to another place of
    the same text, or says something such as "Emphasis added". It certainly names several if parts divided by
    a semicolon each have a document symbol, or a title with its year in brackets. A note that is mostly prose
    is assumed to name a source, and Ibid. after other words of its own note may mean a source named there. So
    a wrong "Ibid." can remain unnoticed; only the author knows whether the note before names the *right*
    source.

    Bad: the first note

        1. The Penal Code sets the age at 16.[^age]

        [^age]: Ibid., art. 375.
                ^^^^

    Bad: the note before only refers to another place, or to two sources

        1. The Penal Code sets the age at 16.[^age] It covers girls only.[^see] So it did before.[^before]
             {#girls}

        2. The Committee asked for a change.[^asked] It did so twice.[^twice]

        [^age]: Penal Code, art. 375.

        [^see]: See para. [1](#girls) above.

        [^before]: Ibid., art. 376.
                   ^^^^

        [^asked]: CRC/C/PAK/CO/5, para. 3; CRC/C/OPSC/PAK/CO/1, para. 12.

        [^twice]: See ibid.
                      ^^^^

    Bad (fr): the first note

        1. Le code pénal fixe l’âge à 16 ans[^age].

        [^age]: *Idem*, art. 375.
                 ^^^^

    Good:

        1. The Penal Code sets the age at 16.[^age] It covers girls only.[^girls] Nobody knows why.[^why]
             It was so in 1860,[^old] and is still so.[^new]

        [^age]: This is the age at which a girl can consent. Pakistan (1860), Penal Code, art. 375.

        [^girls]: Ibid.

        [^why]: The reasons are given in the same book; it names no author. Ibid., p. 12.

        [^old]: Zafar, N.; Naeem, M. (2020), Children; their rights.

        [^new]: Ibid.
    """
    found = survey(resolved)
    patterns = _patterns(resolved.words)
    notes = list(_with_title(resolved))
    heads = [_leading_ibid(found.passages_in(numbered.note), patterns) for numbered in notes]
    if not any(heads):
        return
    uncertain, cited = _after_undefined(resolved), _cited(resolved)
    before: _Sources | NumberedNote = _Sources.NONE  # or a note that has not been looked at
    previous: NumberedNote | None = None
    for numbered, ibid in zip(notes, heads, strict=True):
        if ibid is None:
            before = numbered
        else:
            if not isinstance(before, _Sources):
                text = "\n".join(map(_words, found.passages_in(before.note)))
                before = _sources(text, patterns, cited.get(before, 0))
            if (previous is None or before is not _Sources.UNKNOWN) and numbered not in uncertain:
                yield _finding(*ibid, previous, before)
                before = _Sources.UNKNOWN
        previous = numbered
        if numbered is resolved.title_note:  # it stands under the title, apart from the others
            before, previous = _Sources.NONE, None


class _Patterns(Record):
    """`nothing` finds text that names no source; `known` are all words in it.

    A text with an Ibid. contains, in lower case, one of `ends`: its words without their first letter, which
    can be an İ, whose lower case has two characters.
    """

    ibid: re.Pattern[str]
    ends: tuple[str, ...]
    nothing: str
    known: frozenset[str]


@lru_cache(maxsize=1)
def _patterns_of(lang: str, references: tuple[str, ...]) -> _Patterns:
    words = phrases(lang)
    directions = (*words.above, *words.below)
    fillers = (*words.not_a_source, *words.signals, *directions, *words.conjunctions, *references)
    known = frozenset(_WORD.findall(" ".join(fillers).casefold())) if words.spaces else frozenset[str]()
    return _Patterns(
        re.compile(words.any_of(words.ibid), re.IGNORECASE),
        tuple({word.split()[0].lower()[1:] for word in words.ibid}),
        rf"{words.any_of(fillers)}|[{MARK}\s.,;:()–—。，；：（）-]",
        known,
    )


def _patterns(words: Words) -> _Patterns:
    own = [word for kind, known in sorted(words.references.items()) if kind != "note" for word in known]
    return _patterns_of(words.lang, tuple(own))


def _with_title(resolved: Resolved) -> Iterator[NumberedNote]:
    """Yield the notes in the order in which they are read, each text once."""
    seen: set[m.Note] = set()
    title = (resolved.title_note,) if resolved.title_note else ()
    for numbered in (*title, *resolved.notes):
        if numbered.note not in seen:
            seen.add(numbered.note)
            yield numbered


def _after_undefined(resolved: Resolved) -> set[NumberedNote]:
    """Return the notes right after a mark without a text: the note before them is not known."""
    defined = {note.label for note in resolved.document.notes}
    marks = survey(resolved).each(m.NoteMark)
    lost = sorted(mark.span for mark, _ in marks if mark.label not in defined)
    found: set[NumberedNote] = set()
    passed = 0
    for numbered in resolved.notes if lost else ():
        now = bisect_left(lost, numbered.marks[0].span)
        if now > passed:
            found.add(numbered)
        passed = max(passed, now)
    return found


def _leading_ibid(passages: Sequence[Passage], patterns: _Patterns) -> tuple[Passage, re.Match[str]] | None:
    """Return the Ibid. at the start of a note, after words that name no source."""
    small = [passage.text.lower() for passage in passages]
    if not any(end in text for text in small for end in patterns.ends):
        return None
    for passage in passages:
        text = _words(passage)
        ibid = patterns.ibid.search(text)
        if ibid:
            return (passage, ibid) if _is_nothing(text[: ibid.start()], patterns) else None
        if not _is_nothing(text, patterns):
            return None
    return None


def _words(passage: Passage) -> str:
    """Return the text of a passage, in which a reference to a note is something that can name a source."""
    if REFERENCE not in passage.text:
        return passage.text
    characters = list(passage.text)
    for offset, node in passage.nodes(REFERENCE):
        if isinstance(node, m.CrossReference) and node.target.startswith("^"):
            characters[offset] = OBJECT
    return "".join(characters)


def _is_nothing(text: str, patterns: _Patterns) -> bool:
    """Return whether a text certainly names no source. References to places of this text name none."""
    if not text:
        return True
    if patterns.known and any(word[0].casefold() not in patterns.known for word in _WORD.finditer(text)):
        return False  # the pattern would say the same, in more time
    return not re.sub(patterns.nothing, "", text, flags=re.IGNORECASE).replace(REFERENCE, "")


def _cited(resolved: Resolved) -> dict[NumberedNote, int]:
    """Return how many sources each note cites by their keys."""
    keys: dict[NumberedNote, set[str]] = {}
    for use in resolved.uses:
        keys.setdefault(use.note, set()).add(use.source.key)
    return {note: len(cited) for note, cited in keys.items()}


def _sources(text: str, patterns: _Patterns, cited: int) -> _Sources:
    """Return what a note names with its words, and with citations of so many sources."""
    if not cited and _is_nothing(text, patterns):
        return _Sources.NONE
    if cited < 2 and not _PART.search(text):
        return _Sources.UNKNOWN
    plain = _IN_BRACKETS.sub(lambda found: _PART.sub(" ", found[0]), text)
    named = cited + sum(_names_source(part) for part in _PART.split(plain))
    return _Sources.SEVERAL if named > 1 else _Sources.UNKNOWN


def _names_source(part: str) -> bool:
    """Return whether a part of a note certainly names a source: by symbol, or title and year."""
    if _SYMBOLS.search(part):
        return True
    year = _YEAR.search(part)
    return year is not None and any(character.isupper() for character in part[: year.start()])


def _finding(
    passage: Passage, ibid: re.Match[str], previous: NumberedNote | None, before: _Sources
) -> Finding:
    place, word = passage.span(*ibid.span()), ibid[0].capitalize()
    if previous is None:
        return Finding(place, cases.IbidInFirstNote(word))
    case = cases.IbidAfterNoSource if before is _Sources.NONE else cases.IbidAfterSeveral
    return Finding(place, case(word, previous.label))


_NUMBER = expression(r"[\[［¹²³⁰⁴-⁹]")
_BRACKETED = expression(r"[\[［]\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*[\]］]")
_BRACKETED_YEAR = expression(r"[\[(](?:1[89]|20)\d\d[\])]")
_PINPOINT = expression(r"(?:\bat|\bparas?\.?|§)\s*$|\]\s*(?:,|–|-|and)\s*$", re.IGNORECASE)
_SUPERSCRIPT = expression("[¹²³⁰⁴-⁹]{1,3}(?!\\w)")
_SIGNAL = 25
_LAST_WORD = expression(r"[^\W\d_]{4,}$")
_AFTER = tuple(".,;:!?)]”’»\"'。，；")


@check(cases.NoteTyped)
def note_typed(resolved: Resolved) -> Iterator[Finding]:
    """ "[12]" and "¹²" are ordinary characters: they are not links to notes, they do not change when another
    note is inserted before them, and a list of notes under a heading "Notes" is only text. In notes,
    where "[12]" in a citation of a judgment is a paragraph, only "see [12]" is reported, if there is such a
    note. Not checked are quotations, units such as km², and text after a citation by year, as in "[2010]
    UKSC 12, at [45]". Plain digits after words, "children.1", are reported if they count from 1 through the
    text.

    Bad:

        1. The Penal Code sets the age at 16.[12] It covers girls only.¹³
                                             ^^^^                      ^^

        # Endnotes {.unnumbered}
        ^^^^^^^^^^^^^^^^^^^^^^^^

        1) Penal Code, art. 375.

    Good:

        1. The Penal Code sets the age at 16.[^age] The district has 12 km², and the Court held in R. v. Jones
             [2006] UKHL 16, at [12] and [13], that “it [3] was so”.

        # Notes on method {.unnumbered}

        We spoke to 12 persons.

        [^age]: R. v. Jones, [12].
    """
    numbers = {each.span.order for each in reported(resolved, ParagraphGlued.rule)}
    marks = [
        each
        for passage in survey(resolved).corpus.matching(_NUMBER)
        if not passage.in_note and not passage.in_quotation
        for each in _in_passage(passage)
        if each.span.order not in numbers
    ]
    marks += (_number_typed(passage, mark, 1) for passage, mark in marks_of_notes(resolved).values())
    found = [*marks, *(Finding(heading.span, cases.NoteListTyped()) for heading in lists_of_notes(resolved))]
    for block in resolved.document.blocks:
        for number, place in texts_of_notes(block, resolved).items():
            words = survey(resolved).source.line(place.line)[place.end_column - 1 :].strip()
            found.append(Finding(place, cases.NoteTextTyped(str(number), f"[^{number}]: {words}")))
    edits = as_notes(resolved, marks)
    yield from (replace(each, edits=edits) for each in found)
    yield from _references(resolved)


def _references(resolved: Resolved) -> Iterator[Finding]:
    """Yield the numbers of other notes in notes: "see [1]"."""
    signals = re.compile(rf"{any_of(phrases(resolved.words.lang).signals)}\s*\Z", re.IGNORECASE)
    labels = {f"[{number}]": each.note.label for number, each in enumerate(resolved.notes, 1)}
    for passage in survey(resolved).corpus.matching(_NUMBER) if labels else ():
        for found in _BRACKETED.finditer(passage.text) if passage.in_note else ():
            before = passage.text[max(found.start() - _SIGNAL, 0) : found.start()]
            if found[0] in labels and signals.search(before):
                right = f"[{found[0][1:-1]}](#^{labels[found[0]]})"
                yield Finding(passage.span(*found.span()), cases.NoteReferenceTyped(found[0], right))


def _in_passage(passage: Passage) -> Iterator[Finding]:
    text = passage.text
    brackets, superscripts = list(_BRACKETED.finditer(text)), list(_SUPERSCRIPT.finditer(text))
    if not brackets and not superscripts:
        return
    year = _BRACKETED_YEAR.search(text)
    for found in brackets:
        start = found.start()
        cited = (year and year.start() < start) or _PINPOINT.search(text, max(start - 12, 0), start)
        if not cited and start not in passage.quoted:
            yield _number_typed(passage, found)
    for found in superscripts:
        before = text[max(found.start() - 4, 0) : found.start()]
        if found.start() not in passage.quoted and (before.endswith(_AFTER) or _LAST_WORD.search(before)):
            yield _number_typed(passage, found)


def _number_typed(passage: Passage, found: re.Match[str], group: int = 0) -> Finding:
    return Finding(passage.span(*found.span(group)), cases.NoteNumberTyped(found[group]))
