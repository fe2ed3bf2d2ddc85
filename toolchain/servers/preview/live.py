"""A source that is shown: its last good page, its findings, and the rounds that a change begins."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Iterator
from contextlib import aclosing, suppress
from functools import partial
from pathlib import Path
from typing import Any

from watchfiles import Change, awatch

from toolchain.formats.table import DOCX, PDF
from toolchain.model.wording import said
from toolchain.pipeline.worker import Stopped, Worker
from toolchain.project.settings import Options
from toolchain.servers.rendered import ROUND, Paragraph, Pictures, Rendered, call, only_change

FORMS = (PDF.name, DOCX.name)
"""The formats whose pages are drawn."""

_SECOND = 1000
_FEW = 20
"""Folders beside a source that are watched before a file in them is read."""


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
        about = {"of": of, "pages": len(made.pages), "count": made.count, "why": made.why}
        return {**about, "going": form in self._going}

    def picture(self, form: str, number: int) -> bytes | None:
        """Return the picture of a page, counted from 1."""
        _, made = self._made.get(form, (0, Pictures()))
        return made.pages[number - 1] if 0 < number <= len(made.pages) else None

    async def _make(self, form: str, page: int) -> None:
        draw = partial(call, ROUND, "draw", self._source, self._options, form)
        try:
            made: Pictures = await asyncio.to_thread(self._worker.call, draw)
        except Stopped as error:
            how = error.how or said("more than {seconds} s", seconds=error.seconds)
            made = Pictures(why=said("the pages cannot be drawn: {how}", how=how))
        self._made[form] = page, made
        del self._going[form]
        self._tell()


class Live:
    """A source that is shown. `page` and `state` count its pages, and what was next to them.

    `changed` is the paragraph in which alone the page differs from the one before; None for other changes.
    """

    def __init__(self, source: Path, options: Options, worker: Worker, artist: Worker) -> None:
        self.source, self.shown = source, Rendered()
        self.changed: Paragraph | None = None
        self.gallery = Gallery(source, options, artist, self._publish)
        self.beside: dict[str, Any] = {}
        self.why: tuple[dict[str, Any], ...] = ()
        self.page = self.state = 0
        self._options, self._worker = options, worker
        self.asked, self._dirty, self._news = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._read: frozenset[Path] = frozenset()
        self._looks = self._look()
        self._dirty.set()

    async def run(self) -> None:
        """Begin a round whenever a file changes, from when somebody looks."""
        await self.asked.wait()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._watch())
            tasks.create_task(self._rounds())

    async def news(self) -> AsyncIterator[tuple[int, int]]:
        """Yield the counts of page and state now, and whenever one changes; the same again each quarter of a
        minute.
        """
        while True:
            news, now = self._news, (self.page, self.state)
            yield now
            if now == (self.page, self.state):
                with suppress(TimeoutError):
                    await asyncio.wait_for(news.wait(), 15)

    async def fix(self, key: str, typed: str) -> str:
        """Correct a finding in the source, and return why that was not done, or ""."""
        try:
            return str(await self._call("fix", key, typed))
        except Stopped as error:
            return stopped(error)

    async def _rounds(self) -> None:
        has_ended = False
        while True:
            await self._dirty.wait()
            self._dirty.clear()
            try:
                await self._round()
                has_ended = False
            except Stopped as error:
                if not (error.seconds or has_ended):  # it may have ended before it was called: once more
                    has_ended = True
                    self._dirty.set()
                    continue
                self.why = (
                    {"severity": "error", "word": said("error"), "message": stopped(error), "line": 0},
                )
            self._publish()

    async def _round(self) -> None:
        shown: Rendered = await self._call("render")
        self._read = frozenset(map(Path, shown.read))
        if shown.why and (not shown.after or (self.page and not self.shown.why)):
            self.why = shown.why  # and the last good page stays
            return
        self.why = ()
        if not self.page or (shown.before, shown.after) != (self.shown.before, self.shown.after):
            self.changed = only_change(self.shown, shown)
            self.shown, self.page = shown, self.page + 1
            self._announce()
        if not self._dirty.is_set():  # else a newer text waits, and nobody needs these findings
            self.beside = await self._call("examine")

    def _publish(self) -> None:
        self.state += 1
        self._announce()

    def _announce(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def _call(self, name: str, *arguments: Any) -> Any:
        return await asyncio.to_thread(
            self._worker.call, call, ROUND, name, self.source, self._options, *arguments
        )

    async def _watch(self) -> None:
        """Notice changes; if there is no notice, as on a drive of a network, by looking each second."""
        while True:
            folders = self._folders()
            changes = _changes(folders) if folders else _each_second()
            try:
                async with aclosing(changes):
                    async for found in changes:
                        looks = self._look()
                        if found or looks != self._looks:
                            self._looks = looks
                            self._dirty.set()
                        if self._folders() != folders:
                            break
            except OSError:  # a folder has gone in this moment
                await asyncio.sleep(0.1)

    def _folders(self) -> dict[Path, int]:
        """Return the folders in which a change can change the page, with what each is to the system."""
        parent = self.source.absolute().parent
        with suppress(OSError):
            inner = sorted(each for each in parent.iterdir() if each.name[0] != "." and each.is_dir())[:_FEW]
            folders = {parent, *inner, *(each.parent for each in self._read), self.source.resolve().parent}
            return {each: each.stat().st_ino for each in sorted(folders) if each.is_dir()}
        return {}

    def _look(self) -> tuple[Any, ...]:
        """Return what a change of the source or its folder changes, also if nobody gives notice of it."""
        try:
            file, folder = self.source.stat(), self.source.absolute().parent.stat()
        except OSError:
            return ()
        return (file.st_ino, file.st_mtime_ns, file.st_size, folder.st_ino)


class Lives:
    """The sources that are shown, each with a number; one that is named while this runs gets the next."""

    def __init__(self, sources: Iterable[Path], make: Callable[[Path], Live]) -> None:
        self._make = make
        self._known = {each: make(each) for each in sources}
        self._tasks: asyncio.TaskGroup | None = None

    async def run(self) -> None:
        """Begin rounds whenever a file changes; of the first source, before a browser asks for it."""
        async with asyncio.TaskGroup() as self._tasks:
            for number, live in enumerate(self):
                self._tasks.create_task(live.run())
                if number == 0:
                    live.asked.set()
            await asyncio.Event().wait()  # until this is cancelled

    def number_of(self, source: Path) -> int:
        """Return the number of a source."""
        if source not in self._known:
            self._known[source] = self._make(source)
            if self._tasks:
                self._tasks.create_task(self._known[source].run())
        return [*self._known].index(source)

    def __iter__(self) -> Iterator[Live]:
        return iter([*self._known.values()])

    def __getitem__(self, number: int) -> Live:
        if not 0 <= number < len(self._known):
            raise KeyError(number)
        return [*self._known.values()][number]


def _changes(folders: Iterable[Path]) -> AsyncGenerator[set[tuple[Change, str]], None]:
    return awatch(
        *folders,
        watch_filter=_is_of_interest,
        debounce=60,
        step=10,
        rust_timeout=_SECOND,
        yield_on_timeout=True,
        recursive=False,
        raise_interrupt=False,
    )


async def _each_second() -> AsyncGenerator[set[tuple[Change, str]], None]:
    while True:
        await asyncio.sleep(1)
        yield set()


def _is_of_interest(_change: Change, path: str) -> bool:
    """Return whether a file is not one that an editor keeps next to the real one."""
    name = Path(path).name
    return not (name.startswith((".", "#", "4913")) or name.endswith(("~", ".tmp", ".swp")))


def stopped(error: Stopped) -> str:
    """Return why a call did not return."""
    if error.seconds:
        return said("this took more than {seconds} seconds, so it was ended", seconds=error.seconds)
    return said("the process that reads the source has ended: {how}", how=error.how)
