"""The style sheets of a page: what they load, and their rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from toolchain.formats.html.tree import Page
from toolchain.model.line_ends import LineStarts
from toolchain.model.records import Record

LOOKS = frozenset((
    "color", "background", "background-color", "background-image", "font-size", "font-weight", "font",
    "opacity", "display", "visibility", "position", "filter", "mix-blend-mode",
))  # fmt: skip
"""The properties that are read, besides custom properties."""

_MOST_RULES, _DEEPEST = 20_000, 20
_CONDITIONS = ("media", "supports", "layer", "container")
_LOADING = ("url(", "@import", "image-set", "\\")
_IMAGE_SETS = ("image-set", "-webkit-image-set")

Declarations = Mapping[str, str]


class Sheet(Record):
    """A style sheet, and its offset in the page."""

    text: str
    at: int


class Rule(Record):
    """A rule: the tokens of its selectors, its declarations, the conditions around it (`@media …`)."""

    selectors: Sequence[Any]
    declared: Declarations
    conditions: tuple[str, ...]


class Load(NamedTuple):
    """What a style sheet loads: the offset, the way (`url()`, `@import`), and the address."""

    at: int
    by: str
    address: str


def sheets(page: Page) -> Iterator[Sheet]:
    """Yield the style sheets in a page."""
    for element in page.all("style"):
        for text in page.texts[element.first : element.end]:
            yield Sheet(text.text, text.at)


def loaded(css: str) -> Iterator[Load]:
    """Yield what a style sheet, or the value of a style attribute, loads."""
    lower = css.lower()
    if not any(each in lower for each in _LOADING):
        return
    lines = LineStarts(css)
    left = [_tokens(css)]
    while left:
        tokens = left.pop()
        for number, token in enumerate(tokens):
            inside = getattr(token, "content", None) or getattr(token, "arguments", None)
            if inside:
                left.append(inside)
            by = _loads_by(token)
            for address in _addresses(tokens, number) if by else ():
                yield Load(lines.offset(token.source_line, token.source_column), by, address.strip())


@lru_cache(maxsize=2)
def _tokens(css: str) -> Sequence[Any]:
    """Return the tokens of a style sheet; cached, because they are read twice."""
    from tinycss2 import parse_component_value_list

    tokens: Sequence[Any] = parse_component_value_list(css)
    return tokens


def _loads_by(token: Any) -> str:
    if token.type == "at-keyword":
        return "@import" if token.lower_value == "import" else ""
    is_loading = token.type == "url" or (
        token.type == "function" and (token.lower_name == "url" or token.lower_name in _IMAGE_SETS)
    )
    return "url()" if is_loading else ""


def _addresses(tokens: Sequence[Any], number: int) -> Iterator[str]:
    """Yield the addresses that a token names, or the tokens after it."""
    token = tokens[number]
    if token.type == "url":
        if not _of_rule(tokens, number):
            yield token.value
        return
    if token.type == "function":
        if not _of_rule(tokens, number):
            yield from (each.value for each in token.arguments if each.type == "string" and each.value)
        return
    for each in tokens[number + 1 : number + 4]:
        if each.type in ("string", "url"):
            yield each.value
        if each.type == "function" and each.lower_name == "url":
            yield from (inner.value for inner in each.arguments if inner.type == "string")
        if each.type not in ("whitespace", "comment"):
            return


def _of_rule(tokens: Sequence[Any], number: int) -> bool:
    """Return whether an address belongs to `@import`, which is reported itself, or to `@namespace`."""
    for each in reversed(tokens[max(0, number - 5) : number]):
        if each.type == "at-keyword":
            return each.lower_value in ("import", "namespace")
        if each.type not in ("whitespace", "comment", "ident"):
            return False
    return False


def declarations(css: str | Sequence[Any]) -> dict[str, str]:
    """Return the declarations of look in a style attribute or a block; important ones end with "!".

    For a block with inner blocks, nothing is returned: their elements are not known.
    """
    from tinycss2 import parse_blocks_contents

    declared: dict[str, str] = {}
    for each in parse_blocks_contents(css, skip_comments=True, skip_whitespace=True):
        if each.type == "qualified-rule":
            return {}
        if each.type != "declaration":
            continue
        name = each.name if each.name.startswith("--") else each.lower_name
        if name in LOOKS or name.startswith("--"):
            value = _written([token for token in each.value if token.type != "comment"])
            declared[name] = f"{value}!" if each.important else value
    return declared


def rules(sheet: Sheet) -> Iterator[Rule]:
    """Yield the rules of a style sheet about look, in order, including those in `@media` and the like."""
    from tinycss2 import parse_rule_list, parse_stylesheet

    left: list[tuple[tuple[str, ...], Iterator[Any]]] = [
        ((), iter(parse_stylesheet(_tokens(sheet.text), True, True)))
    ]
    count = 0
    while left and count < _MOST_RULES:
        conditions, nodes = left[-1]
        node = next(nodes, None)
        if node is None:
            left.pop()
        elif node.type == "qualified-rule":
            count += 1
            if declared := declarations(node.content):
                yield Rule(node.prelude, declared, conditions)
        elif node.type == "at-rule" and node.lower_at_keyword in _CONDITIONS and len(left) <= _DEEPEST:
            condition = f"@{node.lower_at_keyword} {_written(node.prelude)}"
            inner = parse_rule_list(node.content or (), skip_comments=True, skip_whitespace=True)
            left.append(((*conditions, condition), iter(inner)))


def _written(tokens: Sequence[Any]) -> str:
    """Return tokens as text; "" for a value that is nested too deep to mean anything."""
    from tinycss2 import serialize

    try:
        return str(serialize(tokens)).strip()
    except RecursionError:
        return ""
