"""Fill the draft of an entry from a CSL item, in JSON or YAML, whose numbers are already strings."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial

from toolchain.citations.bibliography import dates, terms
from toolchain.citations.bibliography.gathering import Draft, read_note
from toolchain.citations.bibliography.texts import on_one_line, printable
from toolchain.model import Name, vocabulary
from toolchain.rules import bibliography as faults
from toolchain.rules.sources import SourceInvalid

_DEEPEST = 8
_APART = {"id", "type"}


def read_item(values: Mapping[str, object], draft: Draft) -> None:
    """Fill a draft from an item, and add it to the bibliography."""
    if "itemType" in values and "type" not in values:
        draft.report("itemType", faults.ZoteroItem())
    draft.key = on_one_line(printable(_text(values.get("id")) or ""))
    draft.type = (_text(values.get("type")) or "").strip()
    if values.get("type") and not draft.type:
        draft.report("type", faults.FieldNotText("type"))
    for name in sorted(values, key=terms.OTHER_NAMES.__contains__):  # CSL's own names first
        if name not in _APART and not _is_empty(values[name]):
            _read(draft, on_one_line(printable(name)), values[name])
    read_note(draft)
    draft.finish()


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str | list | Mapping) and not value)


def _read(draft: Draft, name: str, value: object) -> None:
    """Read one variable. A name or date is recognized by its variable, or by its form if that is unknown."""
    is_new = name not in vocabulary.FIELDS and name not in terms.OTHER_NAMES
    if name in vocabulary.NAMES or (is_new and _are_names(value)):
        found = _names(value, name, partial(draft.clean, name), partial(draft.report, name))
        if found:
            draft.names[name] = found
    elif name in vocabulary.DATES or (is_new and isinstance(value, Mapping) and "date-parts" in value):
        read = dates.from_csl(value)
        if read.wrong is not None:
            draft.report(name, faults.NotDate(name, read.wrong))
        draft.put_date(name, read.date)
    else:
        _read_field(draft, name, value)


def _read_field(draft: Draft, name: str, value: object) -> None:
    text = _text(value)
    proper = terms.OTHER_NAMES.get(name, name)
    if isinstance(value, bool) or (text is None and proper in vocabulary.FIELDS):
        draft.report(name, faults.FieldNotText(name))
    if text is None and _depth(value) > _DEEPEST:
        draft.report(name, faults.FieldTooDeep(name))
        return
    draft.put(proper, _as_text(value) if text is None else text, source=name)


def _text(value: object) -> str | None:
    """Return a text, or a value that can be used as a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else None


def _as_text(value: object) -> str:
    """Return a value of no CSL type in a readable form: `a; b` for a list of texts, else JSON."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False, default=str)


def _depth(value: object) -> int:
    """Return the nesting depth of a value, up to a limit."""
    depth, layer = 0, [value]
    while layer and depth <= _DEEPEST:
        depth += 1
        inner: list[object] = []
        for item in layer:
            inner += item.values() if isinstance(item, Mapping) else item if isinstance(item, list) else ()
        layer = inner
    return depth


_PARTS = {
    "family": "family",
    "given": "given",
    "literal": "literal",
    "suffix": "suffix",
    "dropping-particle": "dropping",
    "non-dropping-particle": "non_dropping",
}
_FLAGS = {"comma-suffix", "static-ordering", "parse-names"}  # how to print, not what

Report = Callable[[SourceInvalid], None]


def _names(value: object, field: str, clean: Callable[[str], str], report: Report) -> tuple[Name, ...]:
    """Return the names of one variable; an invalid name is reported, and kept as a whole name if it is a
    text.
    """
    if isinstance(value, list):
        found = [_name(item, field, clean, report) for item in value]
    else:
        report(faults.NotNames(field))
        found = [_name(value, field, clean, report if isinstance(value, Mapping) else _silent)]
    return tuple(name for name in found if name is not None)


def _are_names(value: object) -> bool:
    """Return whether the value of an unknown variable is a list of names."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, Mapping) and not _PARTS.keys().isdisjoint(item) for item in value)
    )


def _silent(_: SourceInvalid) -> None:
    """Ignore a problem that is already reported."""


def _name(value: object, field: str, clean: Callable[[str], str], report: Report) -> Name | None:
    if isinstance(value, str):
        report(faults.TextForName(field, value))
        text = clean(value)
        return Name(literal=text) if text else None
    if not isinstance(value, Mapping):
        report(faults.NotName(field))
        return None
    parts = {}
    for key, part in value.items():
        if key in _PARTS and isinstance(part, str):
            parts[_PARTS[key]] = clean(part)
        elif key in _PARTS and part is not None:
            report(faults.NamePartNotText(field, key))
        elif key not in _PARTS and key not in _FLAGS:
            report(faults.UnknownNamePart(field, str(key)))
    name = Name(**parts)
    if not any(name):
        report(faults.EmptyName(field))
        return None
    return _with_suffix(name)


def _with_suffix(name: Name) -> Name:
    """Return a name with its suffix. Zotero has no field for "Jr.": users write it after the given name, with
    a comma.
    """
    given, comma, suffix = name.given.partition(",")
    if name.suffix or not comma:
        return name
    return name._replace(given=given.strip(), suffix=suffix.removeprefix("!").strip())
