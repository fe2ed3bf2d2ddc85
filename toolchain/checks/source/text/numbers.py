"""Figures where words are written, the character %, and dates: T502, T503 and T508."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from toolchain.checks import check
from toolchain.checks.source.text.prose import own, prose, words
from toolchain.formats.docx.numerals import spelt, spelt_ordinal
from toolchain.law import treaties
from toolchain.model import Date
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules import text as cases
from toolchain.rules.text import DateForm, PerCent, PerCentSign, SecondSignEnough
from toolchain.text.passages import Passage
from toolchain.text.running import MARK

_FIGURES = expression(r"\d(?:st|nd|rd|th)? [a-z]")
_BEGIN = expression(rf"(?:\A|(?<=[.!?]{MARK} )|(?<=[.!?] )|(?<=[.!?]\n))(?P<figure>\d[\d,.]*\d|\d)(?= [a-z])")
_SMALL = expression(
    r"(?<= )(?P<figure>(?:[1-9] (?:in|out of|in every) )?[1-9])"
    r"(?= (?P<noun>[a-z]{3,}s|children|persons|people|women|men)\b)"
)
_THOUSANDS = expression(
    r"(?<=[a-z] )(?P<figure>[2-9]\d{3}|\d{5,6})"
    r"(?= (?:[a-z]+ )?(?P<noun>[a-z]{3,}s|children|persons|people|women|men)\b)"
)
_ORDINAL = expression(
    r"(?<![\w.,/-])(?P<figure>[1-9]\d?)(?:st|nd|rd|th)(?= [a-z])(?! of [A-Z])"
    r"(?! (?:and \d+[a-z]{2} )?(?:[a-z]+ )?(?:meetings?|ed)\b)"
)
_SENTENCE = expression(r"[.;!?](?=\s)|\n\n")
_SHORT = 2
_LARGER = expression(r"\d{2}")
_LISTED = expression(r"\d (?:and|or|to|in|out of|in every) $")
_DIGIT = expression(r"\d")
_BEFORE = expression(r"(?P<word>[A-Za-z]+)\.? $")


@check(cases.NumberForm)
def number_form(resolved: Resolved) -> Iterator[Finding]:
    """A sentence does not begin with figures, and numbers under 10 are written as words, as are ordinals:
    "the forty-eighth session" (Editorial Manual, numbers, dates and time). A number keeps its figures next to
    a larger number of the same things in a sentence; so do measures, times, ages, percentages and numbers in
    citations. The check is for English only, and not for tables, headings, notes and quotations. Meetings
    have figures ("at its 30th meeting"); ordinals in dates are T503. Thousands are separated by a comma:
    2,846.

    Bad:

        1. There were 3 cases in the north. 54 persons were convicted.
                      ^                     ^^

    Bad: thousands

        1. There were 2846 reported cases.
                      ^^^^

    Bad: an ordinal

        1. The Committee said so at its 48th session.
                                        ^^^^

    Good:

        1. There were three cases in the north, and 5 boys among 54 children elsewhere. The girl was 7 years
             old, see article 3 of the Act and page 4 of it; 5 per cent, 6 million, class 2, the
             2nd Division and the tenth report. Rec. 1 below, Recs. 2 and Sec. 5 of it say so.
    """
    for passage in prose(resolved, _FIGURES) if resolved.words.language == "en" else ():
        yield from _beginnings(passage)
        yield from _under_ten(passage)
        yield from _thousands(passage)
        yield from _in_figures(passage)


def _beginnings(passage: Passage) -> Iterator[Finding]:
    """Sentences that begin with figures."""
    for found in own(passage, _BEGIN):
        if not _follows_abbreviation(passage.text, found.start()) and _is_sentence(passage, found.start()):
            yield Finding(passage.span(*found.span()), cases.BeginsWithFigures(found["figure"]))


def _under_ten(passage: Passage) -> Iterator[Finding]:
    """Numbers under 10."""
    for found in own(passage, _SMALL):
        if not _keeps_figures(passage, found):
            in_words = _DIGIT.sub(lambda digit: _in_words(spelt, digit[0]), found["figure"])
            yield Finding(passage.span(*found.span()), cases.SmallNumber(found["figure"], in_words))


def _thousands(passage: Passage) -> Iterator[Finding]:
    """Numbers from 2,000 on, but for years, of things that are counted."""
    for found in own(passage, _THOUSANDS):
        before = _BEFORE.search(passage.text, max(found.start() - 20, 0), found.start())
        is_name = before is not None and before["word"][0].isupper()  # "Unit 26165"
        if not is_name and not _is_cited(passage.text, found) and not _is_year(found["figure"]):
            facts = cases.NoThousandsComma(found["figure"], int(found["figure"]))
            yield Finding(passage.span(*found.span()), facts)


def _in_figures(passage: Passage) -> Iterator[Finding]:
    """Ordinals in figures."""
    for found in own(passage, _ORDINAL):
        facts = cases.OrdinalInFigures(found[0], _in_words(spelt_ordinal, found["figure"]))
        yield Finding(passage.span(*found.span()), facts)


def _in_words(spell: Callable[[int, str], str | None], figure: str) -> str:
    return (spell(int(figure), "en") or figure).lower()


def _is_year(figure: str) -> bool:
    return len(figure) == len("2019") and figure < "2100"


def _follows_abbreviation(text: str, at: int) -> bool:
    """Return whether the full stop before a figure is that of a word cut short: "see para. 3"."""
    before = _BEFORE.search(text, max(at - 20, 0), at)
    word = before["word"].lower() if before else ""
    return before is not None and (
        len(word) <= _SHORT or bool({word, word.removesuffix("s")} & (words("cited") | words("shortened")))
    )


def _is_sentence(passage: Passage, at: int) -> bool:
    """Return whether what begins is a sentence; a text without a full stop at its end, as an item may be, is
    not.
    """
    return at > 0 or passage.text.rstrip(f" \n{MARK}").endswith(".")


def _keeps_figures(passage: Passage, found: re.Match[str]) -> bool:
    """Return whether a small number is one of those that are written in figures."""
    text = passage.text
    if found["noun"] in words("measures") or _is_cited(text, found):
        return True
    if _LISTED.search(text, max(found.start() - 12, 0), found.start()):
        return True
    starts = [each.end() for each in _SENTENCE.finditer(text, 0, found.start())]
    end = _SENTENCE.search(text, found.end())
    return bool(_LARGER.search(text[starts[-1] if starts else 0 : end.start() if end else len(text)]))


def _is_cited(text: str, found: re.Match[str]) -> bool:
    """Return whether a number belongs to the word before it: "article 3"."""
    before = _BEFORE.search(text, max(found.start() - 20, 0), found.start())
    cited = before["word"].lower() if before else ""
    return bool({cited, cited.removesuffix("s")} & words("cited"))


_SIGN = expression("%")
_OTHERWISE = expression(r"-[^\W\d]|[ \u00a0]per\s?cent")
"""What "per cent" cannot stand before as it is: "5%-point", "40% per cent"."""
_RANGE = expression(r"[ \u00a0]?[-–—][ \u00a0]?\d[\d.,]*(?:[ \u00a0]?%|[ \u00a0]per\s?cent)")
"""Up to what the first sign goes, since one is enough: "5%–10%"."""
_FIGURE = expression(r"(?<=\d)(?P<space>[ \u00a0\u202f]?)%(?![\w%])")


@check(PerCent)
def per_cent(resolved: Resolved) -> Iterator[Finding]:
    """In English the United Nations write "per cent" after figures, and the character % only in tables and
    figures (Editorial Manual, numbers, dates and time). Notes, quotations and other languages, which use the
    character, are not checked.

    Bad:

        1. In 2019, 54% of the victims were girls and 46 % boys.
                      ^                                  ^

    Good:

        1. In 2019, 54 per cent of the victims were girls.[^a] The report says: “46% were boys.”

        | Girls | 54% |
        | ----- | --- |
        | Boys  | 46% |

        [^a]: Cruel Numbers, of which 3% were estimated.
    """
    if resolved.words.language != "en":
        return
    for passage in prose(resolved, _SIGN):
        for found in own(passage, _FIGURE):
            sign = passage.span(found.end() - 1, found.end())
            said = "" if _RANGE.match(passage.text, found.end()) else " per cent"
            certain = not _OTHERWISE.match(passage.text, found.end())
            edits = passage.edit(*found.span(), said) if certain else ()
            yield Finding(sign, PerCentSign() if said else SecondSignEnough(), edits=edits)


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
"""What follows a date whose "the" goes. No noun does: "the 3rd of May 1980 hearing" keeps it."""
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
    if lang not in treaties.LANGUAGES:
        return
    pattern = _pattern(lang)
    for passage in prose(resolved, _HINT):
        for found in own(passage, pattern):
            if not _is_of_a_judgment(passage.text, found) and not _runs_backwards(found):
                yield _finding(passage, found, lang)


@cache
def _months() -> Mapping[str, str]:
    """Return the English months by their short forms."""
    return {month[:3]: month for month in treaties.words("en")["months"].split("|")} | {"Sept": "September"}


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    if lang != "en":
        if lang != "fr":
            return re.compile(_NUMERIC)
        months = treaties.words(lang)["months"]
        digits = rf"1(?={_SPACE}(?:{months}))|\d{{1,2}}(?:er)?(?={_SPACE}(?:{months.title()}))"
        named = rf"(?P<digits>{digits}){_SPACE}(?P<named>(?i:{months})){_SPACE}(?P<year>{_YEAR})\b"
        return re.compile(rf"(?<![\w./-]){named}|{_NUMERIC}")
    full, short = treaties.words("en")["months"], "|".join(each for each in _months() if each != "May")
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
        month = treaties.words(lang)["months"].split("|").index(parts["named"].lower()) + 1
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
