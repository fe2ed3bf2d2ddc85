"""Our small programs in Java, which ask a library: compiled once for all runs, as that takes two seconds."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.judges.validators import JAVA_OPTIONS, TOOLS, need, run


def program(name: str, libraries: Sequence[str | Path]) -> list[str | Path]:
    """Return the command that runs a program of this folder with some libraries."""
    source, class_path = Path(__file__).with_name(f"{name}.java"), os.pathsep.join(map(str, libraries))
    key = hashlib.sha256(source.read_bytes() + class_path.encode()).hexdigest()[:16]
    folder = TOOLS / "java" / key
    if not folder.exists():
        _compile(source, class_path, folder)
    return [need("java"), *JAVA_OPTIONS, "-cp", os.pathsep.join((class_path, str(folder))), name]


def _compile(source: Path, class_path: str, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=folder.parent))
    run([need("javac"), "-cp", class_path, "-d", made, source])
    try:
        made.rename(folder)
    except OSError:  # another process was quicker
        shutil.rmtree(made)
