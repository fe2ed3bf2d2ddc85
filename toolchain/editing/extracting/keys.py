"""Keys of new entries: words that an author can read and type, unique among all entries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import count
from typing import Any

from toolchain.editing.extracting.words import Reading

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SMALL = frozenset(
    "a an and as at by for from in into its of on or the to with le la les l un une des du de d et en au aux"  # noqa: SIM905
    " sur pour dans el los las del y e al por para con и в во на о об по для с из к".split()
)
_LAWS = ("legislation", "bill", "regulation", "treaty")
_TITLE_WORDS, _AUTHOR_WORDS = 5, 4


def new_key(item: dict[str, Any], taken: Collection[str], reading: Reading) -> str:
    """Return the first suitable key for an item that is free: "penal-code-1860", "unicef-2019"."""
    return next(key for key in _keys(item, reading) if key not in taken)


def _keys(item: dict[str, Any], reading: Reading) -> Iterator[str]:
    year = str(item["issued"]["date-parts"][0][0]) if "issued" in item else ""
    author, title = _author(item), _words(_named(item))
    symbol = _words(str(item.get("number", "")), small=True)
    of_state = bool(reading.lawmakers.search(" ".join(_names(item)))) and len(title) > 1
    if title and (item["type"] in _LAWS or of_state or not author):
        yield _key(title[:_TITLE_WORDS], year)
    if author and (year or not title):
        yield _key(author, year)
    for length in range(2, len(title) + 1):
        yield _key([*author, *title[:length]], year)
    stem = [*author, *title[:_TITLE_WORDS]] or symbol or ["source"]
    yield _key(stem, year)
    for number in count(2):
        yield _key([*stem, year] if year else stem, str(number))


def _named(item: dict[str, Any]) -> str:
    """Return the words that identify an item besides its author."""
    known = item.get("title") or item.get("genre")
    return str(known or (item["type"] if item["type"] == "personal_communication" else "").replace("_", " "))


def _author(item: dict[str, Any]) -> list[str]:
    """Return the words of the first author; of a long name, the first words."""
    names = _names(item)
    words = _words(names[0], small=True)[:_AUTHOR_WORDS] if names else []
    while words and words[-1] in _SMALL:
        words.pop()
    return words


def _names(item: dict[str, Any]) -> list[str]:
    return [name.get("literal") or name["family"] for name in item.get("author", ())]


def _words(text: str, *, small: bool = False) -> list[str]:
    """Return the words of a text in lower case, without accents; short function words only if `small`."""
    words = [re.sub(r"['’]s?$|['’]", "", word).casefold() for word in _WORD.findall(text)]
    plain = [_unaccented(word) for word in words if word]
    return [word for word in plain if small or word not in _SMALL]


def _unaccented(word: str) -> str:
    """Return a word without accents on Latin letters; in other scripts they make different letters."""
    parts = unicodedata.normalize("NFD", word)
    latin = "".join(part for part in parts if not unicodedata.combining(part))
    return latin if latin.isascii() else word


def _key(words: list[str], year: str) -> str:
    return "-".join([*words, *([year] if year else [])])
