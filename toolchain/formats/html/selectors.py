"""Match selectors with an element and its ancestors.

`cssselect2` matches. Siblings and children are not known here: for selectors that need them, the answer is
None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from toolchain.model.records import Record

_STATES = frozenset((
    "open", "popover-open", "modal", "fullscreen", "invalid", "user-invalid", "placeholder-shown", "autofill",
))  # fmt: skip
"""States that an element has only at times, besides those that cssselect2 knows."""

UNREADABLE = (SyntaxError, NotImplementedError, AttributeError, StopIteration)
"""What `cssselect2` raises of selectors that it cannot read: `[*|a]`, `:lang(a (b))`, `:nth-child(+)`."""

_LONGEST = 100
"""Maximum number of tokens of one selector."""

MOST_WORK = 20
"""Maximum work for a selector of a user's own sheet. With two `~` the time grows with the third power of the
siblings: 0.8 s for 400, six minutes for the 3,100 paragraphs of a long text.
"""

_MOST_STEPS = 5_000_000
"""Maximum number of steps up a page while selectors are matched, for all elements together."""


class _UnknownError(Exception):
    """The answer is not known, or would need too many steps."""


class Steps:
    """The remaining number of steps. Without a limit, hostile selectors could take years."""

    def __init__(self) -> None:
        self._left = _MOST_STEPS

    def take(self) -> None:
        """Count one step. Raise `_UnknownError` if none is left."""
        self._left -= 1
        if self._left < 0:
            raise _UnknownError


class Node:
    """An element with the interface for `cssselect2`; `depth` is the number of its ancestors."""

    in_html_document = True
    namespace_url = "http://www.w3.org/1999/xhtml"

    def __init__(self, tag: str, given: Mapping[str, str], parent: Node | None, steps: Steps) -> None:
        self.local_name = self.tag = tag
        self.attrib = given
        self.id = given.get("id")
        self.classes = frozenset(given.get("class", "").split())
        self.parent = parent
        self.depth: int = parent.depth + 1 if parent else 0
        self.lang: str = given.get("lang", "").lower() or (parent.lang if parent else "")
        self._steps = steps

    @property
    def etree_element(self) -> Node:
        """The element with the interface of ElementTree: its tag and attributes."""
        return self

    def get(self, name: str, default: str | None = None) -> str | None:
        """Return an attribute."""
        return self.attrib.get(name, default)

    @property
    def ancestors(self) -> Iterator[Node]:
        """Its ancestors, the nearest first."""
        found = self.parent
        while found is not None:
            self._steps.take()
            yield found
            found = found.parent

    def __getattr__(self, name: str) -> Any:
        raise _UnknownError


class Selector(Record):
    """A selector: the key of the elements that it may match, its specificity, and what else it needs."""

    compiled: Any
    key: str
    weight: tuple[int, int, int]
    ids: frozenset[str]
    attributes: frozenset[str]

    def matches(self, node: Node) -> bool | None:
        """Return whether it matches an element, None if that is not known."""
        try:
            return bool(self.compiled.test(node))
        except _UnknownError:
            return None


def selectors(prelude: Sequence[Any]) -> list[Selector]:
    """Return the selectors of a list, without those for states and for pseudo-elements without text."""
    parts: list[list[Any]] = [[]]
    for part in prelude:
        if part == ",":
            parts.append([])
        else:
            parts[-1].append(part)
    return [made for each in parts if (made := _selector(each))]


def _selector(tokens: list[Any]) -> Selector | None:
    every = list(_all(tokens))
    compiled = _compiled(tokens) if len(every) <= _LONGEST >= work(tokens) else None
    if compiled is None or compiled.never_matches or compiled.pseudo_element:
        return None
    key = (
        (compiled.id and f"#{compiled.id}")
        or (compiled.class_name and f".{compiled.class_name}")
        or compiled.lower_local_name
        or "*"
    )
    ids = frozenset(each.value for each in every if each.type == "hash")
    names = (inner.lower_value for each in every if each.type == "[] block" for inner in each.content
             if inner.type == "ident")  # fmt: skip
    return Selector(compiled, key, compiled.specificity, ids, frozenset(names))


def work(tokens: Sequence[Any], around: int = 0) -> int:
    """Return how much work it is to match the longest selector of a list; `around` is that for `&`.

    A space tries all ancestors, and `~` all siblings. `cssselect2` writes what `:nth-child(… of …)` contains
    twice.
    """
    most = size = 1
    ends = (",", ">", "+", "~")
    for before, each, after in zip([",", *tokens], tokens, [*tokens[1:], ","], strict=False):
        if each == ",":
            size = 1
        elif each.type == "whitespace":
            size += 2 * (before not in ends and after not in ends)
        elif each.type == "function":
            inside = 1 + work(each.arguments, around)
            size += 2 * inside if each.lower_name.startswith("nth-") else inside
        else:
            size += around if each == "&" else 10 * (each == "~") + (each in ends)
        most = max(most, size)
    return most


def _compiled(tokens: list[Any]) -> Any:
    """Return the compiled selector; None for one that is invalid, or matches a state."""
    from cssselect2.compiler import compile_selector_list

    for form in (list, _with_unknown):
        with suppress(ValueError, RecursionError, MemoryError, *UNREADABLE):
            return next(iter(compile_selector_list(form(tokens))), None)
    return None


def _with_unknown(tokens: list[Any]) -> list[Any]:
    """Replace each pseudo-class by `:first-child`, which is not known here either."""
    from tinycss2 import parse_component_value_list

    made: list[Any] = []
    for before, part in zip([None, *tokens], tokens, strict=False):
        if before != ":":
            made.append(part)
        elif part.type not in ("ident", "function"):
            return []
        else:
            name = part.lower_value if part.type == "ident" else part.lower_name
            if name in _STATES or name.startswith("-"):
                return []
            made += parse_component_value_list("first-child")
    return made


def _all(tokens: Sequence[Any]) -> Iterator[Any]:
    """Yield all tokens, including nested ones, up to one more than the maximum."""
    left, count = list(reversed(tokens)), 0
    while left and count <= _LONGEST:
        token = left.pop()
        count += 1
        yield token
        left.extend(reversed(getattr(token, "content", None) or getattr(token, "arguments", None) or ()))
