"""Regular expressions of modules, compiled when they are first used.

A check loads modules with some 400 expressions, and a quarter of them meet no text that they could be in;
compiling was a fifth of its time. All expressions that a module has as constants are made here, and those of
a grammar of which a text may need only some.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Expression:
    """A `re.Pattern` that is compiled at the first use of a method, which it has as its own from then on."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return self.__dict__[name]


class Hinted:
    """A regular expression, and strings of which every match contains one; in lower case if case is ignored.

    Nearly all texts contain none of them. So they are not searched with the expression, which took thirty
    times as long, and usually it is not even compiled.
    """

    def __init__(self, pattern: str, hints: tuple[str, ...], flags: int = 0) -> None:
        self.hints = hints
        self.folds = bool(flags & re.IGNORECASE)
        self._expression = expression(pattern, flags)

    def may_be_in(self, text: str) -> bool:
        """Return whether a text contains one of the strings."""
        text = text.lower() if self.folds else text
        return any(hint in text for hint in self.hints)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text."""
        return self._expression.search(text) if self.may_be_in(text) else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the match at a place of a text."""
        return self._expression.match(text, start) if self.may_be_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield all matches in a text."""
        return self._expression.finditer(text) if self.may_be_in(text) else iter(())

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Return a text with `new` in place of all matches."""
        return self._expression.sub(new, text) if self.may_be_in(text) else text


def expression(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a regular expression that is compiled late, with the arguments of `re.compile`.

    A fault in it is raised when it is first used: `tests/rules/test_expressions.py` compiles all.
    """
    return cast("re.Pattern[AnyStr]", _Expression(pattern, flags))
