"""The folder `.submission` next to a source or an output, in which commands keep files for themselves.

The folders in it have the mode 0700, the files 0600. Its `.gitignore` keeps all of it out of git. A symbolic
link anywhere in it is refused. `inside` gives the path of each file and folder, `with_gitignore` all files to
write, and `write_files.write_all` sets the modes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from toolchain.formats.read_bytes import PRIVATE
from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Word
from toolchain.pipeline.write_files import present, unwritable
from toolchain.rules.kept import PrivateFolder

UNREADABLE = (AttributeError, LookupError, TypeError, ValueError, RecursionError)
"""What is raised for a private file that is missing, or that somebody else has written."""


def inside(folder: Path, *names: str) -> Path:
    """Return a path in the private folder of a folder: `inside(folder, "outputs.json")`.

    Raise `Failure` if a part of it is a symbolic link (S024) or another user's (S013). Other users get no
    access to its folders.
    """
    path = folder
    for name in (PRIVATE, *names):
        path /= name
        try:
            is_link = path.is_symlink()
        except PermissionError as error:  # the folder around it is another user's
            raise unwritable(path, error) from error
        if is_link:
            raise Failure.of(path.as_posix(), PrivateFolder(Word("it is a symbolic link")))
        if path.is_dir() and path.stat().st_mode & 0o077:
            with suppress(OSError):
                path.chmod(0o700)
    return path


def read_record(folder: Path, name: str) -> Any:
    """Return the JSON in a private file. Raise `Failure` (S024), and of `UNREADABLE` for anything else."""
    return json.loads(present(inside(folder, name)).data or b"")


def record(**content: object) -> bytes:
    """Return the bytes of a private file that has JSON."""
    return json.dumps({"version": 1, **content}, indent=1).encode()


def with_gitignore(folder: Path, files: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Return private files of a folder, and the `.gitignore` among them if there is none yet."""
    ignoring = inside(folder, ".gitignore")
    return {**files} if ignoring.exists() else {ignoring: b"*\n", **files}


def digest(data: bytes | None) -> str:
    """Return the digest of a file's bytes, "" if there is no file."""
    # SHA-256 is twice as fast as BLAKE2 where the processor has it built in.
    return "" if data is None else hashlib.sha256(data).hexdigest()
