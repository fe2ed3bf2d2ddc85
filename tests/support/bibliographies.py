"""Bibliographies of the tests: read from a text or from a case, and what they hold in plain values."""

from pathlib import Path
from typing import Any

import pytest

from toolchain.citations.bibliography import read
from toolchain.model import Bibliography, Date, Entry, Name
from toolchain.model.diagnostics import Failure
from toolchain.reports.sentences import help_line, message

CASES = Path(__file__).parents[1] / "cases" / "bibliography"


def of(text: str | bytes, suffix: str = ".json") -> Bibliography:
    """What is read of a text."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return read(data, f"sources{suffix}", suffix)


def case(name: str) -> Bibliography:
    """What is read of a file among the cases, which has no fault."""
    path = CASES / name
    found = read(path.read_bytes(), name, path.suffix)
    assert [message(defect) for defect in found.defects] == []
    return found


def only(text: str, suffix: str = ".json") -> Entry:
    """The one entry of a text without a fault."""
    found = of(text, suffix)
    assert [message(defect) for defect in found.defects] == []
    (entry,) = found.entries.values()
    return entry


def told(found: Bibliography) -> list[tuple[int, int, str]]:
    """Line, column and message of all defects."""
    return [(*defect.span.order, message(defect)) for defect in found.defects]


def refused(text: str | bytes, suffix: str) -> tuple[int, int, str]:
    """Line, column and message of the one thing for which a file cannot be read."""
    with pytest.raises(Failure) as caught:
        of(text, suffix)
    (defect,) = caught.value.findings
    assert defect.rule.code in ("S012", "S020", "S021")  # damaged, of another kind, or too large
    assert help_line(defect)
    return *defect.span.order, message(defect)


def plain(entry: Entry) -> dict[str, Any]:
    """An entry as one dictionary: names and dates as dictionaries of what is there."""
    return {
        "type": entry.type,
        **{name: [short(one) for one in names] for name, names in entry.names.items()},
        **{name: short(date) for name, date in entry.dates.items()},
        **entry.fields,
    }


def short(value: Name | Date) -> dict[str, Any]:
    """The parts of a name or date that are not empty."""
    return {part: content for part, content in value._asdict().items() if content}
