"""What can be written at a place: labels, notes, keys of sources, and the front matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from toolchain import model as m
from toolchain.model.expressions import expression
from toolchain.model.front_matter import UN_LANGUAGES
from toolchain.project.settings import Options
from toolchain.readers.markdown.front_schema import schema
from toolchain.resolve.tables import Resolved
from toolchain.servers.language.answers import Json, full_source, last_good, words_of
from toolchain.servers.language.positions import MARK, Text

_CONTEXTS = {
    "note": expression(r"(?:\[\^|\(#\^)([^\s\[\]^()]*)$"),
    "label": expression(r"\(#([^\s()^]*)$"),
    "source": expression(r"[\[\s(;-]@\{?([^\s\[\]{};,]*)$"),
}
_FENCE = expression(r"---[ \t]*$")
_KEY = expression(r"^([ ]*(?:- +)?)([\w-]*)$")
_VALUE = expression(r"^([ ]*(?:- +)?)([\w-]+):[ ]+([^\s\"']*)$")
_OUTER = expression(r"^( *(?:- +)?)([\w-]+):")
_REFERENCE, _PROPERTY, _ENUM = 18, 10, 13
"""The kinds of completions of the protocol."""
_SHOWN = 120


def completion(source: Path, options: Options, text: str, params: Json) -> list[Json]:
    """Return what can be written at a position."""
    typed = Text(text)
    end = typed.offset(params["position"])
    start = typed.offset({**params["position"], "character": 0})
    before = text[start:end]
    lines = text[:start].removeprefix(MARK).splitlines()
    if lines and _FENCE.match(lines[0]) and not any(map(_FENCE.match, lines[1:])):
        found, part = _front_matter(lines, before)
    else:
        found, part = _names(source, options, text, before)
    place = typed.between(end - len(part), end)
    return [{**each, "textEdit": {"range": place, "newText": each["label"]}} for each in found]


def _names(source: Path, options: Options, text: str, before: str) -> tuple[Iterable[Json], str]:
    for kind, pattern in _CONTEXTS.items():
        if (at := pattern.search(before)) and (submission := last_good(source, options, text).submission):
            if kind != "source":
                return _targets(submission.resolved, notes=kind == "note"), at[1]
            keys = submission.resolved.bibliography.entries
            return (_item(key, _REFERENCE, "", full_source(key, submission)) for key in keys), at[1]
    return (), ""


def _targets(resolved: Resolved, *, notes: bool) -> Iterator[Json]:
    numbers = {each.note: each.label for each in resolved.notes}
    for name, target in resolved.targets.items():
        if name.startswith("^") is notes:
            if isinstance(target, m.Note):
                shown = numbers.get(target, "")
            else:
                number = resolved.numbers.get(target)
                shown = number.cited if number else ""
            yield _item(name.removeprefix("^"), _REFERENCE, shown, words_of(target, resolved)[:_SHOWN])


def _item(label: str, kind: int, detail: str, words: str) -> Json:
    return {"label": label, "kind": kind, "detail": detail, "documentation": words}


@cache
def _schema() -> Json:
    return schema()


def _front_matter(lines: list[str], before: str) -> tuple[Iterable[Json], str]:
    """Return the keys or the values at the end of the line that has `before`, below `lines`."""
    if found := _VALUE.match(before):
        properties = _properties(lines, len(found[1]))
        given = _values(found[2], properties.get(found[2], {}))
        return (_item(each, _ENUM, "", "") for each in given), found[3]
    if found := _KEY.match(before):
        properties = _properties(lines, len(found[1]))
        return (
            _item(f"{name}: ", _PROPERTY, "", str(each.get("description", "")))
            for name, each in properties.items()
        ), found[2]
    return (), ""


def _properties(lines: list[str], indent: int) -> Mapping[str, Any]:
    """Return the keys that can be at an indentation, by the keys above that are indented less."""
    path: list[str] = []
    for line in reversed(lines):
        if indent and (found := _OUTER.match(line)) and len(found[1]) < indent:
            path.insert(0, found[2])
            indent = len(found[1]) - len(found[1].lstrip(" "))
    node = _schema()
    for key in path:
        node = _inner(node.get("properties", {}).get(key, {}))
    inner: Mapping[str, Any] = node.get("properties", {})
    return inner


def _inner(node: Json) -> Json:
    """Return the object that a schema allows, among alternatives or as an item."""
    for each in node.get("anyOf", ()):
        if found := _inner(each):
            return found
    return _inner(node["items"]) if "items" in node else node if "properties" in node else {}


def _values(key: str, node: Json) -> Iterator[str]:
    if key == "lang":
        yield from UN_LANGUAGES
    yield from map(_word, (*node.get("enum", ()), *node.get("examples", ())))
    for each in node.get("anyOf", ()):
        yield from _values("", each)


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
