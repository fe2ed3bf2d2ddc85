"""The start page's parts: names that are made of what was typed, a full disk, what a command returns."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.failing_disk import failing
from toolchain.cli.captured import run
from toolchain.data import FOLDER
from toolchain.pipeline.worker import Worker
from toolchain.project.settings import Options
from toolchain.servers.preview import desk
from toolchain.servers.preview.live import Live, Lives


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Report on Togo", "Report-on-Togo"),
        ("Draft 2.1 (final)", "Draft-2-1-final"),
        ("Informe: niñez & agua", "Informe-niñez-agua"),
        ("تقرير عن المياه", "تقرير-عن-المياه"),
        ("รายงานน้ำ", "รายงานน้ำ"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\x", "x"),
        (".ssh", "ssh"),
        ("--force", "force"),
        ("CON", "report-CON"),
        ("nul", "report-nul"),
        ("a\0b\nc\u202ed", "a-b-c-d"),
        ("...", "report"),
        ("", "report"),
        ("x" * 300, "x" * 60),
    ],
)
def test_a_name_is_safe_on_any_system(typed: str, name: str) -> None:
    assert desk.safe_name(typed) == name


async def one(data: bytes) -> AsyncIterator[bytes]:
    yield data


def test_lines_of_a_command_stay_lines() -> None:
    assert desk.visible_lines("one\ntwo\x1b[0m") == "one\ntwo<U+001B>[0m"


def received(folder: Path, data: bytes) -> dict[str, object]:
    with Worker(60) as worker:
        lives = Lives((), lambda source: Live(source, Options(), worker, worker))
        made = desk.Desk(lives, worker, run, folder)
        return asyncio.run(made.answered(made.receive("draft.docx", one(data))))


def test_a_full_disk_is_said_and_no_part_of_the_file_stays(tmp_path: Path) -> None:
    with failing(3):
        found = received(tmp_path, b"PK" * 100_000)
    assert found["why"] == "failed"
    assert "the disk is full" in str(found["said"])
    assert not [each for each in tmp_path.rglob("*") if each.is_file()]


def test_a_file_above_the_limit_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "LARGEST_FILE", 1000)
    assert received(tmp_path, bytes(1001)) == {"why": "large"}
    assert list(tmp_path.iterdir()) == []
    assert received(tmp_path, bytes(1000)).keys() == {"upload", "name"}


def test_a_command_returns_what_it_prints(tmp_path: Path) -> None:
    version = run(["--version"])
    assert (version.status, version.err) == (0, "")
    assert version.out.startswith("submission")
    assert run(["nothing"]).status == 2
    assert "No such command" in run(["nothing"]).err
    failed = run(["undo", "--", str(tmp_path)])
    assert failed.status == 2
    assert '"diagnostics"' in failed.out


def test_every_word_that_the_page_says_is_in_its_table() -> None:
    script, table = (
        (FOLDER / "preview" / name).read_text(encoding="utf-8") for name in ("start.js", "start-words.js")
    )
    refused = re.findall(r'Refused\("([\w-]+)"', Path(desk.__file__).read_text(encoding="utf-8"))
    named = re.findall(r'\b(?:word|titled|button|act|answerOf)\("([\w-]+)"', script)
    known = set(re.findall(r'^  "?([\w -]+)"?: said\("', table, re.MULTILINE))
    assert {*named, *refused} - known == set()
    assert len(named) > 40
