"""Parse the locator of a citation: "art. 375 (b)", "paras. 4–6", "第3页", "12"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from toolchain.model.expressions import expression
from toolchain.model.wording import fold

# A number with its additions ("375A", "302-B", "4.1", "xiv"), letters in brackets after it ("16 (b)"),
# and more of these after a comma, a dash, an "and" or a "to".
_NUMBER = r"(?:\d(?:\.*[\dA-Za-zА-я])*|[ivxlcdmIVXLCDM]+\b)(?:[ \u00a0]?\([\w]{1,5}\))*"
_JOINT = (
    r"(?:[ \u00a0]?(?:--?|[–—/])[ \u00a0]?|(?:,|[ \u00a0](?:and|et|y|e|и|و|和|&|to|à|a|по|إلى))[ \u00a0]|、)"
)
_VALUE = expression(rf"(?<!\w){_NUMBER}(?:{_JOINT}{_NUMBER})*(?![\w@])")
_COUNTED = expression(rf"第?(?=\d)({_NUMBER}(?:{_JOINT}{_NUMBER})*)\s*")
_BEFORE = expression(r"[,،，、\s]*")
_WORD = expression(r"[^\W\d_]+\.?")
_LONGEST = 40
"""The most characters of a label: "in the introduction to chapter" is not a label."""


class Locator(NamedTuple):
    """A locator: CSL's label ("article"), the typed word ("art."), the number, and the position after it."""

    label: str
    typed: str
    value: str
    end: int


def find_locator(text: str, labels: Mapping[str, str]) -> Locator | None:
    """Return the locator at the start of the text after a source's key; a number alone is a page.

    `labels` has the CSL label for each spelling, in lower case.
    """
    found = _BEFORE.match(text)
    start = found.end() if found else 0
    return _labelled(text, start, labels) or _counted(text, start, labels)


def _labelled(text: str, start: int, labels: Mapping[str, str]) -> Locator | None:
    """Return the label and its number: "art. 375". A label that is not an abbreviation needs a space after
    it.
    """
    for found in _VALUE.finditer(text, start + 1):
        before = text[start : found.start()]
        if len(before) > _LONGEST:
            return None
        typed = before.rstrip()
        known = labels.get(fold(typed.lower()))
        if known and (typed != before or not typed[-1].isalnum()):
            return Locator(known, typed, found[0], found.end())
    return None


def _counted(text: str, start: int, labels: Mapping[str, str]) -> Locator | None:
    """Return a number with its label after it ("第3页"), or alone."""
    found = _COUNTED.match(text, start)
    if not found:
        return None
    word = _WORD.match(text, found.end())
    typed = word[0] if word else ""
    for length in (len(typed), *range(min(len(typed), 4), 0, -1)):  # Chinese has no spaces
        if known := labels.get(typed[:length].lower()):
            return Locator(known, typed[:length], found[1], found.end() + length)
    after = text[found.end(1) : found.end(1) + 1]
    if not after.isalnum() and after != "@":
        return Locator("page", "", found[1], found.end(1))
    return None
