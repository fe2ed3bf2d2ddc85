"""A table has up to the 63 columns of Word. A larger one is an error at its place, and no word is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from toolchain import model as m
from toolchain.model.diagnostics import Severity, source_span
from toolchain.model.walk import walk
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.readers.markdown import tables

HEAD = "---\ntitle: A\nlang: en\n---\n\n"
AROUND = {"alone": ("", 6), "in a paragraph": ("1. A.\n\n     ", 8), "in a quotation": ("> ", 6)}


def table(columns: int, rows: int, row: str) -> list[str]:
    return ["| Word " * columns + "|", "|---" * columns + "|", *[row] * rows]


def read(
    folder: Path, lines: list[str], start: str = ""
) -> tuple[list[str], list[tuple[str, int]], Counter[str]]:
    """Return the kinds of blocks, the errors with their lines, and the words."""
    between = "\n" + start.rpartition("\n")[2]
    source = folder / "report.md"
    source.write_text(f"{HEAD}{start}{between.join(lines)}\n", encoding="utf-8")
    found = pipeline.examine([source], Options(), lambda _text: None)
    errors = [
        (each.code, source_span(each.finding.span).line)
        for each in found.diagnostics
        if each.severity is Severity.ERROR
    ]
    nodes = [node for node, _ in walk(found.submissions[0].resolved.document.blocks)]
    words = Counter(
        word
        for node in nodes
        if isinstance(node, m.Text | m.CodeBlock)
        for word in node.text.replace("|", " ").split()
        if word.isalpha()
    )
    kinds = [type(node).__name__ for node in nodes if isinstance(node, m.Table | m.CodeBlock)]
    return kinds, errors, words


@pytest.mark.parametrize("around", AROUND)
def test_columns(tmp_path: Path, around: str) -> None:
    start, line = AROUND[around]
    kinds, errors, words = read(tmp_path, table(63, 2, "| cell " * 63 + "|"), start)
    assert (kinds, errors, words["Word"], words["cell"]) == (["Table"], [], 63, 126)
    kinds, errors, words = read(tmp_path, table(64, 2, "| cell " * 64 + "|"), start)
    assert (kinds, errors, words["Word"], words["cell"]) == (["CodeBlock"], [("S021", line)], 64, 128)


@pytest.fixture
def fewer_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth, for short sources."""
    monkeypatch.setattr(tables, "_MOST_MISSING", 1_000)


@pytest.mark.usefixtures("fewer_may_be_missing")
def test_cells_that_are_missing(tmp_path: Path) -> None:
    few = table(20, 40, "cell")  # 19 are missing in each
    assert read(tmp_path, few)[:2] == (["Table"], [])
    kinds, errors, words = read(tmp_path, [*few, "", "And:", "", *few])
    assert (kinds, errors, words["cell"]) == (["Table", "CodeBlock"], [("S021", 51)], 80)
    whole = table(20, 100, "| cell " * 20 + "|")
    assert read(tmp_path, whole)[:2] == (["Table"], [])


@pytest.mark.usefixtures("fewer_may_be_missing")
def test_rows_without_outer_bars_lack_nothing(tmp_path: Path) -> None:
    lines = ["Word | Word", "--- | ---", *["cell | cell"] * 1_001]
    assert read(tmp_path, lines)[:2] == (["Table"], [])


@pytest.mark.parametrize("line", ["- words", "> words", "```"])
def test_the_lines_of_another_block_directly_below_are_no_rows(tmp_path: Path, line: str) -> None:
    below = [line] * 300 if line != "```" else ["```", *["words"] * 300, "```"]
    kinds, errors, words = read(tmp_path, [*table(50, 2, "| cell " * 50 + "|"), *below])
    assert (kinds[0], words["cell"], words["words"]) == ("Table", 100, 300)
    assert "S021" not in [code for code, _ in errors]
