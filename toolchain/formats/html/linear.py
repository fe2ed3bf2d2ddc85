"""Find sources that would need far too much memory or time, before they are parsed.

The standard opens formatting again in each block, so that a page of 100 kB can have millions of elements. And
adjacent texts are joined piece by piece, with a copy each time, if no element separates them.
"""

from __future__ import annotations

import re

from toolchain.model.expressions import expression

MOST_COPIED = 20_000_000_000
"""Maximum number of characters that are copied while texts are joined: some seconds of work."""

_FORMATTING = "b|big|code|em|font|i|s|small|strike|strong|tt|u"
_FORMATS = expression(rf"<(?=[bcefistu])(?:{_FORMATTING})[\s/>]", re.IGNORECASE)
_TAGS = expression(rf"<(/?)(?:((?:{_FORMATTING})[\s/>])|[a-z])", re.IGNORECASE)
_PARTS = expression(r"<(?:p|div|span|a|li|h[1-6]|em|strong|sup|br|img)[\s/>]", re.IGNORECASE)
"""Elements that always separate the texts around them."""


def grows(source: str, most: int) -> bool:
    """Return whether a parser may make more than five times `most` elements, or copy too much."""
    return _elements(source, most) > 5 * most or _copied(source) > MOST_COPIED


def _elements(source: str, most: int) -> int:
    """Return how many elements the open formatting at each tag may add."""
    tags = source.count("<")
    if len(_FORMATS.findall(source)) * tags <= most:
        return 0
    depth = made = 0
    for found in _TAGS.finditer(source):
        if found[2]:
            depth = max(0, depth + (-1 if found[1] else 1))
        else:
            made += depth
    return made


def _copied(source: str) -> int:
    """Return the maximum number of characters that are copied while texts are joined."""
    if source.count("<") * len(source) <= MOST_COPIED:
        return 0
    return sum(len(part) * part.count("<") for part in _PARTS.split(source))
