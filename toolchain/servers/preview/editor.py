"""Open a source at a line in the user's editor: an argument list, never a shell."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import which

from toolchain.model.wording import said

_GOTO = ("--goto", "{file}:{line}")
_PLUS = ("+{line}", "{file}")
_FORMS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("code", "code-insiders", "codium", "cursor", "windsurf"), _GOTO),
    **dict.fromkeys(("subl", "zed", "hx-gui", "mate"), ("{file}:{line}",)),
    **dict.fromkeys(("gedit", "gnome-text-editor", "gvim", "emacsclient", "mousepad", "xed", "pluma"), _PLUS),
    "kate": ("--line", "{line}", "{file}"),
    "notepad++": ("-n{line}", "{file}"),
    "open": ("-t", "{file}"),
}
_IN_TERMINAL = (
    "vi", "vim", "nvim", "nano", "emacs", "ed", "ex", "micro", "hx", "joe", "pico", "ne", "mcedit",
)  # fmt: skip
_USUAL = ("code", "codium", "subl", "zed", "kate", "gedit", "gnome-text-editor", "notepad++")
_LIKE_CODE = ("Code.exe", "Code - Insiders.exe", "VSCodium.exe", "Cursor.exe", "Windsurf.exe")
_OF_SYSTEM = {"win32": ("notepad",), "darwin": ("open",)}


def command(file: Path, line: int, environment: Mapping[str, str]) -> list[str] | str:
    """Return the command that opens a file at a line, or why there is none.

    VISUAL and EDITOR are asked first, then what is installed of some usual editors with windows, then that of
    Windows or macOS.
    """
    named = [words for name in ("VISUAL", "EDITOR") if (words := _words(environment.get(name, "")))]
    windowed = [words for words in named if _name(words[0]) not in _IN_TERMINAL]
    for words in (*windowed, *([each] for each in (*_USUAL, *_OF_SYSTEM.get(sys.platform, ())))):
        if program := _program(words[0]):
            form = _FORMS.get(_name(words[0]), ("{file}",))
            values = {"file": str(file.absolute()), "line": str(line)}
            return [program, *words[1:], *(part.format(**values) for part in form)]
    if named:
        return said(
            "{name} needs a terminal or was not found: set VISUAL to an editor with a window",
            name=named[0][0],
        )
    return said("no editor was found: set the environment variable VISUAL, for example to “code”")


def start(file: Path, line: int) -> str:
    """Open a file in the user's editor, and return why that cannot be done, or ""."""
    found = command(file, line, os.environ)
    if isinstance(found, str):
        return found
    try:
        subprocess.Popen(
            found,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        return said("{name} cannot be started: {why}", name=Path(found[0]).name, why=error.strerror)
    return ""


def _words(text: str) -> list[str]:
    if which(text):  # a path with spaces
        return [text]
    try:
        return [each.strip('"') for each in shlex.split(text, posix=sys.platform != "win32")]
    except ValueError:
        return []


def _name(program: str) -> str:
    return Path(program).name.lower().removesuffix(".exe").removesuffix(".cmd")


def _program(name: str) -> str | None:
    """Return the path of a program. A batch file would need a shell: editors like VS Code are started
    without their own, `bin/code.cmd` or `resources/app/bin/cursor.cmd`.
    """
    found = which(name)
    if found and Path(found).suffix.lower() in (".cmd", ".bat"):
        beside = (folder / name for folder in Path(found).parents[1:4] for name in _LIKE_CODE)
        return next((str(each) for each in beside if each.is_file()), None)
    return found
