"""The measures, colours and forms that outputs share, from `templates/design.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from toolchain.data import packaged_templates
from toolchain.model.records import Record

FILE = "design.toml"

_TERM = re.compile(r"(?:(\d+) )?([\w.-]+)")
_MEASURE = re.compile(r"([\d.]+)([a-z]+)")
_POINTS = {"pt": 1.0, "cm": 72 / 2.54}


class Design(Record):
    """The tables of the file. A value has a dotted name: "text.size" is `size` in `[text]`."""

    tables: Mapping[str, Any]

    def value(self, name: str) -> str:
        """Return a value, or a sum of lengths: "2 indent.step + page.inset". Raise `ValueError`."""
        terms = [_TERM.fullmatch(term) for term in name.split(" + ")]
        found = [(int(term[1] or 1), self._value(term[2])) for term in terms if term]
        if len(found) == 1 and found[0][0] == 1:
            return found[0][1]
        measures = [(times, _MEASURE.fullmatch(value)) for times, value in found]
        units = {measure[2] if measure else "" for _, measure in measures}
        if len(found) < len(terms) or len(units) != 1 or "" in units:
            raise ValueError(name)
        return f"{sum(times * float(measure[1]) for times, measure in measures if measure):g}{units.pop()}"

    def _value(self, name: str) -> str:
        found: Any = self.tables
        for part in name.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        if not isinstance(found, str):
            raise ValueError(name)
        return found

    def points(self, name: str) -> float:
        """Return a length in points. Raise `ValueError`."""
        measure = _MEASURE.fullmatch(self.value(name))
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
