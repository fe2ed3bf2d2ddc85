"""The Nu HTML checker: syntax, ids, roles and CSS of HTML pages; one virtual machine for all files."""

from collections.abc import Sequence
from pathlib import Path

from tests.judges.validators import JAVA_OPTIONS, NODE_MODULES, need, need_file, run


def findings(paths: Sequence[Path]) -> list[str]:
    """Errors and warnings of all pages, each as FILE:LINE.COLUMN: message."""
    java = need("java")
    jar = need_file(NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar", "vnu-jar")
    options = ["--format", "gnu", "--stdout", "--exit-zero-always"]
    return run([java, *JAVA_OPTIONS, "-Xss8m", "-jar", jar, *options, *paths], seconds=300).splitlines()
