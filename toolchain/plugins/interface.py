"""What a plug-in must offer: a reader, a writer, and the number of the interface that it is made for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from toolchain.formats.table import Format
from toolchain.model import Document
from toolchain.project.settings import Project
from toolchain.resolve.tables import Resolved

API = 1


class Reader(Protocol):
    """Reads a source or a finished file as a Document."""

    api: int
    name: str
    suffixes: Sequence[str]

    def read(self, path: Path, display: str) -> Document:
        """Read a file; `display` is its path as messages show it. Raises `Failure`, such as S012."""


class Writer(Protocol):
    """Writes a Resolved as the bytes of one output. `requires` names the modules it needs.

    A writer that needs other modules for some projects also has `needs(project)`, which returns their names.
    """

    api: int
    format: Format
    requires: Sequence[str]

    def write(self, resolved: Resolved, project: Project) -> bytes:
        """Return the output. Raises `Failure` if a template has a mistake."""
