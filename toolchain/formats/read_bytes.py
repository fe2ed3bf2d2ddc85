"""The bytes of a file that a user names: all of them, and of bearable size."""

from __future__ import annotations

from pathlib import Path

from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.facts import Facts
from toolchain.model.places import FilePlace
from toolchain.rules import inputs
from toolchain.rules.project import NoSuchFile


def bytes_of(path: Path, display: str, most: int = 0) -> bytes:
    """All bytes of a file, at most `most` if that is not 0; `display` is its path as messages show it.

    Raises `Failure` (S012, S019 to S021).
    """
    try:
        if path.is_file():
            with path.open("rb") as file:
                data = file.read(most + 1 if most else -1)
            if not most or len(data) <= most:
                return data
            fault: Facts = inputs.FileTooLarge(most // 1_000_000)
        elif path.is_dir():
            fault = inputs.FolderForFile()
        else:
            fault = inputs.NotAFile() if path.exists() else NoSuchFile(None)
    except OSError as error:
        fault = inputs.FileUnreadable(error.strerror)
    raise Failure(Finding(FilePlace(display), fault))
