"""Good Word files, and what people and programs do to them: each case says what is to be found, and where."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.broken.docx.editing import WordFile

Edit = Callable[[WordFile], None]


class Case(NamedTuple):
    """What is done to a good file, and all that is to be found then: code, and how the place begins."""

    name: str
    edit: Edit
    expected: tuple[str, ...]


class Cases(list[Case]):
    """The cases of one good file, in the order in which they are written."""

    def expect(self, *expected: str) -> Callable[[Edit], Edit]:
        """Register the function below, whose name says the fault."""

        def register(edit: Edit) -> Edit:
            self.append(Case(edit.__name__, edit, expected))
            return edit

        return register
