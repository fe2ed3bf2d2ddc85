"""The sandbox of style templates: a small part of Jinja, with a limit on all work.

A template can call the functions of `toolchain.citations.style.tools` and its own macros, and read a source
and its citation. It cannot loop over its own results, do arithmetic, import, or call a method of anything.
Every turn of a loop, every call and every printed character is subtracted from a `Budget`, so every template
ends.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import wraps
from types import CodeType
from typing import Any, NamedTuple

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from toolchain.citations.style.cite import TAG
from toolchain.citations.style.tools import StyleError, markup
from toolchain.citations.style.views import NAMED, READABLE, Source, Where
from toolchain.model.expressions import expression
from toolchain.rules import styles as faults
from toolchain.rules.styles import StyleFault

STEPS, DEPTH, CHARACTERS = 3_000, 20, 20_000
"""Limits for one citation: calls and turns, nested macros, characters in addition to the source's own."""

LONGEST = 100_000  # characters of a template

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Macro, nodes.For, nodes.If, nodes.CondExpr,
    nodes.Assign, nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Keyword, nodes.Filter, nodes.Test,
    nodes.Scope, nodes.Call, nodes.Getattr, nodes.Concat, nodes.Compare, nodes.Operand, nodes.Not, nodes.And,
    nodes.Or,
)  # fmt: skip
_WORDS = {
    "fromimport": "import",
    "callblock": "call",
    "filterblock": "filter",
    "scopedevalcontextmodifier": "autoescape",
    "mul": "*",
    "pow": "**",
    "mod": "%",
    "add": "+",
    "sub": "-",
    "div": "/",
    "getitem": "[…]",
}
_NAMES_OF_JINJA = frozenset(("self", "super", "caller", "varargs", "kwargs"))
_LOOP = frozenset(("first", "last", "index", "index0", "length"))
_FIELDS = READABLE | NAMED | _LOOP
_ANY_TAG = expression(r"</?[A-Za-z][^<>]*>")


class Refused(TemplateSyntaxError):
    """A template contains something that a style may not have, at a line."""

    def __init__(self, facts: StyleFault, line: int) -> None:
        super().__init__(type(facts).__name__, line)
        self.facts = facts


class Budget:
    """The work that a template may still do."""

    def __init__(self) -> None:
        self.start(0)

    def start(self, extra: int) -> None:
        """Start a citation whose source has `extra` characters."""
        self._steps, self._depth = STEPS, DEPTH
        self._longest = CHARACTERS + 20 * extra
        self._characters = 10 * self._longest

    def step(self, count: int = 1) -> None:
        self._steps -= count
        if self._steps < 0:
            raise StyleError(faults.TooManySteps(STEPS))

    def enter(self) -> None:
        self._depth -= 1
        if self._depth < 0:
            raise StyleError(faults.TooManyMacros(DEPTH))

    def leave(self) -> None:
        self._depth += 1

    def look(self, values: tuple[object, ...]) -> None:
        """Pay for the arguments of a function, which it will iterate over. Raise `StyleError` if too much was
        used.
        """
        for value in values:
            if isinstance(value, str):
                self._characters -= len(value)
        if self._characters < 0:
            raise StyleError(faults.TooMuchText())

    def pay(self, text: Markup) -> Markup:
        """Return a text and pay for it; each text and all texts together are limited (`StyleError`)."""
        self._characters -= len(text)
        if len(text) > self._longest or self._characters < 0:
            raise StyleError(faults.TooMuchText())
        return text


class Read(NamedTuple):
    """A template's code, its macros by name, and all that it asks of a source or a citation."""

    code: CodeType
    macros: Mapping[str, nodes.Macro]
    reads: frozenset[str]


class StyleEnvironment(ImmutableSandboxedEnvironment):
    """The part of Jinja that styles need."""

    def __init__(
        self, functions: dict[str, Callable[..., Any]], terms: Collection[str], budget: Budget
    ) -> None:
        super().__init__(
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=0,
            optimized=False,  # what is constant is printed in the budget too
            finalize=lambda value: budget.pay(markup(value)),
        )
        counted = {name: _counted(function, budget) for name, function in functions.items()}
        self.budget = budget
        self._terms = terms
        self.globals = dict(counted)
        self.filters = dict(counted)
        self.tests = {name: self.tests[name] for name in ("defined", "undefined")}
        self._own = frozenset(counted.values()) | {self.turns, self.together}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute of a source, a citation or a loop, if a template may read it."""
        if isinstance(obj, Source):
            return obj.read(attribute) if attribute in NAMED else self.undefined(name=attribute)
        readable = READABLE if isinstance(obj, Where) else _LOOP if isinstance(obj, LoopContext) else ()
        if attribute not in readable:
            return self.undefined(name=attribute, exc=SecurityError)
        return getattr(obj, attribute)

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call a macro or a built-in function. Raise `StyleError` for others, and beyond the limits."""
        if not isinstance(__obj, Macro):
            if __obj not in __self._own:
                raise StyleError(faults.NotCallable())
            return __obj(*args, **kwargs)
        __self.budget.step()
        __self.budget.enter()
        try:
            return markup(__context.call(__obj, *args, **kwargs))
        finally:
            __self.budget.leave()

    def turns(self, values: Iterable[Any], cost: int) -> Iterator[Any]:
        """Yield the turns of a loop, and pay for each."""
        for value in values:
            self.budget.step(1 + cost // 100)
            yield value

    def together(self, *pieces: object) -> Markup:
        """Return the result of `~`."""
        self.budget.step()
        return self.budget.pay(Markup("").join(markup(piece) for piece in pieces))

    def read(self, text: str, display: str) -> Read:
        """Return a template. Raises `TemplateSyntaxError` for what a style may not do."""
        if len(text) > LONGEST:
            raise Refused(faults.StyleTooLong(LONGEST), 1)
        tree = self.parse(text, None, display)
        every = tuple(_examined(tree))
        macros = {node.name: node for node in every if isinstance(node, nodes.Macro)}
        set_ = {node.name for node in every if isinstance(node, nodes.Name) and node.ctx != "load"}
        given = {*set_, *macros, *self.globals, "loop"}
        for node in every:
            if fault := self._unknown(node, given):
                raise Refused(fault, node.lineno)
        reads = frozenset(node.attr for node in every if isinstance(node, nodes.Getattr))
        return Read(self.compile(_Paid().visit(tree), None, display), macros, reads)

    def _unknown(self, node: nodes.Node, given: Collection[str]) -> StyleFault | None:
        """Return what is wrong with a name, before anything is printed, or None."""
        match node:
            case nodes.Name(name=name) if name not in given:
                return faults.UnknownName(name)
            case nodes.Filter(name=name) if name not in self.filters:
                return faults.UnknownFilter(name)
            case nodes.Getattr(attr=name) if name not in _FIELDS:
                return faults.UnknownField(name)
            case nodes.Call(node=nodes.Name(name="term"), args=[nodes.Const(value=term), *_]):
                return faults.UnknownTerm(str(term)) if term not in self._terms else None
        return None


class _Paid(NodeTransformer):
    """Rewrites loops and `~` as calls of the environment, which are counted."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        node.iter = _call("turns", [node.iter, nodes.Const(_size(node))], node.lineno)
        return self.generic_visit(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        return self.generic_visit(_call("together", node.nodes, node.lineno))


def looks_at_source(macro: nodes.Macro) -> bool:
    """Return whether a macro's output can depend on the source."""
    return any(name.name == macro.args[0].name for body in macro.body for name in body.find_all(nodes.Name))


def _size(node: nodes.Node) -> int:
    """Return the number of characters in a part of a template."""
    data = sum(len(text.data) for text in node.find_all(nodes.TemplateData))
    return data + sum(len(str(const.value)) for const in node.find_all(nodes.Const))


def _call(method: str, args: list[Any], line: int) -> nodes.Call:
    return nodes.Call(nodes.EnvironmentAttribute(method), args, [], None, None, lineno=line)


def _examined(tree: nodes.Template) -> Iterator[nodes.Node]:
    """Yield all nodes of a template. Raise `TemplateSyntaxError` at the line of what a style may not do."""
    waiting: list[tuple[nodes.Node, int]] = [(tree, 1)]
    while waiting:
        node, line = waiting.pop()
        line = node.lineno or line
        if isinstance(node, nodes.TemplateData):
            _examine_data(node.data, line)
        elif why := _forbidden(node):
            raise Refused(why, line)
        yield node
        waiting.extend((child, line) for child in reversed(list(node.iter_child_nodes())))


def _examine_data(data: str, line: int) -> None:
    for tag in _ANY_TAG.finditer(data):
        if not TAG.fullmatch(tag[0]):
            raise Refused(faults.ForbiddenTag(tag[0]), line + data.count("\n", 0, tag.start()))


def _forbidden(node: nodes.Node) -> StyleFault | None:
    """Return what a style may not do, or None."""
    if not isinstance(node, _ALLOWED):
        name = type(node).__name__.lower()
        return faults.Forbidden(_WORDS.get(name, name))
    if isinstance(node, (nodes.List, nodes.Tuple)) and not _is_literal(node):
        return faults.ListOfOthers()
    if isinstance(node, nodes.Call) and (node.dyn_args or node.dyn_kwargs):
        return faults.UnpackedArguments()
    if isinstance(node, nodes.For) and node.recursive:
        return faults.RecursiveLoop()
    if isinstance(node, nodes.Name) and node.name in _NAMES_OF_JINJA:
        return faults.Forbidden(node.name)
    return None


def _is_literal(node: nodes.List | nodes.Tuple) -> bool:
    if isinstance(node, nodes.Tuple) and node.ctx != "load":
        return True
    return all(isinstance(item, nodes.Const) for item in node.items)


def _counted(function: Callable[..., Any], budget: Budget) -> Callable[..., Any]:
    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        budget.step()
        budget.look(args)
        return budget.pay(function(*args, **kwargs))

    return call
