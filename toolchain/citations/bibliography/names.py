"""Names as CSL-JSON and CSL-YAML hold them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolchain.model import Name
from toolchain.rules import bibliography as faults
from toolchain.rules.sources import SourceInvalid

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


def from_csl(value: object, field: str, clean: Callable[[str], str], report: Report) -> tuple[Name, ...]:
    """Return the names of one variable; an invalid name is reported, and kept as a whole name if it is a
    text.
    """
    if isinstance(value, list):
        found = [_name(item, field, clean, report) for item in value]
    else:
        report(faults.NotNames(field))
        found = [_name(value, field, clean, report if isinstance(value, Mapping) else _silent)]
    return tuple(name for name in found if name is not None)


def are_names(value: object) -> bool:
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
