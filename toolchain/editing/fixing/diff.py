"""Print the difference made by a fix as a unified diff, for `patch` and `git apply`."""

from __future__ import annotations

from difflib import unified_diff

from toolchain.model.expressions import expression

_LINE = expression(r"[^\n]*\n|[^\n]+")
_NO_END = "\n\\ No newline at end of file\n"


def unified(before: str, after: str, path: str) -> str:
    """Return the difference between two versions of the file at `path`, or ""."""
    lines = unified_diff(_LINE.findall(before), _LINE.findall(after), path, path)
    return "".join(line if line.endswith("\n") else f"{line}{_NO_END}" for line in lines)
