"""The words needed to read typed references in one language, combined from three tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from toolchain.citations.style.typed import find_locator
from toolchain.citations.style.words import Words, locator_labels, words_for
from toolchain.model.languages import primary_subtag, read_language
from toolchain.text.phrases import any_of, phrases

_FILE = Path(__file__).with_name("words.toml")
_ALL = "und"
BEFORE = " \u00a0,،，"
"""Characters that can precede a locator."""


class Reading(NamedTuple):
    """The patterns of a language; `words.toml` explains those with names from there. All are for matching at
    a position.

    ibid, idem   words for the note before
    signals      words before a citation, with the blanks after them
    abbreviated  an abbreviation at the end of a text, whose full stop does not end a sentence
    date         a date in any form, with the named groups year, month, day
    accessed     "accessed on" with a date after it; `available` "Available at"
    spaces       whether there are spaces between words
    printed      the words that styles print
    """

    laws: re.Pattern[str]
    bills: re.Pattern[str]
    lawmakers: re.Pattern[str]
    reports: re.Pattern[str]
    journals: re.Pattern[str]
    openers: re.Pattern[str]
    suffixes: re.Pattern[str]
    no_date: re.Pattern[str]
    others: re.Pattern[str]
    ibid: re.Pattern[str]
    idem: re.Pattern[str]
    no_names: re.Pattern[str]
    signals: re.Pattern[str]
    abbreviated: re.Pattern[str]
    dates: tuple[re.Pattern[str], ...]
    accessed: re.Pattern[str]
    available: re.Pattern[str]
    communication: re.Pattern[str]
    months: tuple[str, ...]
    spaces: bool
    printed: Words
    locators: Mapping[str, str]

    def names_law(self, title: str) -> bool:
        """Return whether a title begins or ends with a word for a law or a bill."""
        found = (each for kind in (self.laws, self.bills) for each in kind.finditer(title))
        return any(each.start() == 0 or each.end() == len(title) for each in found)

    def locate(self, text: str) -> int:
        """Return the end of the locator at the start of a text, or 0."""
        bare = text.lstrip(BEFORE)
        found = find_locator(bare, self.locators)
        return len(text) - len(bare) + found.end if found else 0


@cache
def reading(lang: str) -> Reading:
    """Return the patterns for a language tag ("fr-CA"); for an unknown language those of all languages."""
    primary = primary_subtag(lang)
    tables = (read_language(_FILE, _ALL), read_language(_FILE, primary) if primary != _ALL else {})
    known, printed = phrases(lang), words_for(lang)
    spaces = known.spaces

    def words(name: str) -> Iterable[str]:
        return (word for table in tables for word in table.get(name, ()))

    def any_word(found: Iterable[str], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
        return re.compile(any_of(found, whole=spaces), flags)

    idem = any_word(words("idem"))
    ibid = [form for form in known.ibid if not re.match(r"[ií]d(?:em)?\.?$", form)]
    months = tuple(month.casefold() for month in (*printed.dates.months, *printed.dates.months_of))
    dates = _dates(months)
    return Reading(
        **{
            name: any_word(words(name), re.RegexFlag(0) if primary == "en" else re.IGNORECASE)
            for name in ("laws", "bills", "lawmakers", "reports", "journals")
        },
        openers=any_word(words("openers")),
        suffixes=any_word(words("suffixes")),
        no_date=any_word((*words("no_date"), printed.terms["no_date"])),
        others=any_word(words("others")),
        ibid=any_word(ibid),
        idem=idem,
        no_names=any_word(words("no_names")),
        signals=re.compile(rf"{any_of(known.signals, whole=spaces)}[\s,:]*", re.IGNORECASE),
        abbreviated=re.compile(_abbreviated(known.abbreviations, printed), re.IGNORECASE),
        dates=dates,
        accessed=_around(printed.terms["accessed_on"], _any_date(dates)),
        available=_around(printed.terms["available_at"], ""),
        communication=any_word((printed.terms["personal_communication"],)),
        months=months,
        spaces=spaces,
        printed=printed,
        locators=locator_labels(lang),
    )


def _dates(months: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Return the forms of a date: "2019", "October, 2020", "11 June 2014", "June 11, 2014", "2014, 11
    June".
    """
    name = any_of(months)
    year, month, day = r"(?P<year>1[5-9]\d\d|20\d\d)", rf"(?P<month>{name})", r"(?P<day>\d\d?)(?:er|\.º)?"
    forms = (
        year,
        rf"{month},?\s+(?:de\s+)?{year}(?:\s+(?:года|г\.))?",
        rf"{day}\s+(?:de\s+)?{month},?\s+(?:de\s+)?{year}(?:\s+(?:года|г\.))?",
        rf"{month}\s+{day},?\s+{year}",
        rf"{year},\s+{day}\s+{month}",
        rf"{year},\s+{month}(?:\s+{day})?",
        rf"{year}年(?:{month}(?:{day}日)?)?",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _any_date(dates: Iterable[re.Pattern[str]]) -> str:
    return "(?:" + "|".join(re.sub(r"\(\?P<\w+>", "(?:", each.pattern) for each in reversed([*dates])) + ")"


def _around(term: str, inner: str) -> re.Pattern[str]:
    """Return a term such as "accessed on {}", with the text at its braces as the group `inner`."""
    before, _, after = term.partition("{}")
    parts = (r"\s+".join(map(re.escape, piece.split())) for piece in (before, after))
    start, end = parts
    return re.compile(rf"{start}\s*:?\s*(?P<inner>{inner})\s*{end}", re.IGNORECASE)


def _abbreviated(abbreviations: Iterable[str], printed: Words) -> str:
    """Return a pattern for an abbreviation, also of a locator, or an initial, right before its full stop."""
    shorts = (form.partition("{}")[0].strip() for each in printed.locators.values() for form in each[:2])
    forms = (form.rstrip(".") for form in shorts if form.endswith("."))
    known = any_of({*abbreviations, *forms})
    return rf"(?:(?<!\w){known}|(?<!\w)[^\W\d_])\Z"
