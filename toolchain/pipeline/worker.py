"""A process of its own for calls, one after the other.

A call that crashes, takes too long or uses up the memory ends only that process, and the next call starts
another. The process looks for garbage when nothing waits for it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from toolchain.formats.apart import limit_memory
from toolchain.model.diagnostics import Failure
from toolchain.model.wording import said
from toolchain.pipeline.interrupts import hear_again

P = ParamSpec("P")
T = TypeVar("T")

_LONGEST = 107 - len("/pymp-12345678/listener-12345678")
"""Bytes of the longest temporary folder for the socket of a fork server (Linux, unix(7))."""
_IDLE = 1
"""Seconds after which nobody waits for the garbage of 3,100 paragraphs, a sixth of a second."""
_GRACE = 10
"""Seconds in which a process may end what it has started; LibreOffice takes some on a busy machine."""
_SAFE_PATH = "PYTHONSAFEPATH"
"""Makes Python look for no module in the working folder, which may come from somebody else (Python 3.11)."""
_ENVIRONMENT = threading.Lock()
"""Threads start processes side by side, and the environment is that of all."""
_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
_end_group = getattr(os, "killpg", os.kill)  # on Windows what a process has started goes on
_GARBAGE = 3_000_000
"""Objects after which garbage is looked for although the next call waits: some hundred megabytes."""


class Stopped(Exception):
    """A call did not return. `seconds` is the limit that it reached; else `how` is what ended its process."""

    def __init__(self, seconds: str | None, how: str | None) -> None:
        super().__init__(seconds, how)
        self.seconds, self.how = seconds, how


class Worker:
    """A process that carries out calls, each within a limit of time and memory.

    `loaded` names the modules that it starts with, `folder` a folder that is removed with it. Calls from
    several threads wait for each other.
    """

    def __init__(
        self,
        seconds: float,
        gigabytes: int | None = None,
        loaded: Sequence[str] = (),
        folder: Path | None = None,
    ) -> None:
        self._seconds, self._gigabytes, self.folder = seconds, gigabytes, folder
        self._context: Any = multiprocessing.get_context(_method())
        if self._context.get_start_method() == "forkserver":
            self._context.set_forkserver_preload([__name__, *loaded])
        self._lock = threading.Lock()
        self._process: Any = None
        self._connection: Any = None
        self._closed = threading.Event()

    def __enter__(self) -> Worker:
        """Return this worker, which is closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what a function returns in the process; it and its arguments must go through pickle.

        Raise `Failure` if the function does, and `Stopped` if it takes too long or its process ends.
        """
        with self._lock:
            self._start()
            try:
                self._connection.send((function, args, kwargs))
                if not self._connection.poll(self._seconds):
                    self._end()
                    raise Stopped(f"{self._seconds:g}", None)
                result, raised = self._connection.recv()
            except (EOFError, OSError):
                raise Stopped(None, how_ended(self._end())) from None
            if isinstance(raised, Stopped):
                self._end()
            if raised:
                raise raised
            done: T = result
            return done

    def start(self) -> None:
        """Start the process without waiting for it, so that the first call takes less time."""
        threading.Thread(target=self._started, daemon=True).start()

    def _started(self) -> None:
        with self._lock, suppress(Stopped, OSError, EOFError):  # the first call says why
            self._start()

    def _start(self) -> None:
        if self._closed.is_set():
            raise Stopped(None, "closed")
        if self._process and not self._process.is_alive():
            self._end()
        if self._process is None:
            Path.cwd()  # raises an error here if it is gone: in a new process that would be a traceback
            self._connection, theirs = self._context.Pipe()
            with _ENVIRONMENT, _uninterrupted():
                before = os.environ.get(_SAFE_PATH)
                given = (theirs, self._gigabytes, self.folder, before)
                process = self._context.Process(target=_work, args=given, daemon=True)
                try:
                    _set(_SAFE_PATH, "1")
                    process.start()
                finally:
                    _set(_SAFE_PATH, before)  # not for other programs, such as LibreOffice's own Python
            self._process = process
            theirs.close()
        if self._closed.is_set():  # while it was started
            self._end()
            raise Stopped(None, "closed")

    def close(self) -> None:
        """End the process at once, and with it a call that another thread waits for."""
        if self._closed.is_set():
            return  # a second signal comes while the first one does this
        self._closed.set()
        if process := self._process:
            self._stop(process)
        with self._lock:
            self._end()

    def _end(self) -> int | None:
        """End the process, and return its exit status."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.join(0 if process.is_alive() else None)
        self._stop(process)
        process.join()
        self._connection.close()
        removed(self.folder)
        status: int | None = process.exitcode
        return status

    def _stop(self, process: Any) -> None:
        """End a process and what it has started; one with a folder may first do so itself."""
        if self.folder:
            process.terminate()
            process.join(_GRACE)
        if process.is_alive():
            with suppress(ProcessLookupError):  # it has only just begun
                _end_group(process.pid, _KILL)
        process.kill()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let what is started here hear no Ctrl+C, which is for all processes of a terminal, before `_work` does:
    Python would print a traceback.
    """
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # else it lets all signals through when it is started
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _set(name: str, value: str | None) -> None:
    """Give a variable of the environment a value, None for none."""
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value


def _method() -> str:
    """Return how processes are started: the fork server is quicker, where it can be."""
    short = len(os.fsencode(tempfile.gettempdir())) <= _LONGEST
    return "forkserver" if short and sys.platform == "linux" else "spawn"


def how_ended(status: int | None) -> str:
    """Return how a process ended: "signal 9 (SIGKILL)", "exit status 1"."""
    if status is not None and status < 0:
        with suppress(ValueError):
            return f"signal {-status} ({signal.Signals(-status).name})"
        return f"signal {-status}"
    return said("exit status {number}", number=str(status))


def removed(folder: Path | None) -> None:
    """Remove a folder, and leave it before: in a folder that is gone, relative paths mean nothing."""
    if folder:
        with suppress(FileNotFoundError):  # this process's own folder may be gone
            if folder in (here := Path.cwd(), *here.parents):
                os.chdir(folder.parent)
        for _ in range(9):  # another thread may still write into it, or remove it too
            if folder.exists():
                shutil.rmtree(folder, ignore_errors=True)


def _work(connection: Connection, gigabytes: int | None, folder: Path | None, safe_path: str | None) -> None:
    """Carry out the calls that come through a connection.

    With a folder, temporary files are in it, because a process that is ended cannot remove them. SIGTERM then
    ends a call as Ctrl+C does, so that the call ends the programs that it runs. These programs get the
    variable that made this process safe as the user has set it, `safe_path`.
    """
    if sys.platform != "win32":
        os.setsid()
    _set(_SAFE_PATH, safe_path)
    if folder:
        with suppress(OSError):
            folder.mkdir(mode=0o700, exist_ok=True)
        os.environ["TMPDIR"] = str(folder)
    gc.disable()
    gc.freeze()
    limit_memory(gigabytes)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    hear_again()
    try:
        # two, as SIGTERM can come while the first one leaves
        with suppress(KeyboardInterrupt), suppress(EOFError, OSError, KeyboardInterrupt):
            signal.signal(signal.SIGTERM, signal.default_int_handler if folder else signal.SIG_DFL)
            threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
            while True:
                if not connection.poll(_IDLE) or gc.get_count()[0] > _GARBAGE:
                    gc.collect()
                connection.send_bytes(_answer(*connection.recv()))
    finally:
        if sys.platform != "win32":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            os.killpg(0, signal.SIGTERM)  # what a plug-in has started, and left
        removed(folder)


def _answer(function: Callable[..., Any], args: Any, kwargs: Any) -> bytes:
    """Return the result of a call, and what it raised: after anything but `Failure` the process is ended."""
    try:
        return pickle.dumps((function(*args, **kwargs), None))
    except Failure as error:
        return pickle.dumps((None, error))
    except MemoryError:
        how = said("not enough memory")
    except Exception as error:
        if os.environ.get("SUBMISSION_TRACEBACK"):
            traceback.print_exc()
        why = error.strerror if isinstance(error, OSError) else None  # such as "No space left on device"
        how = why or f"{type(error).__name__}: {error}"
    return pickle.dumps((None, Stopped(None, how)))


def _end_with_parent(folder: Path | None) -> None:
    """End this process when the command has ended, also in the middle of a call."""
    if parent := multiprocessing.parent_process():
        wait([parent.sentinel])
        if folder:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(_GRACE)
            removed(folder)
        _end_group(os.getpid(), _KILL)
