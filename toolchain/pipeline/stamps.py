"""Know which outputs are as a build would make them now, so that only what changed is built.

A stamp is in `.submission/stamps.json` in the folder of the outputs. It has a digest of each file that was
read and of its name (that of a picture may say what is withheld), of the names in the folders of these, of
each output, and of what decides besides: the options, where `submission.toml` is, this program and its
libraries. The digests have a key, which is in `.submission` in the folder of the source: who has the outputs'
folder alone cannot test guesses at what is withheld. If stamp or key cannot be read, the source is built.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import ValidationError, convert

from toolchain.data import packaged_templates
from toolchain.formats.read_bytes import LINKED, PRIVATE, on_server
from toolchain.model.diagnostics import Failure
from toolchain.model.overview import Overview
from toolchain.model.records import Record, asdict
from toolchain.pipeline import private_folder as private
from toolchain.pipeline.tasks import Outcome, Task
from toolchain.plugins import registry as plugins
from toolchain.project.folder_settings import NAME, FolderSettings
from toolchain.project.protected_names import find_register, registers
from toolchain.project.settings import Options

_PACKAGE = Path(__file__).parents[1]
_OF_SYSTEM = ("/proc/", "/sys/", "/etc/", "/usr/")
_RECORD = "stamps.json"
_KEY = "stamps-key.json"
_LENGTH = 16
"""Bytes of a secret."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_reads: dict[str, str] | None = None
_is_listening = False


class Stamp(Record):
    """What a build read and made, with the digest of each file; `others` is what decides besides, `overview`
    is of the source.
    """

    read: Mapping[str, str]
    folders: Mapping[str, str]
    outputs: Mapping[str, str]
    others: str
    overview: Overview


@contextmanager
def recorded() -> Iterator[dict[str, str]]:
    """Yield a table that gets each file that is read meanwhile, with the digest of its bytes at that time,
    and each link that leads to one.

    Files of Python and of this program are not in it.
    """
    global _reads, _is_listening  # noqa: PLW0603 -- a hook of Python is of the process, and stays
    if not _is_listening:
        sys.addaudithook(_hear)
        _is_listening = True
    before, _reads = _reads, {}
    try:
        yield _reads
    finally:
        _reads = before


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    global _reads  # noqa: PLW0603
    if event not in ("open", LINKED) or _reads is None:
        return
    path, _, flags = arguments if event == "open" else (*arguments, "r", 0)
    if isinstance(path, int) or flags & _WRITES:
        return
    name = _absolute(os.fsdecode(path))
    if name in _reads or name.startswith(_ours()):
        return
    table, _reads = _reads, None  # what is opened here is not recorded
    try:
        if Path(name).is_file():
            table[name] = _digest_of(name)
    except OSError:
        pass
    finally:
        _reads = table


@cache
def _ours() -> tuple[str, ...]:
    folders = {sys.prefix, sys.base_prefix, str(_PACKAGE), str(packaged_templates())}
    return (*_OF_SYSTEM, *(f"{_absolute(each)}{os.sep}" for each in folders))


class Kept(Record):
    """The stamp of a source in a folder of outputs, and the key of its digests."""

    stamp: Stamp
    key: bytes
    folder: Path

    def has_made(self, target: Path) -> bool:
        """Return whether an output has the bytes that were built."""
        return self._is_same(target, self.stamp.outputs.get(target.name))

    def has_read_the_same(self, source: Path) -> bool:
        """Return whether all files that were read for a source are as they were, and no register is new."""
        read, own = self.stamp.read, (source, *registers(source))
        if any(_said(_from(self.folder, _absolute(each)), self.key) not in read for each in own):
            return False
        with suppress(OSError, ValueError):
            inside = ((name, os.listdir(self.folder / name)) for name in self.stamp.folders)  # noqa: PTH208
            around = (f"{name}/{file}".removeprefix("./") for name, files in inside for file in files)
            paths = {_said(each, self.key): each for each in around}
            return all(self._is_same(self.folder / paths.get(name, name), read[name]) for name in read)
        return False

    def has_as_many_files(self) -> bool:
        """Return whether the folders of the files that were read have the same names in them."""
        outputs = [self.folder / name for name in self.stamp.outputs]
        with suppress(OSError, ValueError):
            return all(
                _keyed(_names(self.folder / name, outputs), self.key) == digest
                for name, digest in self.stamp.folders.items()
            )
        return False

    def is_decided_as(self, options: Options, settings: FolderSettings) -> bool:
        """Return whether options, this program, its libraries and the file of settings are as they were."""
        return self.stamp.others == _keyed(_others(options, settings, self.folder), self.key)

    def _is_same(self, path: Path, digest: str | None) -> bool:
        with suppress(OSError, ValueError):
            return path.is_file() and _keyed(_digest_of(path), self.key) == digest  # a device has no end
        return False


def kept(source: Path, folder: Path) -> Kept | None:
    """Return the stamp of a source in a folder of outputs, None if there is none that can be read."""
    with suppress(*private.UNREADABLE, ValidationError):
        record = private.read_record(folder, _RECORD)
        stamp = convert(record["stamps"][source.stem], Stamp)
        is_odd = any(map(on_server, (*stamp.read, *stamp.folders)))
        return None if is_odd else Kept(stamp, _key(_secret(source), str(record["salt"])), folder)
    return None


def _secret(source: Path) -> bytes:
    """Return what the keys of a source's stamps are made of. Raise `Failure` (S024), and of `UNREADABLE`."""
    secret = bytes.fromhex(private.read_record(source.parent, _KEY)["key"])
    if len(secret) < _LENGTH:
        raise ValueError  # of `UNREADABLE`: it can be guessed
    return secret


def _key(secret: bytes, salt: str) -> bytes:
    return bytes.fromhex(_keyed(salt, secret))


def current(task: Task) -> Overview | None:
    """Return the overview of a source if the outputs of its task are as it would make them, else None."""
    with suppress(ValueError, Failure):  # a path to another drive; a private folder that is a link
        found = kept(task.source, _folder(task)) if _can_have_one(task) else None
        if (
            found is not None
            and found.stamp.outputs.keys() == {target.name for target in task.targets.values()}
            and private.inside(found.folder, "outputs.json").is_file()
            and found.is_decided_as(task.options, task.settings)
            and all(map(found.has_made, task.targets.values()))
            and found.has_read_the_same(task.source)
            and found.has_as_many_files()
        ):
            return found.stamp.overview
    return None


def written(task: Task, outcome: Outcome) -> dict[Path, bytes]:
    """Return the files with the stamp of a task and with a new key, to be put in place with its outputs.

    There are none if the task has no stamp, or its key no place. Raise `Failure` (S013, S024) because of the
    folder of the outputs.
    """
    outputs, home = outcome.outputs, task.source.parent
    if not _can_have_one(task) or set(outputs) != set(task.targets.values()):
        return {}
    folder, files = _folder(task), dict[Path, bytes]()
    salt, stamps = secrets.token_hex(16), dict[str, Any]()
    with suppress(*private.UNREADABLE):
        record = private.read_record(folder, _RECORD)
        salt, stamps = str(record["salt"]), {**record["stamps"]}
    try:
        key = _key(_secret(task.source), salt)
    except Failure:  # next to the source is a link, or a private folder of another user
        return {}
    except private.UNREADABLE:
        if not os.access(home, os.W_OK):
            return {}
        new = secrets.token_bytes(_LENGTH)
        files = private.with_gitignore(home, {private.inside(home, _KEY): private.record(key=new.hex())})
        key = _key(new, salt)
    kept = {name: digest for name, digest in outcome.read.items() if Path(name).is_file()}
    around = {str(Path(name).parent) for name in kept if Path(name).name != NAME}  # that of a whole project
    try:
        stamps[task.source.stem] = {
            "read": {_said(_from(folder, name), key): _keyed(digest, key) for name, digest in kept.items()},
            "folders": {_from(folder, name): _keyed(_names(Path(name), outputs), key) for name in around},
            "outputs": {target.name: _keyed(private.digest(data), key) for target, data in outputs.items()},
            "others": _keyed(_others(task.options, task.settings, folder), key),
            "overview": asdict(outcome.overview),
        }
    except (OSError, ValueError):  # ValueError: of Windows, for a path from one drive to another
        return {}
    if find_register(task.source).occurs_in("\n".join(stamps[task.source.stem]["folders"])):
        del stamps[task.source.stem]  # nothing next to a public version names a protected person
    return {**files, private.inside(folder, _RECORD): private.record(salt=salt, stamps=stamps)}


def _can_have_one(task: Task) -> bool:
    """Return whether the outputs depend on files and options alone, and not on LibreOffice or on a draft."""
    return bool(task.targets) and not (task.options.draft or task.options.page_numbers)


def _folder(task: Task) -> Path:
    return next(iter(task.targets.values())).parent


def _absolute(name: str | Path) -> str:
    return os.path.normpath(Path.cwd() / name)


def _from(folder: Path, name: str) -> str:
    return Path(os.path.relpath(name, folder)).as_posix()


def _digest_of(path: str | Path) -> str:
    with open(path, "rb") as file:  # noqa: PTH123 -- it is called for each file that is read
        return hashlib.file_digest(file, "sha256").hexdigest()


def _said(name: str, key: bytes) -> str:
    """Return what a stamp has in place of a path: its digest, unless the names in its folder are not kept."""
    return name if name.rpartition("/")[2] == NAME else _keyed(name, key)


def _keyed(digest: str, key: bytes) -> str:
    return hashlib.blake2b(os.fsencode(digest), key=key, digest_size=16).hexdigest()


def _names(folder: Path, outputs: Iterable[Path]) -> str:
    """Return the digest of the names in a folder, without those of outputs, their folders and editors'
    copies.
    """
    left_out = {PRIVATE, *(Path(os.path.relpath(path, folder)).parts[0] for path in outputs)}
    names = {path.name for path in folder.iterdir() if not path.name.endswith("~")}
    return private.digest(json.dumps(sorted(names - left_out)).encode())


def _others(options: Options, settings: FolderSettings, folder: Path) -> str:
    file = settings.path and _from(folder, _absolute(settings.path))
    own = options.templates or settings.templates  # of which none may have been read yet
    found = (path for pattern in ("*", "citations/*") for path in (own.glob(pattern) if own else ()))
    names = sorted(path.name for path in found if path.is_file())
    return private.digest(repr((options, file, names, _program())).encode())


@cache
def _program() -> str:
    """Return the digest of this program, its plug-ins (the sizes and times of their files) and libraries."""
    libraries = (path.name for folder in sys.path for path in Path(folder).glob("*-info"))
    found = [sys.version, *sorted(libraries)]
    for root in (_PACKAGE, packaged_templates(), *plugins.code()):
        one = [(str(root.parent), list[str](), [root.name])]
        for folder, folders, names in os.walk(root) if root.is_dir() else one:  # faster than `rglob`
            folders[:] = sorted(set(folders) - {"__pycache__"})
            for name in sorted(names):
                status = os.lstat(os.path.join(folder, name))  # noqa: PTH118
                found.append(f"{name} {status.st_size} {status.st_mtime_ns}")
    return private.digest("\n".join(found).encode())
