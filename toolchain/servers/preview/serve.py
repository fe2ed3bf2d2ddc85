"""Start the preview: a port of this computer, and the address with the token."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

import uvicorn

from toolchain.pipeline.worker import Worker
from toolchain.project.settings import Options
from toolchain.servers.preview.app import application
from toolchain.servers.preview.guard import Guard
from toolchain.servers.preview.live import Live
from toolchain.servers.rendered import ROUND

SECONDS, GIGABYTES = 60, 4
"""Limits of a round."""

_DRAWING = 330
"""Seconds that pictures may take: LibreOffice has a limit of its own below."""


class _Server(uvicorn.Server):
    """Ends at the first signal, although browsers are connected and a round may be going on."""

    def __init__(self, config: uvicorn.Config, workers: Sequence[Worker]) -> None:
        super().__init__(config)
        self._workers = workers

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.should_exit = self.force_exit = True
        for worker in self._workers:
            worker.close()


def serve(
    sources: Sequence[Path], options: Options, typed: str, port: int, tell: Callable[[Guard], None]
) -> None:
    """Show sources until a signal ends it. `typed` is the command; `tell` gets what has the address.

    Raise OSError, with the port as its file name if it cannot be had.
    """
    with (
        TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as folder,
        socket.socket() as listening,
        Worker(SECONDS, GIGABYTES, (ROUND,)) as worker,
        Worker(_DRAWING, GIGABYTES, (ROUND,), Path(folder)) as artist,
    ):
        if hasattr(signal, "SIGHUP"):  # not on Windows, where another program could then listen here too
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
        except OSError as error:
            raise OSError(error.errno, error.strerror, f"port {port}") from None
        worker.start()
        app = application([Live(each, options, worker, artist) for each in sources], typed)
        guard = Guard(app, listening.getsockname()[1])
        config = uvicorn.Config(
            guard,
            log_level="critical",
            access_log=False,
            http="h11",
            ws="none",
            lifespan="on",
            server_header=False,
            date_header=False,
            limit_concurrency=100,
        )
        listening.listen()
        tell(guard)
        _Server(config, (worker, artist)).run(sockets=[listening])
