"""Read dates in BibTeX: BibLaTeX's EDTF fields, and `year`, `month`, `day` in all their forms."""

from __future__ import annotations

import re

from toolchain.citations.bibliography import dates
from toolchain.citations.bibliography.bibtex_values import unbraced
from toolchain.citations.bibliography.latex import to_text
from toolchain.model import Date
from toolchain.model.expressions import expression

_YEARS = expression(r"(-?\d{1,6})\s*(?:--?-?|/|–)\s*(-?\d{1,6})")
_TOKEN = expression(r"[^\W\d]+|\d+")


def read_date(sources: dict[str, str], prefix: str) -> dates.Read:
    """Return the date of `prefix` ("", "event", "orig", "url"), and remove its fields."""
    whole = _plain(sources.pop(f"{prefix}date", ""))
    if whole:
        range_ = whole.replace("--", "/") if "/" not in whole else whole
        date = dates.edtf(range_) or dates.written(whole)
        wrong = date.literal == whole and re.fullmatch(r"[-\d/.~?%]+", whole)
        return dates.Read(date, whole if wrong else None)
    year, month, day = (_plain(sources.pop(prefix + part, "")) for part in ("year", "month", "day"))
    return _of_parts(year, month, day) if year or month else dates.Read(None)


def _plain(source: str) -> str:
    """Return the field's text. Here `~` is an EDTF character, not a space."""
    text = unbraced(source)
    if "\\" in text or "$" in text:
        text = to_text(text, set()).replace("\xa0", "~")
    return text.strip("{} ")


def _of_parts(year: str, month: str, day: str) -> dates.Read:
    """Return a date from BibTeX's forms: `mar`, `5~mar`, `March/April`, `2018--2019`, `in press`."""
    month = month.replace("~", " ")
    if years := _YEARS.fullmatch(year):
        start, end = (dates.dated((int(text),)) for text in years.groups())
        if start and end and not month:
            return dates.Read(start._replace(end=end.parts))
    date = dates.written(year) if year and not month and not day else None
    if re.fullmatch(r"-?\d{1,6}", year):
        date = _of_tokens(int(year), _TOKEN.findall(month), day)
    if date:
        return dates.Read(date)
    literal = " ".join(text for text in (day, month, year) if text)
    is_understood = all(dates.month(token) >= 0 for token in _TOKEN.findall(month))
    wrong = re.fullmatch(r"[\d\s/.-]+", literal) or (year.isdecimal() and is_understood)
    return dates.Read(Date(literal=literal), literal if wrong else None)


def _of_tokens(year: int, tokens: list[str], day: str) -> Date | None:
    """Return a date from a year, the words and numbers of its month, and its day."""
    months = [dates.month(token) for token in tokens if not token.isdecimal()]
    numbers = [int(token) for token in tokens if token.isdecimal() and len(token) <= 2]
    if not months and numbers and numbers[0] <= 12:
        months, numbers = numbers[:1], numbers[1:]
    if day.isdecimal() and len(day) <= 2:
        numbers.append(int(day))
    if len(months) == 1 and len(numbers) <= 1:
        return dates.dated((year, months[0], *numbers))
    if not months and not numbers:
        return dates.dated((year,))
    if not months or len(months) > 2 or len(numbers) > 2:
        return None
    days = (*numbers, *numbers, 0, 0)[:2]
    start, end = (dates.dated((year, months[side], days[side])) for side in (0, -1))
    if start and end and not (start.season or end.season):
        return start._replace(end=end.parts)
    return None
