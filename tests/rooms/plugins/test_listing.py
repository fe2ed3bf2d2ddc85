"""`submission plugins`: what is installed, whether it can be used here, and if not why, one line each."""

import json
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import Ran, Run, project, run
from tests.support.examined import our_checks
from tests.support.strangers import A_CHECK, A_WRITER, Strangers
from toolchain.plugins import registry as plugins

__all__ = ["project", "run"]  # fixtures

VERSION = "0.1.0"


@pytest.fixture
def strangers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Strangers:
    """More packages, beside the one that `project` installs."""
    return Strangers(tmp_path / "more-packages", monkeypatch)


def listed(ran: Ran) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ran.out)["plugins"]
    return found


def test_all_of_ours_are_listed(run: Run) -> None:
    ran = run("plugins", "--format", "json")
    assert ran.err == ""
    ours = [each for each in listed(ran) if each["package"] == "submission-toolchain"]
    registered = {
        (kind, point.name)
        for kind in ("reader", "writer", "check")
        for point in entry_points(group=f"toolchain.{kind}s")
    }
    assert {(each["kind"], each["name"]) for each in ours} == registered
    assert {each["version"] for each in ours} == {VERSION}
    offers = {(each["kind"], each["name"]): each["offers"] for each in ours}
    assert offers["reader", "markdown"] == [".md", ".markdown"]
    assert offers["writer", "docx"] == [".docx"]
    codes = [code for (kind, _), codes in offers.items() if kind == "check" for code in codes]
    assert sorted(codes) == [check.code for check in our_checks()]


def test_one_line_each(
    run: Run, project: Path, strangers: Strangers, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = [A_CHECK.format(code=code, name=code.lower()) for code in ("ZZ1", "ZZ2", "ZZ3", "ZZ5", "XX6")]
    several = "\n".join(code.replace("a_check", f"check_{number}") for number, code in enumerate(codes))
    strangers.install("more-tools", several, checks="theirs = more_tools")
    strangers.install("none-at-all", "api = 1", checks="empty = none_at_all")
    monkeypatch.setattr(plugins, "missing_library", lambda _: "")
    ran = run("plugins")
    assert (ran.status, ran.err) == (0, "")
    lines = [line.split(maxsplit=4) for line in ran.out.splitlines()]
    assert ["writer", "plain", "other-tools", "1.0", ".txt"] in lines
    assert ["check", "theirs", "more-tools", "1.0", "XX6 ZZ1–ZZ3 ZZ5"] in lines
    assert ["check", "empty", "none-at-all", "1.0", "nothing"] in lines
    assert ["reader", "markdown", "submission-toolchain", VERSION, ".md .markdown"] in lines
    ours = [line for line in ran.out.splitlines() if "submission-toolchain" in line]
    assert len({line.index("submission-toolchain") for line in ours}) == 1, "the columns are even"


@pytest.mark.parametrize(
    ("code", "registration", "said"),
    [
        ("1 / 0", "writers=x", "this plug-in cannot be loaded: ZeroDivisionError: division by zero"),
        ("raise SystemExit(0)", "checks=x", "this plug-in cannot be loaded: SystemExit: 0"),
        (
            "import absent_module_x",
            "readers=x",
            "this plug-in cannot be loaded: ModuleNotFoundError: No module",
        ),
        ("api = 3", "checks=x", "this plug-in cannot be loaded: it is made for api 3; this is api 1"),
        ("api = 1", "readers=x", "this plug-in cannot be loaded: TypeError: 'module' object is not callable"),
        (A_WRITER, "writers=docx", "the name 'docx' is given twice in toolchain.writers ("),
        (
            A_CHECK.format(code="N1", name="x"),
            "checks=x",
            "this plug-in cannot be loaded: its code 'N1' is not",
        ),
        (
            A_CHECK.format(code="NN1", name="note-unused"),
            "checks=x",
            "the name 'note-unused' is given twice in toolchain.checks (",
        ),
        (
            "print('\\x1b[2Jhello')\nraise ValueError('\\x1b[2J')",
            "writers=x",
            "this plug-in cannot be loaded: ValueError: <U+001B>[2J",
        ),
    ],
)
def test_what_cannot_be_used(
    run: Run,
    project: Path,
    strangers: Strangers,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    registration: str,
    said: str,
) -> None:
    group, _, name = registration.partition("=")
    strangers.install("bad-tools", code, **{group: f"{name} = bad_tools"})
    ran = run("plugins")
    (line,) = [line for line in ran.out.splitlines() if "bad-tools 1.0" in line]
    kind = group.removesuffix("s")
    assert line.split(maxsplit=4)[:4] == [kind, name, "bad-tools", "1.0"]
    assert f"  cannot be used here: {said}" in line
    assert "Traceback" not in ran.out + ran.err
    assert ran.status == 1
    (entry,) = [each for each in listed(run("plugins", "--format", "json")) if each["package"] == "bad-tools"]
    assert (entry["usable"], entry["offers"]) == (False, [])
    assert entry["problem"].replace("\x1b", "<U+001B>").startswith(said)
    assert "bad-tools" in entry["help"]


def test_a_writer_whose_library_is_missing(run: Run, project: Path, strangers: Strangers) -> None:
    needy = A_WRITER.replace("()\n", '("absent_module_x",)\n', 1).replace('"plain"', '"needy"')
    strangers.install("bad-tools", needy, writers="needy = bad_tools:Plain")
    ran = run("plugins", "--format", "json")
    (entry,) = [each for each in listed(ran) if each["name"] == "needy"]
    assert (entry["usable"], entry["offers"]) == (False, [".txt"])
    assert entry["problem"] == "the Python package absent_module_x is not installed"
    assert ran.status == 1


def test_names_of_files_that_are_no_text_stand_in_the_json(run: Run, project: Path) -> None:
    """As JSON's own escapes, of check as well."""
    source = project / "content/x" / "\udcff.md"
    source.write_text("1. A text.\n", encoding="utf-8")
    ran = run("check", source, "--format", "json")
    assert ran.status == 1
    assert json.loads(ran.out)["diagnostics"][0]["path"].endswith("x/\udcff.md")
