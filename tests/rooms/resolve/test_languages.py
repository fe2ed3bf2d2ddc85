"""Tables of one language read by itself are those that the whole file has."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from toolchain.model.languages import read_language

FILES = sorted(
    path
    for path in (Path(__file__).parents[3] / "toolchain").rglob("*.toml")
    if {"en", "zh"} <= tomllib.loads(path.read_text(encoding="utf-8")).keys()
)


def test_there_are_such_files() -> None:
    assert "labels.toml" in {path.name for path in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("lang", ["ar", "en", "es", "fr", "ru", "zh"])
def test_one_language_is_read_as_in_the_whole(file: Path, lang: str) -> None:
    assert read_language(file, lang) == tomllib.loads(file.read_text(encoding="utf-8")).get(lang, {})


def test_a_language_that_is_not_there() -> None:
    assert read_language(FILES[0], "xx") == {}
