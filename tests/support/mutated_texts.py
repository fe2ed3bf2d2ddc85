"""Texts in which something has gone wrong while they were written."""

from __future__ import annotations

import random
from collections.abc import Sequence

PIECES = (
    "[^", "]", "[", "](", ")", "^[", "[@", "{#", "{.", "}", "|", "\n| a | b |\n|---|---|\n", "> ", "\n",
    "\n\n", "     ", "    ", "\t", "<!--", "-->", "<b>", "1. ", "2) ", "- ", "# ", "---", "```", "`", "*",
    "**", "_", "\\", "&amp;", "![", "[^x]: ", "[x]: y\n", "\u00a0", "\u202e", "Table: ", "\r", "\ufeff",
    "15. ",
)  # fmt: skip


def mutate(text: str, rng: random.Random, pieces: Sequence[str] = PIECES) -> str:
    """The text with one to four slips: a piece put in, a run taken out, moved or doubled."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(text) + 1)
        run = text[at : at + rng.choice((1, 1, 2, 5, 40, 400))]
        match rng.randrange(4):
            case 0:
                text = text[:at] + rng.choice(pieces) + text[at:]
            case 1:
                text = text[:at] + text[at + len(run) :]
            case 2:
                to = rng.randrange(len(text) + 1)
                text = text[:to] + run + text[to:]
            case _:
                to = text.find("\n", at) + 1
                text = text[:to] + run + text[to:]
    return text
