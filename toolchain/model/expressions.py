"""Regular expressions of modules, compiled when they are first used.

A check loads modules with some 400 expressions, and a quarter of them meet no text that they could be in;
compiling was a fifth of its time. All expressions that a module has as constants are made here, and those of
a grammar of which a text may need only some.
"""

from __future__ import annotations

import re
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


def expression(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a regular expression that is compiled late, with the arguments of `re.compile`.

    A fault in it is raised when it is first used: `tests/rules/test_expressions.py` compiles all.
    """
    return cast("re.Pattern[AnyStr]", _Expression(pattern, flags))
