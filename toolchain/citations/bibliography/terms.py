"""Other names that exporters use for the item types and variables of CSL 1.0.2."""

from __future__ import annotations

from toolchain.model.vocabulary import DATES, FIELDS, ITEM_TYPES, NAMES

OTHER = "document"
"""The type that an entry of an unknown one acts as."""

OTHER_NAMES = {
    "archive-location": "archive_location",
    "archive-collection": "archive_collection",
    "event": "event-title",
    "journalAbbreviation": "container-title-short",
    "keywords": "keyword",
    "part": "part-number",
    "printing": "printing-number",
    "shortTitle": "title-short",
    "supplement": "supplement-number",
    "volume-number": "volume",
}
"""Names of variables before CSL 1.0.2, or in its JSON schema, and what they are now."""

RICH = frozenset((
    "abstract", "annote", "collection-title", "container-title", "container-title-short", "event-title",
    "note", "original-title", "part-title", "reviewed-title", "title", "title-short", "volume-title",
    "volume-title-short",
))  # fmt: skip
"""Variables in whose text mark-up is usual."""

LONG = frozenset(("abstract", "annote", "note"))
"""Variables whose text may have several lines."""

_BY_LETTERS = {name.lower(): name for name in (*NAMES, *DATES, *FIELDS)}


def item_type(text: str) -> str:
    """Return the type for a word in any case ("Legal case", "musical-score"), or ""."""
    plain = "-".join(text.split()).lower()
    return next(
        (name for name in (plain, plain.replace("-", "_"), plain.replace("_", "-")) if name in ITEM_TYPES), ""
    )


def variable(name: str) -> str:
    """Return the variable for a name in any case ("url", "Original Date"), or ""."""
    plain = "-".join(name.split()).lower()
    return _BY_LETTERS.get(OTHER_NAMES.get(plain, plain), "")
