"""Group values by a key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


def by_first(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    """Return the second members of pairs by the first ones, all in the order of the pairs."""
    found: dict[Key, list[Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def unique(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, Value]:
    """Return a dictionary of the pairs, without those whose key is there several times."""
    return {key: found[0] for key, found in by_first(pairs).items() if len(found) == 1}
