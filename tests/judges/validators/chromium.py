"""One Chromium for all tests of a run, driven by the scripts of this folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.judges.validators import NODE_MODULES, kept, need, need_file


def answer(script: str, **order: object) -> Any:
    """What a script answers to an order."""
    for package in ("playwright-core", "axe-core"):
        need_file(NODE_MODULES / package, package)
    program = Path(__file__).with_name("chromium.mjs")
    (line,) = kept.ask(
        [need("node"), program, NODE_MODULES, need("chromium")], json.dumps({"script": script, **order})
    )
    said = json.loads(line)
    if "error" in said:
        raise RuntimeError(said["error"])
    return said["answer"]
