"""Each command on a page is accepted and runs, in a folder that has the files it names."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.judges.validators import ROOT
from tests.outputs.test_matrix import HEADS, upr
from tests.rules.test_docs import PAGES, fenced
from tests.support.command import Run, run
from toolchain.cli import cli

__all__ = ["run"]  # fixtures

IN_ORDER = {"README.md", "tutorial.md", "plugins.md"}
"""Pages whose commands build on each other: `test_docs`, `test_tutorial` and `test_plugins_page` run them."""

NOT_RUN = {
    r"(build|check) --cluster \S+": "it needs a cluster: tests/rooms/pipeline/clusters",
    r"preview\b.*": "it serves until Ctrl+C: tests/commands/test_preview.py",
    r"merge .*@undo.*": "it needs an earlier merge: tests/commands/test_merge_copies.py",
    r"redline .*": "it needs an earlier version: tests/word/test_redline.py",
    r"lsp": "it speaks with an editor: tests/commands/test_lsp.py",
}
SLOW = {
    "build",
    "build --format jsonl",
    "build --jobs 1 --fail-fast",
    "check report.epub",
    "doctor",
    "send-check final.docx --profile crc",
}


def typed(page: str) -> Iterator[str]:
    """Yield the commands in the blocks of code of a page, without "submission" and a redirection."""
    fence = False
    for line in PAGES[page].splitlines():
        fence ^= line.startswith("```")
        found = re.match(r"\s*(?:\$ |VISUAL=code )?submission ([a-z-].*)", line)
        if found and (fence or line.startswith("    ")):
            yield found[1].partition(" > ")[0].strip()


LINES = {page: set(typed(page)) for page in PAGES}
QUICK = {line for page in LINES.keys() - {"commands.md"} for line in LINES[page]} - SLOW
RUN = [
    pytest.param(line, id=line, marks=[] if line in QUICK else [pytest.mark.long])
    for line in sorted(set().union(*(LINES[page] for page in LINES.keys() - IN_ORDER)))
    if not any(re.fullmatch(pattern, line) for pattern in NOT_RUN)
]

REPORT = fenced(PAGES["tutorial.md"], "markdown")[0]
PROFILE = 'title = "Ours"\ninherits = "crc"\n'


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the pages speak of: sources, their outputs, and copies of these under other names."""
    folder = tmp_path_factory.mktemp("stage")
    sources = ("content/my-report/report.md", "content/x/report.md", "report.md")
    for name in sources:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(REPORT, encoding="utf-8")
    (folder / "content/my-report/profiles").mkdir()
    (folder / "content/my-report/profiles/my-crc.toml").write_text(PROFILE, encoding="utf-8")
    (folder / "looks").mkdir()
    shutil.copy(ROOT / "templates/print.typ", folder / "looks")
    for formats, each in (("docx,pdf,html", sources), ("epub", sources[1:2])):
        build = [sys.executable, "-m", "toolchain", "build", "--to", formats, *each]
        subprocess.run(build, cwd=folder, check=True, capture_output=True)
    for name in (
        "a.docx",
        "b.docx",
        "c.docx",
        "ana.docx",
        "ben.docx",
        "chen.docx",
        "draft.docx",
        "returned.docx",
        "final.docx",
        "sent.pdf",
        "page.html",
        "report.epub",
    ):
        shutil.copy(folder / f"build/x/report{Path(name).suffix}", folder / name)
    (folder / "UPR-matrix.docx").write_bytes(upr(*HEADS))
    return folder


def test_each_is_accepted(stage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of commands, options and their values; also of those that are not run."""
    monkeypatch.chdir(stage)
    for page, lines in LINES.items():
        for line in lines:
            try:
                accept(cli, shlex.split(line))
            except click.ClickException as refused:
                pytest.fail(f"{page}: submission {line}: {refused.message}")


def accept(command: click.Command, arguments: list[str], above: click.Context | None = None) -> None:
    """Parse arguments, those of a command in a group too. Run nothing."""
    try:
        context = command.make_context(command.name, list(arguments), parent=above)
    except click.exceptions.Exit:
        return  # --version
    with context:
        rest = [*context._protected_args, *context.args]
        if isinstance(command, click.Group) and rest:
            _, inner, after = command.resolve_command(context, rest)
            assert inner
            accept(inner, after, context)


@pytest.mark.parametrize("line", RUN)
def test_it_runs(run: Run, stage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    folder = tmp_path / "here"
    shutil.copytree(stage, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n" * 20))
    prepare(run, *shlex.split(line))
    ran = run(*shlex.split(line))
    assert ran.status in {0, 1}, ran.err
    assert "Traceback" not in ran.out + ran.err


def prepare(run: Run, command: str, *arguments: str) -> None:
    """Remove what a command is about to write, or make what it undoes."""
    if command in {"new", "import"} and "--force" not in arguments:
        target = Path(arguments[arguments.index("-o") + 1] if "-o" in arguments else arguments[0])
        shutil.rmtree(target, ignore_errors=True)
        target.unlink(missing_ok=True)
    source = Path("content/my-report/report.md")
    if command == "translate" and arguments[0] == "import":
        form = "po" if arguments[1].endswith(".po") else "xliff"
        run("translate", "export", arguments[2], "--to", form, "-o", arguments[1])
    if command == "sign" and "--withdraw" in arguments:
        run("sign", *arguments[:-1])
    if command == "moved":
        run("freeze", "report.md")
        run("freeze", source)
    for number in (7, 8, 9) if command == "undo" else ():
        text = source.read_text(encoding="utf-8").replace("6. The", f"{number}. The")
        source.write_text(text, encoding="utf-8")
        run("check", source, "--fix")
