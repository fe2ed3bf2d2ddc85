"""Refuses a library that is installed in another release than a writer is made for."""

from __future__ import annotations

import importlib

from toolchain.rules.plugins import OtherRelease


class UnknownRelease(ImportError):
    """A library is installed in a release that the writer does not know."""

    def __init__(self, case: OtherRelease) -> None:
        super().__init__(repr(case))
        self.case = case


def require_release(name: str, release: str, install: str) -> None:
    """Raise `UnknownRelease` if the module `name` is not of a release such as "70", which "70.1" is of.

    `install` is the line to type.
    """
    installed = str(getattr(importlib.import_module(name), "__version__", "of an unknown release"))
    if not f"{installed}.".startswith(f"{release}."):
        raise UnknownRelease(OtherRelease(name, installed, release, install))
