"""`check --online`: which addresses are asked, how, and what is said of answers, by the test’s own server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.client import HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.command import Run, run
from tests.support.pages import ROOT
from toolchain.pipeline import online
from toolchain.rules.sources import AddressDead, AddressGone, AddressPrivate, AddressRefuses, AddressSilent

__all__ = ["run"]  # fixtures

FRONT = "---\ntitle: A report\nlang: en\n---\n\n"


class Server(NamedTuple):
    port: int
    asked: list[tuple[str, str, dict[str, str]]]

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


class Answers(BaseHTTPRequestHandler):
    """Answers by the path: a status, or a redirect to what follows "/to/"."""

    asked: list[tuple[str, str, dict[str, str]]]

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append((self.command, self.path, dict(self.headers)))
        _, first, *rest = self.path.split("/", 2)
        if first == "slow":
            threading.Event().wait(3)
        elif first == "trickle":
            for _ in range(30):
                self.wfile.write(b"H")
                threading.Event().wait(0.1)
        elif first == "to":
            self.send_response(302)
            self.send_header("Location", rest[0])
            self.end_headers()
        else:
            status = first if first.isdigit() else "200"
            self.send_response(405 if (first, self.command) == ("get-only", "HEAD") else int(status))
            self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Patient(ThreadingHTTPServer):
    """Says nothing of clients that have gone, as those do that are tested: it may do so in a later test."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    asked: list[tuple[str, str, dict[str, str]]] = []
    made = Patient(("127.0.0.1", 0), type("Handler", (Answers,), {"asked": asked}))
    thread = threading.Thread(target=made.serve_forever, args=(0.02,))
    thread.start()
    monkeypatch.setattr(online, "SECONDS", 0.3)
    monkeypatch.setattr(online, "LONGEST", 0.6)
    yield Server(made.server_address[1], asked)
    made.shutdown()
    made.server_close()
    thread.join()


def here(address: str) -> bool:
    """Allow what the test's own server has, and nothing else."""
    return address == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "kind", "asked"),
    [
        ("/", None, ["HEAD"]),
        ("/a%20b/ä?q=1 2", None, ["HEAD"]),
        ("/get-only", None, ["HEAD", "GET"]),
        ("/404", AddressGone, ["HEAD", "GET"]),
        ("/410", AddressGone, ["HEAD", "GET"]),
        ("/403", AddressRefuses, ["HEAD", "GET"]),
        ("/503", AddressRefuses, ["HEAD", "GET"]),
        ("/slow", AddressSilent, ["HEAD"]),
        ("/trickle", AddressSilent, ["HEAD"]),
        ("/to//200", None, ["HEAD", "HEAD"]),
        ("/to//404", AddressGone, ["HEAD", "HEAD", "GET", "GET"]),
        ("/to/http://127.0.0.2/", AddressPrivate, ["HEAD"]),
        ("/to/file:///etc/passwd", AddressPrivate, ["HEAD"]),
        ("/to/http://user:word@127.0.0.1/", AddressPrivate, ["HEAD"]),
    ],
)
def test_answers(server: Server, path: str, kind: type[AddressDead] | None, asked: list[str]) -> None:
    found = online.ask(server.url(path), here)
    assert (type(found) if found else None) is kind
    assert [method for method, _, _ in server.asked] == asked


def test_a_circle_of_redirects_ends(server: Server) -> None:
    assert isinstance(online.ask(server.url("/to//to//to//to//to//to//to//200"), here), AddressSilent)
    assert len(server.asked) == online.REDIRECTS + 1


def test_a_host_is_looked_up_once_and_the_address_found_is_asked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that gives a private address the second time is not asked a second time."""
    look_up, looked_up = socket.getaddrinfo, list[str]()

    def answer(host: str, *more: Any, **named: Any) -> Any:
        if host == "example.org":
            looked_up.append(host)
        return look_up("127.0.0.1" if len(looked_up) < 2 else "127.0.0.2", *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    assert online.ask(server.url("/").replace("127.0.0.1", "example.org"), here) is None
    assert (looked_up, len(server.asked)) == (["example.org"], 1)


def test_a_host_with_a_private_address_among_others_is_not_asked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up = socket.getaddrinfo

    def answer(_: str, *more: Any, **named: Any) -> Any:
        return [each for host in ("127.0.0.1", "127.0.0.2") for each in look_up(host, *more, **named)]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    found = online.ask(server.url("/"), lambda address: address == "127.0.0.2")
    assert isinstance(found, AddressPrivate)
    assert server.asked == []


def test_nothing_is_sent_but_the_request_and_no_content_is_read(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(HTTPResponse, "read")
    assert online.ask(server.url("/"), here) is None
    ((_, path, headers),) = server.asked
    assert path == "/"
    assert set(headers) == {"Host", "Accept-Encoding", "User-Agent", "Accept"}


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "::1", "fe80::1%eth0",
     "fd00::1", "::ffff:127.0.0.1", "0.0.0.0", "224.0.0.1", "100.64.0.1"],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not online.is_public(address)


def test_public_addresses() -> None:
    assert online.is_public("8.8.8.8")
    assert online.is_public("2606:4700:4700::1111")


def test_a_private_address_in_a_text_is_not_asked(server: Server) -> None:
    assert isinstance(online.ask(server.url("/")), AddressPrivate)
    assert server.asked == []


def test_the_command(server: Server, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(online, "is_public", here)
    source = tmp_path / "report.md"
    gone, there = server.url("/404#part"), server.url("/")
    source.write_text(
        f"{FRONT}1. See [this]({gone}) and [that]({there}), not [mail](mailto:a@example.org).\n"
    )
    ran = run("check", source)
    assert server.asked == [], "only --online asks"
    ran = run("check", "--online", source)
    assert ran.err == f"asking 2 links: 127.0.0.1:{server.port}\n"
    assert f"report.md:6:8: warning C410 {server.url('/404')} answers 404" in ran.out
    assert ran.out.count("C410") == 1
    assert run("check", "--online", "--fail-on", "warning", source).status == 1


def test_what_is_withheld_is_not_asked(server: Server, run: Run, tmp_path: Path) -> None:
    source = tmp_path / "report.md"
    source.write_text(f"{FRONT}1. See [this]({server.url('/')}).\n\n1. [A name]{{.confidential}} is known.\n")
    for public in ((), ("--public",)):
        ran = run("check", "--online", *public, source)
        assert ran.status == 2
        assert "this source withholds something that its web addresses can reveal" in ran.out + ran.err
    assert server.asked == []


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_options_that_do_not_go_together(run: Run, option: str) -> None:
    assert run("check", "--online", option).status == 2


def test_limits_are_those_on_the_page() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert f"gives up after {online.LONGEST} seconds or {'five' * (online.REDIRECTS == 5)} redirects" in text
