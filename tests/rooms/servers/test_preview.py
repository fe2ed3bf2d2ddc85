"""The preview's parts: the policy of a page, the command of the editor."""

import asyncio
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from toolchain.formats.needs import LIBREOFFICE
from toolchain.pipeline.worker import Stopped
from toolchain.project.settings import Options
from toolchain.servers.preview import editor
from toolchain.servers.preview.app import policy
from toolchain.servers.preview.guard import Guard
from toolchain.servers.preview.live import Live, Lives
from toolchain.servers.rendered import Rendered
from toolchain.servers.round import draw

WRITTEN = "script-src 'sha256-AAA='; style-src 'sha256-BBB='; connect-src 'none'; trusted-types 'none'"


def rules(text: str) -> dict[str, list[str]]:
    return {name: rest for name, *rest in (each.split() for each in text.split("; "))}


def test_the_policy_allows_what_the_file_does_and_the_previews_own_script() -> None:
    found = rules(policy(WRITTEN, "N"))

    assert found["script-src"] == ["'nonce-N'", "'sha256-AAA='"]
    assert found["style-src"] == ["'nonce-N'", "'sha256-BBB='"]
    assert found["default-src"] == found["connect-src"] == ["'none'"]
    assert found["trusted-types"] == ["preview"]
    assert found["require-trusted-types-for"] == ["'script'"]
    assert "allow-same-origin" not in found["sandbox"]


def test_a_template_cannot_loosen_the_policy() -> None:
    found = rules(policy("script-src * 'unsafe-inline'; img-src *; connect-src *; style-src *", "N"))

    assert found["script-src"] == ["'nonce-N'"]
    assert found["style-src"] == ["'nonce-N'"]
    assert found["img-src"] == ["data:"]
    assert found["connect-src"] == ["'none'"]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("code", "gvim", "vim", "other"):
        (folder / name).touch(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({}, ["code", "--goto", "{file}:7"]),
        ({"VISUAL": "gvim -f"}, ["gvim", "-f", "+7", "{file}"]),
        ({"EDITOR": "other"}, ["other", "{file}"]),
        ({"EDITOR": "vim"}, ["code", "--goto", "{file}:7"]),
        ({"VISUAL": "missing", "EDITOR": "gvim"}, ["gvim", "+7", "{file}"]),
        ({"VISUAL": "'"}, ["code", "--goto", "{file}:7"]),
    ],
)
def test_the_editor_of_the_user(programs: Path, environment: dict[str, str], command: list[str]) -> None:
    file = Path("; rm -rf x $(y).md").absolute()
    program, *rest = command
    found = editor.command(file, 7, environment)
    assert found == [str(programs / program), *(each.replace("{file}", str(file)) for each in rest)]


def test_an_editor_that_needs_a_terminal_is_not_started(programs: Path) -> None:
    (programs / "code").unlink()
    said = editor.command(Path("a.md"), 1, {"EDITOR": "vim"})
    assert isinstance(said, str)
    assert "vim needs a terminal" in said


@pytest.mark.parametrize(
    ("batch", "program"),
    [
        ("VS Code/bin/code.cmd", "VS Code/Code.exe"),
        ("VSCodium/bin/codium.cmd", "VSCodium/VSCodium.exe"),
        ("cursor/resources/app/bin/cursor.cmd", "cursor/Cursor.exe"),
    ],
)
def test_a_batch_file_is_not_run_but_the_program_beside_it(tmp_path: Path, batch: str, program: str) -> None:
    (tmp_path / batch).parent.mkdir(parents=True)
    (tmp_path / batch).touch(0o755)
    named = {"VISUAL": f'"{tmp_path / batch}" --wait'}
    (tmp_path / program).touch(0o755)
    found = [str(tmp_path / program), "--wait", "--goto", "/a.md:7"]
    assert editor.command(Path("/a.md"), 7, named) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r"C:\Program Files\N\n.exe", [r"C:\Program Files\N\n.exe"]),
        (r'"C:\Program Files\N\n.exe" -x', [r"C:\Program Files\N\n.exe", "-x"]),
        ("code --wait", ["code", "--wait"]),
    ],
)
def test_what_windows_users_set(monkeypatch: pytest.MonkeyPatch, text: str, words: list[str]) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(editor, "which", lambda name: name if name.endswith(".exe") else None)
    assert editor._words(text) == words


@pytest.mark.parametrize(
    ("system", "expected"), [("win32", ["notepad", "/a.md"]), ("darwin", ["open", "-t", "/a.md"])]
)
def test_the_editor_of_the_system_is_the_last(
    monkeypatch: pytest.MonkeyPatch, system: str, expected: list[str]
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(editor, "which", lambda name: name if name in ("notepad", "open") else None)
    assert editor.command(Path("/a.md"), 7, {}) == expected


def test_no_editor_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    said = editor.command(Path("a.md"), 1, {})
    assert isinstance(said, str)
    assert "VISUAL" in said


def test_the_editor_is_started_without_a_shell(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: started.append(command))
    assert editor.start(Path("/x/a b.md"), 3) == ""
    assert started == [[str(programs / "code"), "--goto", "/x/a b.md:3"]]


def test_the_address_for_the_browser_that_is_started_serves_once() -> None:
    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise AssertionError

    guard = Guard(app, 8765)
    assert asyncio.run(asked(guard, guard.once)) == 303
    assert asyncio.run(asked(guard, guard.once)) == 403
    assert asyncio.run(asked(guard, guard.address)) == 303
    assert asyncio.run(asked(guard, guard.address)) == 303
    assert asyncio.run(asked(guard, guard.address.partition("=")[0] + "=")) == 403


async def asked(guard: Guard, address: str) -> int:
    """The status of the answer to a browser that opens an address."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/{address.split('/')[3]}/",
        "query_string": address.partition("?")[2].encode(),
        "headers": [(b"host", b"127.0.0.1:8765")],
    }
    await guard(scope, receive, send)
    return int(sent[0]["status"])


def test_the_page_of_the_first_source_is_begun_before_a_browser_asks_for_it() -> None:
    begun: list[str] = []

    class Shown:
        def __init__(self, source: Path) -> None:
            self.source, self.asked = source, asyncio.Event()

        async def run(self) -> None:
            await self.asked.wait()
            begun.append(self.source.name)

    async def start() -> None:
        lives = Lives((Path("a.md"), Path("b.md")), Shown)  # type: ignore[arg-type]
        with suppress(TimeoutError):
            await asyncio.wait_for(lives.run(), 0.05)

    asyncio.run(start())
    assert begun == ["a.md"]


@pytest.mark.parametrize(("ends", "page", "said"), [(1, 1, []), (2, 0, ["signal 9"])])
def test_a_process_that_ended_before_it_was_called_is_called_once_more(
    tmp_path: Path, ends: int, page: int, said: list[str]
) -> None:
    left = [Stopped(None, "signal 9")] * ends

    class Dying:
        folder = None

        def call(self, _function: object, _room: str, name: str, *_: object) -> object:
            if left:
                raise left.pop()
            return Rendered("<head>", "<p>One.</p>") if name == "render" else {}

    async def shown() -> Live:
        live = Live(tmp_path / "report.md", Options(), Dying(), Dying())  # type: ignore[arg-type]
        task = asyncio.create_task(live._rounds())
        async for _, state in live.news():
            if state:
                break
        task.cancel()
        return live

    live = asyncio.run(shown())
    assert live.page == page
    assert [each["message"].rpartition(": ")[2] for each in live.why] == said


def test_word_pages_without_libreoffice_are_not_about_the_table_of_contents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "report.md"
    source.write_text("---\ntitle: Report\nlang: en\n---\n\n1. One.\n", encoding="utf-8")
    monkeypatch.setattr(type(LIBREOFFICE), "find", lambda _: None)

    found = draw(source, Options(), "docx")

    assert found.why == "the pages of a Word file need LibreOffice, which is not installed"
