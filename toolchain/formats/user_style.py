"""A user's own style sheet: read within limits, and refused if it would fetch anything.

Outputs contain everything that they show. A sheet that fetches something, from a network or from this
machine, would show something else elsewhere, reveal to a server who reads it, or copy a file out of this
machine. So a sheet may have only `data:` addresses, wherever CSS allows an address (CSS Values and Units 4,
4.5; CSS Images 4, 2).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from toolchain.formats.html.selectors import MOST_WORK, UNREADABLE, work
from toolchain.formats.read_bytes import text_of
from toolchain.model.diagnostics import Failure, Finding, SourceSpan
from toolchain.model.groups import by_first
from toolchain.rules import styles as faults

LARGEST = 2_000_000
"""Maximum number of bytes of a sheet, with a font or two inside."""

DEEPEST = 32
"""Maximum depth of blocks; ordinary sheets have three or four."""

_FUNCTIONS = frozenset(("url", "src"))
_OF_IMAGES = frozenset(("image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"))


def read_style(path: Path) -> str:
    """Return the text of a sheet.

    Raise `Failure`: S012, S019 to S021 if it cannot be read, S023 with a finding for each thing that it would
    fetch.
    """
    text = read_text(path)
    found = tuple(fetches(text, path.as_posix()))
    if found:
        raise Failure(*found)
    return text


def fetches(text: str, path: str) -> Iterator[Finding]:
    """Yield what a sheet would fetch, in order, at its place in the file `path`; else what grows large."""
    import tinycss2

    fetching = False
    nodes = tinycss2.parse_stylesheet(text)
    waiting = [(node, 1, "") for node in reversed(nodes)]
    while waiting:
        node, depth, around = waiting.pop()
        name = getattr(node, "lower_name", "") if node.type == "function" else around
        finding = _judged(node, around, path)
        if finding:
            fetching = True
            yield finding
            continue
        if depth > DEEPEST:
            yield Finding(span_of(node, path), faults.StyleTooDeep(DEEPEST))
            return
        parts = (getattr(node, part, None) for part in ("prelude", "content", "arguments"))
        inside = [each for part in parts for each in part or ()]
        waiting += [(each, depth + 1, name) for each in reversed(inside)]
    if not fetching and (node := overgrown(nodes)):  # the depth in what is fetched is not known
        yield Finding(span_of(node, path), faults.StyleGrows(MOST))
    elif not fetching and (node := unusable(nodes)):
        yield Finding(span_of(node, path), faults.StyleSelector())


def _judged(node: Any, around: str, path: str) -> Finding | None:
    """Return the fault of a node that fetches, else None; `around` is the function that it is in."""
    if node.type == "at-rule" and node.lower_at_keyword == "import":
        return Finding(span_of(node, path, "@import"), faults.StyleImports())
    if node.type == "function" and node.lower_name == "local":
        return Finding(span_of(node, path, "local("), faults.StyleTakesFont())
    if node.type == "url":
        return _address(node, path)
    if node.type == "string" and around in _FUNCTIONS | _OF_IMAGES:
        return _address(node, path)
    return None


def _address(node: Any, path: str) -> Finding | None:
    address = node.value.strip()
    if not address or address.startswith("#") or address.lower().startswith("data:"):
        return None
    return Finding(span_of(node, path, node.representation), faults.StyleLoads(address))


def span_of(node: Any, path: str, shown: str = "") -> SourceSpan:
    """Return the place of a node of a sheet, as long as what is shown of it."""
    line, column = node.source_line, node.source_column
    return SourceSpan.at(path, line, column, max(1, len(shown)))


def read_text(path: Path) -> str:
    """Return the text of a sheet without checking it. Raise `Failure` if it cannot be read."""
    return text_of(path, path.as_posix(), LARGEST)


MOST = 1_000
"""Maximum number of words in one value; ordinary values have a few."""

_IN_ALL = 200_000
"""Maximum number of words in all values that use variables."""
_DEEPEST = 32
_LONG = 1_000
"""The number of characters that count as one word more."""


class _Value(NamedTuple):
    """A value: its name, its first node, the number of its own words, and the variables that it uses."""

    name: str
    node: Any
    words: int
    uses: Counter[str]


class _Grown(Exception):
    """Too many words, or variables that use one another in too many steps."""


def overgrown(nodes: list[Any]) -> Any | None:
    """Return the first node of the first value that grows too large, None if none does.

    Variables are replaced by their values (CSS Variables 1, 3). Each can use another one twice, so that
    thirty lines give a thousand million words.
    """
    values = [*_values(nodes)]
    named = by_first((value.name, value) for value in values)
    sizes: dict[str, tuple[int, int]] = {}

    def grown(value: _Value, deep: int) -> tuple[int, int]:
        words, depth = value.words, 0
        for name, times in value.uses.items():
            if deep > _DEEPEST:
                raise _Grown
            if name not in sizes:
                found = [grown(each, deep + 1) for each in named.get(name, ())]
                sizes[name] = (
                    max((size for size, _ in found), default=0),
                    max((at for _, at in found), default=0),
                )
            size, below = sizes[name]
            words, depth = words + times * size, max(depth, 1 + below)
        if value.uses and (words > MOST or depth > _DEEPEST):
            raise _Grown
        return words, depth

    left = _IN_ALL
    for value in values:
        try:
            left -= grown(value, 0)[0] if value.uses else 0
        except _Grown:
            return value.node
        if left < 0:
            return value.node
    return None


def _values(nodes: Iterable[Any]) -> Iterator[_Value]:
    """Yield each value in the blocks of nodes, which are at most 32 inside one another."""
    for node in nodes:
        if content := getattr(node, "content", None):
            yield from _values(content)
            yield from (_value(part) for part in _parts(content))


def unusable(nodes: Iterable[Any], around: int = 0) -> Any | None:
    """Return the first rule with a selector that would take too long, or that `cssselect2` cannot read.

    `around` is the work for the rule that the nodes are in. A nested rule has it once more for each `&`.
    """
    import tinycss2
    from cssselect2.compiler import compile_selector_list

    for node in nodes:
        inner = around
        if node.type == "qualified-rule":
            many = 1 + node.prelude.count(",")
            inner = work(node.prelude, around) + (around + 2) * bool(around and "&" not in node.prelude)
            if inner > MOST_WORK or (around and many > MOST_WORK):
                return node
            try:
                with suppress(ValueError):  # the engine says what it ignores
                    compile_selector_list(node.prelude)
            except UNREADABLE:
                return node
            inner *= many
        inside = tinycss2.parse_blocks_contents(getattr(node, "content", None) or ())
        if found := unusable(inside, inner):
            return found
    return None


def _parts(content: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield the declarations in the content of a block, and what is before each block in it."""
    part: list[Any] = []
    for node in content:
        if node.type in ("whitespace", "comment"):
            continue
        ends = node.type == "literal" and node.value == ";"
        if ends or (node.type == "{} block" and not _variable(part)):
            if part:
                yield part
            part = []
        else:
            part.append(node)
    if part:
        yield part


def _variable(part: list[Any]) -> str:
    """Return the name of the variable that a declaration sets, "" for none."""
    return _key(part[0].value) if part and part[0].type == "ident" and part[0].value[:2] == "--" else ""


def _value(part: list[Any]) -> _Value:
    uses: Counter[str] = Counter()
    words = sum(_words(each, uses) for each in part)
    return _Value(_variable(part), part[0], words, uses)


def _words(node: Any, uses: Counter[str]) -> int:
    """Return the number of words in a node, without those of the variables, which enter `uses`."""
    inside = getattr(node, "arguments", None) or getattr(node, "content", None) or ()
    if node.type == "function" and node.lower_name == "var":
        name = next((each for each in inside if each.type == "ident"), None)
        uses[_key(name.value) if name else ""] += 1
    long = len(node.value) // _LONG if node.type in ("ident", "string") else 0
    return 1 + long + sum(_words(each, uses) for each in inside)


def _key(name: str) -> str:
    """Return the name of a variable as WeasyPrint compares it, which is not always as a browser does."""
    return name.replace("-", "_").lower()
