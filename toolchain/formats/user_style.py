"""A user's own style sheet: read within limits, and refused if it would fetch anything.

Outputs contain everything that they show. A sheet that fetches something, from a network or from this
machine, would show something else elsewhere, reveal to a server who reads it, or copy a file out of this
machine. So a sheet may have only `data:` addresses, wherever CSS allows an address (CSS Values and Units 4,
4.5; CSS Images 4, 2).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolchain.formats.read_bytes import text_of
from toolchain.formats.style_variables import MOST, overgrown
from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.places import SourceSpan
from toolchain.rules import styles as faults

LARGEST = 2_000_000
"""Maximum number of bytes of a sheet, with a font or two inside."""

DEEPEST = 32
"""Maximum depth of blocks; ordinary sheets have three or four."""

_FUNCTIONS = frozenset(("url", "src"))
_OF_IMAGES = frozenset(("image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"))


def read_style(path: Path) -> str:
    """Return the text of a sheet.

    Raise `Failure`: S012, S019 to S021 if it cannot be read, S023 with a finding for each thing that it would
    fetch.
    """
    text = read_text(path)
    found = tuple(fetches(text, path.as_posix()))
    if found:
        raise Failure(*found)
    return text


def fetches(text: str, path: str) -> Iterator[Finding]:
    """Yield what a sheet would fetch, in order, at its place in the file `path`; else what grows large."""
    import tinycss2

    fetching = False
    nodes = tinycss2.parse_stylesheet(text)
    waiting = [(node, 1, "") for node in reversed(nodes)]
    while waiting:
        node, depth, around = waiting.pop()
        name = getattr(node, "lower_name", "") if node.type == "function" else around
        finding = _judged(node, around, path)
        if finding:
            fetching = True
            yield finding
            continue
        if depth > DEEPEST:
            yield Finding(_span(node, path), faults.StyleTooDeep(DEEPEST))
            return
        parts = (getattr(node, part, None) for part in ("prelude", "content", "arguments"))
        inside = [each for part in parts for each in part or ()]
        waiting += [(each, depth + 1, name) for each in reversed(inside)]
    if not fetching and (node := overgrown(nodes)):  # the depth in what is fetched is not known
        yield Finding(_span(node, path), faults.StyleGrows(MOST))


def _judged(node: Any, around: str, path: str) -> Finding | None:
    """Return the fault of a node that fetches, else None; `around` is the function that it is in."""
    if node.type == "at-rule" and node.lower_at_keyword == "import":
        return Finding(_span(node, path, "@import"), faults.StyleImports())
    if node.type == "function" and node.lower_name == "local":
        return Finding(_span(node, path, "local("), faults.StyleTakesFont())
    if node.type == "url":
        return _address(node, path)
    if node.type == "string" and around in _FUNCTIONS | _OF_IMAGES:
        return _address(node, path)
    return None


def _address(node: Any, path: str) -> Finding | None:
    address = node.value.strip()
    if not address or address.startswith("#") or address.lower().startswith("data:"):
        return None
    return Finding(_span(node, path, node.representation), faults.StyleLoads(address))


def _span(node: Any, path: str, shown: str = "") -> SourceSpan:
    line, column = node.source_line, node.source_column
    return SourceSpan(path, line, column, line, column + max(1, len(shown)))


def read_text(path: Path) -> str:
    """Return the text of a sheet without checking it. Raise `Failure` if it cannot be read."""
    return text_of(path, path.as_posix(), LARGEST)
