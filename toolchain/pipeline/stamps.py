"""Know which outputs are as a build would make them now, so that only what changed is built.

A stamp is in `.submission/stamps.json` in the folder of the outputs. It has a digest of each file that was
read, of the names in the folders of these, of each output, and of what decides besides: the options, where
`submission.toml` is, this program and its libraries. The digests have a key of the folder, so that nobody can
test guesses with them. If a stamp cannot be read, the source is built.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from toolchain.data import packaged_templates
from toolchain.formats.read_bytes import PRIVATE
from toolchain.model.records import Record
from toolchain.pipeline import private_folder as private
from toolchain.pipeline.tasks import Task
from toolchain.pipeline.write_files import present
from toolchain.project.folder_settings import NAME

_PACKAGE = Path(__file__).parents[1]
_OF_SYSTEM = ("/proc/", "/sys/", "/dev/", "/etc/", "/usr/")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_reads: dict[str, str] | None = None
_is_listening = False


class Stamp(Record):
    """What a build read and made, with the digest of each file; `others` is what decides besides."""

    read: Mapping[str, str]
    folders: Mapping[str, str]
    outputs: Mapping[str, str]
    others: str


@contextmanager
def recorded() -> Iterator[dict[str, str]]:
    """Yield a table that gets each file that is read meanwhile, with the digest of its bytes at that time.

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
    if event != "open" or _reads is None:
        return
    path, _, flags = arguments
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


def is_current(task: Task) -> bool:
    """Return whether the outputs of a task are as it would make them."""
    if not _can_have_one(task):
        return False
    folder, record = _folder(task), {}
    with suppress(AttributeError, LookupError, TypeError, ValueError, RecursionError):
        record = json.loads(present(private.inside(folder, "stamps.json")).data or b"")
        key, stamp = bytes.fromhex(record["key"]), Stamp(**record["stamps"][task.source.stem])
        return _is_current(task, stamp, key, folder)
    return False


def _is_current(task: Task, stamp: Stamp, key: bytes, folder: Path) -> bool:
    outputs = {target.name: target for target in task.targets.values()}
    if _from(folder, _absolute(task.source)) not in stamp.read:
        return False
    if not private.inside(folder, "outputs.json").is_file():
        return False
    if stamp.others != _keyed(_others(task), key) or set(stamp.outputs) != set(outputs):
        return False
    known = {outputs[name]: digest for name, digest in stamp.outputs.items()}
    known |= {folder / name: digest for name, digest in stamp.read.items()}
    try:
        return all(_keyed(_digest_of(path), key) == digest for path, digest in known.items()) and all(
            _keyed(_names(folder / name, [*outputs.values()]), key) == digest
            for name, digest in stamp.folders.items()
        )
    except OSError:
        return False


def written(task: Task, read: Mapping[str, str], outputs: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Return the file with the stamp of a task, to be put in place with its outputs; none if it has none.

    Raise `Failure` (S024).
    """
    if not _can_have_one(task) or set(outputs) != set(task.targets.values()):
        return {}
    folder = _folder(task)
    path = private.inside(folder, "stamps.json")
    try:
        record = json.loads(present(path).data or b"")
        key, stamps = bytes.fromhex(record["key"]), dict(record["stamps"])
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError):
        key, stamps = secrets.token_bytes(16), {}
    kept = {name: digest for name, digest in read.items() if Path(name).is_file()}
    around = {str(Path(name).parent) for name in kept if Path(name).name != NAME}  # that of a whole project
    try:
        folders = {_from(folder, name): _keyed(_names(Path(name), outputs), key) for name in around}
    except OSError:
        return {}
    stamps[task.source.stem] = {
        "read": {_from(folder, name): _keyed(digest, key) for name, digest in kept.items()},
        "folders": folders,
        "outputs": {target.name: _keyed(_digest(data), key) for target, data in outputs.items()},
        "others": _keyed(_others(task), key),
    }
    return {path: json.dumps({"version": 1, "key": key.hex(), "stamps": stamps}, indent=1).encode()}


def _can_have_one(task: Task) -> bool:
    """Return whether the outputs depend on files and options alone, and not on LibreOffice or on a draft."""
    return bool(task.targets) and not (task.options.draft or task.options.page_numbers)


def _folder(task: Task) -> Path:
    return next(iter(task.targets.values())).parent


def _absolute(name: str | Path) -> str:
    return os.path.normpath(Path.cwd() / name)


def _from(folder: Path, name: str) -> str:
    return Path(os.path.relpath(name, folder)).as_posix()


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _digest_of(path: str | Path) -> str:
    with open(path, "rb") as file:  # noqa: PTH123 -- it is called for each file that is read
        return _digest(file.read())


def _keyed(digest: str, key: bytes) -> str:
    return hashlib.blake2b(digest.encode(), key=key, digest_size=16).hexdigest()


def _names(folder: Path, outputs: Iterable[Path]) -> str:
    """Return the digest of the names in a folder, without those of outputs, their folders and editors'
    copies.
    """
    left_out = {PRIVATE, *(Path(os.path.relpath(path, folder)).parts[0] for path in outputs)}
    names = {path.name for path in folder.iterdir() if not path.name.endswith("~")}
    return _digest(json.dumps(sorted(names - left_out)).encode())


def _others(task: Task) -> str:
    settings = task.settings.path and _from(_folder(task), _absolute(task.settings.path))
    decides = task.options, task.formats, sorted(task.targets), settings, _program()
    return _digest(repr(decides).encode())


@cache
def _program() -> str:
    """Return the digest of this program (the sizes and times of its files), and of its libraries."""
    libraries = Path(sysconfig.get_path("purelib")).glob("*-info")
    found = [sys.version, *sorted(path.name for path in libraries)]
    for root in (_PACKAGE, packaged_templates()):
        for path in sorted(each for each in root.rglob("*") if each.suffix != ".pyc"):
            status = path.stat()
            if not path.is_dir():
                found.append(f"{path.name} {status.st_size} {status.st_mtime_ns}")
    return _digest("\n".join(found).encode())
