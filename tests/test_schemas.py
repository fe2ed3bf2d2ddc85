"""The JSON Schemas for editors: they are what the reader holds, and a validator of others finds the same."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.pages import ROOT
from tests.validators import run
from toolchain.readers.markdown.front_schema import schema
from toolchain.readers.markdown.reader import MarkdownReader

FILE = ROOT / "docs/schemas/front-matter.json"
VALIDATOR = Path(sys.executable).with_name("check-jsonschema")
SOURCES = sorted(
    path
    for pattern in ("content/*/*.md", "tests/cases/languages/*.md", "tests/cases/translations/*.md")
    for path in ROOT.glob(pattern)
)
GOOD = [
    "title: A\nlang: fr",
    "title: A\nlang: zh-Hant\ndate: 2020-10-01\nsession: 99\npublic: yes\ncontents: off",
    'title: A\nlang: en\ncolour: "#1f4e79"\nlook: house\nkeywords: [one, 2]',
    "title: A\nlang: en\nsubtitle:\nnotes:",
    "title: A\nlang: en\nlimits:\n  words: {value: 9000, reason: Agreed}",
    "title: A\nlang: en\nsubmitted-by:\n  - name: One\n    contact: {email: a@example.org}",
]
BAD = [
    "lang: en",
    "title: A",
    "title: A\nlang: english!",
    "title: A\nlang: en\ntitel: B",
    "title: A\nlang: en\nnotes: margin",
    "title: A\nlang: en\npublic: perhaps",
    "title: A\nlang: en\ncolour: blue",
    "title: A\nlang: en\nkeywords: one",
    "title: A\nlang: en\nsubmitted-by: One",
    "title: A\nlang: en\nsubmitted-by:\n  - status: Special",
    "title: A\nlang: en\nsubmitted-by:\n  - name: One\n    contact: {mail: a@example.org}",
    "title: A\nlang: en\nlimits:\n  words: {value: 0, reason: Agreed}",
    "title: A\nlang: en\nlimits:\n  words: {value: 9000}",
    "title: A\nlang: en\nlimits:\n  lines: {value: 9000, reason: Agreed}",
    "title: [A]\nlang: en",
]


def refused(files: list[Path]) -> set[str]:
    """The names of the files that do not fit the schema, by a validator of others."""
    command: list[str | Path] = [VALIDATOR, "--schemafile", FILE, "--output-format", "json", *files]
    said = json.loads(run(command, statuses=(0, 1)))
    return {Path(each["filename"]).name for each in (*said.get("errors", ()), *said.get("parse_errors", ()))}


def test_the_schema_is_made_of_the_reader_s_tables() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == json.loads(json.dumps(schema()))
    run([VALIDATOR, "--check-metaschema", FILE])


def test_every_source_fits(tmp_path: Path) -> None:
    files = []
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        if text.startswith("---\n"):
            file = tmp_path / f"{path.parent.name}-{path.stem}.yaml"
            file.write_text(text.split("---\n", 2)[1], encoding="utf-8")
            files.append(file)
    assert len(files) > 10
    assert refused(files) == set()


@pytest.mark.parametrize(("texts", "wrong"), [(GOOD, False), (BAD, True)])
def test_the_schema_and_the_reader_agree(tmp_path: Path, texts: list[str], wrong: bool) -> None:
    files = []
    for number, text in enumerate(texts):
        file = tmp_path / f"{number}.yaml"
        file.write_text(text + "\n", encoding="utf-8")
        files.append(file)
        source = f"---\n{text}\n---\n\n1. A.\n"
        defects = MarkdownReader().read_text(source, tmp_path / "x.md", "x.md").defects
        assert any(each.code == "S002" for each in defects) is wrong, text
    assert refused(files) == ({file.name for file in files} if wrong else set())
