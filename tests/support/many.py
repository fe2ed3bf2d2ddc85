"""What a build of several sources printed, and what it has left."""

import os
import re
from contextlib import suppress
from pathlib import Path


def left_over(folder: Path) -> list[str]:
    """The processes that still run of builds in a folder, by its name in their environment."""
    found = []
    for each in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if os.fsencode(folder) in each.read_bytes():
                found.append(each.parent.name)
    return found


def in_any_order(text: str) -> list[str]:
    """The lines without how long each took, those that tell that a source ended in one order."""
    ended = re.compile(r"\d+ of \d+: ")
    lines = [re.sub(r" +(seconds|\d+\.\d)$", "", line) for line in text.splitlines()]
    return [
        *sorted(ended.sub("", line) for line in lines if ended.match(line)),
        *(line for line in lines if not ended.match(line)),
    ]
