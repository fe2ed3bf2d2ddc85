"""Reads the tables of one language from a TOML file that has them for all: the other five are not parsed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_TABLE = re.compile(r"^(?=\[)", re.MULTILINE)
_NAME = re.compile(r"\[([a-z]+)[.\]]")


def read_language(file: Path, name: str) -> dict[str, Any]:
    """The table `[name]` of a file, with its own tables; {} where there is none.

    A table begins at the beginning of a line, and nothing else in brackets does.
    """
    import tomllib

    tables = _TABLE.split(file.read_text(encoding="utf-8"))
    own = (table for table in tables if (found := _NAME.match(table)) and found[1] == name)
    read: dict[str, Any] = tomllib.loads("".join(own)).get(name, {})
    return read
