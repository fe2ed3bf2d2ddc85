"""Choose the macro for a type of source: its own, or that of the nearest related type in the style."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from toolchain.model.vocabulary import ITEM_TYPES

_NEXT = MappingProxyType(
    {
        "article": "document",
        "article-journal": "article",
        "article-magazine": "article-journal",
        "article-newspaper": "article-magazine",
        "bill": "legislation",
        "book": "document",
        "broadcast": "document",
        "chapter": "document",
        "classic": "book",
        "collection": "book",
        "dataset": "document",
        "entry": "chapter",
        "entry-dictionary": "entry",
        "entry-encyclopedia": "entry",
        "event": "speech",
        "figure": "graphic",
        "graphic": "document",
        "hearing": "speech",
        "interview": "document",
        "legal_case": "document",
        "legislation": "document",
        "manuscript": "document",
        "map": "book",
        "motion_picture": "broadcast",
        "musical_score": "book",
        "pamphlet": "book",
        "paper-conference": "speech",
        "patent": "document",
        "performance": "speech",
        "periodical": "book",
        "personal_communication": "document",
        "post": "webpage",
        "post-weblog": "post",
        "regulation": "legislation",
        "report": "book",
        "review": "article-journal",
        "review-book": "review",
        "software": "document",
        "song": "broadcast",
        "speech": "document",
        "standard": "report",
        "thesis": "document",
        "treaty": "legislation",
        "webpage": "document",
    }
)
_OURS = frozenset((*(kind.replace("-", "_") for kind in ITEM_TYPES), "un_document"))


def is_printing(macro: str) -> bool:
    """Return whether the program calls a macro of this name, so that it must accept a source and its
    citation.
    """
    return macro in {"ibid", "short"} or macro.removeprefix("short_") in _OURS


def kin(name: str, un_document: bool) -> Iterator[str]:
    """Yield the names of macros for a type, nearest first: maybe "un_document", at last "document"."""
    if un_document:
        yield "un_document"
    while name in _NEXT:
        yield name.replace("-", "_")
        name = _NEXT[name]
    yield "document"
