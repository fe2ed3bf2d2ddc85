"""Split a text file into lines, with any kind of line ends."""

from __future__ import annotations

from toolchain.model.expressions import expression

LINE_END = expression(r"\f*(?:\r\n|\n|\r)\f*")
"""Form feeds beside a line end, between two pages of a converted file, are part of it."""


def lines_of(text: str) -> list[str]:
    """Return the lines of a text without their ends: one more than there are line ends."""
    if "\f" in text:
        return LINE_END.split(text)
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def first_end(text: str) -> str:
    r"""Return the end of the first line; "\n" if there is only one line."""
    found = LINE_END.search(text)
    return found[0].strip("\f") if found else "\n"
