"""The place in a source that a citation points at: "art. 375 (b)", "paras. 4–6", "第3页", "12"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

# A number with what belongs to it ("375A", "302-B", "4.1", "xiv"), letters in brackets behind it ("16 (b)"),
# and more of these behind a comma, a dash or an "and".
_NUMBER = r"(?:\d[\w.]*\w|\d|[ivxlcdm]+\b|[IVXLCDM]+\b)(?:[  ]?\([\w]{1,5}\))*"
_JOINT = r"(?:[  ]?[-–—/][  ]?|,[  ]|[  ](?:and|et|y|e|и|и|و|和|&)[  ]|、)"
_VALUE = rf"{_NUMBER}(?:{_JOINT}{_NUMBER})*"


class Locator(NamedTuple):
    """A place in a source: CSL's name for what is counted ("article"), as typed ("art."), which, and where
    behind it the text goes on.
    """

    label: str
    typed: str
    value: str
    end: int


def find_locator(text: str, labels: Mapping[str, str]) -> Locator | None:
    """The locator at the beginning of what follows a source's key; a number alone is a page.

    `labels` has CSL's name for each spelling, in lower case.
    """
    for pattern in _patterns(tuple(labels)):
        if match := pattern.match(text):
            typed = match["label"] or ""
            label = labels[_normal(typed)] if typed else "page"
            return Locator(label, typed, match["value"], match.end())
    return None


def _normal(typed: str) -> str:
    return " ".join(typed.lower().split())


@lru_cache(maxsize=4)
def _patterns(spellings: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """A label before its number, one behind it (as in Chinese), and a number alone."""
    longest = sorted(spellings, key=len, reverse=True)
    words = "|".join(re.escape(spelling).replace(r"\ ", r"\s+") for spelling in longest)
    start, end = r"[,،，、\s]*", r"(?![\w@])"
    return (
        re.compile(rf"{start}(?P<label>{words})(?:(?<!\w)\s*|\s+)(?P<value>{_VALUE}){end}", re.IGNORECASE),
        re.compile(rf"{start}第?(?P<value>{_VALUE})\s*(?P<label>{words})", re.IGNORECASE),
        re.compile(rf"{start}(?P<label>)(?=\d)(?P<value>{_VALUE}){end}"),
    )
