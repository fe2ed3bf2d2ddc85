"""Packages of strangers with plug-ins, put where Python finds them for the time of a test."""

import sys
from pathlib import Path

import pytest

A_WRITER = """
class Plain:
    api, name, suffix, media_type, requires = 1, "plain", ".txt", "text/plain", ()

    def write(self, resolved, project):
        return f"{resolved.document.path} {project.draft} {project.epoch}".encode()
"""
A_CHECK = '''
from toolchain.checks import ERROR, check

api = 1

@check("{code}", "{name}", "A test", ERROR)
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
