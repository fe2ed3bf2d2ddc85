"""The modules of the package as syntax trees: their names, and what they import."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from scripts.make_architecture_page import PACKAGE

ROOT = PACKAGE.parent
MODULES = sorted(PACKAGE.rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a module, parsed once."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Return all nodes of a module: to go through the tree takes longer than to look at them."""
    return tuple(ast.walk(tree_of(path)))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Full names of the modules and of what is taken from them, wherever in the module the import stands."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import"
            assert node.module is not None
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if is_ours(inner) else node.module


@cache
def is_ours(name: str) -> bool:
    place = ROOT.joinpath(*name.split("."))
    return name.startswith("toolchain") and (place.is_dir() or place.with_suffix(".py").exists())
