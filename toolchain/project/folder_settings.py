"""Find and read `submission.toml`, the settings of all submissions in a folder; its schema for editors.

The file may come from somebody else: its paths cannot lead out of its folder, and it chooses nothing that
makes an error less serious or puts more than the text into an output.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from pathlib import Path, PureWindowsPath
from typing import Any, get_args

from toolchain.formats.read_bytes import part_of, text_of
from toolchain.formats.table import OURS
from toolchain.formats.toml_text import KeyPlaces, parse
from toolchain.model.diagnostics import Failure, Finding, SourceSpan
from toolchain.model.facts import Word
from toolchain.model.front_matter import PROFILES, Look, PdfEngine
from toolchain.model.json_schema import DRAFT, closed
from toolchain.model.records import Changing, Record, field, replace
from toolchain.model.suggest import nearest
from toolchain.model.wording import LANGUAGES, shorten
from toolchain.rules import folder_settings as faults

NAME = "submission.toml"
CHOICES = {"look": get_args(Look), "pdf-engine": get_args(PdfEngine), "ui-lang": LANGUAGES}
KEYS = ("templates", "css", "look", "profile", "formats", "pdf-engine", "output", "jobs", "ui-lang")
_MOST_BYTES = 64 * 1024
_LESS_SERIOUS = Word("an error would no longer be one")
_NOT_HERE = {
    Word("outputs would contain more than the text"): ("with-source", "full-pictures", "comments"),
    Word("texts would be sent to other computers"): ("cluster", "insecure"),
    Word("errors would not stop a build"): ("draft", "fail-on"),
    Word("edited outputs would be replaced"): ("force",),
    Word("a source could take longer than you allow"): ("timeout",),
    _LESS_SERIOUS: ("severities", "ignore", "proof"),
}
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
    ui_lang: str | None = None
    places: Mapping[str, SourceSpan] = {}


def read_settings(source: Path) -> tuple[FolderSettings, tuple[Finding, ...]]:
    """Return the settings for a source, and what is wrong in their file (S027). A finished file has none."""
    folder = None if source.suffix.lower() in _FINISHED else _folder_of(source)
    if folder is None:
        return FolderSettings(), ()
    shown = folder if source.is_absolute() else Path(os.path.relpath(folder, Path.cwd().resolve()))
    path = shown / NAME
    display = path.as_posix()
    try:
        if _inside(folder, NAME) is None:
            raise Failure.of(display, faults.LeadsOut())
        if not path.is_file():
            raise Failure.of(display, faults.NotFile())
        text = text_of(path, display, _MOST_BYTES)
        table = parse(text, display)
    except Failure as error:
        wrong = tuple(replace(each, facts=faults.Unusable(each.facts)) for each in error.findings)
        return FolderSettings(path), wrong
    reading = _Reading(path, folder, source.resolve().parent.name, KeyPlaces(text, display))
    found = {key: value for key in table if (value := reading.value(key, table[key])) is not None}
    named = {key.replace("-", "_"): value for key, value in found.items()}
    places = {key: reading.places.span(key) for key in found}
    return FolderSettings(path, folder, **named, places=places), tuple(reading.defects)


def _folder_of(source: Path) -> Path | None:
    """Return the nearest folder at or above a source that has the file.

    The last one is that with `.git`, or the home folder. Above a source in neither, only folders count that
    belong to the same user and that others cannot write to, as everybody can to /tmp.
    """
    try:
        folder = source.parent.resolve()
        own = next((each for each in (folder, *folder.parents) if each.is_dir()), folder)  # a new one is made
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


def _inside(folder: Path, text: str) -> Path | None:
    """Return the path that a text means in a folder, without links; None if it leads out of it."""
    asked = PureWindowsPath(text)  # which also knows the separators of other systems
    try:
        return None if asked.anchor or ".." in asked.parts or text.startswith("~") else part_of(folder, text)
    except (OSError, RuntimeError, ValueError):
        return None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


_WANTED: Mapping[str, tuple[Callable[[Any], bool], tuple[str, ...]]] = {
    **dict.fromkeys(KEYS, (_is_text, (Word("a path in quotation marks"),))),
    **{key: (words.__contains__, words) for key, words in CHOICES.items()},
    "profile": (_is_text, (Word("the name of a profile in quotation marks"),)),
    "formats": (
        lambda value: isinstance(value, list) and bool(value) and all(map(_is_text, value)),
        (Word('a list such as ["docx", "pdf"]'),),
    ),
    "jobs": (lambda value: type(value) is int and value > 0, (Word("a whole number above zero"),)),
}
"""What a value must be, and what to say that it must be."""
_THERE: Mapping[str, Callable[[Path], bool]] = {"templates": os.path.isdir, "output": bool}


class _Reading(Changing):
    """One file being read: `name` is that of the source's folder."""

    path: Path
    folder: Path
    name: str
    places: KeyPlaces
    defects: list[Finding] = field(default_factory=list)

    def value(self, key: str, value: Any) -> Any:
        """Return the value of a key; None if there is a mistake, which is reported."""
        fault: faults.FolderSettings
        fits, wanted = _WANTED.get(key, (bool, ()))
        option = key.replace("_", "-").lstrip("-")
        if why := next((why for why, options in _NOT_HERE.items() if option in options), None):
            fault = faults.NotHere(key, None if why is _LESS_SERIOUS else f"--{option}", why)
        elif key not in KEYS:
            fault = faults.UnknownKey(key, nearest(key[:80], KEYS), KEYS)
        elif not fits(value):
            shown = str(value).lower() if isinstance(value, bool) else repr(value)
            near = nearest(value[:80], wanted) if isinstance(value, str) else None
            fault = faults.WrongValue(key, shorten(shown, 60), wanted, near)
        elif key == "formats":
            return tuple(dict.fromkeys(each.strip().lower() for each in value))
        elif key in (*CHOICES, "jobs") or (
            key == "profile" and not ("/" in value or value.endswith(".toml"))
        ):
            return value
        else:
            asked = f"{value}/{self.name}" if key == "output" else value
            path = _inside(self.folder, asked)
            if path and _THERE.get(key, os.path.isfile)(path):
                return value if key == "profile" else self.path.parent / asked
            kind = Word("folder" if key == "templates" else "file")
            fault = faults.NothingThere(kind, value) if path else faults.PathOutside(key, value)
        self.defects.append(Finding(self.places.span(key), fault))
        return None


_TEXT = {"type": "string", "pattern": r"\S"}
_PATH = {**_TEXT, "not": {"pattern": r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)"}}
_FORMAT = {**_TEXT, "examples": list(OURS)}


def schema() -> dict[str, Any]:
    """Return the schema. It cannot check what is on the disk: that a path exists, and leads to no other
    folder.
    """
    said: dict[str, tuple[str, dict[str, Any]]] = {
        "templates": ("A folder of your own templates", _PATH),
        "css": ("Your own style sheet for PDF, HTML and EPUB, after the built-in one", _PATH),
        "look": ("How all outputs look", {"enum": list(CHOICES["look"])}),
        "profile": (
            "The recipient's rules, by name, or the path of your own",
            {**_PATH, "examples": list(PROFILES)},
        ),
        "formats": ("The output formats", {"type": "array", "minItems": 1, "items": _FORMAT}),
        "pdf-engine": (
            "The program that lays out the pages of the PDF",
            {"enum": list(CHOICES["pdf-engine"])},
        ),
        "output": ("The folder for outputs, in place of build/", _PATH),
        "jobs": ("How many sources are built side by side", {"type": "integer", "minimum": 1}),
        "ui-lang": ("The language of messages and help", {"enum": list(CHOICES["ui-lang"])}),
    }
    properties = {key: {"description": text, **value} for key, (text, value) in said.items()}
    return {"$schema": DRAFT, "title": "Settings of the submissions in a folder", **closed(properties)}
