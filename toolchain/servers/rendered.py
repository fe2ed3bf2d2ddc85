"""What a round gives, and how it is called: a server itself does not load what reads and writes sources."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from toolchain.model.records import Record

ROUND = "toolchain.servers.round"


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


def call(name: str, *arguments: Any, module: str = ROUND) -> Any:
    """Return what a function of `round` or another module returns, in the process that runs it."""
    return getattr(import_module(module), name)(*arguments)
