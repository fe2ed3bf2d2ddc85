"""Puts all files of a build, or of a correction, in place, or none.

Every file is first written whole, under a temporary name in its own folder, and forced to the disk.
When all are complete they get their final names, each by one atomic rename; the old files are kept
until the last rename has succeeded. So a full disk, an interrupt or a power cut leaves the
old outputs as they were; a final name never holds half a file. A process that is killed outright
can leave a hidden `.submission-…` file, which nothing reads and the next build removes; killed
between two renames, it leaves some outputs old and others new, each of them whole.

Each process that writes into a folder has a shared lock on it; the system takes it back when the process
ends, however it ends. So a process that has the lock alone knows that the hidden files there are nobody's.

A symbolic link in an output's place is replaced, not followed: what a link in somebody else's
folder points at is never overwritten.

What is written into a folder `.submission` can be read by the owner of the folder around it alone.
"""

from __future__ import annotations

import errno
import os
import signal
import stat
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from toolchain.formats.read_bytes import PRIVATE
from toolchain.model.diagnostics import Failure
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.rules import commands as about
from toolchain.rules.files import OutputUnwritable

Modes: TypeAlias = Mapping[Path, int]
ANY_MODE: Modes = MappingProxyType({})
_MOST_CLAIMED = 256  # a process may not have many more files open
_late = threading.Event()
"""An interrupt came too late for the last files."""
_HIDDEN = expression(r"\.submission-[0-9a-f]{16}")


def write_all(outputs: Mapping[Path, bytes | None], modes: Modes = ANY_MODE) -> None:
    """Make each path hold its bytes, in this order; None removes a file. Folders are made as needed.

    The files of one folder are on the disk before the first file of the next changes.

    A new file's mode is that in `modes`, or any, without what the umask takes; a replaced file's mode stays,
    and its owner where the system lets us. Raises `Failure` (S013), and `KeyboardInterrupt` if an interrupt
    came too late for the call before: then no output has changed.
    """
    if _late.is_set():
        _late.clear()
        raise KeyboardInterrupt
    with ExitStack() as undo, ExitStack() as clean:
        folders: set[Path] = set()
        staged: list[tuple[Path, Path | None]] = []
        for target, data in outputs.items():
            mode = 0o600 if _is_private(target) else modes.get(target, 0o666)
            staged.append((target, _stage(target, data, undo, clean, folders, mode=mode)))
        with _uninterrupted():
            _commit(staged)
            undo.pop_all()


def refuse_suffix(target: Path, suffixes: Sequence[str]) -> None:
    """Raise `Failure` (S013) for an output whose name has none of the suffixes."""
    if target.suffix.lower() not in suffixes:
        raise Failure.of(target.as_posix(), about.OutputSuffix(tuple(suffixes)))


def refuse_existing(*files: Path) -> None:
    """Raise `Failure` (S013) for the first file that exists, or is a link that leads nowhere."""
    for each in files:
        if each.exists() or each.is_symlink():
            raise Failure.of(each.as_posix(), about.FileExists())


class Present(NamedTuple):
    """What a file holds, None if there is no file, and its mode."""

    data: bytes | None
    mode: int


def present(path: Path) -> Present:
    """Return what is in the place of a file. Raise `Failure` (S013) if it cannot be read.

    A folder and a symbolic link are not files.
    """
    try:
        mode = path.lstat().st_mode
        return Present(path.read_bytes() if stat.S_ISREG(mode) else None, stat.S_IMODE(mode))
    except (FileNotFoundError, NotADirectoryError):
        return Present(None, 0o666)
    except OSError as error:
        raise unwritable(path, error) from error


def _stage(
    target: Path, data: bytes | None, undo: ExitStack, clean: ExitStack, folders: set[Path], *, mode: int
) -> Path | None:
    """Write the bytes under a temporary name next to the target and return that name; None if there are none.

    `folders` has those that are ours for the time.
    """
    try:
        _make_folder(target.parent, undo)
        if target.parent not in folders and len(folders) < _MOST_CLAIMED:
            folders.add(target.parent)
            clean.enter_context(claimed(target.parent))
        old = _replaceable(target)
        if data is None:
            return None
        new = target.with_name(hidden_name())
        clean.callback(_remove, new)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if old is not None:
            _give(new, old)
            new.chmod(stat.S_IMODE(old.st_mode) & 0o777)
        elif _is_private(target):
            _give(new, target.parent.stat())
    except OSError as error:
        raise unwritable(target, error) from error
    return new


def _commit(staged: Sequence[tuple[Path, Path | None]]) -> None:
    """Give the new files their final names; if one fails, all get their old contents back."""
    kept: list[tuple[Path, Path | None]] = []
    try:
        for at, (target, new) in enumerate(staged, 1):
            old = None
            try:
                old = _keep(target)
                if new:
                    _rename(new, target)
                else:
                    target.unlink(missing_ok=True)
            except OSError as error:
                _remove(old)  # the target has not changed
                raise unwritable(target, error) from error
            kept.append((target, old))
            if at == len(staged) or staged[at][0].parent != target.parent:
                _force_to_disk(target.parent)
    except BaseException:
        for target, old in reversed(kept):
            _restore(target, old)
        raise
    for _, old in kept:
        _remove(old)


def _rename(new: Path, target: Path) -> None:
    """Give a new file its final name. On Windows a virus scanner may have it open for a moment."""
    for _ in range(4 if sys.platform == "win32" else 0):  # as pip does
        with suppress(PermissionError):
            new.replace(target)
            return
        time.sleep(0.25)
    new.replace(target)


def _make_folder(folder: Path, undo: ExitStack) -> None:
    """Make a folder and those around it; what was made is removed again when the build fails."""
    if folder.is_dir():
        return
    _make_folder(folder.parent, undo)
    try:
        folder.mkdir(0o700 if _is_private(folder) else 0o777)
        if _is_private(folder):
            _give(folder, folder.parent.stat())
    except FileExistsError:
        if folder.is_dir():
            return
        raise NotADirectoryError(errno.ENOTDIR, "", str(folder)) from None
    undo.callback(_remove_folder, folder)


def _replaceable(target: Path) -> os.stat_result | None:
    """Return the status of the target's file; None if there is no such file."""
    try:
        found = target.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "", str(target))
    if not stat.S_ISREG(found.st_mode):
        return None
    if not os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, "", str(target))
    return found


def _give(new: Path, old: os.stat_result) -> None:
    """Give a new file the owner of an old one: root in a container works on a user's files."""
    made = new.stat()
    if (made.st_uid, made.st_gid) != (old.st_uid, old.st_gid) and hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(new, old.st_uid, old.st_gid)


def _is_private(path: Path) -> bool:
    """Return whether a path is, or is in, a folder of `toolchain.pipeline.private_folder`."""
    return PRIVATE in path.parts[-4:]


def _keep(target: Path) -> Path | None:
    """Return a second name for the existing file, from which it can be restored."""
    old = target.with_name(hidden_name())
    try:
        if target.is_symlink():
            old.symlink_to(target.readlink())
        else:
            _second_name(target, old)
    except FileNotFoundError:
        return None
    return old


def _second_name(target: Path, old: Path) -> None:
    """A hard link, or a copy: where the file system has no links, and on Windows, where no name of a file
    that a program has open can be removed.
    """
    import shutil  # 1.5 ms to import

    if sys.platform != "win32":
        with suppress(OSError):
            old.hardlink_to(target)
            return
    try:
        shutil.copy2(target, old)
    except OSError:
        _remove(old)
        raise


def _restore(target: Path, old: Path | None) -> None:
    with suppress(OSError):
        if old:
            old.replace(target)
        else:
            target.unlink(missing_ok=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let the few renames run to their end: an interrupt in between comes too late, for these files."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    both = (signal.SIGINT, signal.SIGTERM)
    names = [name for name in both if signal.getsignal(name) is not signal.SIG_IGN]
    handlers = [signal.signal(name, lambda *_: _late.set()) for name in names]
    try:
        yield
    finally:
        for name, handler in zip(names, handlers, strict=True):
            signal.signal(name, signal.SIG_DFL if handler is None else handler)


def _force_to_disk(folder: Path) -> None:
    """Write the new names in a folder to the disk; systems that cannot do so do not need it."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(path: Path | None) -> None:
    with suppress(OSError):
        if path:
            path.unlink(missing_ok=True)


def _remove_folder(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def unwritable(target: Path, error: OSError) -> Failure:
    """Return the failure for a system error, at the path that causes it."""
    named = [Path(each) for each in (error.filename2, error.filename) if isinstance(each, str)]
    shown = [each for each in named if not each.name.startswith(".submission-")]
    where = shown[0] if shown else target.parent if named and error.errno in _FOLDER_FAULTS else target
    fault = _FAULTS.get(error.errno or 0) or about.NotWritten(str(error.strerror or error))
    if sys.platform == "win32" and fault is _DENIED and where.is_file() and os.access(where, os.W_OK):
        fault = about.OpenElsewhere()
    return Failure.of(where.as_posix(), fault)


_FOLDER_FAULTS = {errno.EACCES, errno.EPERM, errno.EROFS}
_DENIED = about.NotWritten(Word("there is no permission"))
_FAULTS: Mapping[int, OutputUnwritable] = {
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: about.NotWritten(Word("the disk is read-only")),
    errno.ENOSPC: about.NoSpace(Word("the disk")),
    errno.EDQUOT: about.NoSpace(Word("the disk quota")),
    errno.EFBIG: about.NotWritten(Word("the file is larger than this system allows")),
    errno.EISDIR: about.InTheWay(Word("folder"), Word("output")),
    errno.ENOTDIR: about.InTheWay(Word("file"), Word("folder")),
    errno.ENAMETOOLONG: about.NameTooLong(),
}


def hidden_name() -> str:
    """Return an unused name for a file that exists only as long as the process."""
    return f".submission-{os.urandom(8).hex()}"


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Clear a folder if nobody else writes there, and keep others from clearing it.

    On systems and networks without such locks, nothing is cleared.
    """
    descriptor = _locked(folder)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _locked(folder: Path) -> int | None:
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # a folder that one may write into, but not read
        return None
    with suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _clear(folder)
    with suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def _clear(folder: Path) -> None:
    with os.scandir(folder) as entries:
        found = [Path(entry) for entry in entries if _HIDDEN.fullmatch(entry.name)]
    for path in found:
        with suppress(OSError):
            path.unlink()
