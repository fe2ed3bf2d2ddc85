"""Bibliographies: sources of all types, with fields that are missing, long, awkward, and in six languages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.random.generator.words import ADDRESSES, COMPOSED, LANGUAGES, PHRASES
from toolchain.model.vocabulary import ITEM_TYPES

FILES = 200
"""How many different ones there are; the number is in the name of the file, `sources-17.json`."""

_OF_CASES = Path(__file__).parents[2] / "cases" / "generated" / "sources.json"
_MOST = 7
_NAMED = re.compile(r"^sources: (sources(?:-(\d+))?\.json)$", re.MULTILINE)
_TYPES = sorted(ITEM_TYPES)
_KEYS = ("penal-code", "report_2019", "Müller", "القانون", "法律", "un:crc/c/gc/9", "a", "x.y+z", "doe1999a")

_MARKED = (
    "The <i>Lotus</i> case",
    "H<sub>2</sub>O and m<sup>2</sup>",
    "<b>Now</b> or never",
    'The rights of <span class="nocase">children</span>',
    "Law & order, 1 < 2",
    "“So ‘it’ is”",
    "Who decides?",
    "The last word.",
    "Cases, etc.",
    "*No* [mark-up](here) {{ at }} {% all %} &amp; \\",
    "[^note] @key; and more",
)
_PEOPLE: tuple[dict[str, str], ...] = (
    {"literal": "Ministry of Justice"},
    {"literal": "وزارة العدل"},
    {"literal": "联合国儿童基金会"},
    {"family": "Endicott", "given": "Timothy"},
    {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
    {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"},
    {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
    {"family": "Достоевский", "given": "Фёдор Михайлович"},
    {"family": "الشافعي", "given": "محمد بن إدريس"},
    {"family": "王", "given": "小明"},
    {"family": "Núñez O’Brien", "given": "Jean-Pierre"},
    {"literal": "Plato"},
)
_DATES: tuple[dict[str, Any], ...] = (
    {"date-parts": [[1860]]},
    {"date-parts": [[2019, 5]]},
    {"date-parts": [["2021", "3", "1"]]},
    {"date-parts": [[2018, 12, 31], [2019, 1, 2]]},
    {"date-parts": [[2001]], "season": 2},
    {"date-parts": [[1700]], "circa": True},
    {"date-parts": [[-44]]},
    {"literal": "in the spring of the year"},
    {"raw": "2016-10-03"},
)
_NAMES = ("author", "editor", "translator", "recipient", "interviewer", "director")
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "container-title": ("Journal of Law", "مجلة القانون", "人民日报", "Le <i>Monde</i>"),
    "publisher": ("Example Press", "United Nations", "دار النهضة", "法律出版社", "Изд. «Право»"),
    "publisher-place": ("Geneva", "القاهرة", "北京"),
    "volume": ("12", "XII", "A/3"),
    "issue": ("4", "2–3"),
    "page": ("5-9", "12", "e104"),
    "edition": ("2", "3rd revised", "2nd ed."),
    "number": ("CRC/C/PAK/CO/5", "A/RES/61/295", "A/HRC/55/30", "XLV", "27531", "DCN.2/2020"),
    "jurisdiction": ("Pakistan", "باكستان"),
    "authority": ("Supreme Court", "最高人民法院"),
    "genre": ("Judgment", "working paper"),
    "event-title": ("Conference on Children",),
    "event-place": ("Geneva",),
    "collection-title": ("Research Series",),
    "collection-number": ("7",),
    "title-short": ("The Code", "القانون", "法"),
    "DOI": ("10.1000/182",),
    "URL": (
        *(address for address in ADDRESSES if address.startswith("http")),
        "https://example.org/(a)_b~c'd",
    ),
}


def beside(source: str) -> dict[str, str]:
    """The bibliography that a source names, by the name of its file: one of these, or that of the cases."""
    return {
        name: bibliography(int(number)) if number else _OF_CASES.read_text(encoding="utf-8")
        for name, number in _NAMED.findall(source)
    }


@cache
def bibliography(number: int) -> str:
    """One of the bibliographies in CSL-JSON."""
    random = Random(number)
    return json.dumps([_item(random, key) for key in keys(number)], ensure_ascii=False, indent=1)


def keys(number: int) -> list[str]:
    """The keys of its sources."""
    random = Random(-1 - number)
    return random.sample(_KEYS, 1 + random.randrange(_MOST))


def _item(random: Random, key: str) -> dict[str, Any]:
    item: dict[str, Any] = {"id": key, "type": random.choice(_TYPES)}
    if random.randrange(12):
        item["title"] = _title(random)
    for name in _NAMES:
        if random.randrange(5) < (4 if name == "author" else 1):
            item[name] = [random.choice(_PEOPLE) for _ in range(random.choice((1, 1, 1, 2, 3, 5)))]
    for date, of in (("issued", 6), ("accessed", 2)):
        if random.randrange(of):
            item[date] = random.choice(_DATES)
    for field, choices in _TEXTS.items():
        if random.randrange(4) == 0:
            item[field] = random.choice(choices)
    return item


def _title(random: Random) -> str:
    make: Callable[[Random], str] = random.choice((_phrases, _phrases, _marked, _awkward, _long))
    return make(random)


def _phrases(random: Random) -> str:
    return " ".join(random.choices(PHRASES[random.choice(LANGUAGES)], k=1 + random.randrange(3)))


def _marked(random: Random) -> str:
    return random.choice(_MARKED)


def _awkward(random: Random) -> str:
    return f"{_phrases(random)} {random.choice(list(COMPOSED.values()))}"


def _long(random: Random) -> str:
    return " ".join(random.choices(PHRASES[random.choice(LANGUAGES)], k=40))
