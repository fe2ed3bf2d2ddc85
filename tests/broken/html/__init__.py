"""Good pages, and what people and programs do to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from tests.broken.cases import Cases as CasesOf
from toolchain.model.diagnostics import Diagnostic, SourceSpan


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


def _edited(data: bytes, edit: Callable[[PageFile], None]) -> bytes:
    page = PageFile(data.decode())
    edit(page)
    return page.text.encode()


Cases = partial(CasesOf[PageFile], _edited)


def fits(expected: str, told: Diagnostic, data: bytes) -> bool:
    """Whether a finding is the one expected.

    Of a page of ours, whose lines change with its template, "CODE the place in words | what stands at the
    line and column"; of a stranger's "CODE line:column".
    """
    code, _, where = expected.partition(" ")
    span = told.finding.span
    if code != told.code:
        return False
    if "|" not in where:
        return where == "{}:{}".format(*span.order)
    place, _, snippet = (part.strip() for part in where.partition("|"))
    return place == span.words and _at(told, data.decode()).startswith(snippet)


def _at(told: Diagnostic, text: str) -> str:
    """What stands at the place of a finding; lines and columns count from 1."""
    span = told.finding.span
    return text.split("\n")[span.line - 1][span.column - 1 :] if isinstance(span, SourceSpan) else ""
