"""The short ways of the Markdown reader, for blocks and for their texts, lead where the long way does."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.benchmark.source import source
from tests.rooms.readers.markdown.test_commonmark import FRONT_MATTER, examples
from tests.support.dump import dump
from tests.support.mutated_texts import mutate
from tests.support.shares import Share, one_in, shares
from toolchain.readers.markdown import blocks, builder
from toolchain.readers.markdown.parser import NOTE, NUMBERED, make_parser, new_environment, parse_blocks
from toolchain.readers.markdown.reader import read_source
from toolchain.readers.markdown.simple import read_simple
from toolchain.readers.markdown.source import decode_source

REPORT = Path(__file__).parents[4] / "content/pakistan-opsc/report.md"
CASES = Path(__file__).parents[3] / "cases"
SOURCES = sorted(CASES.rglob("*.md"))

# What lines and texts begin with, consist of, end with, and what stands between two lines.
BEGINNINGS = (
    "",
    "1. ",
    "2. ",
    "10.  ",
    "3.",
    "1) ",
    "[^a]: ",
    "[^b]:",
    "[^c d]: ",
    "- ",
    "# ",
    "> ",
    "     ",
)
PIECES = (
    *("word", " and", " ", "  ", "2", "-", ":", "“", ".", "\\", "*", "**", "_", "`", "&amp;", "<b>"),
    *("<!-- c -->", "[^a]", "[^b]", "[^", "[1](#a)", "[](#^a)", "[a](#b", "[a](b)", "![a](b.png)", "[a]"),
    *("^[note]", "[@key]", "{#a}", " {#a}", " {.b}", "{", "}", "Table: ", "|", "=", "---"),
    *("[@key, p. 3]", " [@a:b c]", "[@key; p. 3]", "[@k](#a)", "[@k;", "[-@k]", "[@k, @l]", "[@k,b؛ c]"),
)  # fmt: skip
JOINTS = (
    "\n",
    "\n\n",
    "\n \n",
    "\n\n\n",
    "\n     ",
    "\n\n     ",
    "\n\n    ",
    "\n ",
    " \n",
    "\t\n",
    "\n\n[^a]: Note.\n",
)
LINES = st.builds(
    lambda beginning, first, pieces: beginning + first + "".join(pieces),
    st.sampled_from(BEGINNINGS),
    st.sampled_from(("Word", "word", "*word*", "“Word", "", "[1](#a)", "[@key, p. 3]", "[a]: b", "[a b]")),
    st.lists(st.sampled_from(PIECES), max_size=5),
)
TEXTS = st.lists(st.tuples(LINES, st.sampled_from(JOINTS)), min_size=1, max_size=5).map(
    lambda parts: "".join(line + joint for line, joint in parts)
)


@contextmanager
def the_long_way() -> Iterator[None]:
    with (
        mock.patch.object(blocks, "new_environment", side_effect=lambda body: new_environment()),
        mock.patch.object(builder, "read_simple", return_value=None),
    ):
        yield


def read(text: str, folder: Path = CASES) -> list[object]:
    """Everything that is read: the tree with all places, what is wrong, the ignore comments."""
    document = read_source(decode_source(text.encode("utf-8"), "x.md"), folder)
    found = [*dump(document.blocks), *dump(document.notes)]
    return [*found, *document.defects, *document.ignores]


def agree(text: str, folder: Path = CASES) -> None:
    short = read(text, folder)
    with the_long_way():
        assert short == read(text, folder)


@pytest.mark.parametrize("path", one_in(3, SOURCES), ids=lambda path: path.stem)
def test_sources(path: Path) -> None:
    agree(path.read_text(encoding="utf-8"), path.parent)


def test_the_report() -> None:
    agree(REPORT.read_text(encoding="utf-8"), REPORT.parent)


@pytest.mark.parametrize("share", shares(16))
def test_the_examples_of_commonmark(share: Share) -> None:
    for markdown, _ in share.of(examples()):
        agree(f"{FRONT_MATTER}{markdown}")
        agree(f"{FRONT_MATTER}1. First[^a]\n\n[^a]: {markdown}")
        agree(f"{FRONT_MATTER}1. {markdown}\n2. Second\n")


@pytest.mark.parametrize("seed", one_in(8, range(40)))
def test_sources_with_slips_of_the_pen(seed: int) -> None:
    rng = random.Random(seed)
    text = REPORT.read_text(encoding="utf-8")
    start = rng.randrange(text.index("\n# "), len(text) - 6_000)
    agree(mutate(FRONT_MATTER + text[start : start + 6_000], rng), REPORT.parent)


@given(TEXTS)
def test_all_that_can_stand_on_lines(text: str) -> None:
    agree(FRONT_MATTER + text)


def test_both_are_taken() -> None:
    """A plain source is read by them alone, else these tests would show nothing."""
    text = source(40)
    with mock.patch.object(builder, "read_simple", wraps=read_simple) as simple:
        read(text)
    assert simple.call_count > 160
    assert all(read_simple(*call.args, **call.kwargs) for call in simple.call_args_list)
    tokens = parse_blocks(make_parser(), text[text.index("\n# ") :], new_environment(body=True))
    kinds = Counter(token.type for token in tokens)
    assert (kinds[NUMBERED], kinds[NOTE]) == (40, 120)
