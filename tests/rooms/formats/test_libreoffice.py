"""What LibreOffice starts is ended with the process that asked for it."""

import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any

import pytest

from toolchain.formats import libreoffice


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_in_the_moment_of_the_start_ends_the_program_too(
    monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    begin = subprocess.Popen

    def interrupted(_: object, **options: Any) -> subprocess.Popen[bytes]:
        started.append(begin([sys.executable, "-c", "import time; time.sleep(60)"], **options))
        os.kill(os.getpid(), number)
        time.sleep(0.1)  # while it comes
        return started[0]

    monkeypatch.setattr(subprocess, "Popen", interrupted)
    over = threading.Event()
    other = threading.Thread(target=over.wait)  # may be the one that the system gives the signal to
    other.start()
    before = signal.signal(number, lambda *_: sys.exit(7))
    try:
        with pytest.raises(SystemExit):
            libreoffice._run(["soffice"])
        assert signal.getsignal(number) is not before
    finally:
        signal.signal(number, before)
        over.set()
        other.join()
    assert started[0].poll() is not None


def test_windows_ends_what_the_program_has_started_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """`soffice.com` starts `soffice.bin`; ended alone it leaves that one, which has the files open."""
    asked: list[tuple[str, ...]] = []

    def run(command: tuple[str, ...], **_: object) -> None:
        asked.append(command)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "run", run)
    process = subprocess.Popen([sys.executable, "-c", ""])
    libreoffice._end(process)
    process.wait()
    assert asked == [("taskkill", "/T", "/F", "/PID", str(process.pid))]
