"""What to do in Word about what is found in a Word file: sources are mended otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_NOTE = "References, Insert Endnote (or Footnote)"

IN_WORD: Mapping[str, str] = MappingProxyType({
})  # fmt: skip
"""By code; what is not here says in its own words what to do, as it does of a source."""

_IN_SOURCES: tuple[tuple[str, re.Pattern[str], str], ...] = ()
"""What has a source's labels, names and numbers in it: a Word file may count its notes otherwise."""


def said(code: str, message: str) -> str:
    """The message of a finding, as it is said of a Word file."""
    for of, pattern, words in _IN_SOURCES:
        if of == code:
            message = pattern.sub(words, message)
    return message
