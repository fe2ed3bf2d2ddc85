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
    """A source or a finished file in, a Document out."""

    api: int
    name: str
    suffixes: Sequence[str]

    def read(self, path: Path, display: str) -> Document:
        """Read a file; `display` is its path as messages show it. Raises `Failure` (S012)."""


class Writer(Protocol):
    """A Resolved in, the bytes of one output out. `requires` names the modules it cannot do without."""

    api: int
    format: Format
    requires: Sequence[str]

    def write(self, resolved: Resolved, project: Project) -> bytes:
        """The output. Raises `Failure` where a template is at fault."""
