"""Sources corrected as the command does it, and the cases in tests/cases/fix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from toolchain.model.diagnostics import Diagnostic
from toolchain.pipeline import correct as correction
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import undo
from toolchain.pipeline.correct import Correction
from toolchain.pipeline.stages import Examination
from toolchain.project.settings import Options

CASES = Path(__file__).parents[1] / "cases" / "fix"
_RUN = re.compile(r"^… 1 to (\d+)$", re.MULTILINE)


class Case(NamedTuple):
    """A source, what it must be afterwards, and the codes that are still found in it then."""

    name: str
    before: str
    after: str
    left: tuple[str, ...]


def cases() -> Iterator[Case]:
    """All cases of all files."""
    for path in sorted(CASES.glob("*.txt")):
        _, *parts = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for part in parts:
            name, _, rest = part.partition("\n")
            before, _, rest = rest.partition("--- fixed\n")
            after, _, left = rest.partition("--- left: ")
            yield Case(f"{path.stem}: {name}", _source(before), _source(after), tuple(sorted(left.split())))


def _source(text: str) -> str:
    """The source that a case means."""
    text = text.strip("\n") + "\n"
    lang = "en"
    if text.startswith("lang: "):
        first, _, text = text.partition("\n")
        lang = first.removeprefix("lang: ")
    if not text.startswith("---\n"):
        text = f"---\ntitle: Example\nlang: {lang}\n---\n\n{text}"
    text = _RUN.sub(lambda found: "\n\n".join(f"{n}. Text." for n in range(1, int(found[1]) + 1)), text)
    return text.replace("→", "\t").replace("·", " ")


def correct(source: Path, examined: Examination | None = None) -> Correction:
    """What is corrected in a source that was `examined`, or is now; nothing is written."""
    examined = examined or pipeline.examine([source], Options(), silent)
    (corrected,) = correction.correct(examined, Options(), silent)
    return corrected


def fix(source: Path, examined: Examination | None = None) -> Correction:
    """Correct a source, and its file."""
    corrected = correct(source, examined)
    undo.replace_edited([corrected], "submission check --fix")
    return corrected


def found(source: Path) -> tuple[Diagnostic, ...]:
    """What the checks say of a source."""
    return pipeline.examine([source], Options(), silent).diagnostics


def silent(_: str) -> None:
    """Nobody waits."""
