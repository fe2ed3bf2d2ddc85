"""Print locators: the word before a number, singular or plural, and the dashes in the number."""

import re

from toolchain.citations.style.words import Words, canonical_label
from toolchain.model.expressions import expression

_PIECES = expression(
    r"\s*[,;،؛，、]\s*|\s*[–—]\s*|\s*&\s*|\s+(?:and|et|y|e|и|to|à|a|по|إلى)\s+|\s+و\s*|\s*[和及至]\s*|(?<=[\w)])--?(?=\w)"
)
_NUMBER = expression(r"(?:[0-9٠-٩]+[\w.:/()]*|[ivxlcdm]+|[IVXLCDM]+|[A-Z])(?:\s*\([^()]*\))*\Z")
_RANGE = expression(
    r"(?<![\w.-])([0-9]+[A-Za-z]?|[ivxlc]+|[IVXLC]+)--?([0-9]+[A-Za-z]?|[ivxlc]+|[IVXLC]+)(?![\w-])"
)


def is_plural(locator: str) -> bool:
    """Return whether a locator names several places: "4–6" and "3, 7" do; "5 (a) and (b)" and "B, para. 25"
    do not.
    """
    pieces = _PIECES.split(locator.strip())
    if len(pieces) == 2 and "-" in locator and not _ranged(locator):
        return False
    return len(pieces) > 1 and all(_NUMBER.match(piece) for piece in pieces[:2])


def with_dashes(locator: str) -> str:
    """Return a locator with dashes between numbers instead of hyphens: "4-6" and "4--6" become "4–6", "371-B"
    stays.
    """
    return _RANGE.sub("\\1–\\2", locator)


def form_of(words: Words, label: str, plural: bool, form: str) -> str:
    """Return the form of a label with the number at "{}": "paras. {}".

    `form` is "short", "long", "brief" or "bare".
    """
    locator = words.locators.get(canonical_label(label))
    if form == "bare" or locator is None:
        return "{}"
    return locator[form][plural]


def _ranged(locator: str) -> bool:
    """Return whether a single hyphen means a range, or something else separates the pieces."""
    return bool(_RANGE.search(locator)) or bool(re.search(r"[,;،؛，、–—&和及至]|\s", locator))
