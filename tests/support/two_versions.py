"""A source that withholds something, with a register next to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command import Run, once, write
from tests.support.withheld import REGISTER

FOLDER = Path("content/x")
SOURCE = FOLDER / "report.md"
TEXT = """---
title: The report
lang: en
country: Example
profile: plain
submitted-by:
  - name: Example
public: true
---

# A section

1. The police held people there.[^open] {#police}

2. Near Pomacocha she walked barefoot through seventeen villages. {#walk .confidential}

3. It is as paragraph [2](#walk) says, and Rosa Quispé agrees; [twelve]{.confidential} others do too.

[^open]: A public note.
"""


@pytest.fixture
def source(project: Path) -> None:
    """A source with a register next to it."""
    write(SOURCE, TEXT)
    write(FOLDER / "protected-names.yaml", REGISTER)


def built(run: Run, *more: str) -> None:
    once(run, "build", SOURCE, "--to", "docx,html", *more)
