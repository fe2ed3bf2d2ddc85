"""Read typed authors and dates into the terms of CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolchain.editing.extracting.sentences import is_named
from toolchain.editing.extracting.words import Reading
from toolchain.model.expressions import expression
from toolchain.model.wording import fold

Json = Mapping[str, object]

_LETTER = r"[^\W\d_]"
_PARTICLES = r"(?:(?:van|von|der|den|de|del|della|di|da|dos|la|le|el|al|bin|ibn)\s+)*"
_FAMILY = rf"{_PARTICLES}{_LETTER}[\w'’-]+(?:[ -]{_LETTER}[\w'’-]+)?"
_INITIALS = rf"(?:{_LETTER}\.[ -]?)+"
_PERSON = expression(rf"(?P<family>{_FAMILY}),?\s+(?P<given>{_INITIALS})")
_ONE = expression(rf"(?P<family>{_FAMILY}),\s+(?P<given>{_LETTER}[\w'’-]+(?: {_LETTER}[\w'’.-]+)?)")
_AND = expression(r",?\s+(?:and|et|y|e|и|&)\s+|,?\s+و\s?|\s*[;；]\s*|\s*,\s+")
_ACRONYM = expression(r"[A-Z][A-Z-]+")
_JOINED = expression(r"\s+(?:and|et|y|и|&)\s+")
_LONGEST = 14  # words of an institution's name
BEHIND = " .,。，،"
"""Characters that can follow a name."""

_NO_NAME = expression(r"[\[\]{}<>\ufffc:;?!@#/“”\"«»]|\d{3}")


def authors(text: str, reading: Reading) -> list[Json] | None:
    """Return the authors in a text: persons with initials, one person, or an institution; else None.

    "Bhutta, R.N., Ali, M. and Zafar N.", "Sarwar, Azeem", "Government of Pakistan". An institution's name has
    capitals, or a full stop after it.
    """
    text = fold(text)
    if reading.others.search(text) or _NO_NAME.search(text) or reading.no_names.match(text):
        return None
    if people := _people(text):
        return people
    name = text.rstrip(BEHIND)
    if not name or len(name.split()) > _LONGEST or name[0].islower() or re.search(r"\b[^\W\d_]\.", name):
        return None
    if person := _ONE.fullmatch(name):
        return [person.groupdict()]
    separated = len(name) < len(text)
    is_cased = name[0].isupper()
    return [{"literal": name}] if separated or (is_cased and is_named(name)) else None


def parted(names: list[Json], known: frozenset[str]) -> list[Json]:
    """Return a text that names two institutions as two names, if one is an acronym or both are known."""
    literal = names[0].get("literal")
    if len(names) != 1 or not isinstance(literal, str):
        return names
    halves = _JOINED.split(literal)
    if len(halves) != 2:
        return names
    if all(half in known for half in halves) or (
        any(map(_ACRONYM.fullmatch, halves)) and all(map(is_named, halves))
    ):
        return [{"literal": half} for half in halves]
    return names


def date(text: str, reading: Reading) -> Json | None:
    """Return a date: its parts, {} if the text says that there is none, None if it is not a date."""
    text = fold(text)
    found = next((found for form in reading.dates if (found := form.fullmatch(text))), None)
    if found is None:
        return {} if reading.no_date.fullmatch(text) else None
    groups = found.groupdict()
    parts = [int(groups["year"])]
    if month := groups.get("month"):
        parts.append(reading.months.index(month.casefold()) % 12 + 1)
        if day := groups.get("day"):
            if not 1 <= int(day) <= 31:
                return None
            parts.append(int(day))
    return {"date-parts": [parts]}


def accessed(text: str, at: int, limit: int, reading: Reading) -> tuple[int, Json | None]:
    """Return the end of "(accessed on 3 March 2021)" at offset `at`, and its day as a date of CSL.

    If there is no such text, return `at` and None.
    """
    bracket = re.compile(r"\s*[(（]").match(text, at, limit)
    found = reading.accessed.match(text, bracket.end(), limit) if bracket else None
    day = date(found["inner"], reading) if found else None
    if not found or not day or text[found.end() : found.end() + 1] not in (")", "）"):
        return at, None
    return found.end() + 1, day


def _people(text: str) -> list[Json]:
    """Return the persons of a list in which each has initials, or an empty list."""
    people: list[Json] = []
    at = 0
    while found := _PERSON.match(text, at):
        given = re.sub(r"\.\s*(?=[^\W\d_])", ". ", found["given"].strip())
        people.append({"family": found["family"], "given": given})
        at = found.end() if found["given"] == found["given"].rstrip() else found.end() - 1
        if at == len(text):
            return people
        joint = _AND.match(text, at)
        if not joint:
            return []
        at = joint.end()
    return []
