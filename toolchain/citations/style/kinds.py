"""The kinds that group the list of sources, from `kinds.toml` in this folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from toolchain.citations.style.documents import is_un_document
from toolchain.model.document import Entry
from toolchain.model.languages import primary_subtag, read_known, read_language

UNITED_NATIONS, OTHER = "united-nations", "other"


@cache
def kinds() -> tuple[str, ...]:
    """Return all kinds in the order of their groups."""
    return tuple(read_language(__file__, "kinds")["order"])


def kind_of(entry: Entry) -> str:
    """Return the kind of a source."""
    return UNITED_NATIONS if is_un_document(entry) else _by_type().get(entry.type, OTHER)


@cache
def kind_names(lang: str) -> Mapping[str, str]:
    """Return the headings of the groups in a language (BCP 47), or in English if the language is unknown."""
    return read_known(__file__, "en" if primary_subtag(lang) == "kinds" else lang)


@cache
def _by_type() -> Mapping[str, str]:
    table = read_language(__file__, "kinds")
    return MappingProxyType({name: kind for kind in kinds() for name in table.get(kind, ())})
