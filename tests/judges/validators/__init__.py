"""Outside programs that judge or read our outputs, one module for each.

Where a program is missing, a test that needs it is skipped by name; in continuous integration, where the
environment variable CI is set, it fails.
"""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[3]
TOOLS = ROOT / ".tools"
NODE_MODULES = TOOLS / "npm" / "node_modules"


JAVA_OPTIONS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Programs in Java run for a moment only: what makes long runs quick costs them twice the time."""


def missing(name: str) -> NoReturn:
    """End the test because `name` is not installed: failed in continuous integration, else skipped."""
    if os.environ.get("CI"):
        pytest.fail(f"{name} is not installed", pytrace=False)
    pytest.skip(f"{name} is not installed")


def need(command: str) -> str:
    """Return the path of a command of the system."""
    return shutil.which(command) or missing(command)


def need_file(path: Path, name: str) -> Path:
    """Return `path`, which belongs to the tool called `name`, when it exists."""
    return path if path.exists() else missing(name)


def need_module(module: str, name: str) -> None:
    """Look for a Python module of the distribution called `name`, without importing it."""
    if importlib.util.find_spec(module) is None:
        missing(name)


def run(
    command: Sequence[str | Path],
    *,
    seconds: int = 600,
    statuses: Sequence[int] = (0,),
    environment: Mapping[str, str] | None = None,
    complaints: bool = False,
    folder: Path | None = None,
) -> str:
    """Run a program without standard input and return its standard output; with `complaints`, standard error.

    A status outside `statuses` raises RuntimeError with what the program said, as does running too long.
    """
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            env={**os.environ, **(environment or {})},
            cwd=folder,
        )
    except subprocess.TimeoutExpired as late:
        raise RuntimeError(f"{command[0]} ran longer than {seconds} seconds") from late
    if done.returncode not in statuses:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done.stderr if complaints else done.stdout
