"""What a round gives, and how it is called: a server itself does not load what reads and writes sources."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from toolchain.model.expressions import expression
from toolchain.model.records import Record

ROUND = "toolchain.servers.round"
SECONDS, GIGABYTES = 60, 4
"""Limits of a round."""


class Rendered(Record):
    """A page in two parts, between which the preview puts its own script, and the policy that it had.

    `read` are the files that were read. `why` says why a source could not be read: then there is no page,
    or one without what its front matter should say.
    """

    before: str = ""
    after: str = ""
    policy: str = ""
    title: str = ""
    read: tuple[str, ...] = ()
    why: tuple[dict[str, Any], ...] = ()


class Paragraph(Record):
    """A paragraph of a page: its key, and its markup."""

    key: str
    markup: str


_OPENING = expression(r'<p data-line="\d+" data-key="([\d.]+)">')
_OPENS, _CLOSES = "<p data-line=", "</p>"


def only_change(old: Rendered, new: Rendered) -> Paragraph | None:
    """Return the paragraph in which alone two pages differ, as they do while somebody types; else None."""
    if (old.policy, old.title) != (new.policy, new.title):
        return None
    one, other = old.before + old.after, new.before + new.after
    start = _shared(one, other, min(len(one), len(other)), 1)
    end = _shared(one, other, min(len(one), len(other)) - start, -1)
    at = other.rfind(_OPENS, 0, start)
    opening = _OPENING.match(other, at, start) if at >= 0 else None
    closing = other.find(_CLOSES, at)
    if not opening or end < max(len(one) - one.find(_CLOSES, at), len(other) - closing):
        return None
    return Paragraph(opening[1], other[at : closing + len(_CLOSES)])


def _shared(one: str, other: str, most: int, step: int) -> int:
    """Return how many characters two texts share from the beginning (`step` 1) or from the end (-1)."""
    known = 0
    while known < most:
        middle = (known + most + 1) // 2
        part = slice(known, middle) if step > 0 else slice(-middle, -known or None)
        if one[part] == other[part]:
            known = middle
        else:
            most = middle - 1
    return known


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
