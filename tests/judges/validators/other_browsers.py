"""Firefox and WebKitGTK, by the commands of WebDriver: as far as a page needs them.

Firefox is asked at its own port (Marionette), WebKit's MiniBrowser through WebKitWebDriver. Neither is
needed: a test is skipped where they are not installed.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from urllib.request import Request, urlopen

import pytest

MARIONETTE = {
    "url": "WebDriver:Navigate",
    "execute/sync": "WebDriver:ExecuteScript",
    "actions": "WebDriver:PerformActions",
    "window/rect": "WebDriver:SetWindowRect",
}
KEYS = {"Enter": "\ue007", "Tab": "\ue004", "Escape": "\ue00c", "Shift": "\ue008"}
SECONDS = 30


class Asked(Protocol):
    """What answers a command of WebDriver."""

    def __call__(self, command: str, **given: object) -> Any:
        """Return the value of the answer."""


class Browser(NamedTuple):
    """A browser with one page."""

    command: Asked

    def ask(self, expression: str) -> Any:
        """Return the value of an expression."""
        return self.command("execute/sync", script=f"return {expression}", args=[])

    def press(self, *keys: str) -> None:
        """Press keys together: the first is held while the others are pressed."""
        down = [{"type": "keyDown", "value": KEYS[key]} for key in keys]
        up = [{"type": "keyUp", "value": KEYS[key]} for key in reversed(keys)]
        self.command("actions", actions=[{"type": "key", "id": "keys", "actions": down + up}])

    def click(self, x: int, y: int) -> None:
        """Click at a place of the window."""
        steps: list[Mapping[str, object]] = [{"type": "pointerMove", "x": x, "y": y}]
        steps += [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self.command("actions", actions=[{"type": "pointer", "id": "mouse", "actions": steps}])


@contextmanager
def opened(engine: str, folder: Path) -> Iterator[Browser]:
    """Run a browser: "firefox" or "webkit". `folder` is for what it keeps."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = _firefox(folder, port) if engine == "firefox" else _webkit(port)
    environment = {**os.environ, "HOME": str(folder), "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        with _connected(port) as connection:
            yield Browser(_marionette(connection) if engine == "firefox" else _webdriver(port))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(SECONDS)


def _firefox(folder: Path, port: int) -> list[str]:
    program = (
        shutil.which("firefox-esr") or shutil.which("firefox") or pytest.skip("Firefox is not installed")
    )
    (folder / "user.js").write_text(f'user_pref("marionette.port", {port});\n', encoding="utf-8")
    return [program, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]


def _webkit(port: int) -> list[str]:
    if not (shutil.which("WebKitWebDriver") and shutil.which("xvfb-run")):
        pytest.skip("WebKitWebDriver or xvfb-run is not installed")
    return ["xvfb-run", "-a", "WebKitWebDriver", f"--port={port}"]


def _connected(port: int) -> socket.socket:
    for _ in range(SECONDS * 10):
        try:
            return socket.create_connection(("127.0.0.1", port), SECONDS)
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the browser does not answer")


def _marionette(connection: socket.socket) -> Asked:
    stream = connection.makefile("rwb")

    def read() -> Any:
        length = b""
        while (byte := stream.read(1)) != b":":
            length += byte
        return json.loads(stream.read(int(length)))

    def send(name: str, **given: object) -> Any:
        data = json.dumps([0, 1, name, given]).encode()
        stream.write(b"%d:%s" % (len(data), data))
        stream.flush()
        _, _, error, result = read()
        assert error is None, error
        return result.get("value")

    read()  # its greeting
    send("WebDriver:NewSession")
    return lambda command, **given: send(MARIONETTE[command], **given)


def _webdriver(port: int) -> Asked:
    def post(path: str, given: object) -> Any:
        data = json.dumps(given).encode()
        address = f"http://127.0.0.1:{port}/session{path}"
        with urlopen(Request(address, data, {"Content-Type": "application/json"}), timeout=SECONDS) as answer:
            return json.load(answer)["value"]

    (program, *_) = [*map(str, Path("/usr/lib").glob("*/webkit*gtk-*/MiniBrowser")), ""]
    options = {"binary": program, "args": ["--automation"]} if program else {}
    session = post("", {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}})["sessionId"]
    return lambda command, **given: post(f"/{session}/{command}", given)
