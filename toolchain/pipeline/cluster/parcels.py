"""Pack a task with the files that it reads, and lay them out on another machine.

There they are in a folder of the task's own, as they are here from the first folder that all have in common:
so paths are as they were typed, and the names of the folders above stay here.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any

from toolchain.formats.read_bytes import is_part_of
from toolchain.model.diagnostics import Failure
from toolchain.model.records import Record, replace
from toolchain.pipeline import stages, stamps
from toolchain.pipeline.tasks import Outcome, Task
from toolchain.pipeline.withholding import versions
from toolchain.project.folder_settings import FolderSettings, read_settings
from toolchain.project.protected_names import registers
from toolchain.recipients.loading import OWN

_TOP = Path(Path.cwd().anchor)


class Parcel(Record):
    """A task, the working folder, and the files with their bytes, by their paths from the common folder.

    A link has the path that it leads to, a folder has nothing. It does not print what it has, because Dask
    writes the arguments of a task that fails into the worker's log.
    """

    task: Task
    at: str
    files: Mapping[str, bytes | str | None]

    def __repr__(self) -> str:
        return type(self).__name__


class Packed(Record):
    """A parcel, the folder of its source, the common folder, and the files that have their bytes in it."""

    parcel: Parcel
    folder: Path
    common: Path
    sent: frozenset[Path]


def stays_here(task: Task) -> bool:
    """Return whether a source withholds something: no other machine may have it."""
    return any(registers(task.source)) or versions(task.source, task.options) != ("",)


def packed(task: Task, more: Iterable[str] = ()) -> Packed | None:
    """Return a task with the files that it reads, and `more`; None if another machine cannot do it.

    Another machine cannot do a task whose source cannot be read or withholds something, or whose
    `submission.toml` names a link. The parcel has only the names of the other files in the same folders:
    messages depend on which files exist.
    """
    source = _absolute(task.source)
    if stays_here(task):
        return None
    read = {*_read(task, source, more)}
    needed = {path for path in read if path.is_relative_to(source.parent)}
    elsewhere = _elsewhere(task, source, read - needed)
    if source not in needed or elsewhere is None:
        return None
    around = {source.parent, source.parent / OWN, *(path.parent for path in needed)}
    files: dict[Path, bytes | str | None] = {}
    for folder in sorted(each for each in around if each.is_dir()):
        files |= {path: _named(path, source.parent) for path in folder.iterdir()}
    needed |= elsewhere
    for path in needed:
        with suppress(OSError):
            files[path] = None if path.is_dir() else path.read_bytes()
    common = Path(os.path.commonpath([Path.cwd(), *files]))
    return Packed(
        Parcel(
            _moved(task, common, _TOP),
            Path.cwd().relative_to(common).as_posix(),
            {path.relative_to(common).as_posix(): data for path, data in files.items()},
        ),
        source.parent,
        common,
        frozenset(needed),
    )


def with_more(task: Task, made: Packed, outcome: Outcome) -> Packed | None:
    """Return a task with the files next to its source that it opened and had the names of only."""
    more = [name for name in outcome.read if Path(name).is_relative_to(made.folder)]
    if all(Path(name) in made.sent for name in more):
        return None
    again = packed(task, more)
    return again if again and again.sent > made.sent else None


def _read(task: Task, source: Path, more: Iterable[str]) -> Iterator[Path]:
    """Yield the files next to a source that it reads, by the paths that lead there without its links."""
    real = source.parent.resolve()
    names: dict[str, str] = {}
    with stamps.recorded() as read, suppress(Failure):
        document = stages.read(task.source, task.options).project.templates.document
        names = {str(document.file): ""} if document else {}
    asked = (name for name in more if is_part_of(Path(name).resolve(), real))
    for path in map(Path, (*read, *names, *asked)):
        yield source.parent / path.relative_to(real) if path.is_relative_to(real) else path


def _named(path: Path, folder: Path) -> bytes | str | None:
    """Return what a file is without its bytes."""
    if path.is_symlink():
        target, real = path.resolve(), folder.resolve()
        if target.is_relative_to(real):
            target = folder / target.relative_to(real)
        return os.path.relpath(target, path.parent)
    return None if path.is_dir() else b""


def _elsewhere(task: Task, source: Path, read: Iterable[Path]) -> set[Path] | None:
    """Return the files that the command line and `submission.toml` name, without those next to the source.

    None if a link leads to one that `submission.toml` names: here it is clear whether it leads out.
    """
    settings, _ = read_settings(task.source)
    asked, top = {*_files(task.options.css), *_files(task.options.templates)}, settings.folder
    if top is None:
        return asked
    own = {_absolute(settings.path or top), *(path for path in read if path.is_relative_to(top))}
    own |= set() if task.options.css else {*_files(settings.css)}
    own |= set() if task.options.templates else {*_files(settings.templates)}
    is_plain = source.parent.is_relative_to(top) and all(each.resolve() == each for each in own)
    return asked | own if is_plain else None


def _files(path: Path | None) -> Iterator[Path]:
    """Yield a file, or a folder and the files in it."""
    if path:
        yield _absolute(path)
        yield from (each for each in _absolute(path).rglob("*") if each.is_file())


def _absolute(path: Path) -> Path:
    return Path(os.path.normpath(Path.cwd() / path))


def _moved(task: Task, old: Path, new: Path) -> Task:
    """Return a task that finds its files in another folder. Relative paths are the same there."""

    def place(path: Path) -> Path:
        return new / _absolute(path).relative_to(old) if path.is_absolute() else path

    given = task.options
    options = replace(
        given, css=given.css and place(given.css), templates=given.templates and place(given.templates)
    )
    return replace(task, source=place(task.source), options=options, settings=FolderSettings())


def laid_out(parcel: Parcel, folder: Path) -> Task:
    """Lay the files of a parcel out in a new folder that is readable by its owner alone, and work there.

    The working folder of the whole process changes.
    """
    folder.mkdir()
    os.chdir(folder)
    Path(".git").touch()  # no submission.toml of the worker is for a task
    for name, data in sorted(parcel.files.items()):
        path = Path(name)
        (path if data is None else path.parent).mkdir(parents=True, exist_ok=True)
        if isinstance(data, str):
            path.symlink_to(data)
        elif data is not None:
            path.write_bytes(data)
    Path(parcel.at).mkdir(parents=True, exist_ok=True)
    os.chdir(parcel.at)
    return _moved(parcel.task, _TOP, folder)


def sealed(outcome: Outcome, folder: Path) -> bytes:
    """Return an outcome as bytes in which the name of a folder is left open."""
    written = BytesIO()
    _Sealer(written, str(folder)).dump(outcome)
    return written.getvalue()


def opened(data: bytes, folder: Path) -> Outcome:
    """Return an outcome whose files are in a folder of this machine."""
    outcome: Outcome = _Opener(BytesIO(data), str(folder).rstrip(os.sep)).load()
    return outcome


class _Sealer(pickle.Pickler):
    def __init__(self, file: BytesIO, folder: str) -> None:
        super().__init__(file)
        self.folder = folder

    def persistent_id(self, value: Any) -> tuple[bool, list[str]] | None:
        if isinstance(value, str | PurePath) and self.folder in str(value):
            return isinstance(value, PurePath), str(value).split(self.folder)
        return None


class _Opener(pickle.Unpickler):
    def __init__(self, file: BytesIO, folder: str) -> None:
        super().__init__(file)
        self.folder = folder

    def persistent_load(self, found: tuple[bool, list[str]]) -> str | Path:
        is_path, parts = found
        text = self.folder.join(parts)
        return Path(text) if is_path else text
