"""Recognize documents of the United Nations by their symbols, and resolutions among them."""

from __future__ import annotations

import re

from toolchain.citations.style.words import Words
from toolchain.model.document import Entry
from toolchain.model.expressions import expression
from toolchain.model.records import Record

_SERIES = (
    "A", "S", "E", "T", "ST", "SG", "CRC", "CEDAW", "CCPR", "CERD", "CAT", "CMW", "CRPD", "CED", "HRI", "HR",
    "TD", "DP", "UNEP", "UNFPA", "UNW", "HSP", "FCCC", "ICCD", "CBD", "ECE", "LC", "CD", "BWC", "NPT", "PBC",
    "LOS", "SPLOS", "CLCS", "ISBA", "GC", "IDB", "JIU", "CEB", "CTOC", "CAC", "UNCTAD", "UNODC", "UNHCR",
    "EC", "AT", "PCNICC", "CCW", "APLC", "CCM", "ICEF", "WGAD", "SPT", "OPCAT", "UNCAC", "UNEA", "UPR",
)  # fmt: skip
"""First parts of symbols: the principal organs' and those of the bodies that have series of their own."""

_SYMBOL = expression(rf"(?:{'|'.join(_SERIES)})(?:/[A-Za-z0-9.*()–-]+)+(?: \([0-9IVXLCDM-]+\))?")
_DECIDED = expression(
    r"(?P<organ>A/HRC|A|S|E)/(?P<kind>RES|DEC)/(?P<number>[0-9S/–-]+[A-Z]?(?: ?\([0-9IVXLC-]+\))?)"
)

_NO_DOCUMENTS = frozenset(("legal_case", "treaty", "webpage", "post", "post-weblog", "article-newspaper"))

_TREATY_SERIES = expression(
    r"(?:(?:United Nations|Nations Unies|Naciones Unidas|UN|ONU)\W*)?"
    r"(?:Treaty Series|Recueil des traités|UNTS)\W*(?:UNTS\W*)?",
    re.IGNORECASE,
)


class Decided(Record):
    """A resolution or decision: its organ's series, "resolution" or "decision", and its number."""

    organ: str
    kind: str
    number: str


def is_symbol(text: str) -> bool:
    """Return whether a text is a symbol of a United Nations document: "CRC/C/PAK/CO/5", "A/RES/61/295"."""
    return bool(_SYMBOL.fullmatch(text))


def is_un_document(entry: Entry) -> bool:
    """Return whether a source is a United Nations document: it has a symbol and is not a web page about
    one.
    """
    return entry.type not in _NO_DOCUMENTS and is_symbol(entry.fields.get("number", ""))


def is_treaty_series(title: str) -> bool:
    """Return whether a title is that of the United Nations Treaty Series, in any form."""
    return bool(_TREATY_SERIES.fullmatch(title))


def decided(symbol: str) -> Decided | None:
    """Return the resolution or decision of a symbol: A/RES/61/295 is the Assembly's resolution 61/295."""
    found = _DECIDED.fullmatch(symbol)
    if not found:
        return None
    kind = "resolution" if found["kind"] == "RES" else "decision"
    return Decided(found["organ"], kind, re.sub(r"(?<=\d)\(", " (", found["number"]))


def name_of(document: Decided, words: Words) -> str:
    """Return "General Assembly resolution 61/295" in a language."""
    return words.terms[document.kind].format(organ=words.organs[document.organ], number=document.number)
