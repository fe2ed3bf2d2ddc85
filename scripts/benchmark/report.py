"""The report of this repository: as it is, its notes citing sources, and with its notes typed out."""

import re
from pathlib import Path

from toolchain import model as m
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.resolve.tables import printed_text

THE_REPORT = Path(__file__).parents[2] / "content/pakistan-opsc/report.md"

_KEYS = re.compile(r"^(?:sources|citation-style): .*\n", re.MULTILINE)


def typed() -> str:
    """The report with each note as it is printed, and no bibliography."""
    resolved = pipeline.read(THE_REPORT, Options()).resolved
    text = _KEYS.sub("", THE_REPORT.read_text(encoding="utf-8"))
    for numbered in resolved.notes:
        paragraphs = (block for block in numbered.note.blocks if isinstance(block, m.Paragraph))
        words = " ".join(printed_text(block.children, resolved) for block in paragraphs)
        line = re.compile(rf"^(\[\^{re.escape(numbered.note.label)}\]:) .*$", re.MULTILINE)
        text = line.sub(lambda found, words=words: f"{found[1]} {words}", text)  # type: ignore[misc]
    return text
