"""Of what costs much, a fixed share is tried by `make test` and the rest by `make test-long`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple, TypeVar

import pytest
from _pytest.mark import ParameterSet
from hypothesis import settings

T = TypeVar("T")


def one_in(every: int, values: Iterable[T], keep: Iterable[T] = ()) -> list[ParameterSet]:
    """Return the values as parameters of a test: all long ones but each `every`th, and those to keep."""
    kept = list(keep)
    return [
        pytest.param(value, marks=() if at % every == 0 or value in kept else pytest.mark.long)
        for at, value in enumerate(values)
    ]


def tried(number: int, least: int = 3) -> settings:
    """Return the settings of a property that the long run tries on so many examples, and each run on some."""
    return settings(max_examples=max(number // 8, least) if settings().derandomize else number)


class Share(NamedTuple):
    """One in so many of the values that a test goes through by itself, or all the others."""

    every: int
    rest: bool

    def of(self, values: Iterable[T]) -> list[T]:
        """Return those values that belong to this share."""
        return [value for at, value in enumerate(values) if (at % self.every > 0) is self.rest]


def shares(every: int) -> list[ParameterSet]:
    """Return two parameters of a test: the share for each run, and the rest for the long one."""
    rest = pytest.param(Share(every, rest=True), marks=pytest.mark.long, id="the rest")
    return [pytest.param(Share(every, rest=False), id=f"one in {every}"), rest]


def covering(*axes: Sequence[object]) -> list[ParameterSet]:
    """Return all combinations of some values, of which only so many run each time that each value is met."""
    kept = {
        # the second time through an axis, its values meet others of the axes beside it
        tuple(axis[(at + at // len(axis) * shift) % len(axis)] for shift, axis in enumerate(axes))
        for at in range(max(map(len, axes)))
    }
    return [pytest.param(*each, marks=() if each in kept else pytest.mark.long) for each in product(*axes)]
