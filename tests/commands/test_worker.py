"""A process for calls: what crashes, hangs or eats memory there ends only that call."""

import errno
import os
import signal
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.shares import one_in
from toolchain.model.diagnostics import Failure
from toolchain.pipeline.worker import Stopped, Worker
from toolchain.rules.commands import NotMarkdown


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(seconds=20, gigabytes=4) as made:
        yield made


def raise_failure(path: str) -> None:
    raise Failure.of(path, NotMarkdown())


def finds_no_space() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def gives_no_pickle() -> object:
    return lambda: None


def test_calls_are_carried_out_in_one_other_process(worker: Worker) -> None:
    first, second = worker.call(os.getpid), worker.call(os.getpid)

    assert first == second != os.getpid()
    assert worker.call(divmod, 7, 2) == (3, 1)


def test_no_module_is_taken_from_the_working_folder(tmp_path: Path) -> None:
    """A stranger's files may lie there; the first folder in which Python looks is that of the program."""
    (tmp_path / "random.py").write_text("raise SystemExit('taken')\n", encoding="utf-8")
    program = tmp_path / "bin/program.py"
    program.parent.mkdir()
    program.write_text(
        "import os\nfrom toolchain.pipeline.worker import Worker\n"
        "if __name__ == '__main__':\n    with Worker(20) as worker:\n"
        "        print(worker.call(os.getcwd) == os.getcwd())\n"
        "        print(worker.call(os.getenv, 'PYTHONSAFEPATH'), os.getenv('PYTHONSAFEPATH'))\n",
        encoding="utf-8",
    )
    asked = [sys.executable, str(program)]
    done = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\nNone None\n", "")


def test_processes_started_side_by_side_leave_the_environment_as_it_was(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_start() -> None:
        time.sleep(0.1)
        raise EOFError  # the fork server was ended

    monkeypatch.setenv("PYTHONSAFEPATH", "")
    monkeypatch.setattr(worker._context, "Process", lambda **_: SimpleNamespace(start=no_start))
    with Worker(seconds=1) as other, ThreadPoolExecutor() as threads:
        first = threads.submit(worker._started)
        time.sleep(0.05)
        other._started()
        first.result()
    assert os.getenv("PYTHONSAFEPATH") == ""


def test_a_failure_is_raised_and_the_process_goes_on(worker: Worker) -> None:
    before = worker.call(os.getpid)

    with pytest.raises(Failure) as raised:
        worker.call(raise_failure, "report.md")

    assert raised.value.findings[0].span.path == "report.md"
    assert worker.call(os.getpid) == before


def test_a_call_that_hangs_is_ended_and_the_next_has_a_new_process() -> None:
    with Worker(seconds=2) as worker:
        before = worker.call(os.getpid)
        began = time.monotonic()

        with pytest.raises(Stopped) as raised:
            worker.call(time.sleep, 600)

        assert (raised.value.seconds, raised.value.how) == ("2", None)
        assert time.monotonic() - began < 10
        assert worker.call(os.getpid) != before


def test_a_process_that_is_killed_or_exits_is_said(worker: Worker) -> None:
    for call, how in (
        ((signal.raise_signal, signal.SIGKILL), "signal 9 (SIGKILL)"),
        ((os._exit, 7), "exit status 7"),
    ):
        with pytest.raises(Stopped) as raised:
            worker.call(*call)

        assert raised.value.how == how


def test_a_process_killed_between_two_calls_is_not_noticed(worker: Worker) -> None:
    os.kill(worker.call(os.getpid), signal.SIGKILL)
    time.sleep(0.3)

    assert worker.call(divmod, 7, 2) == (3, 1)


def test_memory_is_limited(worker: Worker) -> None:
    with pytest.raises(Stopped, match="not enough memory"):
        worker.call(bytearray, 5 * 2**30)

    assert worker.call(divmod, 7, 2) == (3, 1)


def test_an_error_of_the_system_is_in_its_words(worker: Worker) -> None:
    with pytest.raises(Stopped) as raised:
        worker.call(finds_no_space)
    assert raised.value.how == os.strerror(errno.ENOSPC)


def test_a_defect_is_said_in_a_line(worker: Worker, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Stopped) as raised:
        worker.call(divmod, 1, 0)

    assert raised.value.how == "ZeroDivisionError: integer division or modulo by zero"
    assert "Traceback" not in capfd.readouterr().err


def interrupted_where_it_is_dropped() -> None:
    lock = {0}
    ends = weakref.ref(lock, lambda _: signal.raise_signal(signal.SIGTERM))
    del lock
    time.sleep(5)
    assert ends() is None


def test_an_interrupt_at_the_end_of_an_import_is_heard(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with Worker(seconds=20, folder=tmp_path / "its") as worker, pytest.raises(Stopped):
        worker.call(interrupted_where_it_is_dropped)

    assert capfd.readouterr().err == ""


def test_what_cannot_be_sent_back_is_a_defect_of_the_call(worker: Worker) -> None:
    with pytest.raises(Stopped, match="pickle"):
        worker.call(gives_no_pickle)

    assert worker.call(divmod, 7, 2) == (3, 1)


def test_a_closed_worker_has_no_process_and_takes_no_call(worker: Worker) -> None:
    number = worker.call(os.getpid)
    worker.close()

    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    with pytest.raises(Stopped):
        worker.call(os.getpid)


@pytest.mark.parametrize(
    "length", one_in(2, [75, 0, 76, 240])
)  # 75 is the longest for a fork server's socket
def test_the_process_ends_with_the_command_that_is_killed_in_a_call(tmp_path: Path, length: int) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import os, time\nfrom toolchain.pipeline.worker import Worker\n"
        "if __name__ == '__main__':\n"
        "    worker = Worker(60)\n    print(worker.call(os.getpid), flush=True)\n"
        "    worker.call(time.sleep, 600)\n"
    )
    with tempfile.TemporaryDirectory() as short:
        folder = Path(short, "x" * max(1, length - len(short) - 1))
        folder.mkdir()
        command = subprocess.Popen(
            [sys.executable, script],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(Path.cwd()), "TMPDIR": str(folder)},
        )
        assert command.stdout
        number = int(command.stdout.readline())
        command.kill()
        command.communicate()

    for _ in range(50):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("the process is left")
