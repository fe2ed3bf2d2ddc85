"""pandoc: a document read independently, as Markdown, plain text or pandoc's own tree; or made by it."""

import json
from pathlib import Path
from typing import Any

from tests.judges.validators import need_module, run


def _pandoc() -> str:
    need_module("pypandoc", "pypandoc-binary")
    import pypandoc

    return str(pypandoc.get_pandoc_path())


def _run(path: Path, to: str, *more: str) -> str:
    return run([_pandoc(), path, "--to", to, "--wrap=none", *more])


def convert(source: Path, target: Path) -> Path:
    """Make one document from another, in the formats that their names tell; return the new one."""
    run([_pandoc(), source, "--output", target])
    return target


def markdown(path: Path) -> str:
    """The document in pandoc's Markdown, one line a paragraph."""
    return _run(path, "markdown")


def plain(path: Path, changes: str = "accept") -> str:
    """The document as plain text, one line a paragraph, with tracked changes accepted or rejected."""
    return _run(path, "plain", f"--track-changes={changes}")


def tree(path: Path) -> dict[str, Any]:
    """The document as pandoc's abstract syntax tree."""
    data: dict[str, Any] = json.loads(_run(path, "json"))
    return data
