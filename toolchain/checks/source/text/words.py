"""The lists of words.toml, which the T series goes by."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def words(name: str) -> frozenset[str]:
    """Return one of the lists by its name: "known", "cited", "measures"."""
    lists = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return frozenset(str(lists[name]).split())
