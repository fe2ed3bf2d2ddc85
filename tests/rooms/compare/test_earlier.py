"""What an earlier version shows and a later one withholds at the same place, however short."""

from __future__ import annotations

import pytest

from tests.support.trees import read
from toolchain import model as m
from toolchain.compare.leaks.earlier import shown_before
from toolchain.resolve.withheld import public

_TABLE = "1. T\n\n     | A | B |\n     | --- | --- |\n     | x | 14{} |\n     | y | z |"
SHOWN = {
    "an age": ("1. She was 14 then.", '1. She was [14]{.confidential instead="a minor"} then.'),
    "an age in a longer passage": ("1. She was 14 then.", "1. She was [a girl of 14 years]{.confidential}."),
    "a month": ("1. In May she went.", '1. In [May]{.confidential instead="spring"} she went.'),
    "a row": (_TABLE.format(""), _TABLE.format(" {.confidential}")),
    "a paragraph": ("1. Yes.\n\n2. Sad.", "1. Yes.\n\n2. Sad. {.confidential}"),
    "a paragraph that moved": (
        "1. Sad.\n\n2. A first paragraph of some words.\n\n3. Another one.",
        "1. A first paragraph of some words.\n\n2. Another one.\n\n3. Sad. {.confidential}",
    ),
    "a heading": ("# Rec\n\n1. Open.", "# Rec {.confidential}\n\n1. Open."),
    "a text below it": ("# Open\n\n1. No.", "# Open {.confidential}\n\n1. No."),
    "a note": ("1. X.[^a]\n\n[^a]: No.", "1. X.[^a]\n\n[^a]: {.confidential} No."),
    "emphasis within": ("1. In *May* she went.", "1. In [*May*]{.confidential} she went."),
    "half of a passage": ("1. It was a boy.", "1. It was [the boy]{.confidential}."),
}
NOT_SHOWN = {
    "other words changed": ("1. Not done in [May]{.confidential}.", "1. Done in [May]{.confidential}."),
    "a new withheld passage": ("1. It was done.", "1. It was done in [May]{.confidential}."),
    "a new withheld paragraph": ("1. It was done.", "1. It was done.\n\n2. Sad. {.confidential}"),
    "the same number elsewhere": (
        "1. There were 14 of them.\n\n2. She left.",
        "1. There were some of them.\n\n2. She left at [14]{.confidential}.",
    ),
    "a little word of a long passage": (
        "1. They saw the house.", "1. They saw [a woman at the river bank]{.confidential}.",
    ),
    "an article of a long passage": (
        "1. They saw the house.", "1. They saw [a woman from the river]{.confidential}.",
    ),
    "the same words still shown there": (
        "1. It was a boy of ten.", '1. It was [a boy of ten, Tamrin]{.confidential instead="a boy of ten"}.',
    ),
}  # fmt: skip


CASES: dict[str, tuple[str, str]] = {**SHOWN, **NOT_SHOWN}


def _found(shown: str, source: str) -> list[m.Node]:
    one, other = (read(f"---\ntitle: X\nlang: en\n---\n\n{each}\n") for each in (shown, source))
    return list(shown_before(public(one, "[withheld]"), other, public(other, "[withheld]")))


@pytest.mark.parametrize("what", SHOWN)
def test_what_was_shown_and_is_withheld_is_found(what: str) -> None:
    assert _found(*SHOWN[what])


@pytest.mark.parametrize("what", NOT_SHOWN)
def test_nothing_else_is_found(what: str) -> None:
    assert not _found(*NOT_SHOWN[what])


@pytest.mark.parametrize("what", CASES)
def test_a_version_compared_with_itself_shows_nothing(what: str) -> None:
    for text in CASES[what]:
        assert not _found(text, text)
