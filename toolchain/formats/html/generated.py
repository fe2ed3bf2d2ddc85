"""Words that a style sheet adds: the strings of `content` and of what prints labels and quotation marks.

CSS Generated Content 3, 1; CSS Lists 3, 3; CSS Counter Styles 3, 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolchain.model.expressions import expression

_STRING = r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'"
_PRINTED = (
    "content|quotes|list-style(?:-type)?|(?:additive-)?symbols|prefix|suffix|negative|pad|text-overflow"
    "|text-emphasis(?:-style)?|hyphenate-character|initial-value"
)
_DECLARED = expression(
    rf"(?is)/\*.*?\*/|(?<![-\w])({_PRINTED}|--[-\w]+)\s*:((?:{_STRING}|[^;}}\"'])*+)|{_STRING}"
)
# A picture in the sheet has no words, except one in SVG.
_STRINGS = expression(rf"(?is)url\(\s*[\"']data:image/(?!svg)[^\"']*+[\"']|({_STRING})")
_VARIABLE = expression(r"var\(\s*(--[-\w]+)")
_ATTRIBUTE = expression(r"attr\(\s*(?!href\b)([-\w]+)")
_ESCAPE = expression(r"\\(?:([0-9a-fA-F]{1,6})\s?|\n|(.))", re.DOTALL)


def generated_words(style: str) -> Iterator[str]:
    """Yield the words that a style sheet adds to a page: for `p::before { content: "Draft" }`, "Draft".

    Each declaration gives one text; a text of punctuation alone is omitted. A custom property counts if such
    a declaration uses it, but not `--standing`. For values of attributes see `printed_attributes`.
    """
    declared = [(found[1], found[2]) for found in _DECLARED.finditer(style) if found[1]]
    printed = [value for name, value in declared if name[0] != "-"]
    used = {name for value in printed for name in _VARIABLE.findall(value)} - {"--standing"}
    for value in (*printed, *(value for name, value in declared if name in used)):
        words = " ".join(_ESCAPE.sub(_unescaped, each[1:-1]) for each in _STRINGS.findall(value))
        if any(map(str.isalnum, words)):
            yield words


def printed_attributes(style: str) -> set[str]:
    """Return the names of the attributes whose values a style sheet prints, without addresses."""
    return {name for found in _DECLARED.finditer(style) if found[1] for name in _ATTRIBUTE.findall(found[2])}


def _unescaped(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else 0
    return chr(number) if 0 < number < 0x110000 else found[2] or ""
