"""Regular expressions of modules are compiled when first used; here all are, and none is made another way."""

import ast
import gc
import importlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.modules import MODULES, name_of, tree_of
from toolchain.checks.source.law import comments, meant, symbols
from toolchain.law.treaties import LANGUAGES
from toolchain.model.expressions import Hinted, _Expression, expression
from toolchain.model.own_paths import PATH
from toolchain.text import ages, persons
from toolchain.writers.docx import blocks

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


def test_a_text_without_a_hint_is_not_searched() -> None:
    path = Hinted(r"c:\\\w+", (":\\",), re.IGNORECASE)
    assert not path.search("no. 12")
    assert list(path.finditer("no. 12")) == []
    assert path.sub("", "no. 12") == "no. 12"
    assert "search" not in vars(path._expression)
    assert path.sub("", r"see C:\Anna") == "see "


SOUGHT = [PATH, persons._BORN, ages._CHILD, persons._BORN_IN_WORDS, persons._HIDDEN_MAIL, blocks._LONG]
SOUGHT += [make(lang) for make in (symbols._paragraph, comments._pattern) for lang in LANGUAGES]
SOUGHT += map(meant.another, ("en", "fr", "es", "ru", "ar", "zh"))


@pytest.mark.parametrize("sought", SOUGHT)
def test_what_an_expression_finds_has_a_hint(sought: Hinted) -> None:
    whole = re.compile(sought._expression.pattern, sought._expression.flags)

    @given(st.from_regex(whole))
    def holds(text: str) -> None:
        assert bool(sought.search(text)) == bool(whole.search(text))

    holds()


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
