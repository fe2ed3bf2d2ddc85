"""What the preview answers, and to whom: hosts, origins, tokens, paths; and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.judges.validators.preview import Server, ask, previewed

HEAD = "---\ntitle: Report\nlang: en\n---\n\n"
BODY = "1. Before.\n\n# One\n\n2. First. {#first}\n\n3. Second, see [para. 7](#first).\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("preview")
    for name in ("one", "two"):
        (path / name).mkdir()
        (path / name / "report.md").write_text(f"{HEAD}{BODY}\nThe {name}.\n", encoding="utf-8")
    (path / "secret.md").write_text("secret", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with previewed("one", "two", folder=folder) as running:
        until(running, lambda found: "totals" in found)
        until(running, lambda found: "totals" in found, source=1)
        yield running


def state(server: Server, source: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ask(server, f"/state?source={source}").read())
    return found


def until(server: Server, holds: Any, source: int = 0) -> dict[str, Any]:
    for _ in range(300):
        found = state(server, source)
        if holds(found):
            return found
        time.sleep(0.1)
    raise AssertionError(found)


def test_the_token_becomes_a_cookie_and_leaves_the_address(server: Server) -> None:
    answer = ask(server, f"/?token={server.token}", Cookie="")

    assert (answer.status, answer.getheader("Location")) == (303, server.home)
    cookie = answer.getheader("Set-Cookie", "")
    assert cookie == f"preview={server.token}; HttpOnly; Path={server.home}; SameSite=strict"
    assert len(server.token) > 40


@pytest.mark.parametrize("path", ["/", "/page", "/state", "/events", "/nothing"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": ""},
        {"Cookie": "preview=wrong"},
        {"Cookie": "preview=é"},
        {"Cookie": "other={token}"},
        {"Host": "evil.example"},
        {"Host": "evil.example:{port}"},
        {"Host": "localhost:{port}"},
        {"Host": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_request_of_anybody_else_is_refused(server: Server, path: str, headers: dict[str, str]) -> None:
    values = {"port": server.port, "token": server.token}
    answer = ask(server, path, **{name: value.format(**values) for name, value in headers.items()})

    assert answer.status in (400, 403)
    assert b"First" not in answer.read()


@pytest.mark.parametrize("token", ["", "wrong", "%00", "é"])
def test_a_wrong_token_in_the_address_is_refused(server: Server, token: str) -> None:
    assert ask(server, f"/?token={token.encode().hex()}", Cookie="").status == 403


@pytest.mark.parametrize("path", ["/fix", "/open"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"X-Preview": ""},
        {"Content-Type": "text/plain"},
        {"Cookie": ""},
    ],
)
def test_nothing_is_written_or_opened_but_for_our_own_page(
    server: Server, path: str, headers: dict[str, str]
) -> None:
    assert ask(server, path, "POST", {"key": "x", "line": 1}, **headers).status == 403


@pytest.mark.parametrize("path", ["/fix", "/open"])
def test_nothing_is_written_or_opened_by_getting_an_address(server: Server, path: str) -> None:
    assert ask(server, path).status == 405
    assert ask(server, path, "PUT").status == 403


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"1", b"\xff", {"line": 0}, {"line": -1}, {"line": "1"}, {"line": True}, {"line": 1e3},
     {"line": 10**9}, {}, b'{"line": 1, "x": "' + b"x" * 5000 + b'"}'],
)  # fmt: skip
def test_a_body_that_is_not_ours_opens_nothing(server: Server, body: object) -> None:
    assert ask(server, "/open", "POST", body).status == 400


@pytest.mark.parametrize(
    "path",
    ["/secret.md", "/../secret.md", "/%2e%2e/secret.md", "/one/report.md", "/page/../../secret.md",
     "/shell.html", "//etc/passwd", "/page?source=2", "/page?source=-1", "/page?source=one/report.md",
     "/page?source=00000001"],
)  # fmt: skip
def test_no_other_file_can_be_had(server: Server, path: str) -> None:
    answer = ask(server, path)
    assert answer.status == 404
    assert b"secret" not in answer.read()


def test_a_path_without_the_previews_own_is_nothing(server: Server) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=20)
    for path in ("/", "/page", f"/?token={server.token}", f"{server.home[:-1]}", f"/x{server.home}page"):
        connection.request("GET", path, headers={"Cookie": f"preview={server.token}"})
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (404, b"Not Found")
    connection.close()


def test_the_headers_of_each_page(server: Server) -> None:
    for path in ("/", "/page", "/state"):
        answer = ask(server, path)
        assert answer.status == 200
        assert answer.getheader("Cache-Control") == "no-store"
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert answer.getheader("Referrer-Policy") == "no-referrer"
        assert answer.getheader("Access-Control-Allow-Origin") is None
    shell = ask(server, "/").getheader("Content-Security-Policy", "")
    assert "default-src 'none'" in shell
    assert "connect-src 'self'" in shell
    assert "frame-ancestors 'none'" in shell
    page = ask(server, "/page").getheader("Content-Security-Policy", "")
    assert "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox" in page
    assert "connect-src 'none'" in page


def test_each_source_has_its_own_page(server: Server) -> None:
    assert b"The one." in ask(server, "/page").read()
    assert b"The two." in ask(server, "/page?source=1").read()
    links = ask(server, "/?source=1").read().decode()
    assert '<a href="?source=1" aria-current=page>two/report.md</a>' in links


def test_only_this_computer_is_listened_to(server: Server) -> None:
    listed = Path("/proc/net/tcp").read_text(encoding="utf-8")
    port = f":{server.port:04X} "
    assert {
        line.split()[1].split(":")[0] for line in listed.splitlines() if f"{port}00000000:0000 0A" in line
    } == {"0100007F"}


@pytest.mark.parametrize(
    "sent", [b"", b"GET / HTTP/1.1\r\n", b"POST /fix HTTP/1.1\r\nContent-Length: 9\r\n\r\n"]
)
def test_idle_connections_of_others_keep_nobody_out(server: Server, sent: bytes) -> None:
    with ExitStack() as idle:
        for _ in range(120):
            idle.enter_context(socket.create_connection(("127.0.0.1", server.port))).sendall(sent)
        assert [ask(server, "/").status for _ in range(3)] == [200] * 3


def test_a_finding_is_fixed_and_can_be_undone(server: Server, folder: Path) -> None:
    path = folder / "one/report.md"
    before = path.read_text(encoding="utf-8")
    [wrong] = [each for each in until(server, lambda found: found["findings"])["findings"] if each["fix"]]

    answer = json.loads(ask(server, "/fix", "POST", {"key": wrong["key"]}).read())

    assert answer == {"why": ""}
    assert path.read_text(encoding="utf-8") == before.replace("para. 7", "para. 2")
    until(server, lambda found: not any(each["fix"] for each in found["findings"]))
    command = [sys.executable, "-m", "toolchain", "undo", str(path)]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONPATH": str(Path.cwd())})
    assert path.read_text(encoding="utf-8") == before
    until(server, lambda found: any(each["fix"] for each in found["findings"]))
    assert "has changed" in json.loads(ask(server, "/fix", "POST", {"key": "x"}).read())["why"]


def test_a_source_that_is_gone_moved_or_broken_keeps_its_last_page(tmp_path: Path) -> None:
    path = tmp_path / "r/report.md"
    path.parent.mkdir()
    path.write_text(HEAD + BODY, encoding="utf-8")
    with previewed("r/report.md", folder=tmp_path) as server:
        until(server, lambda found: "totals" in found)

        path.rename(path.with_name("other.md"))
        [why] = until(server, lambda found: found["why"])["why"]
        assert "Traceback" not in why["message"]
        assert b"First." in ask(server, "/page").read()
        path.with_name("other.md").rename(path)
        until(server, lambda found: not found["why"])

        shutil.rmtree(path.parent)
        until(server, lambda found: found["why"])
        assert b"First." in ask(server, "/page").read()
        path.parent.mkdir()
        path.write_text(HEAD + BODY.replace("First", "Back"), encoding="utf-8")
        until(server, lambda found: not found["why"])
        assert b"Back." in ask(server, "/page").read()

        path.write_bytes(BODY.encode("utf-16"))
        assert until(server, lambda found: found["why"])["why"][0]["message"] == "the file is in UTF-16"
        path.unlink()
        (tmp_path / "elsewhere.md").write_text(HEAD + BODY.replace("First", "Linked"), encoding="utf-8")
        path.symlink_to(tmp_path / "elsewhere.md")
        until(server, lambda found: not found["why"])
        assert b"Linked." in ask(server, "/page").read()
        (tmp_path / "elsewhere.md").write_text(HEAD + BODY.replace("First", "Target"), encoding="utf-8")
        for _ in range(100):
            if b"Target." in ask(server, "/page").read():
                break
            time.sleep(0.1)
        else:
            pytest.fail("the target of a link is not watched")


def test_a_picture_outside_the_folder_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "r/report.md"
    path.parent.mkdir()
    shutil.copy("content/pakistan-opsc/reported-cases.png", tmp_path / "out.png")
    (path.parent / "link.png").symlink_to(tmp_path / "out.png")
    body = "1. A.\n\n![One](../out.png)\n\n![Two](link.png)\n"
    path.write_text(HEAD + body, encoding="utf-8")
    with previewed("r", folder=tmp_path) as server:
        until(server, lambda found: "totals" in found)
        assert b"data:image/png" not in ask(server, "/page").read()


def test_a_worker_that_is_killed_is_started_again(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(HEAD + BODY, encoding="utf-8")
    with previewed("report.md", folder=tmp_path) as server:
        until(server, lambda found: "totals" in found)
        listed = subprocess.run(["ps", "-eo", "pid=,ppid="], check=True, capture_output=True, text=True)
        rows = [line.split() for line in listed.stdout.splitlines()]
        parents = {int(pid): int(parent) for pid, parent in rows}
        workers = [pid for pid, parent in parents.items() if parents.get(parent) == server.process.pid]
        assert workers
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        path.write_text(HEAD + BODY.replace("First", "Again"), encoding="utf-8")
        for _ in range(100):
            if b"Again." in ask(server, "/page").read():
                return
            time.sleep(0.1)
        pytest.fail("no page after the worker was killed")


def test_it_ends_at_once_with_status_0_and_leaves_no_process(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text(HEAD + BODY, encoding="utf-8")
    with previewed("report.md", folder=tmp_path, environment={"TMPDIR": str(tmp_path)}) as server:
        until(server, lambda found: "totals" in found)
        listening = ask(server, "/events")  # a browser that is connected
        server.process.send_signal(signal.SIGINT)
        out, err = server.process.communicate(timeout=10)
        assert (server.process.returncode, out, err) == (0, "", "")
        listening.close()
    assert [each.name for each in tmp_path.iterdir()] == ["report.md"]


@pytest.mark.parametrize("name", ["report.docx", "report.pdf"])
def test_a_finished_file_is_not_a_source(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    done = subprocess.run(
        [sys.executable, "-m", "toolchain", "preview", "--no-browser", name],
        cwd=tmp_path, check=False, capture_output=True, text=True, timeout=60,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{name}: error S020 this is a ")


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text(HEAD + BODY, encoding="utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [
            sys.executable,
            "-m",
            "toolchain",
            "preview",
            "report.md",
            "--no-browser",
            "--port",
            str(port),
        ]
        done = subprocess.run(
            command, cwd=tmp_path, check=False, capture_output=True, text=True, timeout=60,
            env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"submission: port {port}: Address already in use\n"


@pytest.mark.parametrize(
    "query", ["as=html", "as=../x", "as=pdf&page=0", "as=pdf&page=99", "as=pdf&page=x", ""]
)
def test_no_other_picture_can_be_had(server: Server, query: str) -> None:
    assert ask(server, f"/picture?{query}").status == 404
