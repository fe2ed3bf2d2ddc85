"""Keeps what a command replaces, and brings it back.

What one command replaces in a folder is in `.submission/undo/NUMBER-COMMAND/` there: the files as they were,
and last of all `record.json`, without which the rest does not count. All of it is on the disk before the
first file is replaced. So a command that is killed leaves either nothing to undo, or all that is needed.

NUMBER counts the commands, in all folders next to each other, so the order does not depend on a clock.
NUMBER-COMMAND is the same in all folders that a command has changed, and names the command.

A record may come from somebody else, with the folder: it can name only files below its folder, and none that
are hidden.
"""

from __future__ import annotations

import json
import shutil
import time
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PureWindowsPath
from typing import Any

from toolchain.editing.fixing.diff import unified
from toolchain.formats.read_bytes import PRIVATE, bytes_of
from toolchain.model.diagnostics import Failure
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import Record, replace
from toolchain.model.wording import command_line
from toolchain.pipeline import private_folder as private
from toolchain.pipeline.write_files import ANY_MODE, Modes, Present, claimed, present, write_all
from toolchain.rules.commands import NotCorrected, SourceEdited
from toolchain.rules.kept import PrivateFolder, StatesKept, Undone

UNDO = "undo"
_LAST = 20
_NAME = expression(r"[0-9]{9}-[0-9a-f]{16}")
_RECORD = "record.json"

Kept = Mapping[Path, tuple[Present, str]]


def write(
    files: Mapping[Path, bytes | None], typed: str, folders: Sequence[Path] = (), modes: Modes = ANY_MODE
) -> bool:
    """Write the files of a command, and keep what they replace; return whether any was changed.

    `typed` is the command. What is in one of `folders` is kept there, all else next to its file. `modes` are
    those of new files, as in `write_all`. Raise `Failure` (S013), and then no file has changed.
    """
    olds = {path: present(path) for path in files}
    changed = {path: data for path, data in files.items() if olds[path].data != data}
    groups: dict[Path, dict[Path, tuple[Present, bytes | None]]] = {}
    for path, data in changed.items():
        folder = next((each for each in folders if each in path.parents), path.parent)
        groups.setdefault(folder, {})[path] = olds[path], data
    name = f"{_next_number(groups):09}-{time.time_ns():016x}"
    kept: dict[Path, bytes | None] = {}
    try:
        for folder, group in groups.items():
            kept |= _packed(private.inside(folder, UNDO, name), group, typed)
        write_all({**kept, **changed}, modes)
    except Failure as error:
        faults = (replace(each, facts=NotCorrected(each.facts)) for each in error.findings)
        raise Failure(*faults) from error
    for folder in groups:
        for entry in entries_of(folder)[:-_LAST]:
            shutil.rmtree(entry, ignore_errors=True)
    return bool(changed)


class Edited(Record):
    """A source, and what its file holds before and after; a byte order mark is part of both."""

    source: Path
    before: str
    after: str

    @property
    def path(self) -> str:
        """The source's path as messages show it."""
        return self.source.as_posix()

    @property
    def is_changed(self) -> bool:
        """Whether the file will hold something else."""
        return self.before != self.after

    @property
    def patch(self) -> str:
        """The change as a patch, "" for none."""
        return unified(self.before, self.after, self.path)


def mark_of(source: Path) -> str:
    """Return the byte order mark of a file or "": it is not part of a Document's text."""
    try:
        with source.open("rb") as file:
            return BOM_UTF8.decode() if file.read(len(BOM_UTF8)) == BOM_UTF8 else ""
    except OSError:
        return ""


def replace_edited(
    edits: Iterable[Edited], typed: str, others: Mapping[Path, bytes] = {}, folders: Sequence[Path] = ()
) -> None:
    """Write sources that were edited, and other files with them, as `write` does.

    Raise `Failure`: S022 for a source that has changed since it was read, S013 for a file that cannot be
    written. Then no file has changed.
    """
    files: dict[Path, bytes | None] = {}
    for each in edits:
        if each.is_changed:
            file = file_of(each.source)
            if present(file).data != each.before.encode():
                raise Failure.of(file.as_posix(), SourceEdited())
            files[file] = each.after.encode()
    write({**files, **others}, typed, folders)


def file_of(source: Path) -> Path:
    """Return the file that a source is: if it is a symbolic link, its target."""
    return source.resolve() if source.is_symlink() else source


def entries(places: Iterable[Path], number: int | None) -> list[Path]:
    """Return the folders that keep what commands have replaced in these sources or folders, the newest first.

    `number` chooses one command. Raise `Failure` (S024).
    """
    found = {
        entry: place
        for place in places
        for folder in folders_of(place)
        for entry in entries_of(folder)
        if number in (None, int(entry.name[:9]))
        if place.is_dir() or place.is_symlink() or place in read(entry)[2]
    }
    return sorted(found, key=lambda entry: entry.name, reverse=True)


def entries_of(folder: Path) -> list[Path]:
    """Return the folders of what is kept in a folder, the oldest first. Raise `Failure` (S024)."""
    records = private.inside(folder, UNDO).glob(f"*/{_RECORD}")
    return sorted(path.parent for path in records if _NAME.fullmatch(path.parent.name))


def folders_of(place: Path) -> list[Path]:
    """Return where something may be kept of a source, or of the sources in a folder.

    What is kept of a source that is a symbolic link is next to the file that it points to.
    """
    if place.is_dir():
        return [place, *(path.parent for path in sorted(place.glob(f"*/{PRIVATE}")))]
    return [place.parent, *([place.resolve().parent] if place.is_symlink() else [])]


def read(entry: Path) -> tuple[str, str, Kept]:
    """Return a command, its time, and what it has replaced, each file with the digest of the new one.

    Raise `Failure` (S024).
    """
    files: dict[Path, tuple[Present, str]] = {}
    try:
        record = json.loads(_read(entry, _RECORD))
        for number, each in enumerate(record["files"]):
            old = Present(_read(entry, str(number)) if each["existed"] else None, int(each["mode"]) & 0o666)
            files[_allowed(entry.parents[2], each["path"])] = old, str(each["after"])
        return (str(record["command"]), str(record["time"]), files)
    except (LookupError, TypeError, ValueError, RecursionError) as error:
        raise Failure.of(entry.as_posix(), PrivateFolder(Word("submission did not write it"))) from error


def bring_back(entries: Sequence[Path], typed: str) -> list[Undone]:
    """Put back what is kept in the folders of a command, and keep what that replaces. `typed` does this.

    Return a line for each file that is changed. Raise `Failure` (S013, S024).
    """
    files: dict[Path, bytes | None] = {}
    modes: dict[Path, int] = {}
    lines = []
    for command, when, kept in map(read, entries):
        for path, (old, after) in kept.items():
            files[path], modes[path] = old
            now = present(path).data
            how = Word("removed") if old.data is None else Word("brought back")
            if private.digest(now) != after:
                how = Word("brought back; it was edited since, and the edited file is kept too")
            if now != old.data:
                lines.append(Undone(path.as_posix(), how, command, when))
    write(files, typed, [entry.parents[2] for entry in entries], modes)
    return lines


def forget(folder: Path) -> None:
    """Delete all that is kept in a folder, also by a killed command. Raise `Failure` (S024) and `OSError`."""
    undo = private.inside(folder, UNDO)
    with claimed(folder):
        if undo.is_dir():
            shutil.rmtree(undo)


def left(source: Path) -> Iterator[StatesKept]:
    """Yield a line for each folder in which something is kept of a source."""
    for folder in folders_of(source):
        if count := len(entries_of(folder)):
            undo = command_line("submission", "undo", source, "--forget")
            yield StatesKept((folder / PRIVATE / UNDO).as_posix(), count, undo)


def _read(entry: Path, name: str) -> bytes:
    path = private.inside(entry.parents[2], UNDO, entry.name, name)
    return bytes_of(path, path.as_posix())


def _packed(entry: Path, files: Mapping[Path, tuple[Present, bytes | None]], typed: str) -> dict[Path, bytes]:
    """Return the files that keep what a command replaces in a folder: each as it was, and the record."""
    items: list[dict[str, Any]] = []
    found: dict[Path, bytes] = {}
    folder = entry.parents[2]
    for path, (old, data) in files.items():
        relative = path.relative_to(folder).as_posix()
        _allowed(folder, relative)
        if old.data is not None:
            found[entry / str(len(items))] = old.data
        item = {"path": relative, "existed": old.data is not None, "mode": old.mode}
        items.append({**item, "after": private.digest(data)})
    now = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime())
    record = private.record(command=typed, time=now, files=items)
    return private.with_gitignore(folder, {**found, entry / _RECORD: record})


def _allowed(folder: Path, relative: str) -> Path:
    """Return a file that a record names. Raise `Failure` (S024) for one that no record may name."""
    named, path = PureWindowsPath(relative), folder / relative  # which knows the drives of Windows
    odd = not named.parts or named.anchor or "\\" in relative or any(each[0] == "." for each in named.parts)
    if odd or any(each.is_symlink() for each in (path, *path.parents[: len(named.parts) - 1])):
        raise Failure.of(path.as_posix(), PrivateFolder(Word("it is hidden, a link, or outside this folder")))
    return path


def _next_number(folders: Iterable[Path]) -> int:
    """Return the number after all in these folders, and in those next to them."""
    inner = f"*/{PRIVATE}/{UNDO}/*"
    names = [path.name for folder in folders for path in folder.resolve().parent.glob(inner)]
    return max((int(name[:9]) for name in names if _NAME.fullmatch(name)), default=0) + 1
