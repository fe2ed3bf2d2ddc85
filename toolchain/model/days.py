"""Days as people write them in files and options: 2026-03-15."""

from __future__ import annotations

import datetime
import re

DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
"""The form of a day, as a regular expression; it does not know how long a month is."""


def day_of(text: str) -> datetime.date | None:
    """Return the day that a text means, None for no text and for a text that is not a day."""
    try:
        return datetime.date.fromisoformat(text) if re.fullmatch(DAY, text) else None
    except ValueError:
        return None


def today(epoch: int | None) -> datetime.date:
    """Return the day of a number of seconds since 1970, in UTC, else the day by the clock, in its zone."""
    moment = datetime.datetime.now(datetime.UTC).astimezone()
    return (moment if epoch is None else datetime.datetime.fromtimestamp(epoch, datetime.UTC)).date()
