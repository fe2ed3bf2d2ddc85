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
