"""The table of the characters that the fonts of the tool have, for a check that must not open fonts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools.ttLib import TTFont


def table(*folders: Path) -> str:
    """The characters that one of the fonts in folders has: first and last of each range, one a line."""
    signs: set[int] = set()
    for file in (file for folder in folders for file in sorted(folder.rglob("*.ttf"))):
        with TTFont(file, lazy=True) as font:
            signs |= set(font.getBestCmap())
    return "".join(f"{first:X} {last:X}\n" for first, last in ranges(signs))


def ranges(signs: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The ranges that numbers make up."""
    first = last = -1
    for sign in sorted(signs):
        if sign != last + 1 or first < 0:
            if first >= 0:
                yield first, last
            first = sign
        last = sign
    if first >= 0:
        yield first, last
