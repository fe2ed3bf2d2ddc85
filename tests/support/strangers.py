"""Packages of strangers with plug-ins, put where Python finds them for the time of a test."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.judges.validators import run

PIP = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]

A_WRITER = """
class Plain:
    api, name, suffix, media_type, requires = 1, "plain", ".txt", "text/plain", ()

    def write(self, resolved, project):
        return f"{resolved.document.path} {project.draft} {project.epoch}".encode()
"""
A_CHECK = '''
from toolchain.checks import check
from toolchain.model.facts import ERROR, Facts, rule

api = 1

@rule("{code}", "{name}", "A test", ERROR)
class Case(Facts, says="{{text}}"):
    text: str

@check(Case)
def a_check(resolved):
    """Says nothing."""
    return ()
'''


class Strangers:
    """A folder on Python's path. `install` adds a package with one module and its registrations."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        monkeypatch.syspath_prepend(str(folder))

    def install(self, package: str, code: str = "", folder: str = "", **registrations: str) -> None:
        """`registrations` has the lines of each group: writers="plain = other_tools:Plain"."""
        module = package.replace("-", "_")
        place = self.folder / folder
        info = place / f"{module}-1.0.dist-info"
        info.mkdir(parents=True)
        (place / f"{module}.py").write_text(code, encoding="utf-8")
        lines = ["[console_scripts]", "plain = x:y", ""]
        for group, registration in registrations.items():
            lines += [f"[toolchain.{group}]", registration, ""]
        (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
        self._monkeypatch.delitem(sys.modules, module, raising=False)


def assert_one_diagnostic(told: str, said: str, place: str) -> None:
    """What the command told is one error of the package "bad-tools", S015 with its help, and its total."""
    first, *rest = told.splitlines()
    assert first.startswith(f"bad-tools: {place}: error S015 this plug-in cannot {said}"), told
    assert rest[0] == "help: update, repair or uninstall bad-tools"
    assert len(rest) == 1 or rest[1:] in (
        ["", "0 sources checked", "1 finding: 1 error"],
        ["", "1 source checked", "1 finding: 1 error"],
        ["", "nothing is written: 1 error"],
    ), told


_QUICK = ("PYTHONDONTWRITEBYTECODE", "PYTEST_DISABLE_PLUGIN_AUTOLOAD")
"""Names of variables: their pytest needs none of the plug-ins of ours, which it would load for a second."""


class Installed(NamedTuple):
    """Packages that pip has put into a folder, and commands that find them there. Nothing is fetched."""

    folder: Path

    def install(self, source: Path) -> None:
        """Build the package of a folder and install it."""
        run([*PIP, "--target", self.folder, source])

    def python(self, *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run Python with some arguments."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=cwd,
            env=clean | dict.fromkeys(_QUICK, "1") | {"PYTHONPATH": str(self.folder)},
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=600,
        )

    def submission(self, *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run the command."""
        return self.python("-m", "toolchain", *arguments, cwd=cwd)
