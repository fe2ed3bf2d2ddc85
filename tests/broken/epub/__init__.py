"""A good book, and what people and programs do to it: each case says what is to be found, and where."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from toolchain.formats.zip_files import zipped
from toolchain.model.diagnostics import Diagnostic

FOLDER = "EPUB/"


class BookFile:
    """A book that is being edited. Each edit must find its place, and only one."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.spoil: Callable[[bytes], bytes] = lambda data: data

    def text(self, name: str) -> str:
        """The text of a file, by its path from the package document."""
        return self.files[FOLDER + name].decode()

    def put(self, name: str, text: str) -> None:
        """Give a file this text."""
        self.files[FOLDER + name] = text.encode()

    def replace(self, name: str, old: str, new: str) -> None:
        """Put other words in the place of some, which are there once."""
        text = self.text(name)
        assert text.count(old) == 1, (old, text.count(old))
        self.put(name, text.replace(old, new))

    def sub(self, name: str, pattern: str, new: str) -> None:
        """Replace the first of what a regular expression finds."""
        text, times = re.subn(pattern, new, self.text(name), count=1, flags=re.DOTALL)
        assert times, pattern
        self.put(name, text)

    def packed(self) -> bytes:
        """The book's bytes."""
        return self.spoil(zipped(self.files, stored=("mimetype",)))


Edit = Callable[[BookFile], None]


class Case(NamedTuple):
    """What is done to the good book, and all that is to be found then.

    Each is "CODE file | what stands in the line that is named"; without "|" the file as a whole, and of the
    book as a whole the code alone.
    """

    name: str
    edit: Edit
    expected: tuple[str, ...]


class Cases(list[Case]):
    """Cases in the order in which they are written."""

    def expect(self, *expected: str) -> Callable[[Edit], Edit]:
        """Register the function below, whose name says the fault."""

        def register(edit: Edit) -> Edit:
            self.append(Case(edit.__name__, edit, expected))
            return edit

        return register


def missed(case: Case, told: tuple[Diagnostic, ...], book: BookFile) -> list[str]:
    """What is expected and not told, and the other way round."""
    left = list(told)
    wrong = []
    for expected in case.expected:
        fitting = next((each for each in left if _fits(expected, each, book)), None)
        if fitting is None:
            wrong.append(f"not told: {expected}")
        else:
            left.remove(fitting)
    return [*wrong, *(f"told besides: {each.code} {_place(each)}: {each.finding.message}" for each in left)]


def _place(told: Diagnostic) -> str:
    return told.finding.span.words


def _fits(expected: str, told: Diagnostic, book: BookFile) -> bool:
    code, _, where = expected.partition(" ")
    file, _, words = (part.strip() for part in where.partition(" | "))
    said, _, line = _place(told).partition(", line ")
    if (code, file) != (told.code, said):
        return False
    return not words or (line.isdigit() and words in book.text(file).splitlines()[int(line) - 1])
