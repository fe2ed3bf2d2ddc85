"""Words around the text of a finished file: which are known, and what is said of those that are not."""

from __future__ import annotations

import pytest

from toolchain.compare.proof.cover import added
from toolchain.compare.proof.lines import Line, Piece
from toolchain.model.diagnostics import FilePlace


def line(text: str) -> Line:
    return Line("text", (Piece(text),), FilePlace("x", words="page 1"))


@pytest.mark.parametrize(
    ("known", "text", "unknown"),
    [
        (["A title"], "A title", []),
        (["A title"], "A title – A title", []),
        (["Page 1 of 9"], "Page of", []),
        (["Friends of Freedonia"], "Friendsof Freedonia", []),
        (["Friends of Freedonia"], "Friendsof Freedonia, Friendsof Freedonia", []),
        (["A title"], "A title, a draft", ["a draft"]),
        (["A title"], "Another", ["Another"]),
        (["حقوق الطفل"], "الطفل حقوق", []),
        (["حقوق الطفل"], "حقوق الإنسان والمرأة", ["حقوق الإنسان والمرأة"]),
        ([], "A title", ["A title"]),
        ([], "–", []),
    ],
)
def test_words_are_known_in_any_number_and_without_their_figures(
    known: list[str], text: str, unknown: list[str]
) -> None:
    assert [each.words for each in added(known, [line(text)])] == unknown


def test_what_is_on_many_pages_is_told_once() -> None:
    lines = [line("A title"), line("Draft"), line("Draft"), line("Draft")]
    assert list(added(["A title"], lines)) == [("Draft", lines[1], 2)]
