"""Print dates in the words of a language."""

from __future__ import annotations

from toolchain.citations.style.words import Dates, Words
from toolchain.model.document import Date


def printed(date: Date, words: Words, form: str) -> str:
    """Return a date: "full" as precisely as known ("3 March 2021"), "month" to the month, or "year"."""
    if date.literal:
        return date.literal
    most = {"full": 3, "month": 2, "year": 1}[form]
    start, end = _known(date.parts)[:most], _known(date.end)[:most]
    text = _season(date, start, words) or _range(start, end if end != start else (), words.dates)
    return words.dates.circa.format(text) if date.circa and text else text


def year_of(date: Date) -> str:
    """Return the first year in figures, or ""."""
    return str(date.parts[0]) if date.parts else ""


def _known(parts: tuple[int, ...]) -> tuple[int, ...]:
    """Return the parts that can be printed, up to an invalid month."""
    return parts if len(parts) < 2 or 1 <= parts[1] <= 12 else parts[:1]


def _season(date: Date, start: tuple[int, ...], words: Words) -> str:
    """Return a season with its year; the form "year" has no season."""
    dates = words.dates
    if not (1 <= date.season <= 4 and len(start) == 1 and len(date.parts) == 1):
        return ""
    return dates.month.format(month=dates.seasons[date.season - 1], year=_year(start[0], dates))


def _range(start: tuple[int, ...], end: tuple[int, ...], dates: Dates) -> str:
    """Return a range, repeating only what differs: "3–5 May 2020", "January–March 2020", "2019–2020"."""
    if not start or not end:
        return _one(start, dates)
    if len(start) == len(end) == 3 and start[:2] == end[:2]:
        days = f"{_day(start[2], dates)}–{_day(end[2], dates)}"
        return dates.full.format(day=days, month=dates.months_of[start[1] - 1], year=_year(start[0], dates))
    if len(start) == len(end) == 2 and start[0] == end[0]:
        months = f"{dates.months[start[1] - 1]}–{dates.months[end[1] - 1]}"
        return dates.month.format(month=months, year=_year(start[0], dates))
    dash = "–" if len(start) == len(end) == 1 else " – "
    return _one(start, dates) + dash + _one(end, dates)


def _one(parts: tuple[int, ...], dates: Dates) -> str:
    if not parts:
        return ""
    year = _year(parts[0], dates)
    if len(parts) == 1:
        return year
    if len(parts) == 2:
        return dates.month.format(month=dates.months[parts[1] - 1], year=year)
    return dates.full.format(day=_day(parts[2], dates), month=dates.months_of[parts[1] - 1], year=year)


def _day(day: int, dates: Dates) -> str:
    return dates.first if day == 1 else str(day)


def _year(year: int, dates: Dates) -> str:
    return dates.before_christ.format(-year) if year < 0 else str(year)
