"""A good book, and what people and programs do to it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import partial

from tests.broken.cases import Cases as CasesOf
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


def _edited(data: bytes, edit: Callable[[BookFile], None]) -> bytes:
    book = BookFile(data)
    edit(book)
    return book.packed()


Cases = partial(CasesOf[BookFile], _edited)


def fits(expected: str, told: Diagnostic, data: bytes) -> bool:
    """Whether a finding is the one expected: "CODE file | what stands in the line that is named".

    Without "|" it is of the file as a whole; of the book as a whole there is the code alone.
    """
    code, _, where = expected.partition(" ")
    file, _, words = (part.strip() for part in where.partition(" | "))
    said, _, line = told.finding.span.words.partition(", line ")
    if (code, file) != (told.code, said):
        return False
    return not words or (line.isdigit() and words in BookFile(data).text(file).splitlines()[int(line) - 1])
