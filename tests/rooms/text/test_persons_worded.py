"""Data of persons are found in the words that reports have for them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from toolchain.text.persons import persons_in

SENTENCES = tomllib.loads((Path(__file__).parents[2] / "cases/persons.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("lang", SENTENCES["one"])
def test_each_sentence_has_one_datum(lang: str) -> None:
    assert [each for each in SENTENCES["one"][lang] if len(list(persons_in(each, lang))) != 1] == []


@pytest.mark.parametrize("lang", SENTENCES["none"])
def test_what_is_of_nobody_is_not_found(lang: str) -> None:
    assert [each for each in SENTENCES["none"][lang] if list(persons_in(each, lang))] == []
