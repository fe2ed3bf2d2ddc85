"""The JSON Schemas for editors: they are what the reader holds, and a validator of others finds the same."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts import make_schemas
from tests.judges.validators import run
from tests.support.pages import ROOT
from tests.support.profiles import WORDS, rule
from toolchain.project import folder_settings
from toolchain.project.folder_settings import read_settings
from toolchain.readers.markdown import front_schema
from toolchain.readers.markdown.reader import MarkdownReader
from toolchain.recipients.loading import FOLDER
from toolchain.recipients.reading import read

FRONT_MATTER = ROOT / "docs/schemas/front-matter.json"
PROFILE = ROOT / "docs/schemas/profile.json"
SETTINGS = ROOT / "docs/schemas/submission.json"
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
    "title: A\nlang: en\nsubmitted-by: One",
    "title: A\nlang: en\nsubmitted-by:\n  - One\n  - name: Two",
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
    "title: A\nlang: en\nsubmitted-by:\n  - status: Special",
    "title: A\nlang: en\nsubmitted-by:\n  - name: One\n    contact: {mail: a@example.org}",
    "title: A\nlang: en\nlimits:\n  words: {value: 0, reason: Agreed}",
    "title: A\nlang: en\nlimits:\n  words: {value: 9000}",
    "title: A\nlang: en\nlimits:\n  lines: {value: 9000, reason: Agreed}",
    "title: [A]\nlang: en",
]


GOOD_PROFILES = [
    "",
    'title = ""\nrecipient = "A"\ninherits = "crc"\nwithout = ["limits.words", "terms"]\n',
    WORDS,
    WORDS + 'severity = "warning"\nremark = ""\none-of = ["1"]\n[severities]\nN108 = "error"\n',
    rule("limits.words", source='["x", "y"]') + rule("counts.notes", value="false"),
    rule("limits.words", source="", checked="", status='"unconfirmed"'),
    rule("formats", value='["docx", "pdf"]') + rule("languages", value="[]"),
    rule("typography.size", value="10.5") + rule("typography.paper", value='"letter"'),
    rule('required."submitted-by.contact.email"', value="true") + rule("required.keywords", value="3"),
    rule("sections.method", value='{en = "method", fr = ["a", "b"]}'),
    rule('terms."a term"', value="[]") + rule("checklist.day", value='"Send it."'),
    '[instrument.OPSC]\nnames = ["OPSC"]\n' + rule("instrument.OPSC.limits.words"),
]
GOOD_SETTINGS = [
    "",
    'look = "un"\nprofile = "crc"\npdf-engine = "typst"\nformats = ["docx"]\njobs = 1\n',
    'templates = "ours"\ncss = "ours/a..b.css"\noutput = "a/b"\n',
    'templates = "."\nprofile = "./mine.toml"\nformats = ["docx", "plain"]\n',
]
SETTINGS_FAULTS = (
    ROOT.joinpath("tests/cases/folder_settings/faults.txt").read_text(encoding="utf-8").split("===\n")[1:]
)
FAULTS = ROOT.joinpath("tests/cases/profiles/faults.txt").read_text(encoding="utf-8").split("===\n")[1:]


def refused(schema: Path, files: list[Path]) -> set[str]:
    """The names of the files that do not fit a schema, by a validator of others."""
    command: list[str | Path] = [VALIDATOR, "--schemafile", schema, "--output-format", "json", *files]
    said = json.loads(run(command, statuses=(0, 1)))
    return {Path(each["filename"]).name for each in (*said.get("errors", ()), *said.get("parse_errors", ()))}


@pytest.mark.parametrize(
    ("file", "made"),
    [
        (FRONT_MATTER, front_schema.schema()),
        (PROFILE, make_schemas.schema()),
        (SETTINGS, folder_settings.schema()),
    ],
)
def test_a_schema_is_made_of_the_reader_s_tables(file: Path, made: dict[str, Any]) -> None:
    assert json.loads(file.read_text(encoding="utf-8")) == json.loads(json.dumps(made))
    run([VALIDATOR, "--check-metaschema", file])


def test_every_profile_of_ours_fits() -> None:
    files = sorted(FOLDER.glob("*.toml"))
    assert len(files) > 15
    assert refused(PROFILE, files) == set()


@pytest.mark.parametrize(
    ("texts", "wrong"), [(GOOD_PROFILES, False), ([case.split("---\n")[0] for case in FAULTS], True)]
)
def test_the_schema_and_the_reader_of_profiles_agree(tmp_path: Path, texts: list[str], wrong: bool) -> None:
    files = []
    for number, text in enumerate(texts):
        file = tmp_path / f"{number}.toml"
        file.write_text(text, encoding="utf-8")
        files.append(file)
        assert bool(read(text, "mine", "mine.toml")[1]) is wrong, text
    assert refused(PROFILE, files) == ({file.name for file in files} if wrong else set())


def test_every_source_fits(tmp_path: Path) -> None:
    files = []
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        if text.startswith("---\n"):
            file = tmp_path / f"{path.parent.name}-{path.stem}.yaml"
            file.write_text(text.split("---\n", 2)[1], encoding="utf-8")
            files.append(file)
    assert len(files) > 10
    assert refused(FRONT_MATTER, files) == set()


@pytest.mark.parametrize(("texts", "wrong"), [(GOOD, False), (BAD, True)])
def test_the_schema_and_the_reader_agree(tmp_path: Path, texts: list[str], wrong: bool) -> None:
    files = []
    for number, text in enumerate(texts):
        file = tmp_path / f"{number}.yaml"
        file.write_text(text + "\n", encoding="utf-8")
        files.append(file)
        source = f"---\n{text}\n---\n\n1. A.\n"
        defects = MarkdownReader().read_text(source, tmp_path / "x.md", "x.md").defects
        assert any(each.rule.code == "S002" for each in defects) is wrong, text
    assert refused(FRONT_MATTER, files) == ({file.name for file in files} if wrong else set())


@pytest.mark.parametrize(
    ("texts", "wrong"), [(GOOD_SETTINGS, False), ([case.split("---\n")[0] for case in SETTINGS_FAULTS], True)]
)
def test_the_schema_and_the_reader_of_settings_agree(tmp_path: Path, texts: list[str], wrong: bool) -> None:
    files = []
    for number, text in enumerate(texts):
        folder = tmp_path / str(number)
        for name in ("mine.toml", "ours/a..b.css"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).touch()
        file = tmp_path / f"{number}.toml"
        for each in (file, folder / "submission.toml"):
            each.write_text(text, encoding="utf-8")
        files.append(file)
        assert bool(read_settings(folder / "report.md")[1]) is wrong, text
    assert refused(SETTINGS, files) == ({file.name for file in files} if wrong else set())
