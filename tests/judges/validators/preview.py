"""Someone who writes, with the preview open in Chromium."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any, NamedTuple

from tests.judges.validators import ROOT, chromium

Step = tuple[Any, ...]
"""What is done, or asked; the names are those of `DO` in preview.mjs."""


class Seen(NamedTuple):
    """The answers; what the browser complained of; all addresses that were asked for."""

    answers: list[Any]
    complaints: list[str]
    requests: list[str]


class Server(NamedTuple):
    """A preview that runs."""

    process: subprocess.Popen[str]
    address: str

    @property
    def base(self) -> str:
        """The address without the token."""
        return self.address.partition("?")[0]

    @property
    def token(self) -> str:
        """The token."""
        return self.address.partition("token=")[2]

    @property
    def port(self) -> int:
        """The port."""
        return int(self.address.split(":")[2].partition("/")[0])

    @property
    def home(self) -> str:
        """The path of the preview, between slashes."""
        return f"/{self.base.split('/')[3]}/"

    @property
    def origin(self) -> str:
        """The origin."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def previewed(
    *arguments: str | Path, folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run the preview in a folder."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    command = [sys.executable, "-m", "toolchain", "preview", "--no-browser", *map(str, arguments)]
    process = subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        assert process.stderr
        line = process.stdout.readline()
        _, _, address = line.strip().rpartition(" ")
        assert address.startswith("http://127.0.0.1:"), process.stderr.read()
        yield Server(process, address)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise


def ask(server: Server, path: str, method: str = "GET", body: object = None, **headers: str) -> HTTPResponse:
    """Ask as the preview's own page does, unless headers say otherwise; an empty one is left out."""
    sent = {
        "Host": f"127.0.0.1:{server.port}",
        "Cookie": f"preview={server.token}",
        "Connection": "close",
    }
    if method == "POST":
        own = {"Origin": server.origin, "X-Preview": "1", "Content-Type": "application/json"}
        sent |= own
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection = HTTPConnection("127.0.0.1", server.port, timeout=20)
    data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    connection.putrequest(
        method, server.home + path.removeprefix("/"), skip_host=True, skip_accept_encoding=True
    )
    for name, value in sent.items():
        if value:
            connection.putheader(name, value)
    connection.putheader("Content-Length", str(len(data)))
    connection.endheaders(data)
    return connection.getresponse()


def visit(steps: Sequence[Step], **options: Any) -> Seen:
    """Make a visit with one window or more."""
    return Seen(**chromium.answer("preview.mjs", steps=steps, **options))


def processor_seconds(process: int) -> float:
    """Return the processor time of a process and its descendants so far."""
    rows = [
        line.split()
        for line in subprocess.run(
            ["ps", "-eo", "pid=,ppid=,cputimes="], capture_output=True, check=True, text=True
        ).stdout.splitlines()
    ]
    family = {process}
    for _ in range(5):
        family |= {int(row[0]) for row in rows if int(row[1]) in family}
    ticks = os.sysconf("SC_CLK_TCK")
    total = 0.0
    for each in family:
        try:
            values = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(values[11]) + int(values[12])) / ticks
    return total
