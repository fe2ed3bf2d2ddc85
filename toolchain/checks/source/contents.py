"""Contents that are typed by hand, which checks of numbers pass over."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from toolchain import model as m
from toolchain.model.walk import plain_text
from toolchain.readers.markdown.contents import SEVERAL, is_entry, names_of
from toolchain.resolve.tables import Resolved


@lru_cache(maxsize=1)
def typed_contents(resolved: Resolved) -> tuple[tuple[m.Block, ...], ...]:
    """Return the blocks of each typed list of contents."""
    return tuple(_found(resolved.document.blocks))


def _found(blocks: tuple[m.Block, ...]) -> Iterator[tuple[m.Block, ...]]:
    names = names_of(blocks)
    for listed, run in groupby(blocks if names else (), lambda block: _is_listed(block, names)):
        found = tuple(run)
        if listed and sum(len(entries(block)) for block in found) >= SEVERAL:
            yield found


def _is_listed(block: m.Block, names: frozenset[str]) -> bool:
    lines = entries(block)
    return bool(lines) and all(is_entry(line, names) for line in lines)


def entries(block: m.Block) -> list[str]:
    """Return the lines of a paragraph, or of the items of a list."""
    if isinstance(block, m.NumberedParagraph):
        return [line for each in block.blocks for line in entries(each) or [""]]
    if isinstance(block, m.BulletList):
        return [line for item in block.items for each in item.blocks for line in entries(each) or [""]]
    parts = groupby(
        block.children if isinstance(block, m.Paragraph) else (), lambda each: isinstance(each, m.Break)
    )
    return [plain_text(part) for is_break, part in parts if not is_break]
