"""Whether a value is what its type promises, to the last field: asked of whatever a stranger's code returns.

The types are the annotations of the dataclasses and named tuples themselves, so there is no second
description of the model that could differ from the first.
"""

from __future__ import annotations

import dataclasses
from collections import abc
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from toolchain import model
from toolchain.model import diagnostics, places
from toolchain.plugins.time_limit import Breach

DEEPEST = 120
"""Nodes inside each other: what every writer, and Python below it, can follow."""

_NAMES = MappingProxyType({**vars(diagnostics), **vars(places), **vars(model)})


class _Part(NamedTuple):
    """A value inside the one that is asked about, the type it must have, where it stands and how deep."""

    value: object
    kind: Any
    where: str
    depth: int


def verify(value: object, kind: Any, what: str) -> None:
    """Raise `Breach` where `value` is not a `kind`: "blocks[2] of what it returns is None, not …".

    `what` names the value in such a sentence.
    """
    pending = [_Part(value, kind, "", 0)]
    while pending:
        part = pending.pop()
        name = f"{part.where.lstrip('.')} of {what}" if part.where else what
        chosen = _choose(part.value, part.kind)
        if chosen is None:
            raise Breach(f"{name} is {_shown(part.value)}, not {_said(part.kind)}")
        if part.depth > DEEPEST:
            raise Breach(f"{what} is nested too deeply")
        pending.extend(reversed([*_inner(part._replace(kind=chosen))]))  # the first fault is told


def _choose(value: object, kind: Any) -> Any:
    """The one of a union's types that a value has at first sight, or the type itself; None if none."""
    if get_origin(kind) in (Union, UnionType):
        return next((each for each in get_args(kind) if _choose(value, each) is not None), None)
    if get_origin(kind) is Literal:
        return kind if value in get_args(kind) else None
    if get_origin(kind) is abc.Sequence and isinstance(value, str):
        return None  # a comma was forgotten: ("name") is no tuple
    return kind if isinstance(value, get_origin(kind) or kind) else None


def _inner(part: _Part) -> Iterator[_Part]:
    """What stands inside a value, with the types that its own type says."""
    value, kind, where, depth = part
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (tuple, abc.Sequence) and isinstance(value, abc.Sequence):
        for index, item in enumerate(value):
            yield _Part(item, inner[0], f"{where}[{index}]", depth)
    elif origin is abc.Mapping and isinstance(value, abc.Mapping):
        for key, item in value.items():
            yield _Part(key, inner[0], f"{where}.keys()", depth)
            yield _Part(item, inner[1], f"{where}[{key!r}]", depth)
    elif dataclasses.is_dataclass(kind) or hasattr(kind, "_fields"):
        for name, of in _fields(kind).items():
            yield _Part(getattr(value, name), of, f"{where}.{name}", depth + 1)


@cache
def _fields(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, localns=dict(_NAMES))


def _shown(value: object) -> str:
    empty = isinstance(value, str | bytes | tuple) and not value
    plain = empty or value is None or isinstance(value, int | float)
    return repr(value) if plain else f"of type {type(value).__name__}"


def _said(kind: Any) -> str:
    if get_origin(kind) in (Union, UnionType):
        *most, last = map(_said, get_args(kind))
        return f"{', '.join(most)} or {last}"
    if get_origin(kind) is Literal:
        return " or ".join(map(repr, get_args(kind)))
    return "None" if kind is NoneType else str(getattr(get_origin(kind) or kind, "__name__", kind))
