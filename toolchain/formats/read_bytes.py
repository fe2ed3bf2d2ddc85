"""The bytes of a file that is read as it is: a finished one, or one that goes along inside a PDF."""

from __future__ import annotations

from pathlib import Path

from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.places import FilePlace
from toolchain.rules.inputs import FileUnreadable


def bytes_of(path: Path, display: str) -> bytes:
    """All bytes of a file; `display` is its path as messages show it. Raises `Failure` (S012)."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Failure(Finding(FilePlace(display), FileUnreadable(error.strerror))) from error
