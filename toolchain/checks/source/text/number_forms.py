"""Figures where words are written, and the character %: T502 and T508."""

import re
from collections.abc import Callable, Iterator

from toolchain.checks import check
from toolchain.checks.source.text.prose import own, prose, words
from toolchain.formats.docx.spelt_numbers import spelt, spelt_ordinal
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.resolve.tables import Resolved
from toolchain.rules import text as cases
from toolchain.rules.text import PerCent, PerCentSign, SecondSignEnough
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
