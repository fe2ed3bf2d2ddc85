"""What a source cannot hold, reported with its node: nothing disappears silently."""

from __future__ import annotations

from toolchain import model as m
from toolchain.model.facts import Facts, Word
from toolchain.model.records import Record
from toolchain.rules.losses import Lost
from toolchain.writers.markdown.escapes import VERBATIM, without_unheld


class Loss(Record):
    """A part of a node that is not written, or is written differently.

    `node` is None for a value of the front matter, which the facts name.
    """

    node: m.Node | None
    facts: Facts


class Written(Record):
    """A text, and what is lost when it is read again."""

    text: str
    losses: tuple[Loss, ...] = ()


class Losses:
    """Collects losses during writing."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[Loss] = []

    def tell(self, node: m.Node | None, what: Word | Facts) -> None:
        """Record that something of `node` is lost."""
        self.found.append(Loss(node, Lost(what)))

    def held(self, node: m.Node, text: str) -> str:
        """Return a text without characters that no source can hold; record if there are any."""
        held = without_unheld(text)
        if held != text:
            self.tell(node, Word("a control character, which no source can contain, is left out"))
        return held

    def written(self, text: str) -> Written:
        """Return the text with all that was lost."""
        return Written(text.replace(VERBATIM, ""), tuple(self.found))
