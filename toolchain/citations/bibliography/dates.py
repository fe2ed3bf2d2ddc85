"""Read dates: EDTF (ISO 8601-2), CSL's objects, and a few forms in English words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from toolchain.model import Date
from toolchain.model.expressions import expression
from toolchain.model.records import Record

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}

_EDTF_SIDE = expression(
    r"Y?(?P<year>-?\d{4,6})(-(?P<month>\d\d|XX|uu)(-(?P<day>\d\d|XX|uu))?)?(T[\d:.,]+(Z|[+-]\d\d(:?\d\d)?)?)?"
    r"(?P<doubt>[~?%]?)"
)
_SEASON_OR_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_WORDS = tuple(
    expression(form)
    for form in (
        r"(?P<year>-?\d{1,6})",
        r"(?P<year>\d{3,6})[-/.](?P<month>\d\d?)([-/.](?P<day>\d\d?))?([T ]\d\d:\d\d[\d:.]*Z?)?",
        rf"((?P<day>\d\d?)(st|nd|rd|th)?\.?\s+)?{_SEASON_OR_MONTH},?\s+(?P<year>\d{{3,6}})",
        rf"{_SEASON_OR_MONTH}\s+(?P<day>\d\d?)(st|nd|rd|th)?,?\s+(?P<year>\d{{3,6}})",
        rf"(?P<year>\d{{3,6}}),?\s+{_SEASON_OR_MONTH}(\s+(?P<day>\d\d?))?",
    )
)
_CIRCA = expression(r"(c\.|ca\.?|circa|about)\s*(?=\d)", re.IGNORECASE)
_TRUE = {"true", "yes", "1"}


class Read(Record):
    """A date, if there is one, and the text that is not a date (None if nothing is wrong)."""

    date: Date | None
    wrong: str | None = None


def written(text: str) -> Date:
    """Return a date from a text: its parts if it is EDTF or clear English, else the literal text."""
    text = text.strip()
    return edtf(text) or _in_words(text) or Date(literal=text)


def edtf(text: str) -> Date | None:
    """Return a date or range in EDTF, level 1 ("2018-03/2018-05", "2018~", "2018-21"), or None.

    Astronomical years become years before Christ: 0000 is the year -1. A range that is open at one end is a
    text, because CSL has no other form for it.
    """
    first, slash, last = text.partition("/")
    start, end = _side(first), _side(last)
    if slash and ((start and last in {"", ".."}) or (end and first in {"", ".."})):
        return Date(literal=f"{first.strip('.')}–{last.strip('.')}")
    if start is None or (slash and end is None):
        return None
    if end is None:
        return start
    if start.season or end.season:
        return Date(literal=text)
    return Date(start.parts, end.parts, circa=start.circa or end.circa)


def _side(text: str) -> Date | None:
    """Return one date in EDTF."""
    found = _EDTF_SIDE.fullmatch(text)
    if not found:
        return None
    year = int(found["year"])
    unknown = {None: 0, "XX": 0, "uu": 0}
    month, day = (unknown[part] if part in unknown else int(part) for part in (found["month"], found["day"]))
    return dated((year if year > 0 else year - 1, month, day), circa=bool(found["doubt"]))


def _in_words(text: str) -> Date | None:
    """Return a date such as "5 March 2018", "Spring 2018", "1860"."""
    bare = _CIRCA.sub("", text)
    for form in _WORDS:
        if found := form.fullmatch(bare):
            parts = found.groupdict()
            day = int(parts.get("day") or 0)
            return dated((int(parts["year"]), month(parts.get("month") or ""), day), circa=bare != text)
    return None


def month(text: str) -> int:
    """Return a month's number, 21 to 24 for a season, -1 for an unknown text, 0 for an empty one."""
    name = text.strip().strip(".").lower()
    if not name:
        return 0
    if name.isdecimal():
        return int(name) if len(name) <= 2 else -1
    if name in _SEASONS:
        return 20 + _SEASONS[name]
    return MONTHS.index(name[:3]) + 1 if name[:3] in MONTHS else -1


def dated(parts: Sequence[int], circa: bool = False) -> Date | None:
    """Return a date from year, month and day, with 0 for unknown; None if it is invalid.

    A month of 13 to 16 or 21 to 24 is a season, as in CSL-JSON and EDTF.
    """
    year, month, day = (*parts, 0, 0)[:3]
    if not year or not 0 <= day <= 31:
        return None
    for first in (13, 21):
        if first <= month < first + 4 and not day:
            return Date((year,), season=month - first + 1, circa=circa)
    if not 0 <= month <= 12 or (month and day > _DAYS[month - 1]):
        return None
    known = (year, month, day) if month and day else (year, month) if month else (year,)
    return Date(known, circa=circa)


def from_csl(value: object) -> Read:
    """Return a date from CSL-JSON or CSL-YAML, with numbers as texts; an invalid date keeps its text."""
    if isinstance(value, str):
        return _checked(written(value), value)
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, list):  # pandoc's old YAML: the two ends of a range
        sides = [_object(side) for side in value if isinstance(side, Mapping)]
        dates = [side.date for side in sides if side.date]
        if (
            len(dates) == len(value)
            and len(dates) in {1, 2}
            and not any(side.wrong is not None for side in sides)
        ):
            return Read(dates[0]._replace(end=dates[1].parts) if len(dates) == 2 else dates[0])
    return Read(None, "")


def _checked(date: Date, text: str) -> Read:
    """Return a date in words, with a defect if it looks like a date in numbers."""
    wrong = date.literal and re.fullmatch(r"-?\d+([-/.]\d+)+", text.strip())
    return Read(date, text if wrong else None)


def _object(value: Mapping[str, object]) -> Read:
    """Return a date with `date-parts`, `raw` or `literal`, or with `year`, `month` and `day`."""
    parts = value.get("date-parts")
    if parts is None and "year" in value:
        parts = [[value["year"], value.get("month") or "0", value.get("day") or "0"]]
    read = _of_parts(parts) if parts else Read(None)
    if not read.date and read.wrong is None:
        text = next((value[key] for key in ("raw", "literal") if value.get(key)), "")
        if not isinstance(text, str):
            return Read(None, "")
        if text:
            read = _checked(written(text) if value.get("raw") else Date(literal=text), text)
    if not read.date:
        return read
    season = month(str(value.get("season") or ""))
    number = season - 20 if season > 20 else season
    date = read.date._replace(circa=read.date.circa or _is_true(value.get("circa")))
    if 1 <= number <= 4 and date.parts:
        date = date._replace(season=number)
    return Read(date, read.wrong)


def _of_parts(parts: object) -> Read:
    """Return a date from `[[2018, 3], [2018, 5]]`; in YAML the outer brackets are often missing."""
    sides = parts if isinstance(parts, list) else [parts]
    if sides and not any(isinstance(side, list) for side in sides):
        sides = [sides]
    shown = "/".join("-".join(_part(p) for p in side) if isinstance(side, list) else "?" for side in sides)
    readable = shown.strip("?-/")
    wrong = Read(Date(literal=shown[:80]), shown) if readable else Read(None, "")
    if not 1 <= len(sides) <= 2:
        return wrong
    dates = [_parts_of_side(side) for side in sides]
    if len(dates) == 2 and dates[0] and dates[1] == (0, 0, 0):  # an open range in citeproc
        return Read(Date(literal=f"{shown.split('/', maxsplit=1)[0]}–"))
    made = [dated(side) if side else None for side in dates]
    start, end = (*made, None)[:2]
    if start is None or None in made:
        return wrong
    return Read(start._replace(end=end.parts) if end else start)


def _parts_of_side(side: object) -> tuple[int, ...] | None:
    if not isinstance(side, list) or not 1 <= len(side) <= 3:
        return None
    texts = [_part(part).strip() or "0" for part in side]
    if not all(re.fullmatch(r"-?\d{1,6}", text) for text in texts):
        return None
    year, month, day = (*map(int, texts), 0, 0)[:3]
    return year, month, day


def _part(part: object) -> str:
    return part if isinstance(part, str) else "?"


def _is_true(value: object) -> bool:
    return value is True or (isinstance(value, str) and value.strip().lower() in _TRUE)
