"""Prints how many lines of code each room of the package has: no docstrings, comments or blank lines."""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "toolchain"
_NOTHING = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT),
    *(tokenize.ENCODING, tokenize.ENDMARKER),
}


def count_code(source: str) -> int:
    """Return the number of lines of a module that have code on them."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    lines = {
        line
        for token in tokens
        if token.type not in _NOTHING
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(lines - set(_docstrings(ast.parse(source))))


def _docstrings(tree: ast.Module) -> Iterator[int]:
    """Yield the lines of the docstrings of a module, its classes and functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and ast.get_docstring(node) is not None:
                yield from range(first.lineno, (first.end_lineno or first.lineno) + 1)


def main() -> None:
    """Print a table of the rooms, and the sum."""
    files: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0]
        files[room] += 1
        lines[room] += count_code(path.read_text(encoding="utf-8"))
    for room in sorted(files):
        sys.stdout.write(f"{room:<14}{files[room]:>5} files{lines[room]:>8,} lines\n")
    sys.stdout.write(f"{'all':<14}{files.total():>5} files{lines.total():>8,} lines\n")


if __name__ == "__main__":
    main()
