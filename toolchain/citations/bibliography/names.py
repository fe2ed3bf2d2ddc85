"""Names as CSL-JSON and CSL-YAML hold them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolchain.model import Name

_PARTS = {
    "family": "family",
    "given": "given",
    "literal": "literal",
    "suffix": "suffix",
    "dropping-particle": "dropping",
    "non-dropping-particle": "non_dropping",
}
_FLAGS = {"comma-suffix", "static-ordering", "parse-names"}  # how to print, not what

Report = Callable[[str], None]


def from_csl(value: object, clean: Callable[[str], str], report: Report) -> tuple[Name, ...]:
    """The names of one variable; what is no name is reported and kept as a whole name if it is a text."""
    if isinstance(value, list):
        found = [_name(item, clean, report) for item in value]
    else:
        report("is no list of names")
        found = [_name(value, clean, report if isinstance(value, Mapping) else _silent)]
    return tuple(name for name in found if name is not None)


def are_names(value: object) -> bool:
    """Whether the value of an unknown variable is a list of names."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, Mapping) and not _PARTS.keys().isdisjoint(item) for item in value)
    )


def _silent(_: str) -> None:
    """It has been said."""


def _name(value: object, clean: Callable[[str], str], report: Report) -> Name | None:
    if isinstance(value, str):
        report(f"has a text where a name belongs: “{value[:40]}”")
        text = clean(value)
        return Name(literal=text) if text else None
    if not isinstance(value, Mapping):
        report("has something that is no name")
        return None
    parts = {}
    for key, part in value.items():
        if key in _PARTS and isinstance(part, str):
            parts[_PARTS[key]] = clean(part)
        elif key in _PARTS and part is not None:
            report(f"has a name whose {key} is no text")
        elif key not in _PARTS and key not in _FLAGS:
            report(f"has a name with “{key}”, which no name has")
    name = Name(**parts)
    if not any(name):
        report("has an empty name")
        return None
    return _with_suffix(name)


def _with_suffix(name: Name) -> Name:
    """Zotero has no place for "Jr.": its users write it behind the given name, with a comma."""
    given, comma, suffix = name.given.partition(",")
    if name.suffix or not comma:
        return name
    return name._replace(given=given.strip(), suffix=suffix.removeprefix("!").strip())
