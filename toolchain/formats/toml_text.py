"""Read TOML with the places of keys and mistakes, which the standard library does not report."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path as File
from typing import Any, NamedTuple

from toolchain.formats.read_bytes import bytes_of
from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts
from toolchain.model.places import SourceSpan
from toolchain.rules import inputs


class Place(NamedTuple):
    """A key's place: line and columns from 1, the end exclusive."""

    line: int
    column: int
    end_column: int


Path = tuple[str, ...]

_MOST_PARTS = 40
"""Of a key: for very many parts the parser takes quadratic time."""

_TWICE = ("Cannot overwrite", "Cannot declare")
"""How the parser begins to say that a key or table is given twice."""

_AT = expression(r" \(at line (\d+), column (\d+)\)$")
_BLANK = expression(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = expression(r"[ \t]*(?:\"((?:[^\"\\\n]|\\.)*)\"|'([^'\n]*)'|([A-Za-z0-9_-]+))[ \t]*")
STRING = expression(
    r'"""(?:[^\\]|\\.)*?"""+|' + r"'''.*?'''+" + r'|"(?:[^"\\\n]|\\.)*"?|' + r"'[^'\n]*'", re.DOTALL
)
"""A text between quotation marks of any of the four kinds (TOML 1.0.0, String).

One of the third kind may lack its end: to look for it again from each mark would take quadratic time.
"""
_BARE = expression(r"[^,\]}\n#]+")


def read_text(path: File, display: str, most: int) -> str:
    """Return the text of a file of at most `most` bytes, which messages call `display`.

    Raise `Failure` (S012, S019 to S021).
    """
    data = bytes_of(path, display, most)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", errors="replace")) + 1
        fault = inputs.NotUtf8(data[error.start])
        raise _failure(display, before.count(b"\n") + 1, column, fault) from None


def parse(text: str, display: str) -> dict[str, Any]:
    """Return the table of a TOML text. Raise `Failure` (S012)."""
    bare = STRING.sub(lambda found: "\n" * found[0].count("\n"), text)
    for number, bare_line in enumerate(bare.split("\n"), 1):
        if bare_line.partition("#")[0].count(".") > _MOST_PARTS:
            raise _failure(display, number, 1, inputs.TomlTooDeep())
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
    except (RecursionError, ValueError):  # ValueError: a number of thousands of digits
        said = ""
    found, lines = _AT.search(said), text.split("\n")
    line = int(found[1]) if found else max(1, len(lines) - (not lines[-1]))
    column = int(found[2]) if found else len(lines[line - 1]) + 1
    reason = _AT.sub("", said).removesuffix(" (at end of document)")
    known = (fault for piece, fault in inputs.KNOWN_IN_TOML.items() if piece in reason)
    fault = inputs.TomlTwice() if reason.startswith(_TWICE) else next(known, inputs.NotToml(reason))
    raise _failure(display, line, column, fault if said else inputs.TomlTooDeep())


def _failure(display: str, line: int, column: int, fault: Facts) -> Failure:
    return Failure(Finding(SourceSpan(display, line, column, line, column + 1), fault))


def key_places(text: str) -> dict[Path, Place]:
    """Return the place of each key and table of a TOML text, by its path; for a duplicate key, the first.

    For an invalid text, the result is incomplete.
    """
    return _Scan(text).run()


class _Scan:
    """One pass over the text. Values are skipped, except the keys of inline tables."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.found: dict[Path, Place] = {}
        self._line, self._start, self._counted = 1, 0, 0

    def run(self) -> dict[Path, Place]:
        prefix: Path = ()
        while self._blank() < len(self.text):
            begun = self.at
            if self.text[self.at] == "[":
                twice = self.text.startswith("[[", self.at)
                self.at += 2 if twice else 1
                prefix = self._key(())
                self._past("]]" if twice else "]")
            else:
                path = self._key(prefix)
                self._past("=")
                self._value(path)
            if self.at == begun:  # nothing known
                self.at += 1
        return self.found

    def _blank(self) -> int:
        self.at = self._end(_BLANK.match(self.text, self.at))
        return self.at

    def _end(self, found: re.Match[str] | None) -> int:
        return found.end() if found else self.at

    def _past(self, sign: str) -> None:
        if self.text.startswith(sign, self.at):
            self.at += len(sign)

    def _key(self, prefix: Path) -> Path:
        """Return a dotted key, and record the place of each part."""
        path = prefix
        while part := _KEY.match(self.text, self.at):
            path = (*path, part[1] or part[2] or part[3] or "")
            self.found.setdefault(
                path, self._place(part.start(part.lastindex or 0), part.end(part.lastindex or 0))
            )
            self.at = part.end()
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
        return path

    def _place(self, start: int, end: int) -> Place:
        """Return a place. Places must be requested in the order of the text."""
        self._line += self.text.count("\n", self._counted, start)
        newest = self.text.rfind("\n", self._counted, start)
        self._start = newest + 1 if newest >= 0 else self._start
        self._counted = start
        column = start - self._start + 1
        return Place(self._line, column, column + max(1, end - start))

    def _value(self, path: Path) -> None:
        """Skip a value until all brackets are closed; read keys inside braces."""
        open_: list[tuple[str, Path]] = []
        while True:
            self.at = (
                self._end(re.compile(r"[ \t]*").match(self.text, self.at)) if not open_ else self._blank()
            )
            sign = self.text[self.at : self.at + 1]
            if not sign:
                return
            if sign in "[{":
                self.at += 1
                open_.append((sign, path))
                path = self._inside(sign, path)
            elif sign in "]}":
                self.at += 1
                if not open_:
                    return
                path = open_.pop()[1]
            elif sign == ",":
                self.at += 1
                if not open_:
                    return
                path = self._inside(*open_[-1])
            elif found := STRING.match(self.text, self.at) or _BARE.match(self.text, self.at):
                self.at = found.end()
            else:
                return
            if not open_:
                return

    def _inside(self, sign: str, path: Path) -> Path:
        """Return the path that a value after a bracket or comma belongs to; in braces a key comes first."""
        self._blank()
        if sign == "{" and not self.text.startswith("}", self.at):
            path = self._key(path)
            self._past("=")
        return path
