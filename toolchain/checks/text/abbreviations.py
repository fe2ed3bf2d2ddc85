"""Abbreviations that nobody spells out, or that are spelled out twice or for nothing: T501."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from toolchain.checks import WARNING, check
from toolchain.checks.passages import Passage, Quoted
from toolchain.checks.survey import survey
from toolchain.checks.text.abbreviation_forms import Forms, forms_of
from toolchain.checks.text.prose import where
from toolchain.checks.text.words import words
from toolchain.diagnostics import Finding, Related, Span
from toolchain.languages import primary_subtag
from toolchain.resolve.tables import Resolved
from toolchain.walk import plain_text

_LANGUAGES = ("en", "es", "fr", "pt", "ru")
_SIGNS = "‘’“”«»'\"()[],;:"
_FURTHEST = 12  # words before a bracket in which the long form begins
_SMALL_WORDS = 2  # behind the last one that spells: "of the"
_WHOLE_IN_CAPITALS = 0.5


class _Use(NamedTuple):
    """An abbreviation where it stands. `defines` says that its long form stands beside it."""

    short: str
    passage: Passage
    start: int
    end: int
    defines: bool

    @property
    def span(self) -> Span:
        return self.passage.span(self.start, self.end)


@check(
    "T501",
    "abbreviation",
    "An abbreviation is not spelled out where it is first used, or only for nothing",
    WARNING,
)
def abbreviation(resolved: Resolved) -> Iterator[Finding]:
    """An abbreviation is spelled out where it stands first, with itself in brackets: "sexual exploitation of
    children (SEC)". After that it stands alone, also in notes and in recommendations far below; a long form
    with an abbreviation that never comes again is spelled out for nothing. What everybody knows (UNICEF,
    HIV) needs no long form, nor do names of the submitting organizations, and parts of longer names ("LEAP
    Pakistan"). Headings, tables, quotations and notes do not count as uses. Told once for each abbreviation.

    Bad: never spelled out

        1. Data on SEC are scarce. SEC is widespread.
                   ^^^

    Bad: too late

        1. The CSAM cases rise. Child sexual abuse material (CSAM) is traded, and CSAM is sold.
               ^^^^

    Bad: twice

        1. The National Plan of Action (NPA) is in force; the NPA ends in 2025.

        2. The National Plan of Action (NPA) has no budget.
                                        ^^^

    Bad: for nothing

        1. The National Plan of Action (NPA) is in force.
                                        ^^^

    Good:

        1. The National Plan of Action (NPA) has a budget.[^a] UNICEF supports the NPA in 3 NPAs, part II.

        # What the NPA says about HIV

        2. The ICT Child Protection Act and LEAP Pakistan are quoted: “SEC is a crime” (CRC/C/PAK/CO/5).

        [^a]: NPA, p. 3; ITU, Child Online Protection (COP).
    """
    if primary_subtag(resolved.words.lang) not in _LANGUAGES:
        return
    forms = forms_of(primary_subtag(resolved.words.lang))
    known = words("known") | _names(resolved, forms)
    uses = [use for use in _uses(resolved, forms) if use.short not in known]
    for short in dict.fromkeys(use.short for use in uses):
        yield from _judged([use for use in uses if use.short == short])


def _judged(uses: list[_Use]) -> Iterator[Finding]:
    """What is to be said of one abbreviation."""
    short = uses[0].short
    defining = [use for use in uses if use.defines]
    plain = [use for use in uses if not use.defines and where(use.passage) == "text"]
    if not defining:
        if plain:
            message = f"the abbreviation {short} is never spelled out"
            yield Finding(plain[0].span, message, f"write what it means at its first use: “… ({short})”")
        return
    first = defining[0]
    early = [use for use in plain if uses.index(use) < uses.index(first)]
    if early and where(first.passage) != "notes":
        related = (Related(first.span, "spelled out here"),)
        message = f"the abbreviation {short} is used before it is spelled out"
        yield Finding(
            early[0].span, message, "spell it out here, and use it alone from then on", related=related
        )
    for again in defining[1:]:
        if where(again.passage) == where(first.passage) == "text":
            related = (Related(first.span, "spelled out here"),)
            message = f"the abbreviation {short} is spelled out a second time"
            yield Finding(again.span, message, f"write {short} alone", related=related)
    if not any(not use.defines for use in uses) and where(first.passage) == "text" and len(defining) == 1:
        message = f"the abbreviation {short} is spelled out and never used"
        yield Finding(first.span, message, f"leave ({short}) out")


def _names(resolved: Resolved, forms: Forms) -> frozenset[str]:
    """The abbreviations among the names of those who submit this, and in its short title."""
    matter = resolved.document.front_matter
    texts = [organization.name for organization in matter.submitted_by]
    texts += (
        matter.recipient,
        matter.instrument,
        matter.country,
        matter.session,
        plain_text(matter.short_title),
    )
    return frozenset(found["short"] for text in texts for found in forms.abbreviation.finditer(text))


def _uses(resolved: Resolved, forms: Forms) -> Iterator[_Use]:
    """All uses in the running texts, in reading order, the notes last."""
    for passage in survey(resolved).corpus.matching(forms.capitals):
        if passage.owner is None or passage.in_quotation or _is_in_capitals(passage.text):
            continue
        text, quoted = passage.text, Quoted(passage.text)
        defined = _defined(text, forms)
        for found in forms.abbreviation.finditer(text):
            start, end = found.span()
            defines, short = start in defined, found["short"]
            if (
                forms.roman.fullmatch(short)
                or forms.two_scripts.match(short)
                or _is_of_a_judgment(text, start, forms)
            ):
                continue
            elsewhere = (
                start in quoted
                or passage.piece(start).set_off
                or _is_in_a_name(text, start, found.end("short"), forms)
            )
            if defines or not elsewhere:
                yield _Use(short, passage, start, end, defines)


def _is_in_capitals(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return sum(map(str.isupper, letters)) > _WHOLE_IN_CAPITALS * len(letters)


def _is_of_a_judgment(text: str, start: int, forms: Forms) -> bool:
    """Whether it names a court or a series of reports: "[2006] UKHL 16", "2 SCC 3"."""
    after_year = forms.after_year.search(text, max(start - 9, 0), start)
    return bool(after_year) or bool(forms.in_report.match(text, max(start - 2, 0)))


def _is_in_a_name(text: str, start: int, end: int, forms: Forms) -> bool:
    """Whether other words with capitals stand beside it, so that it is a part of a longer name."""
    return bool(forms.name_goes_on.match(text, end)) or bool(
        forms.name_before.search(text, max(start - 40, 0), start)
    )


def _defined(text: str, forms: Forms) -> frozenset[int]:
    """Where abbreviations stand beside their long forms."""
    found = {start for bracket in forms.bracket.finditer(text) for start in _in_bracket(text, bracket, forms)}
    found |= {
        each.start("short")
        for each in forms.expansion.finditer(text)
        if _spells(each["long"].split(), each["short"])
    }
    return frozenset(found)


def _in_bracket(text: str, bracket: re.Match[str], forms: Forms) -> Iterator[int]:
    """Where those of a bracket stand that the words before it spell: "(CSEM or CSAM)" has two."""
    if forms.inside.fullmatch(bracket["inside"]):
        words = text[: bracket.start()].split()[-_FURTHEST:]
        for found in forms.abbreviation.finditer(text, bracket.start(), bracket.end()):
            if _spells(words, found["short"]):
                yield found.start()


def _spells(words: Iterable[str], short: str) -> bool:
    """Whether the last of some words spell an abbreviation: its letters stand in them, most at beginnings."""
    letters = [sign for sign in _plain(short) if sign.isalnum()]
    parts = [part for word in words for part in re.split(r"[-/’'\s]", _plain(word.strip(_SIGNS))) if part]
    return _matches(tuple(parts), tuple(letters))


@lru_cache(maxsize=256)
def _matches(parts: tuple[str, ...], letters: tuple[str, ...]) -> bool:
    """Read from the end: each letter begins a word further left, or stands in one that another begins."""
    at = len(parts)
    begun = 0
    left = len(letters)
    while left and at:
        if left == len(letters) and at < len(parts) - _SMALL_WORDS:
            return False  # the long form does not end here
        at -= 1
        word = parts[at]
        if word[0] == letters[left - 1]:
            left -= 1
            begun += 1
            continue
        taken = _taken(word, letters[:left])
        if taken:
            left -= taken
            begun += 1
    return left == 0 and begun * 2 >= min(len(letters), 4)


def _taken(word: str, letters: tuple[str, ...]) -> int:
    """How many of the last letters stand in a word, of which it begins with the first."""
    for count in range(min(len(letters), len(word)), 1, -1):
        wanted = letters[-count:]
        if word[0] != wanted[0]:
            continue
        rest = iter(word)
        if all(letter in rest for letter in wanted):
            return count
    return 0


def _plain(text: str) -> str:
    """A text in capitals without accents."""
    split = unicodedata.normalize("NFD", text.upper())
    return "".join(sign for sign in split if not unicodedata.combining(sign))
