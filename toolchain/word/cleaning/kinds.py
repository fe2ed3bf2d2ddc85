"""The tables of what is removed from a Word file, from `kinds.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

TABLES: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8")
)
"""The names of what is removed, by tables and by their kinds in the report."""


def kinds(table: str, prefix: str = "") -> dict[str, str]:
    """Return the kind in the report by each name of a table; "" if it is not reported."""
    return {prefix + name: kind for kind, names in TABLES[table].items() for name in names}
