"""Find and read `submission.toml`, the settings of all submissions in a folder.

The file may come from somebody else: its paths cannot lead out of its folder, and it chooses nothing that
makes an error less serious or puts more than the text into an output.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile
from pathlib import Path, PureWindowsPath
from typing import Any, get_args

from toolchain.formats.read_bytes import bytes_of, is_part_of
from toolchain.formats.table import OURS
from toolchain.formats.toml_text import NotToml, key_places, parse, place_of_byte
from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.facts import Word
from toolchain.model.front_matter import Look, PdfEngine
from toolchain.model.places import SourceSpan
from toolchain.model.records import Record, replace
from toolchain.model.suggest import nearest
from toolchain.model.wording import shorten
from toolchain.rules import folder_settings as faults
from toolchain.rules.inputs import NotUtf8

NAME = "submission.toml"
MOST_BYTES = 64 * 1024
CHOICES = {"look": get_args(Look), "pdf-engine": get_args(PdfEngine)}
KEYS = ("templates", "css", "look", "profile", "formats", "pdf-engine", "output", "jobs")
_LESS_SERIOUS = Word("an error would no longer be one")
_MORE_SHOWN = Word("outputs would contain more than the text")
_SENT_AWAY = Word("texts would be sent to other computers")
_NOT_HERE = {
    "with-source": _MORE_SHOWN,
    "full-pictures": _MORE_SHOWN,
    "comments": _MORE_SHOWN,
    "draft": Word("outputs would be built despite errors"),
    "force": Word("edited outputs would be replaced"),
    "fail-on": _LESS_SERIOUS,
    "severities": _LESS_SERIOUS,
    "ignore": _LESS_SERIOUS,
    "proof": Word("outputs would be written that do not show what the source says"),
    "cluster": _SENT_AWAY,
    "insecure": _SENT_AWAY,
    "confidential-too": _SENT_AWAY,
}
_NO_OPTIONS = ("severities", "ignore", "proof")
_TWICE = ("Cannot overwrite", "Cannot declare")
_FINISHED = frozenset(suffix for each in OURS.values() for suffix in (*each.suffixes, *each.also))


class FolderSettings(Record):
    """What a `submission.toml` says. `path` is None if there is none.

    `folder` contains all that it names. Outputs of the source are written to `output`. `places` has the place
    of each key that has a valid value.
    """

    path: Path | None = None
    folder: Path | None = None
    templates: Path | None = None
    css: Path | None = None
    look: Look | None = None
    profile: str = ""
    formats: tuple[str, ...] = ()
    pdf_engine: PdfEngine | None = None
    output: Path | None = None
    jobs: int | None = None
    places: Mapping[str, SourceSpan] = {}


def read_settings(source: Path) -> tuple[FolderSettings, tuple[Finding, ...]]:
    """Return the settings for a source, and what is wrong in their file (S026). A finished file has none."""
    folder = None if source.suffix.lower() in _FINISHED else _folder_of(source)
    if folder is None:
        return FolderSettings(), ()
    shown = folder if source.is_absolute() else Path(os.path.relpath(folder, Path.cwd().resolve()))
    path = shown / NAME
    display = path.as_posix()
    try:
        text = _text(path, folder)
        reading = _Reading(path, folder, source.resolve().parent.name, key_places(text))
        found = reading.values(parse(text))
        return FolderSettings(path, folder, **found, places=reading.valid), tuple(reading.defects)
    except Failure as error:
        wrong = tuple(replace(each, facts=faults.Unusable(each.facts)) for each in error.findings)
        return FolderSettings(path), wrong
    except NotToml as error:
        line, column, end = error.place
        return FolderSettings(path), (
            Finding(SourceSpan(display, line, column, line, end), _not_toml(error.reason)),
        )


def _not_toml(reason: str | None) -> faults.FolderSettings:
    if not reason:
        return faults.TooDeep()
    return faults.Twice() if reason.startswith(_TWICE) else faults.NotToml(reason)


def _folder_of(source: Path) -> Path | None:
    """Return the nearest folder at or above a source that has the file.

    The last one is that with `.git`, or the home folder. Above a source in neither, only folders count that
    belong to the same user and that others cannot write to, as everybody can to /tmp.
    """
    try:
        own = source.parent.resolve()
        home = Path.home().resolve()
    except (OSError, RuntimeError):  # RuntimeError: a link to itself, or no home
        return None
    folders: Sequence[Path] = (own, *own.parents)
    ends = (at for at, each in enumerate(folders, 1) if each == home or os.path.lexists(each / ".git"))
    if last := next(ends, None):
        folders = folders[:last]
    else:
        folders = (own, *takewhile(lambda each: _is_of_same_user(each, own), own.parents))
    return next((each for each in folders if os.path.lexists(each / NAME)), None)


def _is_of_same_user(folder: Path, own: Path) -> bool:
    status = folder.stat()
    return status.st_uid == own.stat().st_uid and not status.st_mode & stat.S_IWOTH


def _text(path: Path, folder: Path) -> str:
    """Return the text of the file. Raise `Failure`."""
    display = path.as_posix()
    if _inside(folder, NAME) is None:
        raise Failure.of(display, faults.LeadsOut())
    if not path.is_file():
        raise Failure.of(display, faults.NotFile())
    data = bytes_of(path, display, MOST_BYTES * 16)
    if len(data) > MOST_BYTES:
        raise Failure.of(display, faults.TooLarge(MOST_BYTES // 1024))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line, column, end = place_of_byte(error)
        fault = NotUtf8(data[error.start])
        raise Failure(Finding(SourceSpan(display, line, column, line, end), fault)) from None


def _inside(folder: Path, text: str) -> Path | None:
    """Return the path that a text means in a folder, without links; None if it leads out of it."""
    asked = PureWindowsPath(text)  # which also knows the separators of other systems
    try:
        path = (folder / text).resolve()
    except (OSError, RuntimeError, ValueError):
        return None
    return path if not asked.anchor and ".." not in asked.parts and is_part_of(path, folder) else None


@dataclass(slots=True)
class _Reading:
    """One file being read: `name` is that of the source's folder."""

    path: Path
    folder: Path
    name: str
    places: Mapping[tuple[str, ...], tuple[int, int, int]]
    defects: list[Finding] = field(default_factory=list)
    valid: dict[str, SourceSpan] = field(default_factory=dict)

    def values(self, table: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values without mistakes, by the names of `FolderSettings`."""
        found = {}
        for key, value in table.items():
            if key in KEYS:
                read = _READ[key](self, key, value)
                if read is not None:
                    found[key.replace("-", "_")], self.valid[key] = read, self.span(key)
            elif why := _NOT_HERE.get(option := key.replace("_", "-").lstrip("-")):
                self.report(key, faults.NotHere(key, None if option in _NO_OPTIONS else f"--{option}", why))
            else:
                self.report(key, faults.UnknownKey(key, nearest(key[:80], KEYS), KEYS))
        return found

    def span(self, key: str) -> SourceSpan:
        line, column, end = self.places.get((key,), (1, 1, 2))
        return SourceSpan(self.path.as_posix(), line, column, line, end)

    def report(self, key: str, fault: faults.FolderSettings) -> None:
        self.defects.append(Finding(self.span(key), fault))

    def wrong(self, key: str, value: object, *options: str) -> None:
        shown = str(value).lower() if isinstance(value, bool) else repr(value)
        near = nearest(value[:80], options) if isinstance(value, str) else None
        self.report(key, faults.WrongValue(key, shorten(shown, 60), options, near))

    def choice(self, key: str, value: object) -> object:
        if value in CHOICES[key]:
            return value
        self.wrong(key, value, *CHOICES[key])
        return None

    def inner(self, key: str, value: object, there: Callable[[Path], bool] = bool) -> Path | None:
        """Return the path of a value, as messages show it."""
        if not isinstance(value, str) or not value.strip():
            self.wrong(key, value, Word("a path in quotation marks"))
        elif (path := _inside(self.folder, value)) is None:
            self.report(key, faults.PathOutside(key, value))
        elif not there(path):
            self.report(
                key, faults.NothingThere(Word("file" if there is os.path.isfile else "folder"), value)
            )
        else:
            return self.path.parent / value
        return None

    def output(self, key: str, value: object) -> Path | None:
        """Return the folder for the outputs of the source, which has the name of the source's folder."""
        return self.inner(key, f"{value}/{self.name}" if isinstance(value, str) and value.strip() else value)

    def profile(self, key: str, value: object) -> object:
        if isinstance(value, str) and value.strip():
            is_path = "/" in value or value.endswith(".toml")
            return value if not is_path or self.inner(key, value, os.path.isfile) else None
        self.wrong(key, value, Word("the name of a profile in quotation marks"))
        return None

    def formats(self, key: str, value: object) -> tuple[str, ...] | None:
        if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            return tuple(dict.fromkeys(each.strip().lower() for each in value))
        self.wrong(key, value, Word('a list such as ["docx", "pdf"]'))
        return None

    def jobs(self, key: str, value: object) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        self.wrong(key, value, Word("a whole number above zero"))
        return None


_READ: Mapping[str, Callable[[_Reading, str, Any], Any]] = {
    **dict.fromkeys(CHOICES, _Reading.choice),
    "templates": partial(_Reading.inner, there=os.path.isdir),
    "css": partial(_Reading.inner, there=os.path.isfile),
    "profile": _Reading.profile,
    "formats": _Reading.formats,
    "output": _Reading.output,
    "jobs": _Reading.jobs,
}
