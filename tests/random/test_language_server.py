"""After random edits the language server has the editor's text, and the findings that `check` has for it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from tests.support.language_client import Client, Script
from toolchain.model.diagnostics import Failure, Severity, SourceSpan
from toolchain.pipeline import stages
from toolchain.project.settings import Options
from toolchain.servers.language.positions import Text

HEAD = "---\ntitle: Report 😀\nlang: en\n---\n\n"
PIECES = (
    "", "x", " ", "\n", "\n\n", "\r\n", "\r", "\t", "😀", "👩\u200d👧", "قانون", "ة\u064b", "\u2028", "\x0c",
    "\u200f", "法", "# H\n\n", "1. A. {#a}\n\n", "[para. 3](#a)", "[^n]", "\n\n[^n]: N.\n\n", "^[In place.]",
    "*", "**", "[", "](", "{#", "}", "<b>", "<!-- check: ignore N101 why -->", "> ", "   1. Sub\n", "---\n",
    "| a | b |\n|---|---|\n| c | 😀 |\n", "`", "&amp;", "\\", "\ufeff", "\U0001d11e", "\n\x0c\n",
)  # fmt: skip
NOT_READ = ("\x85", "\x0b", "\x07", "\ud83d")
SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFORMATION: 3}


def expected(path: Path, text: str, script: Script) -> list[tuple[str, int, dict[str, int], dict[str, int]]]:
    """The findings of `check` for a text, with their places as an editor counts them."""
    path.write_bytes(text.encode())
    try:
        found = stages.examine([path], Options(trusted=False), lambda _: None).diagnostics
    except Failure as error:
        found = stages.diagnose(error)
    out = []
    for each in found:
        span = each.finding.span
        start = end = {"line": 0, "character": 0}
        if isinstance(span, SourceSpan):
            first = offset(text, span.line, span.column)
            start = script.position(first)
            end = script.position(max(first, offset(text, span.end_line, span.end_column)))
        out.append((each.code, SEVERITIES[each.severity], start, end))
    return out


def offset(text: str, line: int, column: int) -> int:
    """Where a place is in a text; form feeds beside a line end belong to it.

    A first byte order mark belongs to nothing, and a place after its line is the beginning of the next.
    """
    starts = [int(text.startswith("\ufeff"))]
    for at, character in enumerate(text):
        if character == "\n" or (character == "\r" and text[at + 1 : at + 2] != "\n"):
            starts.append(len(text) - len(text[at + 1 :].lstrip("\f")))
    starts.append(len(text))
    return min(starts[line - 1] + column - 1, starts[line]) if line < len(starts) else len(text)


@pytest.mark.parametrize(
    ("seed", "edits"),
    [(2026, 50), *(pytest.param(seed, 1_000, marks=pytest.mark.long) for seed in range(10))],
)
def test_text_and_findings_after_random_edits(tmp_path: Path, seed: int, edits: int) -> None:
    chance = random.Random(seed)
    client = Client(tmp_path)
    start = HEAD + "1. First. {#a}\n\n2. قانون 😀 [para. 1](#a).[^n]\n\n[^n]: A note.\n"
    script = Script(client, tmp_path / "report.md", start)
    script.findings()
    mirror, readable, broken = Text(start), 0, 0
    for number in range(edits):
        if number % 50 == 49 or broken > 2:
            script.change({"text": start})
            script.text, mirror = start, Text(start)
        changes: list[dict[str, Any]] = []
        for _ in range(chance.choice((1, 1, 1, 2, 4))):
            first = chance.randrange(len(script.text) + 1)
            last = min(len(script.text), first + chance.choice((0, 0, 0, 1, 2, 9)))
            first, last = (outside_line_end(script.text, each) for each in (first, last))
            new = chance.choice(PIECES if chance.random() < 0.99 else NOT_READ)
            changes.append(
                {"range": {"start": script.position(first), "end": script.position(last)}, "text": new}
            )
            mirror = mirror.changed(changes[-1])
            script.text = script.text[:first] + new.replace("\ud83d", "\ufffd") + script.text[last:]
        script.change(*changes)
        found = [
            (each["code"], each["severity"], each["range"]["start"], each["range"]["end"])
            for each in script.findings()
        ]
        assert mirror.text == script.text
        is_broken = "S012" in {each[0] for each in found}
        readable, broken = readable + (not is_broken), (broken + 1) * is_broken
        assert found == expected(tmp_path / "report.md", script.text, script), repr(script.text)
    assert readable > edits / 2
    assert client.end() == ""


def outside_line_end(text: str, at: int) -> int:
    """An editor has no position between the two characters of a line end."""
    return at + (text[at - 1 : at + 1] == "\r\n")
