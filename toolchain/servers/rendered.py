"""What a round gives, and how it is called: a server itself does not load what reads and writes sources."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from toolchain.model.records import Record

ROUND, PICTURES = "toolchain.servers.round", "toolchain.servers.pictures"


class Rendered(Record):
    """A page in two parts, between which the preview puts its own script, and the policy that it had.

    `read` are the files that were read. If the source could not be read there is no page, and `why` says why.
    """

    before: str = ""
    after: str = ""
    policy: str = ""
    title: str = ""
    read: tuple[str, ...] = ()
    why: tuple[dict[str, Any], ...] = ()


class Pictures(Record):
    """The first pages of an output as PNG files, how many pages it has, or why there is none."""

    pages: tuple[bytes, ...] = ()
    count: int = 0
    why: str = ""


class Ran(Record):
    """The exit status of a command, and what it printed on its two streams."""

    status: int
    out: str = ""
    err: str = ""


def call(module: str, name: str, *arguments: Any) -> Any:
    """Return what a function of a module returns, in the process that runs it."""
    return getattr(import_module(module), name)(*arguments)
