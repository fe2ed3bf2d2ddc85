"""Numbers that may mean paragraphs and have no word for one: “nos 2 et 3”, “see 2 and 3 above”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from toolchain.checks.source.references.grammar import DASH, TH, Number, Typed
from toolchain.model.expressions import expression
from toolchain.text.phrases import any_of, phrases

_POSSESSIVE = "nos"
"""French and Spanish: “our”, “us”, and “nos.” without its full stop."""
_GROUPS = ("signed", "point", "directed", "cited")
_DIGITS = expression(r"\d+")
_BEFORE, _AFTER = 40, 120  # characters around a number
_END = 3  # characters at the end of a word


def signed_numbers(text: str, references: Sequence[Typed], lang: str) -> Iterator[Typed]:
    """Yield the numbers after “no.” or “n°”, or after “see” or before “above” alone, outside of `references`.

    After a noun they are those of something else, as in “loi n° 2”: a small word, a bracket, “see”,
    “above” or nothing is before those that may mean a paragraph.
    """
    taken = {offset for each in references for offset in range(each.start, each.end)}
    signs, end = _signs(lang), 0
    for digits in _DIGITS.finditer(text):
        at = digits.start()
        if at < end or at in taken or not signs.may_be_at(text, at):
            continue
        near = signs.expression.finditer(text, max(at - _BEFORE, end), at + _AFTER)
        found = next((each for each in near if each.start() <= at < each.end()), None)
        if found is None:
            continue
        end, name = found.end(), next(each for each in _GROUPS if found[each])
        for each in _DIGITS.finditer(text, *found.span(name)):
            if each.start() not in taken:
                number = Number(each.start(), each.end(), each[0])
                yield Typed("paragraph", found.start(name), found.end(name), (number,))


class _Signs:
    """The expression of a language, with the numbers in a group that says by what they are found.

    Searching for it is slow: `may_be_at` finds most numbers that it does not match.
    """

    def __init__(self, lang: str) -> None:
        own = phrases(lang)
        some, space = own.any_of, r"\s+" if own.spaces else r"\s*"
        signs, small, signals = some(own.number_signs), some(own.before_signs), some(own.signals)
        known = (*own.number_signs, _POSSESSIVE, *own.signals, *own.points, *own.above, *own.below, "第")
        self._ends = frozenset(each[-_END:].lower() for each in known)
        directions = some((*own.above, *own.below)) + (r"(?![\w-])" if own.spaces else "")
        self._directions = re.compile(directions, re.IGNORECASE)
        joins = rf"\s*[,،、，;]?{space}{any_of((*own.joins, *own.ranges))}|\s*(?:{DASH}|[,،、，;])"
        one = rf"(?<!\d)\d{{1,4}}(?!\d|[.,:/]\d|\s?%|{TH})"
        more = rf"(?:(?:{joins})\s*(?:(?:{signs}|{_POSSESSIVE})\s*|第)?{one})"
        numbers = rf"第?{one}{more}*"
        ends = r"(?=\s*(?:[^\w\s(（/-]|$|段|点))"
        signed = rf"(?:{signs}\s*{numbers}|{_POSSESSIVE}\s+(?:{one}{more}+|{one}{ends}))"
        before = rf"(?:{signals}\s*(?:{small}\s+)?|{directions}\s*,?\s*|{small}\s+|[(（\[;:]\s*)"
        capital, letter = r"(?-i:(?<=[a-zà-ÿа-я]{5}[.!?]\s)(?=[A-ZÀ-ÞА-Я]))", "(?-i:[a-zà-ÿа-я])"
        begins = rf"(?:\A|{capital})(?={signed}\s+{letter})"
        points = rf"{some(own.points)}\s*{numbers}|第{numbers}点"
        cited = rf"{signals}\s*(?:{directions}\s*,?\s*)?" + rf"|{directions}" * (not own.spaces)
        bare = (
            rf"{before}[(\[]?(?P<directed>{numbers})[)\]]?(?=\s*,?\s*{directions})"
            rf"|(?:{cited})\s*(?P<cited>{numbers}){ends}"
        )
        signed = rf"(?:{before}|{begins})(?P<signed>{signed})|(?P<point>{points})"
        self.expression = re.compile(rf"{signed}|{bare}", re.IGNORECASE)

    def may_be_at(self, text: str, start: int) -> bool:
        """Return whether a number may be one: “no.” or “see” is before it, or a direction after it."""
        end = text[max(start - 2 * _END, 0) : start].rstrip(" \n\u00a0\u202f,")[-_END:].lower()
        known = any(end[at:] in self._ends for at in range(len(end)))
        return known or self._directions.search(text, start, start + _AFTER) is not None


_signs = lru_cache(_Signs)
