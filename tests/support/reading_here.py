"""Finished files read in the process of the tests: one more for each takes half a second, and gives the same.

`tests/commands/test_apart.py` shows that it does. Commands that tests start are as they are for users. What
openxml-audit says of a Word file is kept: many commands of a test look at the same one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from unittest.mock import patch

from toolchain.checks.files.docx import schema
from toolchain.formats import apart
from toolchain.formats.table import loaded

ANOTHER_PROCESS = apart.call


def call_here(function: str, *arguments: Any, **_: Any) -> Any:
    """Do what `apart.call` does, here and without limits."""
    result = loaded(function)(*arguments)
    return tuple(result) if isinstance(result, Iterator) else result


@contextmanager
def read_here() -> Iterator[None]:
    """Have `apart.call` replaced."""
    validated = schema.validated
    kept = lru_cache(maxsize=100)(lambda data: tuple(validated(data)))
    with patch.object(apart, "call", call_here), patch.object(schema, "validated", kept):
        yield
