"""The kinds that group the list of sources, from `kinds.toml` in this folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from toolchain.citations.style.documents import is_un_document
from toolchain.model.languages import primary_subtag, read_language
from toolchain.model.sources import Entry

UNITED_NATIONS, OTHER = "united-nations", "other"
_FILE = Path(__file__).with_name("kinds.toml")


@cache
def kinds() -> tuple[str, ...]:
    """Return all kinds in the order of their groups."""
    return tuple(read_language(_FILE, "kinds")["order"])


def kind_of(entry: Entry) -> str:
    """Return the kind of a source."""
    return UNITED_NATIONS if is_un_document(entry) else _by_type().get(entry.type, OTHER)


@cache
def kind_names(lang: str) -> Mapping[str, str]:
    """Return the headings of the groups in a language (BCP 47), or in English if the language is unknown."""
    primary = primary_subtag(lang)
    known = {} if primary == "kinds" else read_language(_FILE, primary)
    return MappingProxyType(known or read_language(_FILE, "en"))


@cache
def _by_type() -> Mapping[str, str]:
    table = read_language(_FILE, "kinds")
    return MappingProxyType({name: kind for kind in kinds() for name in table.get(kind, ())})
