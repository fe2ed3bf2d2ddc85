"""Where a citation begins and ends: what may stand before its first key, and what is no citation."""

import pytest

from tests.rooms.resolve.test_citations import notes, printed, resolved

BEFORE = {
    "a line's end": ("[see also the\n    book by @a, p. 3]", "See also the book by An Author, A, page 3."),
    "a cross-reference": ("[see para. [1](#p) and @a]", "See para. 1 and An Author, A."),
    "a link": ("[see [a page](https://example.org) and @a]", "See a page and An Author, A."),
    "words in brackets": ("[the “[T]he [sic]” of @a]", "The “[T]he [sic]” of An Author, A."),
    "code with brackets": ("[see `x[1]` @a]", "See x[1] An Author, A."),
    "a bracket that is escaped": (r"[see \] @a]", "See ] An Author, A."),
    "a semicolon": (
        "[see this; and that; @a, p. 3; @b]",
        "See this; and that; An Author, A, page 3; An Author, B.",
    ),
    "brackets around it": (
        "[The report ([@a, p. 3]) says so.]",
        "[The report (An Author, A, page 3) says so.]",
    ),
    "a citation in brackets": ("[the words [@a] say]", "[the words An Author, A say]"),
}


@pytest.mark.parametrize(("text", "expected"), BEFORE.values(), ids=BEFORE)
def test_before_the_first_key(text: str, expected: str) -> None:
    assert printed(text)[0].replace("\n", " ") == expected


def test_a_mark_before_the_key() -> None:
    found = resolved("1. One.[^a]\n\n[^a]: [see[^b] @a]\n\n[^b]: Two.\n")
    assert notes(found)[1] == "Two."
    assert notes(found)[0].startswith("See")
    assert notes(found)[0].endswith("An Author, A.")


OTHER_LETTERS = {
    "an Arabic comma and semicolon": (
        "ar", "[انظر @a، المادة 5؛ @b، ص 3]", "انظر An Author, A, article 5; An Author, B, page 3."
    ),
    "Chinese ones": (
        "zh", "[见 @a，第3页；另见 @b、第5条]", "见An Author, A, page 3; 另见An Author, B, article 5。"
    ),
    "no space in Chinese": ("zh", "（[见@a，第3页]）", "（见An Author, A, page 3）"),
    "Chinese behind a semicolon": ("zh", "[@a；@b]", "An Author, A; An Author, B。"),
    "no source behind it": ("zh", "[@a；等等]", "An Author, A；等等。"),
}  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "expected"), OTHER_LETTERS.values(), ids=OTHER_LETTERS)
def test_in_other_letters(lang: str, text: str, expected: str) -> None:
    assert printed(text, lang=lang) == [expected]


NO_CITATION = (
    "[a link with @a](https://example.org)",
    "an address a@b, and @a",
    r"\[@a]",
    "[x@a]",
    "[the [link @a](https://example.org) here]",
    "`[@a]`",
    "[@a",
)


@pytest.mark.parametrize("text", NO_CITATION)
def test_no_citation(text: str) -> None:
    assert "An Author" not in printed(text)[0]


def test_many_brackets_take_no_longer_than_they_are_long() -> None:
    """Each opens what could be a citation, and none is closed."""
    printed("[" * 2_000 + " @a")
    printed("[x " * 30 + "@a" + "]" * 30)
