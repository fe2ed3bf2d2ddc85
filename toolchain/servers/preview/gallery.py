"""Pictures of the pages of a PDF or Word file, made in the background when somebody looks at them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from toolchain.formats.table import DOCX, PDF
from toolchain.model.speech import said
from toolchain.pipeline.worker import Stopped, Worker
from toolchain.project.settings import Options
from toolchain.servers.rendered import PICTURES, Pictures, call

FORMS = (PDF.name, DOCX.name)


class Gallery:
    """The newest pictures of a source, by a worker with a folder; `tell` is called when there are others."""

    def __init__(self, source: Path, options: Options, worker: Worker, tell: Callable[[], None]) -> None:
        self._source, self._options, self._worker, self._tell = source, options, worker, tell
        self._made: dict[str, tuple[int, Pictures]] = {}
        self._going: dict[str, asyncio.Task[None]] = {}

    def state(self, form: str, page: int) -> dict[str, Any]:
        """Return what there is, and begin to make the pictures of `page` if they are others."""
        of, made = self._made.get(form, (0, Pictures()))
        if of != page and form not in self._going:
            self._going[form] = asyncio.create_task(self._make(form, page))
        return {
            "of": of,
            "pages": len(made.pages),
            "count": made.count,
            "why": made.why,
            "going": form in self._going,
        }

    def picture(self, form: str, number: int) -> bytes | None:
        """Return the picture of a page, counted from 1."""
        _, made = self._made.get(form, (0, Pictures()))
        return made.pages[number - 1] if 0 < number <= len(made.pages) else None

    async def _make(self, form: str, page: int) -> None:
        draw = partial(call, PICTURES, "draw", self._source, self._options, form, self._worker.folder)
        try:
            made: Pictures = await asyncio.to_thread(self._worker.call, draw)
        except Stopped as error:
            how = error.how or said("more than {seconds} s", seconds=error.seconds)
            made = Pictures(why=said("the pages cannot be drawn: {how}", how=how))
        self._made[form] = page, made
        del self._going[form]
        self._tell()
