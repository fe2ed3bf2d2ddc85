"""A page as a parser goes through it: where its elements begin and end, and the text between.

No tree is made of it: of most elements nothing is asked but what they hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from lxml import etree

from toolchain.model.wording import fold

MAX_DEPTH = 2_000

Given: TypeAlias = Mapping[str, Any]
"""The attributes of an element."""

Start: TypeAlias = tuple[str, Given]
"""Where an element begins: its tag, and its attributes."""

Event: TypeAlias = str | Start | int
"""A text, all of it up to the next tag; where an element begins; where one ends, the index of its begin."""


class Markup:
    """What a parser met, in order; `ends` has of each beginning the index of its end."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.ends: dict[int, int] = {}
        self.too_deep = False
        self._open: list[int] = []

    def start(self, tag: str, given: Given) -> None:
        """An element begins, as the parser says."""
        self._open.append(len(self.events))
        self.events.append((tag, given))
        if len(self._open) > MAX_DEPTH:
            self.too_deep = True

    def end(self, tag: str) -> None:
        """The last element that has begun ends."""
        if self._open:
            begin = self._open.pop()
            self.ends[begin] = len(self.events)
            self.events.append(begin)

    def data(self, text: str) -> None:
        """Text, or a part of one."""
        if self.events and isinstance(self.events[-1], str):
            self.events[-1] += text
        else:
            self.events.append(text)

    def close(self) -> None:
        """The page ends."""
        while self._open:
            self.end("")

    def inside(self, begin: int) -> Sequence[Start]:
        """The elements inside one, however deep."""
        end = self.ends[begin]
        if end - begin < 3:  # no more than a text
            return ()
        return [event for event in self.events[begin + 1 : end] if isinstance(event, tuple)]

    def child(self, begin: int, tag: str) -> int:
        """The index of the first child of an element that has this tag; -1 where there is none."""
        at, end = begin + 1, self.ends[begin]
        while at < end:
            event = self.events[at]
            if isinstance(event, tuple):
                if event[0] == tag:
                    return at
                at = self.ends[at]
            at += 1
        return -1

    def words(self, begin: int) -> str:
        """The words inside an element, white space folded."""
        texts = self.events[begin + 1 : self.ends[begin]]
        return fold("".join([text for text in texts if isinstance(text, str)]))


def parsed(data: bytes) -> Markup:
    """What a parser meets in a page. Comments and instructions are passed over."""
    markup = Markup()
    target: Any = markup
    etree.fromstring(data, etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True))
    return markup
