"""Insides of libraries: attributes assigned and private names used, in folders named `patches` only."""

import ast
from collections.abc import Iterator, Sequence

import pytest

from tests.support.modules import MODULES, name_of, nodes_of

PRIVATE_TYPES = {"_Element"}  # of lxml: the type of an element has no other name
RECORDS = {"_replace", "_asdict", "_fields", "_make"}  # of named tuples: documented


def own_private_names() -> set[str]:
    """The names with an underscore that our own classes and modules define."""
    found: set[str] = set()
    for path in MODULES:
        for node in nodes_of(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                found.add(node.name)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(node.target.id)
            elif isinstance(node, ast.Assign):
                found |= {each.id for each in node.targets if isinstance(each, ast.Name)}
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                found |= (
                    {node.attr} if isinstance(node.value, ast.Name) and node.value.id == "self" else set()
                )
    return found


def inside_of_others(nodes: Sequence[ast.AST], ours: set[str]) -> Iterator[str]:
    """Where a module assigns an attribute of an imported library, or uses a private name of one.

    `ours` are the private names that our own code defines: they are not looked for.
    """
    foreign, known = foreign_names(nodes), ours | PRIVATE_TYPES | RECORDS
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and not is_own_import(node):
            yield from (f"{node.lineno} {each.name}" for each in node.names if is_private(each.name))
        elif isinstance(node, ast.Attribute):
            if isinstance(node.ctx, ast.Store | ast.Del) and root(node) in foreign:
                yield f"{node.lineno} {ast.unparse(node)} is assigned"
            elif is_private(node.attr) and node.attr not in known:
                yield f"{node.lineno} {ast.unparse(node)}"


def foreign_names(nodes: Sequence[ast.AST]) -> set[str]:
    """The names by which a module knows libraries and parts of them: `style` after `style = css.Style`."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and not is_own_import(node)):
            found |= {(each.asname or each.name).split(".")[0] for each in node.names}
    found -= {"sys"}  # its streams are there to be replaced
    for node in nodes:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Attribute):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if root(node.value) in found:
                found |= {each.id for each in targets if isinstance(each, ast.Name)}
    return found


def is_own_import(node: ast.ImportFrom) -> bool:
    return (node.module or "").split(".")[0] in {"toolchain", "__future__"}


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def root(node: ast.expr) -> str:
    """The name that an attribute begins with; empty if it begins with a call or an item."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def test_insides_of_libraries_are_touched_in_patches_only() -> None:
    ours = own_private_names()
    found = [
        f"{name_of(path)}:{place}"
        for path in MODULES
        if "patches" not in path.parts
        for place in inside_of_others(nodes_of(path), ours)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "import library\nlibrary.part = 1",
        "from library import Class\nClass.method = 1",
        "from library import part\ncontext = part.Class\ncontext.method = 1",
        "def late():\n    import library.part\n    library.part.name = 1",
        "import library\nlibrary._hidden()",
        "def use(given):\n    return given._hidden",
        "from library import _hidden",
        "import library\ndel library.part",
    ],
)
def test_insides_of_libraries_are_seen(line: str) -> None:
    assert len(list(inside_of_others([*ast.walk(ast.parse(line))], set()))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "from lxml import etree\nelement = etree.Element('p')\nelement.text = 'words'",
        "import sys\nsys.stdout = None",
        "class Ours:\n    def __init__(self):\n        self.part = 1",
    ],
)
def test_what_is_no_inside_of_a_library_is_not_seen(line: str) -> None:
    assert list(inside_of_others([*ast.walk(ast.parse(line))], set())) == []
