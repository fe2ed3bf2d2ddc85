"""Entry types of BibTeX and BibLaTeX as types of CSL, and their words, by `bibtex.toml` in this folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from toolchain.citations.bibliography import terms
from toolchain.model.languages import read_language

_GROUPS = read_language(__file__, "groups", "bibtex")
BOOKS, CHAPTERS, LAW, SITES, _VAGUE = (
    frozenset(_GROUPS[name]) for name in ("books", "chapters", "law", "sites", "vague")
)


@cache
def by_word(name: str) -> Mapping[str, str]:
    """Return what a table of the file says of each of its words."""
    return {word: meant for meant, words in read_language(__file__, name, "bibtex").items() for word in words}


def item_type(entry_type: str, sources: dict[str, str]) -> str:
    """Return the CSL type of an entry, or the entry's own type if there is none.

    An entry type with the name of a CSL type ("report", "treaty", "legal_case") is that type. An
    `entrysubtype` that gives the type is removed.
    """
    if subtype := _as_type(sources.get("entrysubtype", "")):
        del sources["entrysubtype"]
        return subtype
    if entry_type in _VAGUE and (subtype := _as_type(sources.get("type", ""))):
        return subtype
    if entry_type == "unpublished" and not {"eventdate", "eventtitle", "venue"}.isdisjoint(sources):
        return "speech"
    return by_word("types").get(entry_type) or _as_type(entry_type) or entry_type


def _as_type(text: str) -> str:
    """Return the CSL type for a word, or ""."""
    word = text.strip("{} ").lower()
    return by_word("subtypes").get(word) or terms.item_type(word)


def genre(entry_type: str, text: str) -> str:
    """Return the kind of work, in words."""
    if not text and entry_type in {"phdthesis", "mastersthesis"}:
        text = "phdthesis" if entry_type == "phdthesis" else "mathesis"
    return word(text)


def word(text: str) -> str:
    """Return what BibLaTeX prints for a key ("phdthesis": "PhD thesis"), or the key itself."""
    return str(read_language(__file__, "words", "bibtex").get(text.strip().lower(), text))


def language(text: str) -> str:
    """Return the BCP 47 tag of a language's name, or the text itself."""
    return by_word("languages").get(text.strip().lower(), text.strip())
