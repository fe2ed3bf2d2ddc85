"""Notes that somebody typed become notes again with the same numbers and texts."""

from __future__ import annotations

from pathlib import Path

from tests.support.fixing import correct, silent
from toolchain.model.walk import plain_text
from toolchain.pipeline.stages import examine, read
from toolchain.project.settings import Options

MOST = 40
"""Notes, so that numbers have two digits."""


def typed(mark: str, entry: str, heading: str) -> str:
    """A source whose notes are typed; a text has figures, and continues on another line."""
    body = "\n\n".join(
        f"{number}. The law of {1980 + number} has {number} articles.{mark.format(number)}"
        for number in range(1, MOST + 1)
    )
    texts = "\n\n".join(
        f"{entry.format(number)}Gazette, vol. {number}, page {number + 1},\nand its annex, of {number} May."
        for number in range(1, MOST + 1)
    )
    return f"---\ntitle: Laws\nlang: en\n---\n\n{body}\n\n{heading}{texts}\n"


def test_all_are_notes_with_their_numbers(tmp_path: Path) -> None:
    for form in (("[{}]", "[{}] ", "# Notes\n\n"), ("[{}]", "[{}]: ", ""), ("{}", "{}. ", "# Endnotes\n\n")):
        source = tmp_path / "report.md"
        source.write_text(typed(*form), encoding="utf-8")
        source.write_text(correct(source, examine([source], Options(), silent)).after, encoding="utf-8")
        resolved = read(source, Options()).resolved
        said = [plain_text(each.note.blocks[0].children) for each in resolved.notes]  # type: ignore[union-attr]
        assert [each.label for each in resolved.notes] == [str(number) for number in range(1, MOST + 1)], form
        assert said == [
            f"Gazette, vol. {number}, page {number + 1}, and its annex, of {number} May."
            for number in range(1, MOST + 1)
        ]
