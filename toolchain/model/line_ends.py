"""Split a text file into lines, with any kind of line ends."""

from __future__ import annotations

import re

LINE_END = re.compile(r"\r\n|\n|\r")


def lines_of(text: str) -> list[str]:
    """Return the lines of a text without their ends: one more than there are line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def first_end(text: str) -> str:
    r"""Return the end of the first line; "\n" if there is only one line."""
    found = LINE_END.search(text)
    return found[0] if found else "\n"
