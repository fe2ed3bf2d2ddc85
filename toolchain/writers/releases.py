"""Refuse a library if the installed release is not the one that a writer is made for."""

from __future__ import annotations

import importlib

from toolchain.model.facts import WithFacts
from toolchain.rules.plugins import LibraryMissing, OtherRelease


class Unusable(WithFacts[LibraryMissing], ImportError):
    """A library cannot be used here: it has another release, or lacks a system library."""


def require_release(name: str, release: str, install: str) -> None:
    """Raise `Unusable` unless the module `name` is of a release such as "70", which includes "70.1".

    `install` is the line to type.
    """
    installed = str(getattr(importlib.import_module(name), "__version__", "of an unknown release"))
    if not f"{installed}.".startswith(f"{release}."):
        raise Unusable(OtherRelease(name, installed, release, install))
