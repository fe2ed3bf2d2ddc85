"""The report and a sample in each language, with notes, annexes, headings and contents in every way."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.pages import ROOT, Submission, read

REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
SOURCES = {path.stem: path for path in (REPORT, *sorted((ROOT / "tests/cases/languages").glob("*.md")))}

ANNEXES = """
# Laws that are cited {.annex #laws}

1. The Penal Code is the oldest of them;[^penal-375][^annexed] see paragraph [2](#scope)
     of the report and [table 2](#years). {#oldest}

     Table: Years of the laws {#years}

     | Law | Year |
     |:----|-----:|
     | Penal Code[^table] | 1860 |
     | Trafficking Act | 2018 |

2. What [recommendation 6](#rec-consent) asks for concerns:

     1. the law of paragraph [1](#oldest) of this annex;
     2. the laws of [annex II](#methods). {#others}

# How this was found out {.annex #methods}

1. What they are, [annex I, paragraph 2 (b)](#others) says.[^annexed]

[^annexed]: Looked up in 2021; compare [annex II](#methods).

[^table]: As amended.
"""
"""For the report, which has none: notes of their own, one that the text has too, a table, and references."""

_FIRST_NOTE = re.compile(r"^\[\^", re.MULTILINE)
_ANNEX = re.compile(r"^# [^\n]*\{\.annex.*?(?=^\[\^)", re.MULTILINE | re.DOTALL)
_LABEL = re.compile(r"\{[^{}]*#([a-z0-9-]+)\}")
_HEADING = re.compile(r"^#+ +(.*?) \{(?!\.annex)[^{}]*#([a-z0-9-]+)\}$", re.MULTILINE)


class Combination(NamedTuple):
    """A source by its name, and how it is written."""

    source: str
    notes: str
    place: str
    annexes: bool
    headings: str
    contents: bool

    def __str__(self) -> str:
        annexes = "annexes" if self.annexes else "no annex"
        contents = "contents" if self.contents else "no contents"
        return f"{self.source}, {self.notes} {self.place}, {annexes}, {self.headings} headings, {contents}"


_VALUES = (
    ("endnotes", "footnotes"),
    ("before-annexes", "end"),
    (True, False),
    ("numbered", "plain"),
    (True, False),
)

ALL = tuple(Combination(source, *values) for source in SOURCES for values in itertools.product(*_VALUES))


def _covering() -> Iterator[Combination]:
    """Six of each source in which every two values of different settings meet.

    Each setting has its second value in three of five rows, no two in the same three (Kleitman and Spencer,
    1973), so that any two have all four pairs; the row before these has the first value of all. Each source
    begins with another setting, so that together they have more than pairs.
    """
    rows = list(itertools.combinations(range(1, 6), 3))
    for at, source in enumerate(SOURCES):
        chosen = (rows[at:] + rows[:at])[: len(_VALUES)]
        for row in range(6):
            values = [pair[row in taken] for pair, taken in zip(_VALUES, chosen, strict=True)]
            yield Combination(source, *values)  # type: ignore[arg-type]


COVERING = tuple(_covering())

REST = tuple(each for each in ALL if each not in COVERING)

SOON = tuple(each for at, each in enumerate(COVERING) if at % 6 == (at // 6 % 5 + 1, 0)[at // 6 % 2])
"""One of each source, which together have both values of each setting: what is always tried."""

LATER = tuple(each for each in ALL if each not in SOON)

EXTENTS = (
    pytest.param(SOON, id="few"),
    pytest.param(LATER, id="rest", marks=pytest.mark.long),
)
"""Parameters of tests: what is always tried, and the others, which take minutes."""


def text_of(combination: Combination) -> str:
    """The source's text as this combination has it, true in all it says."""
    text = SOURCES[combination.source].read_text(encoding="utf-8")
    if combination.annexes and combination.source == REPORT.stem:
        text += ANNEXES
    elif not combination.annexes:
        text = _without_annexes(text)
    if combination.headings == "plain":
        text = _with_titles(text)
    front = {
        "notes": combination.notes,
        "notes-place": combination.place,
        "headings": combination.headings,
        "contents": str(combination.contents).lower(),
    }
    for key, value in front.items():
        text = re.sub(rf"^{key}: .*\n", "", text, flags=re.MULTILINE)
        text = text.replace("---\n", f"---\n{key}: {value}\n", 1)
    return text


def _without_annexes(text: str) -> str:
    """Without them, and with nothing that leads there."""
    found = _ANNEX.search(text)
    if not found:
        return text
    gone = "|".join(_LABEL.findall(found[0]))
    return re.sub(rf"\[([^\]]*)\]\(#(?:{gone})\)", r"\1", text[: found.start()] + text[found.end() :])


def _with_titles(text: str) -> str:
    """With the titles of headings where their numbers were cited, which they do not have now."""
    for title, label in _HEADING.findall(text):
        text = re.sub(rf"\[[^\]]*\]\(#{label}\)", f"[{title}](#{label})", text)
    return text


def submission(combination: Combination, folder: Path) -> Submission:
    """It, read from files in a folder of its own in `folder`."""
    home = folder / f"{ALL.index(combination):03}"
    home.mkdir()
    source = SOURCES[combination.source]
    for beside in (
        ("sources.json", "reported-cases.png", "mark-bowls.png", "mark-rings.png") if source == REPORT else ()
    ):
        shutil.copy(source.with_name(beside), home)
    path = home / "report.md"
    path.write_text(text_of(combination), encoding="utf-8")
    return read(path)
