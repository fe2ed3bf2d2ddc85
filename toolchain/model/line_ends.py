"""The lines of a text file, however they end."""

from __future__ import annotations

import re

LINE_END = re.compile(r"\r\n|\n|\r")


def lines_of(text: str) -> list[str]:
    """The lines of a text without their ends; one more than there are ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def first_end(text: str) -> str:
    r"""Return what ends the first line; "\n" where there is only one."""
    found = LINE_END.search(text)
    return found[0] if found else "\n"
