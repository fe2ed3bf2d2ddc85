"""A report that is open in a client of the language server, for its tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.language_client import Client, Script

HEAD = "---\ntitle: Report\nlang: en\nsources: sources.json\n---\n\n"
BODY = """# Law

1. The 😀 first, قانون. {#first}

   1. Sub one. {#sub}

2. See [para. 9](#first), [1 (a)](#sub) and [note 1](#^law).[^law][^other]

![A chart](chart.png "Cases") {#chart}

## Practice

3. Third, see [para. 1](#first).[^law] {#third}

[^law]: See [@act, p. 3].

[^other]: Words, and [note 1](#^law).
"""
SOURCES = json.dumps(
    [
        {"id": "act", "type": "legislation", "title": "Penal Code", "issued": {"date-parts": [[1860]]}},
        {"id": "book", "type": "book", "title": "A Book", "issued": {"date-parts": [[2001]]}},
    ],
    indent=1,
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    running = Client(tmp_path_factory.mktemp("workspace"))
    yield running
    assert running.end() == ""
    assert b"Traceback" not in running.said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources.json").write_text(SOURCES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def script(client: Client, folder: Path) -> Script:
    return opened(client, folder)


def opened(client: Client, folder: Path, text: str = HEAD + BODY, name: str = "report.md") -> Script:
    """A text that is in no file."""
    return Script(client, folder / name, text)


def codes(found: list[dict[str, Any]]) -> list[str]:
    return sorted(each["code"] for each in found)


def at_code(found: list[dict[str, Any]], code: str) -> dict[str, Any]:
    return next(each for each in found if each["code"] == code)
