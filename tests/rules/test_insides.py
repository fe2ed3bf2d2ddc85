"""Insides of libraries: attributes assigned and private names used, in folders named `patches` only."""

import ast
from collections.abc import Iterator, Sequence

import pytest

from tests.support.modules import MODULES, name_of, nodes_of

PRIVATE_TYPES = {"_Element"}  # of lxml: the type of an element has no other name
SETTERS = {"setattr", "delattr", "__setattr__", "__delattr__", "replaced", "object"}  # `patch.object`
CHANGES = {"append", "add", "clear", "extend", "insert", "pop", "remove", "setdefault", "update"}
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
    foreign, known = foreign_names(nodes), PRIVATE_TYPES | RECORDS
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and not is_own_import(node):
            yield from (f"{node.lineno} {each.name}" for each in node.names if is_private(each.name))
        elif isinstance(node, ast.Attribute | ast.Subscript):
            name = node.attr if isinstance(node, ast.Attribute) else ""
            if isinstance(node.ctx, ast.Store | ast.Del) and root(node) in foreign:
                yield f"{node.lineno} {ast.unparse(node)} is assigned"
            elif is_private(name) and name not in (known if root(node) in foreign else known | ours):
                yield f"{node.lineno} {ast.unparse(node)}"
        elif isinstance(node, ast.Call) and is_change(node, foreign):
            yield f"{node.lineno} {ast.unparse(node)}"


def is_change(call: ast.Call, foreign: set[str]) -> bool:
    """Return whether a call changes a library, or one of its tables, or asks for what is private."""
    how = ast.unparse(call.func).rpartition(".")[2]
    of = call.func.value if isinstance(call.func, ast.Attribute) else None
    if how in SETTERS or (how == "getattr" and is_private(ast.unparse(call.args[1]).strip("'"))):
        return any(root(each) in foreign for each in call.args[:1])
    return how in CHANGES and isinstance(of, ast.Attribute) and root(of) in foreign


def foreign_names(nodes: Sequence[ast.AST]) -> set[str]:
    """The names by which a module knows libraries and parts of them: `style` after `style = css.Style`."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and not is_own_import(node)):
            found |= {(each.asname or each.name).split(".")[0] for each in node.names}
    found -= {"sys", "os"}  # streams and the environment are there to be changed
    for node in nodes:
        for target, value in given(node):
            if isinstance(target, ast.Name) and not isinstance(value, ast.Name) and root(value) in found:
                found.add(target.id)
    return found


def given(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield names with what an assignment or a loop gives them."""
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
            yield from zip(names, values, strict=False)
        case ast.Assign(targets=targets, value=value):
            yield from ((each, value) for each in targets)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            yield target, value
        case ast.For(target=target, iter=ast.Tuple(elts=values) | ast.List(elts=values)):
            yield from ((target, each) for each in values)


def is_own_import(node: ast.ImportFrom) -> bool:
    return (node.module or "").split(".")[0] in {"toolchain", "__future__"}


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def root(node: ast.expr) -> str:
    """The name that an attribute or an item begins with; empty if it begins with a call."""
    while True:
        match node:
            case ast.Attribute(value=inner) | ast.Subscript(value=inner):
                node = inner
            case ast.Call(func=ast.Name(id="getattr" | "vars"), args=[inner, *_]):
                node = inner
            case _:
                break
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
        "import library as other\nsetattr(other.Class, 'render', None)",
        "import library\nobject.__setattr__(library.part, 'name', None)",
        "from library import part\nvars(part)['name'] = 1",
        "import library\nlibrary.part.__dict__['name'] = 1",
        "import library\nlibrary.TABLE['name'] = 1",
        "import library\nlibrary.TABLE.update(name=1)",
        "import library\nfor each in (library.One, library.Other):\n    each.method = None",
        "import library\none, other = library.One, library.Other\nother.method = None",
        "import library\npart = getattr(library, 'Class')\npart.method = None",
        "import library\ngetattr(library, '_hidden')",
        "import library\nlibrary.part._ours()",
        "import library\nfrom unittest.mock import patch\nwith patch.object(library, 'open', None): pass",
        "import library\nwith replaced(library, 'open', None): pass",
    ],
)
def test_insides_of_libraries_are_seen(line: str) -> None:
    assert len(list(inside_of_others([*ast.walk(ast.parse(line))], {"_ours"}))) == 1


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
