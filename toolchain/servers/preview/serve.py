"""Start the preview: a port of this computer, and the address with the token."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from toolchain.model.wording import said
from toolchain.pipeline.worker import Worker
from toolchain.project.settings import Options
from toolchain.servers.preview.app import application
from toolchain.servers.preview.guard import Guard
from toolchain.servers.preview.live import Live, Lives
from toolchain.servers.rendered import GIGABYTES, ROUND

if TYPE_CHECKING:
    from toolchain.servers.preview.desk import Run

_ACTING = 300
"""Seconds that an action of the start page may take."""

_DRAWING = 330
"""Seconds that pictures may take: LibreOffice has a limit of its own below."""

_MOST_OPEN, _MOST_SERVED = 90, 100
"""Connections after which the oldest idle one is closed, and after which requests are refused."""


class _Connection(H11Protocol):
    """A connection. Others that ask for nothing cannot take its place: of too many, the oldest is closed."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._since = self.loop.time()
        found = [each for each in self.connections if isinstance(each, _Connection) and each._is_idle()]
        if len(self.connections) > _MOST_OPEN and found:
            min(found, key=lambda each: each._since).transport.close()

    def _is_idle(self) -> bool:
        has_answered = getattr(self.cycle, "response_complete", True)  # None before the first request
        return has_answered and not self.transport.is_closing()


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
    sources: Sequence[Path],
    options: Options,
    port: int,
    tell: Callable[[Guard], None],
    *,
    worker: Worker,
    run: Run | None = None,
) -> None:
    """Show sources until a signal ends it. `tell` gets what has the address.

    `worker` makes the rounds. Show a start page if there is `run`, which carries out a command.
    Raise OSError, with the port as its file name if it cannot be had.
    """
    with (
        TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as folder,
        TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as uploads,
        socket.socket() as listening,
        Worker(_DRAWING, GIGABYTES, (ROUND,), Path(folder)) as artist,
        Worker(_ACTING, GIGABYTES, (ROUND,)) as hand,
    ):
        if hasattr(signal, "SIGHUP"):  # not on Windows, where another program could then listen here too
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
        except OSError as error:
            raise OSError(error.errno, error.strerror, said("port {port}", port=str(port))) from None
        lives = Lives(sources, partial(Live, options=options, worker=worker, artist=artist))
        desk = None
        if run:  # the preview of a source does without what the start page needs
            from toolchain.servers.preview.desk import Desk

            desk = Desk(lives, hand, run, Path(uploads))
        guard = Guard(application(lives, "submission preview", desk), listening.getsockname()[1])
        config = uvicorn.Config(
            guard,
            log_level="critical",
            access_log=False,
            http=_Connection,
            ws="none",
            lifespan="on",
            server_header=False,
            date_header=False,
            limit_concurrency=_MOST_SERVED,
            timeout_graceful_shutdown=0,  # from Python 3.12 on it would wait for all browsers to be closed
        )
        listening.listen()
        tell(guard)
        _Server(config, (worker, artist, hand)).run(sockets=[listening])
