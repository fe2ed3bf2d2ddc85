"""Read TOML with the places of keys and mistakes, which the standard library does not report."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property
from typing import Any

from toolchain.model.diagnostics import Failure, Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts
from toolchain.model.line_ends import LineStarts
from toolchain.rules import inputs

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
    return Failure(Finding(SourceSpan.at(display, line, column), fault))


class KeyPlaces:
    """The places of the keys and tables of a TOML text, searched for at the first question.

    Of a duplicate key it is the first, and for an invalid text, some are not known.
    """

    def __init__(self, text: str, display: str) -> None:
        self._text, self._display = text, display

    @cached_property
    def _keys(self) -> dict[Path, tuple[int, int]]:
        return _Scan(self._text).run()

    @cached_property
    def _lines(self) -> LineStarts:
        return LineStarts(self._text)

    def span(self, *path: str) -> SourceSpan:
        """Return the place of a key, or of the nearest table around it that has one."""
        while path and path not in self._keys:
            path = path[:-1]
        start, end = self._keys.get(path, (0, 1))
        return SourceSpan.at(self._display, *self._lines.place(start), max(1, end - start))


class _Scan:
    """One pass over the text. Values are skipped, except the keys of inline tables."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.found: dict[Path, tuple[int, int]] = {}

    def run(self) -> dict[Path, tuple[int, int]]:
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
            self.found.setdefault(path, part.span(part.lastindex or 0))
            self.at = part.end()
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
        return path

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
