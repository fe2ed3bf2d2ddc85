"""Which elements a selector selects, as far as an element and those around it show it.

`cssselect2` matches. What it asks beyond that (siblings, children) is not known here: the answer is None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

_STATES = frozenset((
    "open", "popover-open", "modal", "fullscreen", "invalid", "user-invalid", "placeholder-shown", "autofill",
))  # fmt: skip
"""What an element is only at times, beside the states that cssselect2 knows."""

_LONGEST = 100
"""Parts of one selector that are looked at."""

_MOST_STEPS = 5_000_000
"""Steps up a page in search of elements that selectors name, of all its elements together."""


class _UnknownError(Exception):
    """The answer needs more than is known, or more steps than are left."""


class Steps:
    """The steps that are left: of hostile selectors some take more than any number of years."""

    def __init__(self) -> None:
        self._left = _MOST_STEPS

    def take(self) -> None:
        """Take one more step."""
        self._left -= 1
        if self._left < 0:
            raise _UnknownError


class Node:
    """An element as `cssselect2` asks it; `depth` is how many are around it."""

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
        """The element as ElementTree has it: its tag and attributes."""
        return self

    def get(self, name: str, default: str | None = None) -> str | None:
        """Return an attribute."""
        return self.attrib.get(name, default)

    @property
    def ancestors(self) -> Iterator[Node]:
        """The elements around it, the nearest first."""
        found = self.parent
        while found is not None:
            self._steps.take()
            yield found
            found = found.parent

    def __getattr__(self, name: str) -> Any:
        raise _UnknownError


class Selector(NamedTuple):
    """A selector: the key of the elements that it may select, how much it counts, what else it asks for."""

    compiled: Any
    key: str
    weight: tuple[int, int, int]
    ids: frozenset[str]
    attributes: frozenset[str]

    def matches(self, node: Node) -> bool | None:
        """Return whether it selects an element; None if that cannot be known."""
        try:
            return bool(self.compiled.test(node))
        except _UnknownError:
            return None


def selectors(prelude: Sequence[Any]) -> list[Selector]:
    """Return the selectors of a list, without those of states and of parts that hold no words."""
    parts: list[list[Any]] = [[]]
    for part in prelude:
        if part == ",":
            parts.append([])
        else:
            parts[-1].append(part)
    return [made for each in parts if (made := _selector(each))]


def _selector(tokens: list[Any]) -> Selector | None:
    every = list(_all(tokens))
    compiled = _compiled(tokens) if len(every) <= _LONGEST else None
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


def _compiled(tokens: list[Any]) -> Any:
    """Return the selector, compiled; None for one that is invalid, or selects by a state."""
    from cssselect2.compiler import compile_selector_list

    try:
        return compile_selector_list(tokens)[0]
    except (ValueError, RecursionError, SyntaxError, MemoryError, NotImplementedError):
        known = _with_unknown(tokens)
    try:
        return compile_selector_list(known)[0] if known else None
    except (ValueError, RecursionError, SyntaxError, MemoryError, NotImplementedError):
        return None


def _with_unknown(tokens: list[Any]) -> list[Any]:
    """Return a selector with `:first-child` for each pseudo-class: that is not known here either."""
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
    """Return all tokens, those inside others too, up to one more than are looked at."""
    left, count = list(reversed(tokens)), 0
    while left and count <= _LONGEST:
        token = left.pop()
        count += 1
        yield token
        left.extend(reversed(getattr(token, "content", None) or getattr(token, "arguments", None) or ()))
