"""Split or joined paragraphs as one sequence of words with paragraph ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from toolchain.editing.merging import blocks
from toolchain.editing.merging.splicing import Change
from toolchain.editing.merging.tokens import Text, Token
from toolchain.editing.merging.units import Unit
from toolchain.editing.merging.words import PARAGRAPH, Unsure
from toolchain.rules import merges

_BETWEEN = re.compile(r"\s*(?:\{#[\w-]+\})?\s*(?:[\s>]|(?:\d+[.)]|[-+*]) )*")
"""The text allowed between two joined paragraphs: a label, markers, blanks."""


def joined(
    units: Sequence[Unit],
    source: Text | None = None,
    label: tuple[int, str] = (-1, ""),
    comments: Sequence[Sequence[str]] = (),
) -> tuple[Token, ...]:
    """Return the tokens of several texts with a token for each paragraph end between them.

    `label` is added at the end of one of them, and `comments` at the ends of all but the last.
    """
    out = list(units[0].tokens)
    for at, (before, unit) in enumerate(pairwise(units)):
        behind = "".join(f" <!-- {each} -->" for each in (comments[at] if comments else ()))
        behind += f" {{#{label[1]}}}" if at == label[0] else ""
        first, _ = blocks.prefixes(unit.path)
        last = unit.path[-1] if unit.path else None
        gap = "\n" if last and last.begins and last.kind in blocks.LISTS else "\n\n"
        start, end = (before.end, unit.start) if source else (-1, -1)
        key = (PARAGRAPH, tuple((step.kind, step.begins) for step in unit.path))
        out += [Token(key, f"{behind}{gap}{first}", start=start, end=end), *unit.tokens]
    return tuple(out)


def label_out(source: Text, unit: Unit) -> Change:
    """Return the change that removes the label from the end of a text."""
    start, end = unit.label_at
    lead = source.text[unit.end : start]
    return Change(unit.end if not lead.strip() else start, end, "")


def refuse_between(source: Text, units: Sequence[Unit]) -> None:
    """Raise `Unsure` if there is something else between joined texts."""
    for one, other in pairwise(units):
        if not _BETWEEN.fullmatch(source.text, one.end, other.start):
            raise Unsure(merges.BETWEEN_IN_SOURCE)
