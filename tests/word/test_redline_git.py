"""A revision is read from a repository that somebody else made, with an environment that is not ours: neither
runs a command, nor writes a file.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.judges.validators import need
from tests.support.command import Run, run
from toolchain.model.diagnostics import Failure
from toolchain.pipeline.redline import earlier, source_of
from toolchain.project.protected_names import NAME

__all__ = ["run"]

TEXT = "---\ntitle: T\nlang: en\n---\n\n1. One.\n"
HOOKS = ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc")
CONFIG = """[core]
    fsmonitor = "touch {0}/fsmonitor; false"
    hooksPath = {0}/hooks
    pager = touch {0}/pager
    sshCommand = touch {0}/ssh
    gitProxy = {0}/hooks/proxy
    askPass = {0}/hooks/askpass
    alternateRefsCommand = touch {0}/alternates
    attributesFile = {0}/attributes
[include]
    path = {0}/included
[filter "bad"]
    smudge = "touch {0}/smudge; cat"
    clean = "touch {0}/clean; cat"
[diff "bad"]
    textconv = "touch {0}/textconv; cat"
    command = touch {0}/diff
[diff]
    external = touch {0}/external
[alias]
    cat-file = !touch {0}/alias
    rev-list = !touch {0}/alias
[credential]
    helper = !touch {0}/credential
[log]
    showSignature = true
[gpg]
    program = {0}/hooks/gpg
"""
INCLUDED = """[core]
    repositoryFormatVersion = 1
[extensions]
    partialClone = bad
[pager]
    cat-file = touch {0}/pager
    rev-list = touch {0}/pager
[remote "bad"]
    promisor = true
    url = "ext::touch {0}/ext"
[remote "ssh"]
    promisor = true
    url = ssh://example.invalid/x
[remote "file"]
    promisor = true
    url = {1}
    uploadpack = touch {0}/uploadpack
[protocol "ext"]
    allow = always
[protocol "file"]
    allow = always
[protocol "ssh"]
    allow = always
"""
ENVIRONMENT = {
    "GIT_DIR": "{0}/none", "GIT_TRACE": "{0}/trace", "GIT_TRACE2_EVENT": "{0}/trace2",
    "GIT_PAGER": "touch {0}/pager", "GIT_SSH_COMMAND": "touch {0}/ssh",
    "GIT_PROXY_COMMAND": "{0}/hooks/proxy", "GIT_EXTERNAL_DIFF": "touch {0}/diff",
    "GIT_EXEC_PATH": "{0}/hooks", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor",
    "GIT_CONFIG_VALUE_0": "touch {0}/variable; false", "GIT_CONFIG_GLOBAL": "{0}/included",
    "GIT_ALLOW_PROTOCOL": "ext:file:ssh", "GIT_NO_LAZY_FETCH": "0",
}  # fmt: skip
SEEN_OF_PLAIN = {
    "fsmonitor",
    "smudge",
    "textconv",
    "ext",
    "ssh",
    "uploadpack",
    "post-index-change",
    "trace",
    "variable",
}
"""What a git without care does here, as `test_plain_git_does_it` shows; a pager needs a terminal."""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A source in a repository whose settings would make files in the folder `marks` beside it."""
    folder, marks = tmp_path / "repository", tmp_path / "marks"
    (marks / "hooks").mkdir(parents=True)
    (folder / "content").mkdir(parents=True)
    source = folder / "content" / "report.md"
    source.write_text(TEXT, encoding="utf-8")
    names = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for more in (["init", "-q"], ["add", "."], [*names, "commit", "-qm", "x"]):
        plain(folder, *more)
    for name in (*HOOKS, "proxy", "askpass", "gpg"):
        (marks / "hooks" / name).write_text(f"#!/bin/sh\ntouch {marks}/{name}\n", encoding="utf-8")
        (marks / "hooks" / name).chmod(0o755)
    with (folder / ".git" / "config").open("a", encoding="utf-8") as file:
        file.write(CONFIG.format(marks))
    (marks / "included").write_text(INCLUDED.format(marks, folder), encoding="utf-8")
    for attributes in (marks / "attributes", folder / ".gitattributes"):
        attributes.write_text("* filter=bad diff=bad\n", encoding="utf-8")
    return source


def plain(folder: Path, *arguments: str) -> bytes:
    return subprocess.run([need("git"), "-C", folder, *arguments], capture_output=True, check=False).stdout


def made(source: Path) -> set[str]:
    """What was made by the settings, which is removed."""
    given = {"hooks", "included", "attributes"}
    found = [each for each in (source.parents[2] / "marks").iterdir() if each.name not in given]
    for each in found:
        each.unlink()
    return {each.name for each in found}


def lose_the_blob(source: Path) -> None:
    """As in a partial clone, where git asks the remote repository for what is missing."""
    folder = source.parents[1]
    blob = plain(folder, "rev-parse", "HEAD:content/report.md").decode().strip()
    (folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()


def set_environment(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value.format(source.parents[2] / "marks"))


def test_plain_git_does_it(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the tests below would show nothing."""
    revision = "HEAD:./content/report.md"
    for more in (["--filters"], ["--textconv"]):
        plain(hostile.parents[1], "cat-file", *more, revision)
    hostile.touch()
    plain(hostile.parents[1], "status")
    lose_the_blob(hostile)
    plain(hostile.parents[1], "cat-file", "blob", revision)
    found = made(hostile)
    set_environment(hostile, monkeypatch)
    for name in ("GIT_DIR", "GIT_EXEC_PATH"):  # with which it would not find the repository, nor itself
        monkeypatch.delenv(name)
    plain(hostile.parents[1], "status")
    assert found | made(hostile) >= SEEN_OF_PLAIN


@pytest.mark.parametrize("environment", [False, True])
def test_a_revision_is_read_and_nothing_runs(
    hostile: Path,
    environment: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made(hostile)
    if environment:
        set_environment(hostile, monkeypatch)
    hostile.write_text(TEXT.replace("One", "Two"), encoding="utf-8")
    assert source_of(f"{hostile}@HEAD") == (hostile, TEXT)
    (state,) = earlier(hostile)
    assert source_of(state) == (hostile, TEXT)
    assert made(hostile) == set()


@pytest.mark.parametrize("old", [False, True])
def test_nothing_is_asked_for_what_is_missing(
    hostile: Path,
    old: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A git before 2.45 does not know GIT_NO_LAZY_FETCH."""
    lose_the_blob(hostile)
    made(hostile)
    if old:
        (tmp_path / "bin").mkdir()
        program = tmp_path / "bin" / "git"
        program.write_text(f'#!/bin/sh\nunset GIT_NO_LAZY_FETCH\nexec {need("git")} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    with pytest.raises(Failure, match="HEAD"):
        source_of(f"{hostile}@HEAD")
    assert made(hostile) == set()


def test_a_check_runs_nothing(hostile: Path, run: Run) -> None:
    """It asks git whether the list of protected names is ignored."""
    made(hostile)
    (hostile.parent / NAME).write_text("names:\n  - name: Zora Quell\n    pseudonym: A.\n", encoding="utf-8")
    run("check", hostile)
    assert made(hostile) == set()
