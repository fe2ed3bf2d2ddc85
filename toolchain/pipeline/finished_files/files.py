"""Which files are finished ones, and their bytes."""

from __future__ import annotations

from pathlib import Path

from toolchain import reports as rendering
from toolchain.model.diagnostics import failure
from toolchain.model.places import FilePlace
from toolchain.project.sources import FINISHED

MOST_BYTES = 500 * 1024 * 1024


def form_of(file: Path) -> str:
    """The format of a finished file, by its suffix. Raises `Failure` (S012) for another file."""
    form = FINISHED.get(file.suffix.lower())
    if form is None:
        known = rendering.code_sequence(list(FINISHED))
        raise failure("S012", FilePlace(file.as_posix()), "this is no finished file", f"one ends in {known}")
    return form


def read(file: Path) -> bytes:
    """The bytes of a finished file. Raises `Failure` (S012)."""
    display = file.as_posix()
    try:
        if file.is_file() and file.stat().st_size > MOST_BYTES:
            limit = MOST_BYTES // 1024 // 1024
            raise failure(
                "S012", FilePlace(display), f"this file is larger than {limit} MB", "make it smaller"
            )
        if file.exists() and not (file.is_file() or file.is_dir()):  # a device or a pipe may never end
            raise failure(
                "S012", FilePlace(display), "this is no file, but a device or a pipe", "save it first"
            )
        return file.read_bytes()
    except OSError as error:
        message = f"this cannot be read: {error.strerror}"
        raise failure("S012", FilePlace(display), message, "see to its name and permissions") from error
