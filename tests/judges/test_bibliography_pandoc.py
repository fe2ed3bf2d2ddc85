"""BibTeX read beside pandoc: no word, name or date that pandoc finds in the samples is missing here."""

import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tests.judges.validators import need_module
from tests.support.bibliographies import CASES, case, plain
from toolchain.model.vocabulary import DATES, NAMES

SAMPLES = {
    "every-type.bib": "biblatex",
    "zotero-bibtex.bib": "bibtex",
    "zotero-biblatex.bib": "biblatex",
    "better-bibtex.bib": "biblatex",
    "mendeley.bib": "bibtex",
}
TO_PANDOC = {"@musical_score": "@misc", "@review-book": "@misc"}  # which end its reading
OTHERWISE = {
    "language",  # tags with a territory that nobody named
    "other-ids",  # ids
    "genre",  # in LaTeX still
    "note",  # where Zotero's variables stand, which pandoc knows in CSL-JSON only
}
DAY_IN_MONTH = {"curie1903"}  # as BibTeX's manual has it, which pandoc does not read
ESCAPED = re.compile(r"\{\\([_%])\}")  # which pandoc leaves in addresses
NO_WORDS = re.compile(r"<[^>]*>|\$[^$]*\$|\\[a-z]+|[^\w\s]|[{}]")


@cache
def in_pandoc(name: str) -> dict[str, dict[str, Any]]:
    text = (CASES / name).read_text(encoding="utf-8")
    for found, instead in TO_PANDOC.items():
        text = text.replace(found, instead)
    need_module("pypandoc", "pypandoc-binary")
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "-f", SAMPLES[name], "-t", "csljson"]
    done = subprocess.run(command, input=text, capture_output=True, check=True, encoding="utf-8")
    return {item["id"]: item for item in json.loads(done.stdout)}


def words(value: Any) -> Iterator[str]:
    """The words of a value, without mark-up, in small letters: pandoc makes titles sentences."""
    if isinstance(value, str):
        yield from NO_WORDS.sub(" ", ESCAPED.sub(r"\1", value)).casefold().split()
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from words(part)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_word_is_missing(name: str) -> None:
    ours = case(name).entries
    for key, item in in_pandoc(name).items():
        entry = plain(ours[key])
        rest = {name: text for name, text in item.items() if name not in {"id", "type", *DATES, *OTHERWISE}}
        assert set(words(rest)) - set(words(entry)) == set(), key


@pytest.mark.parametrize("name", SAMPLES)
def test_names_are_in_the_same_order(name: str) -> None:
    for key, entry in case(name).entries.items():
        for variable in NAMES & in_pandoc(name)[key].keys():
            theirs = [set(words(each)) for each in in_pandoc(name)[key][variable]]
            assert [set(words(list(each))) for each in entry.names[variable]] == theirs, (key, variable)


@pytest.mark.parametrize("name", SAMPLES)
def test_dates_are_the_same(name: str) -> None:
    compared = 0
    for key, entry in case(name).entries.items():
        for variable in DATES & in_pandoc(name)[key].keys():
            theirs = in_pandoc(name)[key][variable].get("date-parts")
            date = entry.dates[variable]
            if theirs and not date.literal and not in_pandoc(name)[key][variable].get("literal"):
                season = [20 + date.season] if date.season else []
                sides = [[*side, *season] for side in (date.parts, date.end) if side]
                assert sides == theirs or key in DAY_IN_MONTH, (key, variable)
                compared += 1
    assert compared >= 3
