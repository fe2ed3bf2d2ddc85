"""The words for places in finished files are messages, which have translations, and no text put together."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

import pytest

from tests.support.modules import MODULES, ROOT, nodes_of

PLACES = {"FilePlace": 2, "PageSpan": 5, "SourceSpan": 5}
"""The classes of places, and which of their arguments has the words."""
_NAMED = re.compile(
    r"(?:(?:the|an?|at|on|after|under) )*"
    r"(?:page|paragraph|note|endnote|footnote|table|figure|row|cell|item|line|object|part|text|caption) |.*“"
)
"""How an f-string begins that is a place, or would be read as one."""
ROOMS = (
    "formats",
    "readers",
    "checks/files",
    "compare/proof",
    "compare/leaks",
    "pipeline/finished_files",
    "word",
)


def words_of(call: ast.Call) -> Iterator[ast.expr]:
    """Yield the words that a call gives a place, each of several that a condition chooses from."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    found = [each.value for each in call.keywords if each.arg == "words" and name in (*PLACES, "_replace")]
    found += call.args[PLACES[name] :][:1] if name in PLACES else []
    for each in found:
        yield from (each.body, each.orelse) if isinstance(each, ast.IfExp) else (each,)


def is_made(words: ast.expr) -> bool:
    """Return whether words are put together, or a text of the code."""
    texts = [each.value for each in ast.walk(words) if isinstance(each, ast.Constant)]
    alone = isinstance(words, ast.JoinedStr | ast.BinOp | ast.Constant)
    return alone and any(map(str.isalpha, "".join(map(str, filter(None, texts)))))


def not_translated(nodes: Iterable[ast.AST], *, room: bool = True) -> Iterator[int]:
    """Yield the lines on which a place is not made of messages; in a `room` each text that is like one."""
    for node in nodes:
        if isinstance(node, ast.Call):
            yield from (words.lineno for words in words_of(node) if is_made(words))
        elif room and isinstance(node, ast.JoinedStr):
            first = node.values[0]
            if isinstance(first, ast.Constant) and _NAMED.match(str(first.value)):
                yield node.lineno


def test_no_place_is_made_of_english_words() -> None:
    found = []
    for path in MODULES:
        name = path.relative_to(ROOT / "toolchain").as_posix()
        found += [f"{name}:{line}" for line in not_translated(nodes_of(path), room=name.startswith(ROOMS))]
    assert found == [], 'write said("…", …) of toolchain/model/wording.py'


@pytest.mark.parametrize(
    "code",
    [
        'FilePlace(path, words=f"page {number}")',
        'FilePlace(path, 3, "the cover")',
        'FilePlace(path, words=place if place else "the file")',
        'span._replace(words="after " + span.words)',
        'self._near = f"the heading “{words}”"',
        'self._near = f"paragraph {number}"',
    ],
)
def test_a_place_of_english_words_is_seen(code: str) -> None:
    assert set(not_translated(ast.walk(ast.parse(code)))) == {1}


def test_a_place_of_messages_is_not() -> None:
    code = 'FilePlace(path, 1, said("page {page}", page="3") if page else ""); f"{one} {other}"'
    assert list(not_translated(ast.walk(ast.parse(code)))) == []
