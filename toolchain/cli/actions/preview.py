"""The action of `submission preview`: start the server for the sources, and print its address."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from toolchain.cli.actions import print_lines, tell
from toolchain.cli.options import needing
from toolchain.formats.needs import PREVIEW
from toolchain.model.wording import said
from toolchain.pipeline.stages import COULD_NOT_RUN, FINE, refuse_finished
from toolchain.pipeline.worker import Worker
from toolchain.project.settings import Options
from toolchain.project.sources import find_sources
from toolchain.servers.rendered import GIGABYTES, ROUND, SECONDS, call

if TYPE_CHECKING:
    from toolchain.servers.preview.guard import Guard


def show(named: Sequence[str], options: Options, port: int, *, browse: bool) -> int:
    """Show sources until Ctrl+C; without names, a start page for those of this folder."""
    sources = find_sources(named, tell) if named else ()
    for source in sources:
        refuse_finished(source)
    run = None if named else partial(call, "toolchain.cli.captured", "run")

    def start(guard: Guard) -> None:
        print_lines(said("preview: {address}", address=guard.address))
        if browse:
            threading.Thread(target=_open, args=(guard.once,), daemon=True).start()

    try:
        with Worker(SECONDS, GIGABYTES, (ROUND,)) as worker:
            worker.start()  # it loads what makes a page while the server is loaded here
            with needing(PREVIEW):
                from toolchain.servers.preview.serve import serve
            serve(sources, options, port, start, worker=worker, run=run)
    except KeyboardInterrupt:
        pass
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        tell(f"submission: {place}{error.strerror or error}")
        return COULD_NOT_RUN
    return FINE


def _open(address: str) -> None:
    """Open a browser, unless it would need this terminal."""
    with suppress(webbrowser.Error):
        browser = webbrowser.get()
        if type(browser) is not webbrowser.GenericBrowser:
            browser.open(address)
