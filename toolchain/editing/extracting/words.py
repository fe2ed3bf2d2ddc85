"""The words needed to read typed references in one language, combined from three tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from toolchain.citations.style.typed import find_locator
from toolchain.citations.style.words import Words, locator_labels, words_for
from toolchain.model.languages import primary_subtag, read_language
from toolchain.text.phrases import any_of, phrases

_ALL = "und"
BEFORE = " \u00a0,،，"
"""Characters that can precede a locator."""


class Reading:
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

    def __init__(self, lang: str) -> None:
        primary = primary_subtag(lang)
        tables = (read_language(__file__, _ALL), read_language(__file__, primary) if primary != _ALL else {})
        known, printed = phrases(lang), words_for(lang)

        def any_word(
            name: str = "", flags: re.RegexFlag = re.IGNORECASE, more: Iterable[str] = ()
        ) -> re.Pattern[str]:
            words = (word for table in tables for word in table.get(name, ()))
            return re.compile(known.any_of((*words, *more)), flags)

        own_case = re.RegexFlag(0) if primary == "en" else re.IGNORECASE
        self.laws = any_word("laws", flags=own_case)
        self.bills = any_word("bills", flags=own_case)
        self.lawmakers = any_word("lawmakers", flags=own_case)
        self.reports = any_word("reports", flags=own_case)
        self.journals = any_word("journals", flags=own_case)
        self.openers = any_word("openers")
        self.suffixes = any_word("suffixes")
        self.no_date = any_word("no_date", more=(printed.terms["no_date"],))
        self.others = any_word("others")
        self.ibid = any_word(more=(form for form in known.ibid if not re.match(r"[ií]d(?:em)?\.?$", form)))
        self.idem = any_word("idem")
        self.no_names = any_word("no_names")
        self.signals = re.compile(rf"{known.any_of(known.signals)}[\s,:]*", re.IGNORECASE)
        self.abbreviated = re.compile(_abbreviated(known.abbreviations, printed), re.IGNORECASE)
        self.months = tuple(month.casefold() for month in (*printed.dates.months, *printed.dates.months_of))
        self.dates = _dates(self.months)
        self.accessed = _around(printed.terms["accessed_on"], _any_date(self.dates))
        self.available = _around(printed.terms["available_at"], "")
        self.communication = any_word(more=(printed.terms["personal_communication"],))
        self.spaces = known.spaces
        self.printed = printed
        self.locators = locator_labels(lang)

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
    return Reading(lang)


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
    shorts = (form.partition("{}")[0].strip() for each in printed.locators.values() for form in each["short"])
    forms = (form.rstrip(".") for form in shorts if form.endswith("."))
    known = any_of({*abbreviations, *forms})
    return rf"(?:(?<!\w){known}|(?<!\w)[^\W\d_])\Z"
