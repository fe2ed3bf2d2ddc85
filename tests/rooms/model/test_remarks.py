"""Comments of a source that a Word file can show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolchain.model.remarks import UNNAMED, Remark, RemarkState, remark, remark_of

STATES: tuple[RemarkState, ...] = ("", "reply", "resolved")


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("Ana: Is this so?", Remark("Ana", "", "Is this so?")),
        (" Ana Pérez (reply): Yes.\n  It is. ", Remark("Ana Pérez", "reply", "Yes. It is.")),
        ("Ana (OHCHR) (resolved): 2: yes", Remark("Ana (OHCHR)", "resolved", "2: yes")),
        ("comment: Why?", Remark(UNNAMED, "", "Why?")),
        ("check: ignore N108 it is wanted", None),
        ("Check: ignore N108", None),
        ("TODO: ask", None),
        ("just an aside", None),
        ("see https://example.org/a", None),
        ("Ana:", None),
        ("", None),
        (f"{'a' * 61}: too long for a name", None),
    ],
)
def test_what_is_a_comment_for_word(comment: str, expected: Remark | None) -> None:
    assert remark_of(comment) == expected


@given(st.text(max_size=80), st.sampled_from(STATES), st.text(max_size=80))
def test_what_word_has_can_be_read_again(name: str, state: RemarkState, text: str) -> None:
    made = remark(name, state, text)
    assert "--" not in str(made)
    assert not made.words or remark_of(str(made)) == made
