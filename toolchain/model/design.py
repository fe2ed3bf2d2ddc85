"""The measures, colours and forms that outputs share, from `templates/design.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from toolchain.data import packaged_templates
from toolchain.model.expressions import expression
from toolchain.model.records import Record

FILE = "design.toml"

_TERM = expression(r"(?:(\d+) )?([\w.-]+)")
_MEASURE = expression(r"([\d.]+)([a-z]+)")
_POINTS = {"pt": 1.0, "cm": 72 / 2.54}


class Design(Record):
    """The tables of the file. A value has a dotted name: "text.size" is `size` in `[text]`."""

    tables: Mapping[str, Any]

    def value(self, name: str) -> str:
        """Return a value, or a sum of lengths: "2 indent.step + page.inset".

        Raise `ValueError` if a name is unknown, or if a sum has other values than lengths of one unit.
        """
        total, units = 0.0, set()
        for term in name.split(" + "):
            found = _TERM.fullmatch(term)
            value = self._value(found[2] if found else name)
            if term == name and found and not found[1]:
                return value
            measure = _MEASURE.fullmatch(value)
            if not (found and measure):
                raise ValueError(name)
            total += int(found[1] or 1) * float(measure[1])
            units.add(measure[2])
        if len(units) > 1:
            raise ValueError(name)
        return f"{total:g}{units.pop()}"

    def _value(self, name: str) -> str:
        found: Any = self.tables
        for part in name.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        if not isinstance(found, str):
            raise ValueError(name)
        return found

    def points(self, name: str, lang: str = "") -> float:
        """Return a length in points; that of a language ("ar"), if it has its own. Raise `ValueError`."""
        table, _, key = name.rpartition(".")
        try:
            value = self.value(f"{table}.{lang}.{key}")
        except ValueError:
            value = self.value(name)
        measure = _MEASURE.fullmatch(value)
        if measure is None or measure[2] not in _POINTS:
            raise ValueError(name)
        return float(measure[1]) * _POINTS[measure[2]]


@cache
def read_design(text: str) -> Design:
    """Return the design of a file's text. Raise `tomllib.TOMLDecodeError`."""
    import tomllib

    return Design(tomllib.loads(text))


@cache
def design() -> Design:
    """Return the built-in design."""
    return read_design((packaged_templates() / FILE).read_text(encoding="utf-8"))
