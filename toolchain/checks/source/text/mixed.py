"""Words with letters of two scripts: Latin, Cyrillic and Greek have letters that look alike.

A letter of the other alphabet gets into a word by a keyboard that was switched too late, by a scanner, or by
somebody who wants to deceive (Unicode Technical Standard 39, 5.1 and 5.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from toolchain.model.expressions import expression
from toolchain.model.records import Record

_LETTERS = {
    "Latin": "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Cyrillic": "\u0400-\u0481\u048a-\u052f",
    "Greek": "\u0370-\u0373\u0376-\u03ff\u1f00-\u1fff",
}
_MARKS = "\u0300-\u036f"
_SCRIPTS = {name: expression(f"[{letters}]") for name, letters in _LETTERS.items()}
_WORD = expression(f"[{''.join(_LETTERS.values())}{_MARKS}]+")
_LATIN_AS_CYRILLIC = frozenset("aceopxyABEKMHOPCTXY")
_ALIKE = {
    ("Cyrillic", "Latin"): frozenset("асеорхуіјѕһԁԛԝАВЕКМНОРСТХУІЈЅҮ"),
    ("Latin", "Cyrillic"): _LATIN_AS_CYRILLIC,
    ("Greek", "Latin"): frozenset("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"),
    ("Latin", "Greek"): frozenset("oABEZHIKMNOPTYX"),
}
"""The letters of one script that look as letters of another one do. Greek ones that are signs of mathematics
and units too, as μ and ν, are left out, and Latin ones that are no letter of Russian."""


class Mixed(Record):
    """A word of two scripts, its place, and the letters of the other script."""

    start: int
    word: str
    letters: str
    script: str
    others: str


def mixed_words(text: str, own: str) -> Iterator[Mixed]:
    """Yield the words of a text that have letters of another script, in a language whose own script is
    `own`.
    """
    for found in _WORD.finditer(text):
        mixed = _judged(found.start(), found[0], own)
        if mixed:
            yield mixed


def foreign_to(own: str) -> re.Pattern[str]:
    """Return what matches a letter of another of the three scripts than a language's own."""
    return re.compile(f"[{''.join(letters for script, letters in _LETTERS.items() if script != own)}]")


def _judged(start: int, word: str, own: str) -> Mixed | None:
    runs = [(script, "".join(run)) for script, run in groupby(_bare(word), key=_script)]
    scripts = {script for script, _ in runs}
    if len(scripts) != 2:
        return None
    counts = {script: sum(len(run) for each, run in runs if each == script) for script in scripts}
    other = min(scripts, key=lambda script: (counts[script], script == own, script))
    (rest,) = scripts - {other}
    letters = "".join(run for script, run in runs if script == other)
    alike = _ALIKE.get((other, rest), frozenset())
    enclosed = len(runs) > 2 and "Greek" not in scripts
    if enclosed or (alike.issuperset(letters) and not _is_ending(runs)):
        return Mixed(start, word, letters, other, rest)
    return None


def _is_ending(runs: list[tuple[str, str]]) -> bool:
    """Return whether an abbreviation in Latin capitals has a Cyrillic ending, as Russian puts it to some."""
    if [script for script, _ in runs] != ["Latin", "Cyrillic"]:
        return False
    (_, capitals), (_, ending) = runs
    long = len(capitals) > 1 and capitals.isupper() and ending.islower()
    return long and not _LATIN_AS_CYRILLIC.issuperset(capitals)


def _bare(word: str) -> str:
    return "".join(sign for sign in word if not "\u0300" <= sign <= "\u036f")


@lru_cache(maxsize=256)
def _script(sign: str) -> str:
    return next((name for name, pattern in _SCRIPTS.items() if pattern.match(sign)), "")
