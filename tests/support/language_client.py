"""A client of the language server that says what a script tells it, over standard input and output."""

import json
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import IO, Any

SECONDS = 60


@cache
def _protocol() -> tuple[Any, Any]:
    """The library's types, which are many, and what refuses all that is not as the protocol says.

    The server sends plain data, without these types.
    """
    from lsprotocol import converters, types

    return types, converters.get_converter()


class Refusal(Exception):
    """The server answered a request with an error."""


class Client:
    """A server and what it has said. `said` is all that it has written."""

    def __init__(self, folder: Path, given: object = None, env: Mapping[str, str] | None = None) -> None:
        command = [sys.executable, "-m", "toolchain", "lsp"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=folder, env=env)
        self.said = bytearray()
        self._answers: dict[int, Any] = {}
        self._found: dict[str, Any] = {}
        self._news: queue.Queue[dict[str, Any]] = queue.Queue()
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self.capabilities = self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "capabilities": {"general": {"positionEncodings": ["utf-8", "utf-32", "utf-16"]}},
                "initializationOptions": given,
            },
        )["capabilities"]
        self.tell("initialized", {})

    def tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: object) -> Any:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while number not in self._answers:
            self._hear()
        answer = self._answers.pop(number)
        if "error" in answer:
            raise Refusal(answer["error"]["message"])
        types, converter = _protocol()
        answer_class = types.METHOD_TO_TYPES[method][1]
        converter.structure(answer, answer_class)
        return answer["result"]

    def findings(self, uri: str, version: int) -> list[dict[str, Any]]:
        """Return the findings of a version of a text, when they come."""
        while self._found.get(uri, {}).get("version") != version:
            self._hear()
        found: list[dict[str, Any]] = self._found[uri]["diagnostics"]
        return found

    def end(self) -> str:
        """End the server, and return what it wrote to standard error."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.process.wait(SECONDS)
        return self.errors()

    def errors(self) -> str:
        assert self.process.stdin
        assert self.process.stderr
        self.process.stdin.close()
        with self.process.stderr as stream:
            return stream.read().decode()

    def send_bytes(self, data: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.process.stdin.flush()

    def _send(self, message: dict[str, Any]) -> None:
        self.send_bytes(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def _hear(self) -> None:
        message = self._news.get(timeout=SECONDS)
        assert message, "the server has ended"
        if "method" not in message:
            self._answers[message["id"]] = message
        elif message["method"] == "textDocument/publishDiagnostics":
            types, converter = _protocol()
            converter.structure(message, types.PublishDiagnosticsNotification)
            self._found[message["params"]["uri"]] = message["params"]

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as stream:
            for body in _messages(stream):
                self.said += body
                self._news.put(json.loads(body))
        self._news.put({})


def _messages(stream: IO[bytes]) -> Iterator[bytes]:
    while header := stream.readline():
        length = int(header.partition(b":")[2])
        while stream.readline().strip():
            pass
        yield stream.read(length)


class Script:
    """A text that is open in a client."""

    def __init__(self, client: Client, path: Path, text: str) -> None:
        self.client, self.uri, self.text, self.version = client, path.as_uri(), text, 1
        document = {"uri": self.uri, "languageId": "markdown", "version": 1, "text": text}
        client.tell("textDocument/didOpen", {"textDocument": document})

    def findings(self) -> list[dict[str, Any]]:
        return self.client.findings(self.uri, self.version)

    def replace(self, start: int, end: int, new: str) -> None:
        """Replace the characters from one offset to another."""
        place = {"start": self.position(start), "end": self.position(end)}
        self.text = self.text[:start] + new + self.text[end:]
        self.change({"range": place, "text": new})

    def change(self, *changes: dict[str, Any]) -> None:
        self.version += 1
        document = {"uri": self.uri, "version": self.version}
        self.client.tell(
            "textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)}
        )

    def ask(self, what: str, at: int, **more: object) -> Any:
        params = {"textDocument": {"uri": self.uri}, "position": self.position(at), **more}
        return self.client.ask(f"textDocument/{what}", params)

    def after(self, words: str, inside: int = 0) -> int:
        """Return the offset after some words, or so many characters further."""
        return self.text.index(words) + len(words) + inside

    def position(self, offset: int) -> dict[str, int]:
        """Return a position, counted in the simplest way."""
        before = self.text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return {"line": len(before) - 1, "character": len(before[-1].encode("utf-16-le")) // 2}

    def offset(self, position: dict[str, int]) -> int:
        lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", self.text)
        before = lines[position["line"]].encode("utf-16-le")[: 2 * position["character"]]
        return sum(map(len, lines[: position["line"]])) + len(before.decode("utf-16-le"))

    def at(self, place: dict[str, Any]) -> str:
        """Return the words in a range."""
        return self.text[self.offset(place["start"]) : self.offset(place["end"])]

    def with_edits(self, edits: list[dict[str, Any]]) -> str:
        """Return the text after edits."""
        text = self.text
        places = [
            (self.offset(each["range"]["start"]), self.offset(each["range"]["end"]), each["newText"])
            for each in edits
        ]
        for start, end, new in sorted(places, reverse=True):
            text = text[:start] + new + text[end:]
        return text
