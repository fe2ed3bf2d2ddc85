"""The command as tests run it: in this process, in a folder with one small submission."""

import gc
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from tests.support.strangers import A_WRITER, Strangers
from toolchain import cli

CLEAN = """---
title: The age of consent
lang: en
---

# Legislation

1. The Penal Code sets the age of consent at 16.[^penal] {#consent}

2. It covers girls only (see para. [1](#consent)).

[^penal]: Penal Code, sect. 375.
"""
WARNED = CLEAN.replace("2. It", "7. It")
WRONG = CLEAN.replace("[^penal] {", "[^penol] {")


class Ran(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@contextmanager
def process_kept() -> Iterator[None]:
    """Undo in the end what the command changes in its process."""
    names = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)]
    handlers = [signal.getsignal(name) for name in names]
    try:
        yield
    finally:
        gc.enable()
        for name, handler in zip(names, handlers, strict=True):
            signal.signal(name, handler)


def _in_english(command: click.Command, above: click.Context | None = None) -> None:
    """Make the option `--help` of a command and of those below it: click keeps it in the language of its
    first use, which may be that of a test.
    """
    context = click.Context(command, above, **command.context_settings)
    command.get_help_option(context)
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        _in_english(below, context)


_in_english(cli.cli)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """The command, in this process."""

    def command(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["submission", *map(str, arguments)])
        monkeypatch.setattr(cli, "leave", sys.exit)
        with pytest.raises(SystemExit) as left:
            cli.main()
        out, err = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Ran(left.value.code, out, err)

    with process_kept():
        yield command


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with one clean submission and a stranger's writer, "plain", which is quick."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    strangers = Strangers(tmp_path / "packages", monkeypatch)
    strangers.install("other-tools", A_WRITER, writers="plain = other_tools:Plain")
    folder = tmp_path / "work"
    write(folder / "content/x/report.md", CLEAN)
    monkeypatch.chdir(folder)
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


_LEFT: dict[object, dict[Path, bytes]] = {}
"""The files after a command, by its arguments and the files before."""


def once(run: Run, *arguments: str | Path) -> None:
    """Run a command that must succeed: many tests begin with the same, which is done again from memory."""
    asked = (arguments, *_files().items())
    for path, data in _LEFT.get(asked, {}).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if asked not in _LEFT:
        ran = run(*arguments)
        assert ran.status == 0, ran.err
        _LEFT[asked] = _files()


def _files() -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


def edit(path: Path, old: str, new: str) -> None:
    """Put other words in the place of those that a file has."""
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    write(path, text.replace(old, new))


def report_in(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source with that text, alone in the folder in which the commands work."""
    monkeypatch.chdir(folder)
    write(path := Path("report.md"), text)
    return path


def outputs() -> list[str]:
    """All files but sources, and what commands keep for themselves."""
    files = [path for path in Path().rglob("*") if path.is_file() and ".submission" not in path.parts]
    return sorted(path.as_posix() for path in files if path.suffix != ".md")
