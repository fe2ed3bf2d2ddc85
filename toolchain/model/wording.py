"""Numbers and texts as messages write them."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 note", "2,815 words"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
