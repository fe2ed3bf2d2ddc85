"""Compare the words of two texts: the printed form of a citation, and the typed one."""

from __future__ import annotations

import unicodedata

from toolchain.editing.extracting.words import Reading
from toolchain.model.expressions import expression

_TOKEN = expression(r"\w+|[^\w\s]")
_BETWEEN = frozenset(".,:،。，：、'\"‘’“”„«»‹›「」『』《》\u200b\u00ad\u200e\u200f")
"""Characters between words that may differ although the words are the same."""

_DASHES = str.maketrans("‐‑‒–—−", "------")
_APOSTROPHE = expression(r"(?<=\w)['’](?=\w)")

Words = tuple[str, ...]


def words(text: str, reading: Reading) -> Words:
    """Return the words of a text with the brackets, semicolons and dashes between them.

    Full stops, commas, colons, quotation marks, spaces, and the capital of "Article" are ignored. All forms
    of Ibid. are equal.
    """
    text = _APOSTROPHE.sub("", unicodedata.normalize("NFC", text).translate(_DASHES))
    text = reading.ibid.sub("ibid", text)
    tokens = (token for token in _TOKEN.findall(text) if token not in _BETWEEN)
    return tuple(token.lower() if token.lower() in reading.locators else token for token in tokens)
