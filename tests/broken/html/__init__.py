"""Good pages, and what people and programs do to them: each case says what is to be found, and where."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from toolchain.model.diagnostics import Diagnostic
from toolchain.model.places import Place, SourceSpan


class PageFile:
    """A page that is being edited. Each edit must find its place, and only one."""

    def __init__(self, text: str) -> None:
        self.text = text

    def replace(self, old: str, new: str) -> None:
        """Put other words in the place of some, which are there once."""
        assert self.text.count(old) == 1, (old, self.text.count(old))
        self.text = self.text.replace(old, new)

    def sub(self, pattern: str, new: str) -> None:
        """Replace the first of what a regular expression finds."""
        self.text, times = re.subn(pattern, lambda _: new, self.text, count=1, flags=re.DOTALL)
        assert times, pattern

    def after(self, words: str, added: str) -> None:
        """Add something after words that are there once."""
        self.replace(words, words + added)


Edit = Callable[[PageFile], None]


class Case(NamedTuple):
    """What is done to a good page, and all that is to be found then.

    Of a page of ours, whose lines change with its template, "CODE the place in words | what stands at the
    line and column"; of a stranger's "CODE line:column".
    """

    name: str
    edit: Edit
    expected: tuple[str, ...]


class Cases(list[Case]):
    """The cases of one good page, in the order in which they are written."""

    def expect(self, *expected: str) -> Callable[[Edit], Edit]:
        """Register the function below, whose name says the fault."""

        def register(edit: Edit) -> Edit:
            self.append(Case(edit.__name__, edit, expected))
            return edit

        return register


def missed(case: Case, told: tuple[Diagnostic, ...], text: str) -> list[str]:
    """What is expected and not told, and the other way round."""
    left = list(told)
    wrong = []
    for expected in case.expected:
        fitting = next((each for each in left if _fits(expected, each, text)), None)
        if fitting is None:
            wrong.append(f"not told: {expected}")
        else:
            left.remove(fitting)
    return [*wrong, *(f"told besides: {_shown(each, text)}" for each in left)]


def _fits(expected: str, told: Diagnostic, text: str) -> bool:
    code, _, where = expected.partition(" ")
    span = told.finding.span
    if code != told.code:
        return False
    if "|" not in where:
        return where == _offset(span)
    place, _, snippet = (part.strip() for part in where.partition("|"))
    return place == span.words and _at(told, text).startswith(snippet)


def _offset(span: Place) -> str:
    line, column = span.order
    return f"{line}:{column}"


def _at(told: Diagnostic, text: str) -> str:
    """What stands at the place of a finding; lines and columns count from 1."""
    span = told.finding.span
    return text.split("\n")[span.line - 1][span.column - 1 :] if isinstance(span, SourceSpan) else ""


def _shown(told: Diagnostic, text: str) -> str:
    span = told.finding.span
    where = f"{_offset(span)} {span.words} | {_at(told, text)[:60]}"
    return f"{told.code} {where} ({told.finding.message})"
