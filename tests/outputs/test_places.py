"""The places of findings in finished files are in the language of the interface, and have no other words.

The interface speaks a language here that has no letter but x, and the files are in Russian: a Latin letter in
a place is an English word of the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.pages import ROOT, TYPST, read
from tests.support.proving import prove
from toolchain import model as m
from toolchain.formats.table import OURS
from toolchain.model import wording
from toolchain.model.diagnostics import Place
from toolchain.model.walk import walk
from toolchain.plugins.registry import writer

RUSSIAN = ROOT / "tests/cases/languages/ru.md"
FACT = re.compile(r"(\{[^}]*\})")
LATIN = re.compile(r"[A-Za-z]{2,}")
NUMERALS = set("xiv")
ATTRIBUTE = "aria-label"  # a place in a page, by the name that its source has


class Strange:
    """A catalogue that makes each letter of a message an x."""

    def gettext(self, message: str) -> str:
        parts = FACT.split(message)
        return "".join(part if at % 2 else re.sub("[A-Za-z]", "x", part) for at, part in enumerate(parts))

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one if number == 1 else many)


def places(document: m.Document) -> Iterator[Place]:
    for node, _ in walk((*document.front_matter.title, *document.blocks, *document.notes, *document.frame)):
        yield node.span
    yield from (finding.span for finding in document.defects)


@pytest.mark.parametrize("form", ["docx", "epub", "html", "pdf"])
def test_a_place_has_no_english_words(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    submission = read(RUSSIAN, TYPST)
    made = writer(form)
    data = made.write(submission.resolved, submission.project)
    other = tmp_path / "report.md"
    lines = RUSSIAN.read_text(encoding="utf-8").split("\n\n")
    other.write_text("\n\n".join(line for at, line in enumerate(lines) if at % 7 != 4), encoding="utf-8")
    monkeypatch.setattr(wording, "_catalogue", lambda _: Strange())
    found = [*places(OURS[form].read_back(data, f"x.{form}"))]
    found += (each.span for each in prove(read(other).resolved, data, f"x.{form}", form))
    words = {each.words for each in found}
    assert len(words) > 20
    latin = {word for each in words for word in LATIN.findall(each.replace(ATTRIBUTE, ""))}
    assert [word for word in latin if not set(word.lower()) <= NUMERALS] == []
