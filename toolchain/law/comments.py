"""The general comments and recommendations of `data/law/comments.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from functools import cache

from toolchain.law.treaties import DATA

_RECOMMENDING = ("CEDAW", "CERD")
"""Bodies whose general comments are called recommendations."""

_SOON = 5
"""So many numbers after the last one that is known may have been adopted meanwhile."""


class Comments:
    """All of them, by body and number, with the years by which each is cited; () where one source has a year.

    `last` has the highest number that was read anywhere. `titles` has the words by which the title of one is
    known among those of its body, `own` these and others of its subject, in English.
    """

    def __init__(self) -> None:
        table = json.loads((DATA / "comments.json").read_text(encoding="utf-8"))
        self.all: Mapping[tuple[str, int], tuple[int, ...]] = {
            (body, number): tuple(years)
            for body, entries in table["bodies"].items()
            for number, years, *_ in entries
        }
        said = {
            (body, number): words[0]
            for body, entries in table["bodies"].items()
            for number, _, _, _, *words in entries
            if words
        }
        self.titles = {key: frozenset(words.partition("|")[0].split()) for key, words in said.items()}
        self.own = {key: frozenset(words.split()) for key, words in said.items()}
        self.known = {body: len(entries) for body, entries in table["bodies"].items()}
        self.last = {body: max(number, table["named"].get(body, 0)) for body, number in self.known.items()}

    def of(self, kind: str, body: str, number: int) -> tuple[tuple[int, ...], ...]:
        """Return the years of those with a number, of one body or ("") of all that adopt such a kind."""
        bodies = (body,) if body else self.bodies(kind)
        return tuple(self.all[each, number] for each in bodies if (each, number) in self.all)

    def bodies(self, kind: str) -> tuple[str, ...]:
        """Return the bodies that adopt general comments ("comment") or general recommendations."""
        return tuple(each for each in self.known if (each in _RECOMMENDING) == (kind == "recommendation"))

    def with_subject(self, body: str, number: int, words: Set[str]) -> int | None:
        """Return the number of the only other one of a body whose title has these words; None if there is no
        such one, or if any of them is of the subject of this one.
        """
        if (body, number) not in self.own or (words & self.own[body, number]) - _ANY_RIGHT:
            return None
        others = [key[1] for key, title in self.titles.items() if key[0] == body and title <= words]
        return others[0] if len(others) == 1 else None

    def by_subject(self, kind: str, number: int, words: Set[str]) -> str:
        """Return the only body whose general comment with a number has a title with these words, or ""."""
        found = [each for each in self.bodies(kind) if self.titles.get((each, number), {""}) <= words]
        return found[0] if len(found) == 1 else ""

    def may_be_new(self, kind: str, body: str, number: int, year: str | None = None) -> bool:
        """Return whether a number, with its year, may be of one that is newer than the data."""
        if year and int(year) < _SINCE:
            return False
        bodies = (body,) if body else self.bodies(kind)
        return any(self.known[each] < number <= self.last[each] + _SOON for each in bodies)


_ANY_RIGHT = {"right", "rights", "|"}
"""In titles, but not of one subject: “the right to life”, “the right of peaceful assembly”."""
_SINCE = 2023  # the first year of which not all general comments were read


comments = cache(Comments)
