"""Choose the macro for a type of source: its own, or that of the nearest related type in the style."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.model.vocabulary import ITEM_TYPES

_RELATED = {
    "document": ("article", "book", "broadcast", "chapter", "dataset", "graphic", "interview",
        "legal_case", "legislation", "manuscript", "patent", "personal_communication", "software",
        "speech", "thesis", "webpage"),
    "article": ("article-journal",),
    "article-journal": ("article-magazine", "review"),
    "article-magazine": ("article-newspaper",),
    "legislation": ("bill", "regulation", "treaty"),
    "book": ("classic", "collection", "map", "musical_score", "pamphlet", "periodical", "report"),
    "chapter": ("entry",),
    "entry": ("entry-dictionary", "entry-encyclopedia"),
    "speech": ("event", "hearing", "paper-conference", "performance"),
    "graphic": ("figure",),
    "broadcast": ("motion_picture", "song"),
    "webpage": ("post",),
    "post": ("post-weblog",),
    "review": ("review-book",),
    "report": ("standard",),
}  # fmt: skip
"""The types that print as another one in a style without macros for them."""

_NEXT = {kind: other for other, kinds in _RELATED.items() for kind in kinds}
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
