"""PDF files that something has gone wrong with: in their objects and in what their streams hold."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

_KINDS = (Stream, Dictionary, Array, Name, String, bool, int, Decimal)
_NUMBERS = (0, -1, 1, 2, 1 << 31, Decimal("0.5"), Decimal("-1e9"))
_LARGEST = 5_000
"""Bytes of a stream that is changed: fonts and pictures are read by libraries of others."""


def mutate_pdf(data: bytes, draw: random.Random, slip: Callable[[bytes], bytes]) -> bytes:
    """Return a well-formed file in which one to three things have gone wrong. `slip` changes a few bytes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        objects = [each for each in pdf.objects if isinstance(each, Array | Dictionary | Stream)]
        values = [value for each in objects for _, value in _members(each) if not _is_inside(value)]
        slips = _Slips(draw, slip, values)
        for _ in range(draw.randint(1, 3)):
            one = draw.choice(objects)
            if isinstance(one, Stream) and draw.random() < 0.8:
                if len(content := one.read_bytes()) < _LARGEST:
                    one.write(slip(content))
            else:
                slips.change(_inside(one, draw))
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


class _Slips(NamedTuple):
    """Changes of objects. `values` are all that the file has."""

    draw: random.Random
    slip: Callable[[bytes], bytes]
    values: list[Any]

    def change(self, one: Any) -> None:
        """Remove, add or replace a member of an array or dictionary."""
        members = [(at, value) for at, value in _members(one) if at != "/Length"]
        action = self.draw.random()
        at, old = self.draw.choice(members) if members else ("/K", 0)
        if members and action < 0.15:
            del one[at]
        elif isinstance(one, Array) and (not members or action < 0.3):
            one.append(self.other(old))
        else:
            one[at] = self.other(old)

    def other(self, old: Any) -> Any:
        """Return a value, mostly of the same kind: what is of another kind makes a file damaged."""
        kind = _kind(old)
        if self.draw.random() < 0.1 or kind is None:
            return self.draw.choice(self.values)
        if kind in (int, Decimal):
            return self.draw.choice((*_NUMBERS, old + 1, old - 1))
        if kind is String and self.draw.random() < 0.7:
            return String(self.slip(bytes(old)))
        return self.draw.choice([each for each in self.values if _kind(each) is kind] or [old])


def _kind(value: Any) -> type[Any] | None:
    return next((kind for kind in _KINDS if isinstance(value, kind)), None)


def _inside(one: Any, draw: random.Random) -> Any:
    """Return an array or dictionary, or one that is directly in it."""
    inner = [value for _, value in _members(one) if _is_inside(value)]
    return _inside(draw.choice(inner), draw) if inner and draw.random() < 0.6 else one


def _is_inside(value: Any) -> bool:
    """Whether a value is an array or dictionary without a number, which must not get into itself."""
    return isinstance(value, Array | Dictionary) and not value.is_indirect


def _members(one: Any) -> list[tuple[Any, Any]]:
    return [*enumerate(one)] if isinstance(one, Array) else [*one.items()]
