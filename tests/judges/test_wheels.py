"""Every dependency has a wheel on every system: uv asks the registry; docs/install.md has the table."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.judges.validators import ROOT

SYSTEMS = {
    "Windows (x86-64)": ("x86_64-pc-windows-msvc", ""),
    "macOS 13 and later (Intel)": ("x86_64-apple-darwin", "13.0"),
    "macOS 14 and later (Apple)": ("aarch64-apple-darwin", "14.0"),
    "Linux with glibc 2.28 and later (x86-64)": ("x86_64-manylinux_2_28", ""),
    "Linux with glibc 2.28 and later (ARM64)": ("aarch64-manylinux_2_28", ""),
}
"""The platform as uv calls it, and the oldest macOS."""
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
UNREACHABLE = ("Failed to fetch", "Request failed")


class Registry:
    """The registry, with a cache of its own, so that its answers are of today."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache

    def chosen(self, system: str, python: str, *options: str) -> set[str]:
        """The packages that an installer chooses, as "name==version", those that they need included."""
        platform, macos = SYSTEMS[system]
        uv = Path(sys.executable).with_name("uv")
        asked: list[str | Path] = [
            "--cache-dir",
            self.cache,
            "--python-platform",
            platform,
            "--python-version",
            python,
            *options,
        ]
        done = subprocess.run(
            [uv, "pip", "compile", "--quiet", "--no-header", "--no-annotate", *asked, "pyproject.toml"],
            env=os.environ | {"MACOSX_DEPLOYMENT_TARGET": macos}, cwd=ROOT,
            capture_output=True, check=False, encoding="utf-8", timeout=300,
        )  # fmt: skip
        if done.returncode and any(each in done.stderr for each in UNREACHABLE):
            pytest.skip("the package registry cannot be reached, so nothing is known of its wheels")
        assert done.returncode == 0, f"{system}, Python {python}: {done.stderr}"
        return set(done.stdout.split("\n")) - {""}


@pytest.mark.long
def test_every_dependency_has_a_wheel_on_every_system(tmp_path: Path) -> None:
    """An installer takes the newest release, with or without a wheel; that must be the newest with one."""
    registry = Registry(tmp_path)
    without = {}
    for system in SYSTEMS:
        for python in PYTHONS:
            newest = registry.chosen(system, python)
            as_wheels = registry.chosen(system, python, "--only-binary", ":all:")
            assert len(newest) > 20
            without[system, python] = " ".join(sorted(newest - as_wheels))
    page = (ROOT / "docs/install.md").read_text(encoding="utf-8")
    made = table(without)
    print(made)  # noqa: T201
    assert not any(without.values()), made
    assert made in page, f"put this into docs/install.md:\n{made}"


def table(without: dict[tuple[str, str], str]) -> str:
    """The table of docs/install.md: whether all are wheels, else those that are not."""
    head = f"| System | {' | '.join(f'Python {python}' for python in PYTHONS)} |\n|{' --- |' * 5}\n"
    rows = (
        f"| {system} | {' | '.join(without[system, python] or 'all wheels' for python in PYTHONS)} |\n"
        for system in SYSTEMS
    )
    return head + "".join(rows)
