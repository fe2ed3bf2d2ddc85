"""The known formats of finished files: built-in ones, and those of third-party writers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolchain.formats.table import OURS, SOURCES, Format
from toolchain.model.diagnostics import Failure
from toolchain.plugins import registry
from toolchain.rules.plugins import NotFinished


def format_of(file: Path | str) -> Format | None:
    """Return the format of a finished file by its suffix; None for any other file.

    A Word file of today is one under the older suffix too, which is known as a ZIP file.
    Writers of other packages are loaded only for a suffix that neither our outputs nor our sources have.
    """
    suffix = Path(file).suffix.lower()
    for known in OURS.values():
        if suffix in known.suffixes or (suffix in known.also and _is_zip(Path(file))):
            return known
    if suffix in SOURCES:
        return None
    return next((known for known in _theirs() if suffix in known.suffixes), None)


def _is_zip(file: Path) -> bool:
    from zipfile import is_zipfile

    return file.is_file() and is_zipfile(file)


def is_finished(file: Path | str) -> bool:
    """Return whether a file is a finished one, by its suffix."""
    return format_of(file) is not None


def finished_format(file: Path) -> Format:
    """Return the format of a finished file. Raises `Failure` (S020) for any other file."""
    found = format_of(file)
    if found is None:
        suffixes = tuple(suffix for each in formats() for suffix in each.suffixes)
        raise Failure.of(file.as_posix(), NotFinished(suffixes))
    return found


def formats() -> tuple[Format, ...]:
    """Return all formats whose files can be proved or checked, sorted by name."""
    return tuple(sorted((*OURS.values(), *_theirs()), key=lambda known: known.name))


def _theirs() -> Iterator[Format]:
    """Return the formats of other packages, without those whose writers cannot be loaded."""
    for plugin in registry.registrations(registry.WRITERS):
        if not plugin[0].is_ours and plugin[1] is None:
            try:
                known = registry.load_writer(plugin[0]).format
            except Failure:
                continue
            if known.is_known:
                yield known
