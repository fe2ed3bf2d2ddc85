"""Each fix that the language server offers corrects its finding, in sources with ordinary mistakes."""

from collections import Counter
from pathlib import Path

import pytest

from tests.support.mistakes import Mistake, mistakes
from tests.support.shares import one_in
from toolchain.project.settings import Options
from toolchain.servers.language import answers
from toolchain.servers.language.positions import Text

CASES = tuple(mistakes())


def one_each() -> dict[frozenset[str], Mistake]:
    """One mistake with each set of codes, if possible a corrected one; `check --fix` is tried with all."""
    cases = sorted(CASES, key=lambda case: case.fixed is not None)
    return {frozenset(place.code for place in case.bad.places): case for case in cases}


def with_edits(text: str, edits: list[answers.Json]) -> str:
    known = Text(text)
    places = [[known.offset(each["range"][end]) for end in ("start", "end")] for each in edits]
    order = sorted(range(len(edits)), key=lambda at: (places[at], at), reverse=True)
    for at in order:
        start, end = places[at]
        text = f"{text[:start]}{edits[at]['newText']}{text[end:]}"
    return text


def codes(source: Path, text: str) -> Counter[str]:
    found = answers.findings(source, Options(), text, {"uri": source.as_uri()})
    return Counter(each["code"] for each in found)


@pytest.mark.parametrize("case", one_in(len(CASES), CASES, one_each().values()), ids=lambda case: case.name)
def test_each_fix_corrects_its_finding(case: Mistake, tmp_path: Path) -> None:
    source, text = tmp_path / "report.md", case.bad.source
    uri, place = source.as_uri(), Text(text).between(0, len(text))
    before = codes(source, text)
    asked = {"textDocument": {"uri": uri}, "range": place}
    for action in answers.actions(source, Options(), text, asked):
        code = action["diagnostics"][0]["code"]
        after = codes(source, with_edits(text, action["edit"]["changes"][uri]))
        assert after[code] < before[code], action["title"]
