"""The Nu HTML checker: syntax, ids, roles and CSS of HTML pages; one virtual machine for all tests."""

from collections.abc import Sequence
from pathlib import Path

from tests.judges.validators import NODE_MODULES, java, kept, need_file


def findings(paths: Sequence[Path]) -> list[str]:
    """Errors and warnings of all pages, each as FILE:LINE.COLUMN: message."""
    jar = need_file(NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar", "vnu-jar")
    machine, *program = java.program("NuJudge", [jar])
    return kept.ask([machine, "-Xss8m", *program], "\t".join(str(path.resolve()) for path in paths))
