"""Tables that are worked out when they are asked for first: outputs need them, and no check does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Late(Mapping[K, V]):
    """A table that `make` works out, once. What is `known` beforehand is told without it."""

    def __init__(self, make: Callable[[], Mapping[K, V]], known: Mapping[K, V] | None = None) -> None:
        self._make: Callable[[], Mapping[K, V]] | None = make
        self._known = known or {}
        self._all: Mapping[K, V] = {}

    def _whole(self) -> Mapping[K, V]:
        if self._make:
            self._all = {**self._known, **self._make()}
            self._make = None  # and what it was to be made of is free
        return self._all

    def get(self, key: K, default: Any = None) -> Any:
        found = self._known.get(key) if self._make else None
        return self._whole().get(key, default) if found is None else found

    def __getitem__(self, key: K) -> V:
        return self._known[key] if key in self._known else self._whole()[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())
