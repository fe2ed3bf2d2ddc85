"""Rename labels, notes and keys of sources everywhere, if nothing else changes by that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from toolchain.citations import bibliography
from toolchain.citations.bibliography.texts import MAX_BYTES
from toolchain.formats.read_bytes import bytes_of
from toolchain.formats.table import SOURCES
from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Word
from toolchain.model.wording import said
from toolchain.pipeline.companions import original_of
from toolchain.project.settings import Options
from toolchain.rules.versions import TranslationParity
from toolchain.servers.language.answers import Json, Reading, read
from toolchain.servers.language.positions import MARK, VALID, Kind, Name, Text, same

_FORMS: Mapping[Kind, str] = {
    "label": Word("up to 32 small letters a to z, digits and hyphens, with a letter first"),
    "note": Word("letters, digits and hyphens without spaces"),
    "source": Word("letters and digits, with a point, a colon or a hyphen between them"),
}
_GIVEN = {".json": r'"id"\s*:\s*"{}"', ".bib": r"@\w+\s*[{{(]\s*{}\s*,"}
_IN_YAML = r"""\bid:\s*(["']?){}\1\s*$"""
"""How a file of sources gives a key."""


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
            raise Refused(said("there is no label, note or key of a source here"))
        if new == asked.name:
            return {"changes": {}}
        changes = {params["textDocument"]["uri"]: _renamed(reading, asked, new)}
        if asked.kind == "source":
            changes |= _in_bibliography(reading, asked.name, new, params.get("open", {}))
        for other in _others(reading, asked, params.get("open", {})):
            changes[other.source.as_uri()] = _renamed(other, asked, new)
    except Refused as error:
        return {"refused": str(error)}
    except Failure:
        return {"refused": said("another file that has this name cannot be read")}
    return {"changes": changes}


def _look_at(asked: Name, new: str, reading: Reading) -> None:
    """Raise `Refused` if a new name is not valid or exists."""
    if not VALID[asked.kind](new):
        raise Refused(
            said("“{name}” is not valid: a name has {form}", name=new, form=said(_FORMS[asked.kind]))
        )
    known = {each.name for each in reading.names if each.kind == asked.kind}
    if asked.kind == "source" and reading.resolved:
        known |= set(reading.resolved.bibliography.entries)
    if new in known:
        raise Refused(said("“{name}” exists already", name=new))
    if sum(each.given for each in same(reading.names, asked)) > 1:
        raise Refused(said("“{name}” is given more than once", name=asked.name))


def _renamed(reading: Reading, asked: Name, new: str) -> list[Json]:
    """Return the edits of a source. Raise `Refused` if they would change more than the name."""
    _look_at(asked, new, reading)
    places = same(reading.names, asked)
    if any(not each.end for each in places):
        raise Refused(said("a place of “{name}” is written in a way that cannot be changed", name=asked.name))
    text = _with(reading.text.text, ((each.start, each.end) for each in places), new)
    after = Reading(reading.source, reading.options, text)
    wanted = [(each.kind, new if each in places else each.name, each.given) for each in reading.names]
    if wanted != [(each.kind, each.name, each.given) for each in after.names]:
        raise Refused(said("this name would also change other text"))
    if asked.kind != "source" and _codes(reading) != _codes(after):
        raise Refused(said("this name would cause other findings"))
    return [_edit(reading.text, each.start, each.end, new) for each in places]


def _codes(reading: Reading) -> Counter[str]:
    """Return the number of findings of each code; translations are changed together with their original."""
    found = (each.code for each in reading.examined.diagnostics if each.rule is not TranslationParity.rule)
    return Counter(found)


def _others(reading: Reading, asked: Name, opened: Mapping[str, str]) -> Iterator[Reading]:
    """Yield the other sources in the folder in which the name means the same.

    A key is shared by those with one file of sources, a label or a note by an original and its translations.
    """
    original = original_of(reading.source) or reading.source
    for path in sorted(each for each in reading.source.parent.iterdir() if each.suffix in SOURCES):
        if path == reading.source or (asked.kind != "source" and (original_of(path) or path) != original):
            continue
        text = opened.get(path.as_posix())
        if text is None:
            text = bytes_of(path, path.name, MAX_BYTES).decode(errors="replace")
        if asked.name in text:
            other = Reading(path, reading.options, text)
            if other.resolved is None:
                raise Refused(said("{file}, which may have this name too, cannot be read", file=path.name))
            if same(other.names, asked) and (asked.kind != "source" or _file(other) == _file(reading)):
                yield other


def _file(reading: Reading) -> Path | None:
    known = reading.resolved.bibliography if reading.resolved else None
    return Path(known.path).resolve() if known and known.path else None


def _in_bibliography(
    reading: Reading, key: str, new: str, opened: Mapping[str, str]
) -> dict[str, list[Json]]:
    """Return the edit of the file of sources. Raise `Refused` if it would change more than the key."""
    file = _file(reading)
    if not reading.resolved or not file or key not in reading.resolved.bibliography.entries:
        raise Refused(said("no source has the key “{key}”", key=key))
    known = reading.resolved.bibliography
    text = Text(bytes_of(file, file.name, MAX_BYTES).decode(errors="replace").removeprefix(MARK))
    typed = next((opened[each] for each in opened if Path(each).resolve() == file), text.text)
    if typed.removeprefix(MARK) != text.text:
        raise Refused(said("save {file} first: its text in the editor is newer", file=file.name))
    pattern = _GIVEN.get(file.suffix.lower(), _IN_YAML).format(re.escape(key))
    start, end = text.offsets(known.entries[key].span)
    found = list(re.compile(pattern, re.MULTILINE).finditer(text.text, start, end))
    if len(found) == 1:
        last = text.text.rfind(key, 0, found[0].end()) + len(key)
        changed = _with(text.text, ((last - len(key), last),), new)
        after = bibliography.read(changed.encode(), known.path, file.suffix)
        wanted = [new if each == key else each for each in known.entries]
        if list(after.entries) == wanted and len(after.defects) == len(known.defects):
            return {file.as_uri(): [_edit(text, last - len(key), last, new)]}
    raise Refused(said("{file} gives this key in a way that cannot be changed", file=file.name))


def _with(text: str, places: Iterable[tuple[int, int]], new: str) -> str:
    for start, end in sorted(places, reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return text


def _edit(text: Text, start: int, end: int, new: str) -> Json:
    return {"range": text.between(start, end), "newText": new}
