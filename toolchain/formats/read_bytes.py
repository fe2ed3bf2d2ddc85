"""Read a file that a user names, within a maximum size."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from toolchain.formats.kinds import wide_encoding
from toolchain.model.diagnostics import Failure, Finding, SourceSpan
from toolchain.model.facts import Facts
from toolchain.rules import inputs
from toolchain.rules.project import NoSuchFile

PRIVATE = ".submission"
LINKED = "submission.linked"
"""An event for `sys.audit`: a path leads to a file by symbolic links, which can lead elsewhere later."""
OF_SYSTEM = (".DS_Store", "desktop.ini", "Thumbs.db")
"""What macOS and Windows put into a folder, although a person sees nothing in it."""


def is_part_of(path: Path, folder: Path) -> bool:
    """Return whether a file can be a part of the submission in a folder, both without symbolic links.

    A file that a command keeps for itself is not.
    """
    return path.is_relative_to(folder) and PRIVATE not in path.relative_to(folder).parts


def part_of(folder: Path, named: str | Path, start: Path | None = None) -> Path | None:
    """Return the file that a submission names from its folder, or from `start`, without links.

    None if it is not in `folder`, which has no links. Raise `OSError`, `RuntimeError` and `ValueError` for
    what cannot be a path.
    """
    if on_server(named):
        return None
    asked = (start or folder) / named
    path = asked.resolve()
    if not is_part_of(path, folder) or path.is_symlink():
        return None  # from Python 3.13 on, a link to itself is given back as it is
    linked = Path(os.path.normpath(asked))
    if path != linked and path == linked.resolve():  # “..” after a link is not where it seems to be
        sys.audit(LINKED, str(linked))
    return path


def on_server(named: str | Path) -> bool:
    r"""Return whether a path names a server, as \\server\share does on Windows.

    To look whether there is such a file, Windows would send the server the user's name and password's digest.
    """
    return os.fspath(named)[:2].replace("/", "\\") == "\\\\"


def bytes_of(path: Path, display: str, most: int = 0) -> bytes:
    """Return the bytes of a file, at most `most` if that is not 0. Messages name the file by `display`.

    Raise `Failure` (S012, S019 to S021) if it cannot be read.
    """
    try:
        if path.is_file():
            with path.open("rb") as file:
                data = file.read(most + 1 if most else -1)
            if not most or len(data) <= most:
                return data
            large = inputs.FileTooLarge(most // 1_000_000)
            fault: Facts = large if most >= 1_000_000 else inputs.TextTooLarge(most // 1024)
        elif path.is_dir():
            fault = inputs.FolderForFile()
        else:
            fault = inputs.NotAFile() if path.exists() else NoSuchFile(None)
    except OSError as error:
        fault = inputs.FileUnreadable(error.strerror)
    raise Failure.of(display, fault)


def text_of(path: Path, display: str, most: int = 0) -> str:
    """Return the text of a file in UTF-8, with line feeds as line ends. Raise `Failure` like `bytes_of`."""
    return decoded(bytes_of(path, display, most), display).replace("\r\n", "\n").replace("\r", "\n")


def decoded(data: bytes, display: str) -> str:
    """Return the text of bytes, without a byte order mark. Raise `Failure` (S012) at what is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        after, at = error.object, error.start  # what is after the byte order mark, and where in it
        wide = wide_encoding(data)
        fault: Facts = inputs.InUtf(wide) if wide else inputs.NotUtf8(after[at])
        raise Failure(Finding(SourceSpan.after(display, after[:at].decode()), fault)) from None
