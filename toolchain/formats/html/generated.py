"""Words that a style sheet adds: the strings of its `content` (CSS Generated Content 3, 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolchain.model.expressions import expression

_STRING = r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'"
_CONTENT = expression(
    rf"/\*.*?\*/|(?<![-\w])content\s*:((?:{_STRING}|[^;}}\"'])*+)|{_STRING}", re.DOTALL | re.IGNORECASE
)
_STRINGS = expression(_STRING, re.DOTALL)
_ESCAPE = expression(r"\\(?:([0-9a-fA-F]{1,6})\s?|\n|(.))", re.DOTALL)


def generated_words(style: str) -> Iterator[str]:
    """Yield the words of each `content` in a style sheet, without punctuation alone.

    Values from attributes and counters are omitted.
    """
    for found in _CONTENT.finditer(style):
        words = " ".join(_ESCAPE.sub(_unescaped, each[1:-1]) for each in _STRINGS.findall(found[1] or ""))
        if any(map(str.isalnum, words)):
            yield words


def _unescaped(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else 0
    return chr(number) if 0 < number < 0x110000 else found[2] or ""
