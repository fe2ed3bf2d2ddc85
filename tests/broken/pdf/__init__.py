"""A good PDF, and what people and programs do to it: each case says what is to be found, and where."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pikepdf

Edit = Callable[[pikepdf.Pdf], None]
Spoil = Callable[[bytes], bytes]


class Case(NamedTuple):
    """What is done to a good file, and all that is to be found then: code, and how the place begins."""

    name: str
    edit: Edit | Spoil
    expected: tuple[str, ...]
    bytewise: bool = False


class Cases(list[Case]):
    """The cases of one kind, in the order in which they are written."""

    def expect(self, *expected: str) -> Callable[[Edit], Edit]:
        """Register the function below, whose name says the fault, as one that edits the open file."""

        def register(edit: Edit) -> Edit:
            self.append(Case(edit.__name__, edit, expected))
            return edit

        return register

    def expect_of_bytes(self, *expected: str) -> Callable[[Spoil], Spoil]:
        """Register the function below as one that spoils the bytes of the file."""

        def register(spoil: Spoil) -> Spoil:
            self.append(Case(spoil.__name__, spoil, expected, bytewise=True))
            return spoil

        return register
