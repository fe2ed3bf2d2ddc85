"""The language server: texts as the editor has them, and rounds in a process of their own.

pygls reads and writes messages. Its own texts are not used: they take a line separator (U+2028) for the end
of a line, and read files that no editor has opened.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Coroutine, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, BinaryIO

import attrs
import cattrs
from lsprotocol import converters, types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import (
    JsonRPCNotification,
    JsonRPCRequestMessage,
    JsonRPCResponseMessage,
    LanguageServerProtocol,
    lsp_method,
)
from pygls.uris import to_fs_path

import toolchain
from toolchain.formats.table import SOURCES
from toolchain.pipeline.worker import Stopped, Worker
from toolchain.project.settings import Options
from toolchain.servers.language.positions import MARK, Text
from toolchain.servers.rendered import call

_ANSWERS = "toolchain.servers.language.answers"
_COMPLETION = "toolchain.servers.language.completion"
_RENAMING = "toolchain.servers.language.renaming"
_SECONDS, _GIGABYTES = 60, 4
"""Limits of a round."""
_REQUEST_FAILED = -32803
_TYPED = {types.INITIALIZE, types.INITIALIZED, types.SHUTDOWN, types.EXIT, types.CANCEL_REQUEST}
"""Messages that pygls reads itself; all others are plain data."""
_REQUESTS: Mapping[str, tuple[str, str, Any]] = {
    types.TEXT_DOCUMENT_CODE_ACTION: (
        _ANSWERS,
        "actions",
        types.CodeActionOptions(["quickfix", "source.fixAll"]),
    ),
    types.TEXT_DOCUMENT_DEFINITION: (_ANSWERS, "definition", None),
    types.TEXT_DOCUMENT_REFERENCES: (_ANSWERS, "references", None),
    types.TEXT_DOCUMENT_HOVER: (_ANSWERS, "hover", None),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (_ANSWERS, "symbols", None),
    types.TEXT_DOCUMENT_COMPLETION: (_COMPLETION, "completion", types.CompletionOptions(["#", "^", "@"])),
    types.TEXT_DOCUMENT_PREPARE_RENAME: (_RENAMING, "prepare_rename", None),
    types.TEXT_DOCUMENT_RENAME: (_RENAMING, "rename", types.RenameOptions(prepare_provider=True)),
}


class Opened:
    """A text that the editor has opened. `is_source`: it has begun with front matter since then."""

    def __init__(self, uri: str, text: str, version: int | None) -> None:
        self.uri = uri
        self.path = Path(to_fs_path(uri) or "")
        self.text = Text("").changed({"text": text})
        self.version, self.is_source, self.is_dirty, self.is_busy = version, False, True, False
        self.begin()

    def begin(self) -> None:
        """Notice whether the text is the source of a submission: any other Markdown has no findings."""
        known = self.uri.startswith("file:") and self.path.suffix.lower() in SOURCES
        self.is_source |= known and self.text.text.removeprefix(MARK).startswith("---")


def _message_type(_: object, method: str) -> type[Any] | None:
    return types.METHOD_TO_TYPES[method][0] if method in _TYPED else None


def _result_type(_: object, method: str) -> type[Any] | None:
    return types.METHOD_TO_TYPES[method][1] if method in _TYPED else None


class Protocol(LanguageServerProtocol):
    """Messages as plain data, and texts of our own in place of the library's."""

    def __init__(self, server: Server, converter: cattrs.Converter) -> None:
        super().__init__(server, converter)
        self.server = server

    get_message_type = lru_cache(_message_type)
    get_result_type = lru_cache(_result_type)

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Begin, and notice whether the folder is trusted."""
        self.server.trust(params.initialization_options)
        return (yield from super().lsp_initialize(params))

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: Any) -> None:
        """Keep a text."""
        self.server.open(params["textDocument"])

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: Any) -> None:
        """Change a text."""
        self.server.change(params["textDocument"], params["contentChanges"])

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: Any) -> None:
        """Forget a text."""
        self.server.close(params["textDocument"]["uri"])


class Server(LanguageServer):
    """The texts of one editor and the process that reads them."""

    def __init__(self, options: Options, worker: Worker) -> None:
        super().__init__(
            "submission",
            toolchain.__version__,
            types.TextDocumentSyncKind.Incremental,
            protocol_cls=Protocol,
            converter_factory=_converter,
        )
        self._options, self._worker = options._replace(trusted=False), worker
        self._queue = ThreadPoolExecutor(1)
        self._opened: dict[str, Opened] = {}
        self._rounds: set[asyncio.Task[None]] = set()
        for method, (module, name, given) in _REQUESTS.items():
            self.feature(method, given)(self._answering(module, name))
        for method in (types.TEXT_DOCUMENT_DID_SAVE, types.WORKSPACE_DID_CHANGE_WATCHED_FILES):
            self.feature(method)(lambda _: self._files_changed())

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Report nothing: a message could contain words of the text."""

    def trust(self, given: Any) -> None:
        """Read submission.toml if the options of the editor allow that."""
        trusted = isinstance(given, Mapping) and given.get("trusted") is True
        self._options = self._options._replace(trusted=trusted)

    def open(self, document: Mapping[str, Any]) -> None:
        """Keep a text, and look for its findings."""
        opened = Opened(document["uri"], document["text"], document.get("version"))
        self._opened[opened.uri] = opened
        self._check(opened)

    def change(self, document: Mapping[str, Any], changes: list[Mapping[str, Any]]) -> None:
        """Change a text, and look for its findings."""
        opened = self._opened[document["uri"]]
        for change in changes:
            opened.text = opened.text.changed(change)
        opened.version = document.get("version")
        opened.begin()
        self._check(opened)

    def close(self, uri: str) -> None:
        """Forget a text, and take its findings away."""
        if opened := self._opened.pop(uri, None):
            self._worker_task(_ANSWERS, "forget", opened.path, True)
            self._publish(opened, [])

    def _files_changed(self) -> None:
        for opened in self._opened.values():
            self._worker_task(_ANSWERS, "forget", opened.path, False)
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
                await self._worker_task(_ANSWERS, "prepare", *given)
                found = [] if opened.is_dirty else await self._worker_task(_ANSWERS, "findings", *given)
            except Stopped as error:
                found = [_stopped(error)]
            if not opened.is_dirty and self._opened.get(opened.uri) is opened:
                self._publish(opened, found, version)
        opened.is_busy = False

    def _publish(self, opened: Opened, found: list[Any], version: int | None = None) -> None:
        told: dict[str, Any] = {"uri": opened.uri, "diagnostics": found}
        if version is not None:
            told["version"] = version
        self.protocol.notify(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, told)

    def _answering(self, module: str, name: str) -> Callable[[Any], Coroutine[Any, Any, Any]]:
        async def answer(params: Any) -> Any:
            try:
                opened = self._opened.get(params["textDocument"]["uri"])
                if opened is None or not opened.is_source:
                    return None
                if name == "rename":
                    params["open"] = {each.path.as_posix(): each.text.text for each in self._opened.values()}
                given = (opened.path, self._options, opened.text.text, params)
                said = await self._worker_task(module, name, *given)
            except (KeyError, TypeError):
                raise JsonRpcInvalidParams() from None
            except Stopped:
                raise JsonRpcException("this could not be worked out", _REQUEST_FAILED) from None
            if isinstance(said, dict) and "refused" in said:
                raise JsonRpcException(said["refused"], _REQUEST_FAILED)
            return said

        return answer

    def _worker_task(self, module: str, name: str, *given: Any) -> asyncio.Future[Any]:
        work = partial(self._worker.call, call, module, name, *given)
        return asyncio.get_running_loop().run_in_executor(self._queue, work)


def _stopped(error: Stopped) -> dict[str, Any]:
    why = f"this took more than {error.seconds} seconds" if error.seconds else "the process has ended"
    start = {"line": 0, "character": 0}
    message = f"the findings could not be worked out: {why}"
    return {
        "range": {"start": start, "end": start},
        "severity": 1,
        "source": "submission",
        "message": message,
    }


def _converter() -> Any:
    """Return the library's converter, which leaves plain data as it is."""
    converter = converters.get_converter()
    for kind in (JsonRPCNotification, JsonRPCRequestMessage):
        converter.register_structure_hook(kind, lambda data, kind: kind(**{"params": None, **data}))
    for sent in (JsonRPCNotification, JsonRPCResponseMessage):
        converter.register_unstructure_hook(sent, lambda each: attrs.asdict(each, recurse=False))
    return converter


def serve(options: Options) -> None:
    """Serve an editor over standard input and output until it ends the server.

    No other process gets these two, and nothing else is written to them.
    """
    logging.disable(logging.CRITICAL)  # the library logs messages with the text in them
    stdin, stdout = _own(0), _own(1)
    with Worker(_SECONDS, _GIGABYTES, (_ANSWERS,)) as worker:
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
