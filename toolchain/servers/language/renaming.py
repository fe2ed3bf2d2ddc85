"""Rename labels, notes and keys of sources everywhere, if nothing else changes by that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from toolchain.citations import bibliography
from toolchain.citations.bibliography.texts import MAX_BYTES
from toolchain.formats.read_bytes import bytes_of
from toolchain.formats.table import SOURCES
from toolchain.model import Bibliography
from toolchain.model.diagnostics import Failure
from toolchain.project.settings import Options
from toolchain.servers.language.answers import Json, Reading, read
from toolchain.servers.language.names import VALID, Kind, Name, same
from toolchain.servers.language.positions import MARK, Text

_FORMS: Mapping[Kind, str] = {
    "label": "up to 32 small letters a to z, figures and hyphens, with a letter first",
    "note": "letters, figures and hyphens without spaces",
    "source": "letters and figures, with a point, a colon or a hyphen between them",
}
_GIVEN = {".json": r'"id"\s*:\s*"{}"', ".bib": r"@\w+\s*[{{(]\s*{}\s*,"}
_IN_YAML = r"""\bid:\s*(["']?){}\1\s*$"""
"""How a file of sources gives a key; the key is the first group or the only one."""


class Refused(Exception):
    """A name cannot be changed; the text says why."""


def prepare_rename(source: Path, options: Options, text: str, params: Json) -> Json | None:
    """Return the place of the name at a position, if it can be renamed."""
    reading = read(source, options, text)
    name = reading.name_at(params)
    if name is None:
        return None
    return {"range": reading.text.between(name.start, name.end), "placeholder": name.name}


def rename(source: Path, options: Options, text: str, params: Json) -> Json:
    """Return the edits that give the name at a position another one, or why that cannot be done."""
    reading = read(source, options, text)
    asked, new = reading.name_at(params), params["newName"].strip().lstrip("#^@")
    try:
        if asked is None:
            raise Refused("there is no label, note or key of a source here")
        if new == asked.name:
            return {"changes": {}}
        _look_at(asked, new, reading)
        changes = {params["textDocument"]["uri"]: _renamed(reading, asked, new)}
        if asked.kind == "source":
            changes |= _elsewhere(reading, asked, new, params.get("open", {}))
    except Refused as error:
        return {"refused": str(error)}
    except Failure:
        return {"refused": "another file that has this name cannot be read"}
    return {"changes": changes}


def _look_at(asked: Name, new: str, reading: Reading) -> None:
    """Raise `Refused` if a new name is not valid or exists."""
    if not VALID[asked.kind](new):
        raise Refused(f"“{new}” is not valid: a name has {_FORMS[asked.kind]}")
    known = {each.name for each in reading.names if each.kind == asked.kind}
    if asked.kind == "source" and reading.resolved:
        known |= set(reading.resolved.bibliography.entries)
    if new in known:
        raise Refused(f"“{new}” exists already")
    if sum(each.given for each in same(reading.names, asked)) > 1:
        raise Refused(f"“{asked.name}” is given more than once")


def _renamed(reading: Reading, asked: Name, new: str) -> list[Json]:
    """Return the edits of a source. Raise `Refused` if they would change more than the name."""
    places = same(reading.names, asked)
    if any(not each.end for each in places):
        raise Refused(f"a place of “{asked.name}” is written in a way that cannot be changed")
    text = _with(reading.text.text, ((each.start, each.end) for each in places), new)
    after = Reading(reading.source, reading.options, text)
    wanted = [(each.kind, new if each in places else each.name, each.given) for each in reading.names]
    if wanted != [(each.kind, each.name, each.given) for each in after.names]:
        raise Refused("this name would change more than the name")
    if asked.kind != "source" and _codes(reading) != _codes(after):
        raise Refused("this name would cause other findings")
    return [_edit(reading.text, each.start, each.end, new) for each in places]


def _codes(reading: Reading) -> Counter[str]:
    return Counter(each.code for each in reading.examined.diagnostics)


def _elsewhere(reading: Reading, asked: Name, new: str, opened: Mapping[str, str]) -> dict[str, list[Json]]:
    """Return the edits of the file of sources, and of the other sources beside it that use this file."""
    if not reading.resolved or asked.name not in reading.resolved.bibliography.entries:
        raise Refused(f"no source has the key “{asked.name}”")
    file = Path(reading.resolved.bibliography.path).resolve()
    changes = {file.as_uri(): _in_bibliography(file, reading.resolved.bibliography, asked.name, new)}
    for path in sorted(each for each in reading.source.parent.iterdir() if each.suffix in SOURCES):
        if path == reading.source:
            continue
        text = opened.get(path.as_posix()) or bytes_of(path, path.name, MAX_BYTES).decode(errors="replace")
        if f"@{asked.name}" in text or f"@{{{asked.name}" in text:
            other = Reading(path, reading.options, text)
            if other.resolved is None:
                raise Refused(f"{path.name}, which may cite this source, cannot be read")
            if Path(other.resolved.bibliography.path).resolve() == file and same(other.names, asked):
                changes[path.as_uri()] = _renamed(other, asked, new)
    return changes


def _in_bibliography(file: Path, known: Bibliography, key: str, new: str) -> list[Json]:
    data = bytes_of(file, file.name, MAX_BYTES)
    text = Text(data.decode(errors="replace").removeprefix(MARK))
    pattern = _GIVEN.get(file.suffix.lower(), _IN_YAML).format(re.escape(key))
    start, end = text.offsets(known.entries[key].span)
    found = list(re.compile(pattern, re.MULTILINE).finditer(text.text, start, end))
    if len(found) == 1:
        at = start + text.text[start : found[0].end()].rfind(key)
        changed = _with(text.text, ((at, at + len(key)),), new)
        after = bibliography.read(changed.encode(), known.path, file.suffix)
        wanted = [new if each == key else each for each in known.entries]
        if list(after.entries) == wanted and len(after.defects) == len(known.defects):
            return [_edit(text, at, at + len(key), new)]
    raise Refused(f"{file.name} gives this key in a way that cannot be changed")


def _with(text: str, places: Iterable[tuple[int, int]], new: str) -> str:
    for start, end in sorted(places, reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return text


def _edit(text: Text, start: int, end: int, new: str) -> Json:
    return {"range": text.between(start, end), "newText": new}
