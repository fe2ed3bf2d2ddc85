"""Dates that are not written as "29 November 1979": T503."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from toolchain.checks import check
from toolchain.checks.source.text.prose import own, prose
from toolchain.law.treaties import LANGUAGES, words
from toolchain.model import Date
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules.text import DateForm
from toolchain.text.passages import Passage

_HINT = expression(
    r"\d(?:st|nd|rd|th|,?\s(?:1[5-9]|20)\d\d|[/.]\d\d?[/.]\d"
    r"|(?<=\b1)\s[a-zéû]{3,9}\s(?:1[5-9]|20)\d|\s[A-ZÉ][a-zéû]{2,8}\s(?:1[5-9]|20)\d"
    r"|-(?:1[5-9]|20)\d\d\b|\s[A-Z][a-z]+,\s"
    r"|\s(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[.\s])"
)
"""What each form has in it; it begins with a figure, of which there are few in a text."""
_SPACE = r"[ \u00a0\n]"
_YEAR = r"(?:1[5-9]|20)\d\d"
_NUMERIC = (
    r"(?<![\w./-])(?P<first>\d{1,2})(?P<sign>[/.])(?P<second>\d{1,2})(?P=sign)(?P<whole>(?:19|20)\d\d)"
    r"(?![\w/-])"
)
_ALONE = expression(
    r"[,.;:!?)]|\s*\Z|\s(?:and|or|but|to|until|in|at|by|when|where|that|which|was|were|is|the|a|an)\b"
)
"""What stands behind a date that is nobody's attribute, whose "the" goes: "the 3rd of May 1980 hearing"."""
_MOST_DAYS, _MOST_MONTHS = 31, 12
_FAR = 60  # characters before a date in which the bracket opens that it closes


@check(DateForm)
def date_form(resolved: Resolved) -> Iterator[Finding]:
    """In English the United Nations write dates as day, month in full, year, without commas and endings, and
    ranges of years with a dash. 4/5/2019 is the fourth of May for some and the fifth of April for others. In
    English, French and Spanish a date in figures alone is reported, in French also “1 mars 1980” and
    “12 Mars 1980”; it has an edit only if it can mean just one day. Dates in tables, in notes, where a title
    may contain a date, and in other languages are not reported.

    Bad:

        1. The Act of November 29, 1979 was amended on the 3rd of May 1980 and on 4/5/1981.
                      ^^^^^^^^^^^^^^^^^                ^^^^^^^^^^^^^^^^^^^        ^^^^^^^^

    Bad: a comma, and a hyphen between years

        1. The Act of 29 November, 1979 was amended in 1980-1985.
                      ^^^^^^^^^^^^^^^^^                ^^^^^^^^^

    Bad (fr): "1er" is the first day, and a month has no capital

        1. La loi du 29/11/1979 est en vigueur le 1 mars 1980 ; le 12 Mars 1980 et le 1er avril 1980 aussi.
                     ^^^^^^^^^^                   ^^^^^^^^^^^      ^^^^^^^^^^^^

    Good:

        1. The Act of 29 November 1979 was amended in May 1980 (see “The law of May 3, 1980”), by the
             1st Division; the vote was 11/9/0 (Doe v. Roe (D.D.C. Sept. 26, 2018)).
    """
    lang = resolved.words.language
    if lang not in LANGUAGES:
        return
    pattern = _pattern(lang)
    for passage in prose(resolved, _HINT):
        for found in own(passage, pattern):
            if not _is_of_a_judgment(passage.text, found) and not _runs_backwards(found):
                yield _finding(passage, found, lang)


@cache
def _months() -> Mapping[str, str]:
    """Return the English months by their short forms."""
    return {month[:3]: month for month in words("en")["months"].split("|")} | {"Sept": "September"}


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    if lang != "en":
        if lang != "fr":
            return re.compile(_NUMERIC)
        months = words(lang)["months"]
        digits = rf"1(?={_SPACE}(?:{months}))|\d{{1,2}}(?:er)?(?={_SPACE}(?:{months.title()}))"
        named = rf"(?P<digits>{digits}){_SPACE}(?P<named>(?i:{months})){_SPACE}(?P<year>{_YEAR})\b"
        return re.compile(rf"(?<![\w./-]){named}|{_NUMERIC}")
    full, short = words("en")["months"], "|".join(each for each in _months() if each != "May")
    months = rf"{full}|(?:{short})\.?"
    nth, year = "(?:st|nd|rd|th)", rf"(?:,?{_SPACE}(?P<its>{_YEAR}))?"
    forms = (
        rf"\b(?P<month>{months}){_SPACE}(?P<day>\d{{1,2}}){nth}?,?{_SPACE}(?P<year>{_YEAR})\b",
        rf"(?:\b[Tt]he{_SPACE})?\b(?P<nth>\d{{1,2}}){nth}\b(?:{_SPACE}of)?{_SPACE}(?P<of>{months}){year}\b",
        rf"\b(?P<figure>\d{{1,2}}){_SPACE}(?P<full>{full}),{_SPACE}(?P<comma>{_YEAR})\b",
        rf"(?<![\w./:-])(?P<since>{_YEAR})-(?P<until>{_YEAR})(?![\w/-]|\.\d)",
        rf"\b(?P<number>\d{{1,2}}){_SPACE}(?P<short>{short})\.?{_SPACE}(?P<in>{_YEAR})\b",
        _NUMERIC,
    )
    return re.compile("|".join(forms))


def _is_of_a_judgment(text: str, found: re.Match[str]) -> bool:
    """Return whether it is cited with its court, as "(D.D.C. Sept. 26, 2018)": such citations keep their
    form.
    """
    month = found.groupdict().get("month")
    if not month or month in _months().values():
        return False
    start = max(found.start() - _FAR, 0)
    return text.rfind("(", start, found.start()) > text.rfind(")", start, found.start())


def _runs_backwards(found: re.Match[str]) -> bool:
    """Return whether two numbers are not a range of years: "Opinion 2007-1999"."""
    parts = found.groupdict()
    return bool(parts.get("since")) and parts["since"] >= parts["until"]


def _finding(passage: Passage, found: re.Match[str], lang: str) -> Finding:
    right = _right(found, lang)
    certain = right and (not found[0].lower().startswith("the") or _ALONE.match(passage.text, found.end()))
    edits = passage.edit(*found.span(), right) if certain else ()
    return Finding(passage.span(*found.span()), DateForm(fold(found[0]), right), edits=edits)


def _right(found: re.Match[str], lang: str) -> str:
    """Return the right form of a date; "" if it can mean two days, or none."""
    parts = {name: text for name, text in found.groupdict().items() if text is not None}

    def part(*names: str) -> str:
        return next((parts[name] for name in names if name in parts), "")

    if "since" in parts:
        return f"{parts['since']}–{parts['until']}"
    if figure := part("day", "nth", "figure", "number"):
        name, year = part("month", "of", "full", "short").rstrip("."), part("year", "its", "comma", "in")
        return f"{int(figure)} {_months().get(name[:3], name)} {year}".rstrip()
    if "named" in parts:
        month = words(lang)["months"].split("|").index(parts["named"].lower()) + 1
        parts |= {"first": parts["digits"].rstrip("er"), "second": str(month), "whole": parts["year"]}
    first, second = int(parts["first"]), int(parts["second"])
    day, month = (first, second) if lang != "en" or first > _MOST_MONTHS else (second, first)
    sure = (first > _MOST_MONTHS) != (second > _MOST_MONTHS) or first == second
    if lang != "en":
        sure = first <= _MOST_DAYS and second <= _MOST_MONTHS  # there the day stands first
    if not sure or not (0 < day <= _MOST_DAYS and 0 < month <= _MOST_MONTHS):
        return ""
    from toolchain.citations.style.dates import printed
    from toolchain.citations.style.words import words_for

    return printed(Date((int(parts["whole"]), month, day)), words_for(lang), "full")
