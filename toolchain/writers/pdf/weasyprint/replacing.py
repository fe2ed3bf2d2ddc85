"""Replace an attribute of a library for a while, for the patches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def replaced(owner: object, name: str, new: object) -> Iterator[None]:
    """Give a module or a class another attribute of that name meanwhile."""
    before = vars(owner)[name]
    setattr(owner, name, new)
    try:
        yield
    finally:
        setattr(owner, name, before)
