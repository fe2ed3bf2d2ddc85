"""What a build of several sources prints, without what differs from run to run."""

from __future__ import annotations

import re

_ENDED = re.compile(r"\d+ of \d+: ")
_SECONDS = re.compile(r" +(seconds|\d+\.\d)$")


def in_any_order(text: str) -> list[str]:
    """The lines without how long each source took, those that say that one has ended in one order."""
    lines = [_SECONDS.sub("", line) for line in text.splitlines()]
    ended = sorted(_ENDED.sub("", line) for line in lines if _ENDED.match(line))
    return [*ended, *(line for line in lines if not _ENDED.match(line))]
