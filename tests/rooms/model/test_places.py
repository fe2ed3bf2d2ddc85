"""Places in sources and in finished files."""

from __future__ import annotations

import pytest

from toolchain.model.diagnostics import FilePlace, Place, SourceSpan, source_span

WORD = SourceSpan("a.md", 3, 5, 3, 9)
LIST = SourceSpan("a.md", 3, 1, 6, 4)
NOTE = FilePlace("a.docx", 41, "endnote 41, in paragraph 16")
WHOLE = FilePlace("a.docx")


def test_a_span_reaches_to_the_end_of_another() -> None:
    assert WORD.to(LIST) == SourceSpan("a.md", 3, 5, 6, 4)


def test_a_block_is_found_at_its_beginning() -> None:
    assert NOTE.to(FilePlace("a.docx", 42)) == NOTE


@pytest.mark.parametrize(
    ("around", "inside", "covers"),
    [
        (LIST, WORD, True),
        (WORD, LIST, False),
        (LIST, SourceSpan("a.md", 6, 4, 6, 5), False),  # the end is no part of it
        (LIST, SourceSpan("b.md", 3, 5, 3, 9), False),
        (NOTE, FilePlace("a.docx", 41), True),
        (NOTE, FilePlace("a.docx", 42), False),
        (WHOLE, WHOLE, False),  # where in the file is not known
        (FilePlace("a.md", 3), WORD, False),
    ],
)
def test_what_begins_inside(around: Place, inside: Place, covers: bool) -> None:
    assert around.covers(inside) == covers


def test_places_of_a_file_are_sorted_by_line_and_by_block() -> None:
    assert sorted([WORD, LIST], key=lambda place: place.order) == [LIST, WORD]
    assert sorted([NOTE, WHOLE, FilePlace("a.docx", 5)], key=lambda place: place.order) == [
        WHOLE,
        FilePlace("a.docx", 5),
        NOTE,
    ]


def test_only_a_source_has_lines() -> None:
    assert list(LIST.lines) == [3, 4, 5, 6]
    assert list(NOTE.lines) == []
    assert source_span(WORD) is WORD
    with pytest.raises(TypeError, match="has no lines"):
        source_span(NOTE)
