"""The times in the names that Word gives to bookmarks: see docs/privacy.md for how sure that is.

The number in `_Toc402303494` is, as far as files show, seconds since the start of 1900 by the clock of the
computer, modulo 2^29. That repeats every 17 years, so the file's own times decide which date is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from toolchain.model.expressions import expression
from toolchain.model.facts import ForPeople
from toolchain.rules.confidentiality import ClockInNames

MADE_BY_WORD = expression(r"(?<!\w)(_(?:Toc|Ref|Hlk|Hlt|MON_))([1-9][0-9]{5,9})(?!\w)", re.IGNORECASE)
"""A name with a number from a clock, in a longer text too. Those of `_Hlt` and `_MON_` are not dated."""

_DATED = frozenset(("_toc", "_ref", "_hlk"))
_START, _TURN = datetime(1900, 1, 1, tzinfo=UTC), 1 << 29
_BEFORE = timedelta(days=5 * 365)
"""Time before the last saving in which a date is plausible; of random numbers 29 per cent are."""

_EAST = timedelta(hours=14)
_MINUTE = timedelta(minutes=1)
"""Word rounds the times of a file to minutes."""
_ZONES = sorted((*map(float, range(-12, 15)), -9.5, -3.5, 3.5, 4.5, 5.5, 6.5, 9.5, 10.5))
"""The zones in use, in hours, without the few of quarters."""
_FEW = 2
"""Zones that are worth naming: more say nothing of the place."""


def clock_in_names(
    names: Iterable[str], created: datetime | None, saved: datetime | None
) -> ClockInNames | None:
    """Return what the names of bookmarks reveal, with the latest plausible date, or None.

    `created` and `saved` are the times in the file. Without them a name is reported without a date.
    """
    found = {each: int(match[2]) for each in names if (match := MADE_BY_WORD.fullmatch(each))
             if match[1].lower() in _DATED and int(match[2]) < _TURN}  # fmt: skip
    if not found:
        return None
    if saved is None:
        return ClockInNames(len(found), next(iter(found)), "", ForPeople())
    dated = {each: _latest(number, saved + _EAST) for each, number in found.items()}
    plausible = {each: made for each, made in dated.items() if made >= saved - _BEFORE}
    if not plausible:
        return None
    name = max(plausible, key=lambda each: plausible[each])
    zone = _zone(plausible[name], created or saved - _BEFORE, saved)
    return ClockInNames(len(plausible), name, f"{plausible[name]:%Y-%m-%d}", ForPeople(zone))


def moment(text: str) -> datetime | None:
    """Return the time of a property as in Word files (2014-10-28T17:18:00Z), in UTC, or None."""
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


def _latest(number: int, limit: datetime) -> datetime:
    """Return the last time before a limit that a number can mean; the zone of its clock is not known."""
    turns = int((limit - _START).total_seconds() - number) // _TURN
    return _START + timedelta(seconds=turns * _TURN + number)


def _zone(made: datetime, created: datetime, saved: datetime) -> str:
    """Return the zones by which a name was made between two times: "UTC+5:30", "≥ UTC+1"; "" if many."""
    fits = [each for each in _ZONES if created - _MINUTE <= made - timedelta(hours=each) <= saved + _MINUTE]
    if len(fits) <= _FEW:
        return " / ".join(map(_named, fits))
    return f"≥ {_named(fits[0])}" if made > saved + _MINUTE else ""


def _named(zone: float) -> str:
    hours, half = divmod(abs(zone), 1)
    return f"UTC{'-' if zone < 0 else '+'}{hours:.0f}{':30' if half else ''}"
