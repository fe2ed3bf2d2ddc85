"""The repository itself: lock files, what tracked files must not name, the targets of the Makefile."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.judges.validators import need

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "locks").glob("*.txt"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# In two parts, so that this file does not name them either.
REGISTRIES = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "deb" + ".debian.org",
]
MADE_UP = r"home/(?:anna|planted)/|(?:home|root)/[\"'|]"
"""Homes of nobody, and the beginnings of paths that are looked for."""

MACHINE_PATH = re.compile(
    rf"(?<![\w.:/<*~}}])/(?!{MADE_UP})(?:work|root|home|tmp|opt/wheels)(?:/|\b(?![-\w.]))"
)


def pins(path: Path) -> dict[str, str]:
    """Name and version of everything in a lock file."""
    found = re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(found)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_python_locks_have_hashes_and_name_no_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    assert "file:" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_node_lock_has_hashes_and_names_no_host() -> None:
    text = (ROOT / "tests/judges/tools/package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert packages
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())


def test_locks_agree() -> None:
    runtime, testing = pins(ROOT / "locks/runtime.txt"), pins(ROOT / "locks/test.txt")
    assert runtime.items() <= testing.items()


def test_all_dependencies_are_locked() -> None:
    groups = PYPROJECT["dependency-groups"]
    runtime = {*PYPROJECT["project"]["dependencies"], *groups["build"]}
    testing = {entry for entry in groups["test"] if isinstance(entry, str)}
    assert names(runtime) <= pins(ROOT / "locks/runtime.txt").keys()
    assert names(testing) <= pins(ROOT / "locks/test.txt").keys()


def names(requirements: set[str]) -> set[str]:
    return {re.split(r"[<>=!~]", requirement)[0].replace("_", "-").lower() for requirement in requirements}


def tracked() -> list[Path]:
    done = subprocess.run(
        [need("git"), "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, encoding="utf-8"
    )
    if done.returncode:
        pytest.skip("not a checkout")
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_tracked_files_name_no_registry_and_no_place_on_a_machine() -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if any(host in line for host in REGISTRIES) or MACHINE_PATH.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line[:100]}")
    assert found == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("see /" + "tmp/x", True),
        ('"/' + 'root"', True),
        ("/" + "work/main", True),
        ("https://example.org/" + "home/page", False),
        ("build/" + "tmp/x", False),
        ("the home/" + "work balance", False),
    ],
)
def test_what_counts_as_a_place_on_a_machine(line: str, expected: bool) -> None:
    assert bool(MACHINE_PATH.search(line)) is expected


def test_make_help_names_every_target_for_people() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    described = set(re.findall(r"@echo 'make ([a-z-]+)", text))
    phony = re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    assert phony is not None
    assert described == {name for name in phony[1].split() if not name.startswith("system-")} - {"help"}
