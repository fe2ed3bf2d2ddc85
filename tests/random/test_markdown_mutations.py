"""The Markdown reader over sources that nobody would write: no exception, and not a word lost."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.shares import one_in
from tests.support.words import words_of_document, words_of_source
from toolchain.readers.markdown.front_matter import read_front_matter
from toolchain.readers.markdown.parser import make_parser
from toolchain.readers.markdown.reader import read_source
from toolchain.readers.markdown.source import decode_source

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
PIECES = (
    *(
        "[^",
        "]",
        "[",
        "](",
        ")",
        "^[",
        "[@",
        "{#",
        "{.",
        "}",
        "|",
        "\n| a | b |\n|---|---|\n",
        "> ",
        "\n",
        "\n\n",
    ),
    *(
        "     ",
        "    ",
        "\t",
        "<!--",
        "-->",
        "<b>",
        "1. ",
        "2) ",
        "- ",
        "# ",
        "---",
        "```",
        "`",
        "*",
        "**",
        "_",
    ),
    *(
        "\\",
        "&amp;",
        "![",
        "[^x]: ",
        "[x]: y\n",
        "\u00a0",
        "\u202e",
        "Table: ",
        "\r",
        "\ufeff",
        "15. ",
    ),
)


def mutate(text: str, rng: random.Random, pieces: Sequence[str] = PIECES) -> str:
    """The text with one to four slips: a piece put in, a run taken out, moved or doubled."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(text) + 1)
        run = text[at : at + rng.choice((1, 1, 2, 5, 40, 400))]
        match rng.randrange(4):
            case 0:
                text = text[:at] + rng.choice(pieces) + text[at:]
            case 1:
                text = text[:at] + text[at + len(run) :]
            case 2:
                to = rng.randrange(len(text) + 1)
                text = text[:to] + run + text[to:]
            case _:
                to = text.find("\n", at) + 1
                text = text[:to] + run + text[to:]
    return text


def read_and_compare(text: str) -> None:
    """Read a source; every word of its body must be in the tree or in a finding."""
    source = decode_source(text.encode("utf-8"), "report.md")
    document = read_source(source, REPORT.parent)
    body = read_front_matter(source, make_parser()).body
    missing = words_of_source("\n".join(source.lines[body:])) - words_of_document(document)
    assert not missing, f"lost {dict(missing)}"


def run(count: int, seed: int) -> None:
    text = REPORT.read_text(encoding="utf-8")
    for number in range(count):
        mutated = mutate(text, random.Random(seed + number))
        try:
            read_and_compare(mutated)
        except Exception as error:
            error.add_note(f"mutation {seed + number}")
            raise


@pytest.mark.parametrize("batch", one_in(24, range(24)))
def test_mutations_of_the_report(batch: int) -> None:
    run(40, batch * 40)


@pytest.mark.long
@pytest.mark.parametrize("batch", range(100))
def test_a_hundred_thousand_mutations_of_the_report(batch: int) -> None:
    run(1_000, 1_000_000 + batch * 1_000)
