"""Lines that changed find each other by the words that they share, with others missing or added between."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import pytest

from toolchain.compare.align import pieces
from toolchain.compare.proof.compare import compare
from toolchain.compare.proof.lines import Line, Piece, Shown
from toolchain.model.diagnostics import FilePlace
from toolchain.reports.sentences import message_of


class Case(NamedTuple):
    """Two texts, and the kinds of their differences, each with our line and theirs by number."""

    name: str
    ours: list[str]
    theirs: list[str]
    found: list[tuple[str, int | None, int | None]]


FIRST, SECOND, OTHER = "one two three four", "five six seven eight", "of another matter"
FIRST_NOW, SECOND_NOW = "one two three nine", "five six seven nine"
LONG, LIKE_LONG = (
    ["one two three four five", "one two seven eight nine"],
    [
        "one two three four six",
        "one two three four nine",
    ],
)
"""The last of the second text is more like the first of the first text than like its own counterpart."""

CASES = [
    Case("added", [FIRST, SECOND], [FIRST_NOW, OTHER, SECOND_NOW],
         [("words", 0, 0), ("added", None, 1), ("words", 1, 2)]),
    Case("missing", [FIRST, OTHER, SECOND], [FIRST_NOW, SECOND_NOW],
         [("words", 0, 0), ("missing", 1, 0), ("words", 2, 1)]),
    Case("like two", LONG, LIKE_LONG, [("words", 0, 0), ("words", 1, 1)]),
    Case("two like one", LIKE_LONG, LONG, [("words", 0, 0), ("words", 1, 1)]),
]  # fmt: skip


def shown(texts: list[str], label: int | None = None) -> Shown:
    """Lines with these words, and numbers from `label` on."""
    lines = []
    for at, text in enumerate(texts):
        number = f"{label + at}." if label else ""
        pieces = (*([Piece(f"{number} ")] if number else []), Piece(text))
        lines.append(Line("text", pieces, FilePlace("x", at + 1), at, label=number))
    return Shown("T", "en", (), tuple(lines), ())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_changed_lines_are_paired_by_their_words(case: Case) -> None:
    ours, theirs = shown(case.ours), shown(case.theirs)
    assert [
        (
            each.kind,
            None if each.ours is None else ours.body.index(each.ours),
            None if each.theirs is None else theirs.body.index(each.theirs),
        )
        for each in compare(ours, theirs).differences
    ] == case.found


def test_many_lines_with_other_words_are_paired_by_their_numbers() -> None:
    many = 60  # more than are compared all with all
    ours = shown([f"old{at} this" for at in range(many)], 1)
    theirs = shown([f"new{at} that" for at in range(1, many)], 2)
    pairs = zip(ours.body[1:], theirs.body, strict=True)
    assert [(each.ours, each.theirs) for each in compare(ours, theirs).differences] == [
        (ours.body[0], None),
        *pairs,
    ]


def test_equal_words_under_other_numbers_stay_in_order() -> None:
    (only,) = compare(shown(["Yes."] * 3, 1), shown(["Yes."] * 3, 4)).differences
    assert (
        message_of(only.facts) == "paragraph 1 is shown with the number 4, and the same for 2 more after it"
    )


def test_pieces_are_both_sequences_in_turn() -> None:
    every = [each for size in range(5) for each in product("ab", repeat=size)]
    for one, other in product(every, every):
        at = other_at = 0
        for each in pieces(one, other):
            assert (each.start, each.other_start) == (at, other_at)
            assert not each.same or one[at : each.end] == other[other_at : each.other_end]
            assert (each.end, each.other_end) != (at, other_at)
            at, other_at = each.end, each.other_end
        assert (at, other_at) == (len(one), len(other))
