"""The language server: texts as the editor has them, and rounds in a process of their own.

pygls reads and writes messages. Its own texts are not used: they take a line separator (U+2028) for the end
of a line, and read files that no editor has opened.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, BinaryIO

from lsprotocol import converters, types
from pygls import protocol
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

import toolchain
from toolchain.formats.table import SOURCES
from toolchain.model.diagnostics import Failure
from toolchain.model.records import replace
from toolchain.model.wording import said
from toolchain.pipeline.worker import Stopped, Worker
from toolchain.project.settings import Options
from toolchain.servers.language.positions import MARK, Text
from toolchain.servers.rendered import call

_ROOM = "toolchain.servers.language"
_SECONDS, _GIGABYTES = 60, 4
"""Limits of a round."""
_REQUEST_FAILED = -32803
_NO_ANSWER = (Stopped, Failure, OSError)
"""Why a round has no result; an `OSError`, because no process starts in a working folder that is gone."""
_TYPED = {types.INITIALIZE, types.INITIALIZED, types.SHUTDOWN, types.EXIT, types.CANCEL_REQUEST}
"""Messages that pygls reads itself; all others are plain data."""
_REQUESTS = {
    types.TEXT_DOCUMENT_CODE_ACTION: "answers.actions",
    types.TEXT_DOCUMENT_DEFINITION: "answers.definition",
    types.TEXT_DOCUMENT_REFERENCES: "answers.references",
    types.TEXT_DOCUMENT_HOVER: "answers.hover",
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: "answers.symbols",
    types.TEXT_DOCUMENT_COMPLETION: "completion.completion",
    types.TEXT_DOCUMENT_PREPARE_RENAME: "renaming.prepare_rename",
    types.TEXT_DOCUMENT_RENAME: "renaming.rename",
}
"""The module and the function that answers."""
_GIVEN = {
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions(["quickfix"]),
    types.TEXT_DOCUMENT_COMPLETION: types.CompletionOptions(["#", "^", "@"]),
    types.TEXT_DOCUMENT_RENAME: types.RenameOptions(prepare_provider=True),
}


class Opened:
    """A text that the editor has opened. `is_source`: it has begun with front matter since then."""

    def __init__(self, uri: str) -> None:
        self.uri, self.path, self.text = uri, Path(to_fs_path(uri) or ""), Text("")
        self.version: int | None = None
        self.is_source = self.is_dirty = self.is_busy = False

    def change(self, version: int | None, changes: list[Mapping[str, Any]]) -> None:
        """Change the text, and notice whether it is a source: other Markdown has no findings."""
        for change in changes:
            self.text = self.text.changed(change)
        self.version = version
        known = self.uri.startswith("file:") and self.path.suffix.lower() in SOURCES
        self.is_source |= known and self.text.text.removeprefix(MARK).startswith("---")


def _class_at(place: int) -> Callable[[object, str], Any]:
    return lambda _, method: types.METHOD_TO_TYPES[method][place] if method in _TYPED else None


class Protocol(protocol.LanguageServerProtocol):
    """Messages as plain data, and texts of our own in place of the library's."""

    get_message_type = lru_cache(_class_at(0))
    get_result_type = lru_cache(_class_at(1))

    def __init__(self, server: Server, converter: Any) -> None:
        super().__init__(server, converter)
        self._options, self._worker = server.options, server.worker
        self._queue = ThreadPoolExecutor(1)
        self._opened: dict[str, Opened] = {}
        self._rounds: set[asyncio.Task[None]] = set()
        for method, name in _REQUESTS.items():
            self.fm.feature(method, _GIVEN.get(method))(self._answering(name))
        for method in (types.TEXT_DOCUMENT_DID_SAVE, types.WORKSPACE_DID_CHANGE_WATCHED_FILES):
            self.fm.feature(method)(lambda _: self._look_again())

    @protocol.lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Begin, and read submission.toml if the options of the editor allow that."""
        if params.capabilities.general:
            params.capabilities.general.position_encodings = None  # `Text` counts in UTF-16 alone
        given = params.initialization_options
        self._options = replace(
            self._options, trusted=isinstance(given, Mapping) and given.get("trusted") is True
        )
        return (yield from super().lsp_initialize(params))

    @protocol.lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: Any) -> None:
        """Keep a text, and look for its findings."""
        document = params["textDocument"]
        opened = self._opened[document["uri"]] = Opened(document["uri"])
        opened.change(document.get("version"), [{"text": document["text"]}])
        self._check(opened)

    @protocol.lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: Any) -> None:
        """Change a text, and look for its findings."""
        opened = self._opened[params["textDocument"]["uri"]]
        opened.change(params["textDocument"].get("version"), params["contentChanges"])
        self._check(opened)

    @protocol.lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: Any) -> None:
        """Forget a text, and take its findings away."""
        if opened := self._opened.pop(params["textDocument"]["uri"], None):
            self._call("answers.forget", opened.path, True)
            self._publish(opened, [])

    def _look_again(self) -> None:
        for opened in self._opened.values():
            self._call("answers.forget", opened.path, False)
            self._check(opened)

    def _check(self, opened: Opened) -> None:
        """Begin a round; if one is going on, it will be followed by another."""
        opened.is_dirty = True
        if opened.is_source and not opened.is_busy:
            opened.is_busy = True
            task = asyncio.get_running_loop().create_task(self._round(opened))
            self._rounds.add(task)
            task.add_done_callback(self._rounds.discard)

    async def _round(self, opened: Opened) -> None:
        """Publish findings until they are those of the newest text."""
        while opened.is_dirty and self._opened.get(opened.uri) is opened:
            opened.is_dirty, version = False, opened.version
            given = (opened.path, self._options, opened.text.text, {"uri": opened.uri})
            try:
                await self._call("answers.prepare", *given)
                found = [] if opened.is_dirty else await self._call("answers.findings", *given)
            except _NO_ANSWER as error:
                found = [_stopped(error)]
            if not opened.is_dirty and self._opened.get(opened.uri) is opened:
                self._publish(opened, found, version)
        opened.is_busy = False

    def _publish(self, opened: Opened, found: list[Any], version: int | None = None) -> None:
        told = {"uri": opened.uri, "diagnostics": found, **({} if version is None else {"version": version})}
        self.notify(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, told)

    def _answering(self, name: str) -> Callable[[Any], Coroutine[Any, Any, Any]]:
        async def answer(params: Any) -> Any:
            try:
                opened = self._opened.get(params["textDocument"]["uri"])
                if opened is None or not opened.is_source:
                    return None
                if name == "renaming.rename":
                    params["open"] = {each.path.as_posix(): each.text.text for each in self._opened.values()}
                told = await self._call(name, opened.path, self._options, opened.text.text, params)
            except (KeyError, TypeError):
                raise JsonRpcInvalidParams() from None
            except _NO_ANSWER:
                raise JsonRpcException(said("this request failed"), _REQUEST_FAILED) from None
            if isinstance(told, dict) and "refused" in told:
                raise JsonRpcException(told["refused"], _REQUEST_FAILED)
            return told

        return answer

    def _call(self, name: str, *given: Any) -> asyncio.Future[Any]:
        module, _, function = name.partition(".")
        work = partial(self._worker.call, call, f"{_ROOM}.{module}", function, *given)
        return asyncio.get_running_loop().run_in_executor(self._queue, work)


class Server(LanguageServer):
    """The server of one editor, and the process that reads its texts."""

    def __init__(self, options: Options, worker: Worker) -> None:
        self.options, self.worker = options, worker
        kind = types.TextDocumentSyncKind.Incremental
        super().__init__(
            "submission", toolchain.__version__, kind, protocol_cls=Protocol, converter_factory=_converter
        )

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Report nothing: a message could contain words of the text."""


def _stopped(error: Exception) -> dict[str, Any]:
    seconds = error.seconds if isinstance(error, Stopped) else None
    why = said("the process has ended")
    if seconds:
        why = said("this took more than {seconds} seconds", seconds=seconds)
    start = {"line": 0, "character": 0}
    line = said("the source could not be checked: {why}", why=why)
    return {"range": {"start": start, "end": start}, "severity": 1, "source": "submission", "message": line}


def _as_dict(message: Any) -> dict[str, Any]:
    return {name: getattr(message, name) for name in type(message).__annotations__}


def _converter() -> Any:
    """Return the library's converter, which leaves plain data as it is."""
    converter = converters.get_converter()
    for kind in (protocol.JsonRPCNotification, protocol.JsonRPCRequestMessage):
        converter.register_structure_hook(kind, lambda data, kind: kind(**{"params": None, **data}))
    for sent in (protocol.JsonRPCNotification, protocol.JsonRPCResponseMessage):
        converter.register_unstructure_hook(sent, _as_dict)
    return converter


def serve(options: Options) -> None:
    """Serve an editor over standard input and output until it ends the server.

    No other process gets these two, and nothing else is written to them.
    """
    logging.disable(logging.CRITICAL)  # the library logs messages with the text in them
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)  # an interrupt would wait for the thread that reads
    stdin, stdout = _own(0), _own(1)
    with Worker(_SECONDS, _GIGABYTES, (f"{_ROOM}.answers",)) as worker:
        worker.start()
        Server(options, worker).start_io(stdin, stdout)


def _own(descriptor: int) -> BinaryIO:
    """Return a stream of the process's own, and let the descriptor lead nowhere."""
    sys.stdout.flush()
    copy = os.dup(descriptor)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
    return os.fdopen(copy, "wb" if descriptor else "rb")
