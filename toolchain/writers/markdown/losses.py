"""What a source cannot hold, told with the node that it was: nothing vanishes without a word."""

from __future__ import annotations

from typing import NamedTuple

from toolchain import model as m
from toolchain.model.facts import Facts, Word
from toolchain.rules.losses import Lost
from toolchain.writers.markdown.escapes import VERBATIM


class Loss(NamedTuple):
    """What of a node is not written, or is written otherwise.

    `node` is None where it is a value of the front matter, which the facts name.
    """

    node: m.Node | None
    facts: Facts


class Written(NamedTuple):
    """A text, and what the tree that is read from it will not have."""

    text: str
    losses: tuple[Loss, ...] = ()


class Losses:
    """Gathers losses while something is written."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[Loss] = []

    def tell(self, node: m.Node | None, what: Word | Facts) -> None:
        """Note that something of `node` is lost."""
        self.found.append(Loss(node, Lost(what)))

    def written(self, text: str) -> Written:
        """Return the text with all that was lost."""
        return Written(text.replace(VERBATIM, ""), tuple(self.found))
