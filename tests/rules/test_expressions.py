"""Regular expressions of modules are compiled when first used; here all are, and none is made another way."""

import ast
import gc
import importlib
import re
from pathlib import Path

import pytest

from tests.support.modules import MODULES, name_of, tree_of
from toolchain.model.expressions import _Expression, expression

OURS = "toolchain/model/expressions.py"


def constants(path: Path) -> list[ast.AST]:
    """What a module runs when it is imported: all of its syntax tree but the bodies of functions."""
    waiting: list[ast.AST] = [tree_of(path)]
    found = []
    while waiting:
        found.append(node := waiting.pop())
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)
    return found


def test_an_expression_is_compiled_once_and_when_it_is_used() -> None:
    digits = expression(r"\d+")
    assert digits.pattern == r"\d+"
    assert "search" not in vars(digits)
    assert digits.findall("nos. 12 and 3") == ["12", "3"]
    assert vars(digits)["search"].__self__ is vars(digits)["sub"].__self__  # the methods of one pattern
    with pytest.raises(AttributeError):
        getattr(digits, "nothing")  # noqa: B009


def test_all_expressions_of_all_modules_can_be_compiled() -> None:
    for path in MODULES:
        importlib.import_module(name_of(path))
    gc.unfreeze()  # a command that ran in this process has frozen what was there
    found = [each for each in gc.get_objects() if type(each) is _Expression]
    assert len(found) > 500
    for each in found:
        re.compile(each.pattern, each.flags)


def test_a_module_makes_its_expressions_so() -> None:
    made = [
        f"{path}:{node.lineno}"
        for path in MODULES
        if not path.as_posix().endswith(OURS)
        for node in constants(path)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
    ]
    assert not made, "a constant of a module is made by toolchain.model.expressions.expression"
