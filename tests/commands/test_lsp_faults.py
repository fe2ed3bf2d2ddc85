"""What the language server does with broken texts and messages, and what it keeps to itself."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.test_lsp import completions
from tests.support.language_client import Client, Refusal
from tests.support.language_report import HEAD, client, codes, folder, opened
from toolchain.formats.needs import PYGLS

__all__ = ["client", "folder"]  # fixtures

WATCH = """
import os, sys

def watch(event, given):
    if event in ("socket.connect", "socket.bind") and isinstance(given[1], tuple):
        tell(f"{event} {given[1]}")
    if event == "open" and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and given[0] != os.devnull:
        if isinstance(given[0], str) and given[0] != LOG:
            tell(f"{event} {given[0]}")

def tell(text):
    with open(LOG, "a") as file:
        file.write(text + chr(10))

sys.addaudithook(watch)
"""


def test_broken_source_has_findings_and_completions(client: Client, folder: Path) -> None:
    script = opened(client, folder)
    script.findings()
    script.replace(script.after("# Law"), script.after("# Law"), "\x07")
    assert codes(script.findings()) == ["S012"]
    at = script.after("3. Third")
    script.replace(at, at, "[^")
    assert list(completions(script, at + 2)) == ["law", "other"]
    assert script.ask("documentSymbol", 0) == []
    assert script.ask("hover", script.after("[para. 9](#fi")) is None
    script.change({"text": "---\ntitle: [\n"})
    assert "S002" in codes(script.findings())
    script.change({"text": ""})
    assert script.findings()


def test_other_markdown_has_no_findings(client: Client, folder: Path) -> None:
    script = opened(client, folder, "# Read me\n\n<b>Raw</b>\n", "README.md")
    assert script.ask("documentSymbol", 0) is None
    script.change({"text": HEAD})
    assert script.findings()


def test_settings_of_a_folder_are_read_only_if_it_is_trusted(client: Client, folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / "submission.toml").write_text('nonsense = "yes"\n', encoding="utf-8")
    assert "S027" not in codes(opened(client, folder).findings())
    for given, expected in (({"trusted": True}, True), ({"trusted": "yes"}, False)):
        other = Client(folder, given)
        assert ("S027" in codes(opened(other, folder).findings())) is expected
        assert other.end() == ""


def test_file_that_is_not_open_is_not_read(client: Client, folder: Path) -> None:
    secret = folder / "secret.md"
    secret.write_text(HEAD + "1. Secret. {#secret}\n", encoding="utf-8")
    position = {"line": 6, "character": 14}
    params = {"textDocument": {"uri": secret.as_uri()}, "position": position, "newName": "new"}
    for what in ("documentSymbol", "hover", "definition", "completion", "rename"):
        assert client.ask(f"textDocument/{what}", params) is None
    assert b"Secret" not in client.said


def test_malformed_messages_are_answered_without_a_traceback(folder: Path) -> None:
    client = Client(folder)
    script = opened(client, folder, HEAD + "1. Zanzibar {#a}\n")
    script.findings()
    named = {"textDocument": {"uri": script.uri}}
    wrong: tuple[object, ...] = (None, [], {"textDocument": {}}, named, {**named, "position": {"line": "1"}})
    for params in wrong:
        with pytest.raises(Refusal, match=r"Invalid Params|this request failed"):
            client.ask("textDocument/hover", params)
    with pytest.raises(Refusal):
        client.ask("textDocument/unknown", {})
    client.send_bytes(b"{Zanzibar")
    client.send_bytes(b"[]")
    client.tell("textDocument/didChange", {"textDocument": {"uri": "file:///none.md"}, "contentChanges": []})
    client.tell("textDocument/didOpen", {"textDocument": {"uri": "untitled:1", "text": HEAD}})
    script.change({"text": script.text})
    script.findings()
    assert client.end() == ""
    assert b"Traceback" not in client.said
    assert b"Zanzibar" not in client.said.replace(b"{#a}", b"")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_process_that_is_killed_is_replaced(folder: Path) -> None:
    client = Client(folder)
    script = opened(client, folder)
    before = codes(script.findings())
    kill_worker(client)
    script.change({"text": script.text})
    first = script.findings()
    script.change({"text": script.text})
    assert codes(script.findings()) == before
    assert len(first) == 1 or codes(first) == before
    client.end()


def kill_worker(client: Client) -> None:
    children = Path(f"/proc/{client.process.pid}/task/{client.process.pid}/children").read_text().split()
    for child in map(int, children):
        for inner in Path(f"/proc/{child}/task/{child}/children").read_text().split():
            os.kill(int(inner), signal.SIGKILL)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_where_no_process_can_start_each_change_is_answered(folder: Path) -> None:
    """The folder that the server was started in was removed, and has come back under its name."""
    client = Client(folder)
    script = opened(client, folder)
    script.findings()
    shutil.rmtree(folder)
    kill_worker(client)
    for _ in range(3):
        script.change({"text": script.text})
        assert "could not be checked" in script.findings()[0]["message"]
        folder.mkdir(exist_ok=True)
    with pytest.raises(Refusal, match="this request failed"):
        script.ask("hover", 0)
    assert client.end() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ends_at_a_signal(folder: Path, number: int) -> None:
    client = Client(folder)
    opened(client, folder).findings()
    client.process.send_signal(number)
    assert client.process.wait(20) != 0
    assert client.errors() == ""


def test_ends_with_its_editor(folder: Path) -> None:
    client = Client(folder)
    opened(client, folder).findings()
    assert client.process.stdin
    client.process.stdin.close()
    assert client.process.wait(20) == 0
    assert client.errors() == ""


def test_without_pygls_the_command_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ImportError('none', name='pygls')\n", encoding="utf-8")
    command = [sys.executable, "-m", "toolchain", "lsp"]
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        command, capture_output=True, check=False, text=True, env=env, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 2
    assert PYGLS.command() in done.stderr


def test_it_writes_nothing_and_speaks_with_its_editor_alone(
    tmp_path_factory: pytest.TempPathFactory, folder: Path
) -> None:
    watching = tmp_path_factory.mktemp("watching")
    log = watching / "log.txt"
    (watching / "sitecustomize.py").write_text(f"LOG = {str(log)!r}\n{WATCH}", encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(watching), "PYTHONDONTWRITEBYTECODE": "1"}
    before = sorted(folder.rglob("*"))
    client = Client(folder, env=env)
    script = opened(client, folder)
    script.findings()
    at = script.after("[para. 9](#fi")
    for what in ("hover", "definition", "documentSymbol", "completion"):
        script.ask(what, at)
    script.ask("rename", at, newName="new")
    assert client.end() == ""
    seen = [line.split(" ", 1) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [each for each in seen if each[0] != "open" or Path(each[1]).exists()] == []  # others: a trial
    assert sorted(folder.rglob("*")) == before
