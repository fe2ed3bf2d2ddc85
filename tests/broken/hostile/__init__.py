"""Small files that would use up a machine, each with a command that reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

HEAD = "---\ntitle: A\nlang: en\n---\n\n"

Files = Mapping[str, str | bytes]


class Case(NamedTuple):
    """Files, a command with them, what is printed, and its status (-1: any but a crash).

    The seconds and megabytes are those that a limit of the program allows it.
    """

    files: Callable[[], Files]
    command: str
    says: str
    status: int = 2
    seconds: float = 0.0
    megabytes: float = 0.0


def one(name: str, make: Callable[[], str | bytes]) -> Callable[[], Files]:
    """Return a maker of one file."""
    return lambda: {name: make()}


def next_to_source(
    name: str, data: str | bytes | Callable[[], str | bytes], keys: str = "", body: str = "1. A.\n"
) -> Callable[[], Files]:
    """Return a maker of a source "a.md" with these lines in its front matter, and of a file next to it."""
    head = HEAD.replace("lang: en\n", f"lang: en\n{keys}\n" if keys else "lang: en\n")
    return lambda: {"a.md": head + body, name: data() if callable(data) else data}
