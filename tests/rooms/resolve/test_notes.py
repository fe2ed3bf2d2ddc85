"""Note numbers, and what is printed at each mark."""

from __future__ import annotations

import pytest

from tests.support.resolve_build import (
    HERE,
    figure,
    heading,
    in_place,
    inlines,
    note,
    numbered,
    plain,
    resolved,
    sub,
    subs,
    table,
)
from toolchain import model as m
from toolchain.model.front_matter import FrontMatter, Organization
from toolchain.resolve import resolve
from toolchain.resolve.tables import NumberedNote, Resolved, Settings

AGAIN = Settings(repeated_notes="again")


def order(result: Resolved) -> list[str]:
    return [printed.note.label for printed in result.notes]


def places(printed: NumberedNote, result: Resolved) -> list[str]:
    return [result.marks[mark].place for mark in printed.marks]


def separators(result: Resolved) -> list[str]:
    return [result.marks[mark].separator for printed in result.notes for mark in printed.marks]


def test_numbers_follow_the_marks_wherever_the_notes_are_written() -> None:
    result = resolved(plain("^b", "^a"), plain("^c"), notes=(note("a"), note("b"), note("c")))
    assert order(result) == ["b", "a", "c"]
    assert [printed.label for printed in result.notes] == ["1", "2", "3"]


def test_reading_order_through_everything_that_holds_text() -> None:
    caption = inlines("Units", "^caption")
    grid = m.Table(
        HERE,
        (m.Cell(HERE, inlines("^head")),),
        ((m.Cell(HERE, inlines("^cell")), m.Cell(HERE, inlines(m.Emphasis(HERE, inlines("^deep"))))),),
        m.Caption(HERE, caption),
    )
    names = ["heading", "lead", "one", "inner", "two", "quoted", "caption", "head", "cell", "deep", "figure"]
    picture = m.Figure(HERE, figure().image, m.Caption(HERE, inlines("^figure")))
    result = resolved(
        heading(1, "Heading", "^heading"),
        numbered(
            plain("Lead-in", "^lead"),
            subs(sub(plain("^one"), subs(sub(plain("^inner")))), sub(plain("^two"))),
            m.Quotation(HERE, (plain("^quoted"),)),
            grid,
        ),
        picture,
        notes=tuple(note(name) for name in reversed(names)),
    )
    assert order(result) == names


def test_notes_run_on_through_annexes_and_know_their_part() -> None:
    annex = m.Paragraph(HERE, inlines("^b"), part=m.Part.ANNEX)
    result = resolved(plain("^a"), heading(1, kind="annex"), annex, notes=(note("a"), note("b")))
    assert [(p.value, p.part) for p in result.notes] == [(1, m.Part.BODY), (2, m.Part.ANNEX)]


def test_a_note_marked_five_times_shows_one_number() -> None:
    result = resolved(
        plain("^a"),
        plain("^b"),
        *(numbered(plain("^a")) for _ in range(4)),
        notes=(note("a"), note("b")),
    )
    first = result.notes[0]
    assert order(result) == ["a", "b"]
    assert [result.marks[mark].ordinal for mark in first.marks] == [1, 2, 3, 4, 5]
    assert [result.anchors[mark] for mark in first.marks] == [
        "mark-1", "mark-1-2", "mark-1-3", "mark-1-4", "mark-1-5",
    ]  # fmt: skip
    assert {result.marks[mark].note for mark in first.marks} == {first}


def test_repeated_marks_can_make_new_notes_with_the_same_text() -> None:
    notes = (note("a"), note("b"))
    result = resolved(plain("^a", "^b", "^a"), settings=AGAIN, notes=notes)
    assert [(printed.label, printed.note.label) for printed in result.notes] == [
        ("1", "a"), ("2", "b"), ("3", "a"),
    ]  # fmt: skip
    assert result.notes[0].note is result.notes[2].note
    assert [result.anchors[printed] for printed in result.notes] == ["note-1", "note-2", "note-3"]
    assert all(len(printed.marks) == 1 for printed in result.notes)


def test_a_note_written_in_place() -> None:
    result = resolved(plain("^a", in_place("Here.")), notes=(note("a"),))
    assert order(result) == ["a", ""]


def test_undefined_marks_have_no_entry_and_unused_notes_no_number() -> None:
    result = resolved(plain("^a", "^nobody"), notes=(note("unused"), note("a")))
    assert order(result) == ["a"]
    assert len(result.marks) == 1


def test_of_two_definitions_the_first_counts() -> None:
    first, second = note("a", "First."), note("a", "Second.")
    result = resolved(plain("^a"), notes=(first, second))
    assert result.notes[0].note is first
    assert result.targets["^a"] is first


def test_marks_in_notes_come_last_breadth_first() -> None:
    notes = (note("a", "^c", "^b"), note("b", "^e"), note("c", "^d"), note("d"), note("e"), note("f"))
    result = resolved(plain("^a", "^f"), notes=notes)
    assert order(result) == ["a", "f", "c", "b", "d", "e"]
    assert [printed.nested for printed in result.notes] == [False, False, True, True, True, True]
    assert places(result.notes[2], result) == ["note 1"]
    assert places(result.notes[4], result) == ["note 3"]


def test_a_note_marked_in_the_text_later_is_not_nested() -> None:
    notes = (note("a", "see", "^b"), note("b"))
    result = resolved(plain("^a"), numbered(plain("^b")), notes=notes)
    assert [printed.nested for printed in result.notes] == [False, False]
    assert places(result.notes[1], result) == ["paragraph 1", "note 1"]


@pytest.mark.parametrize("settings", [Settings(), AGAIN])
def test_notes_that_mark_each_other_come_to_an_end(settings: Settings) -> None:
    notes = (note("a", "^b"), note("b", "^a", "^b"))
    result = resolved(plain("^a"), settings=settings, notes=notes)
    again = settings.repeated_notes == "again"
    assert order(result) == (["a", "b", "a", "b"] if again else ["a", "b"])
    assert len(result.marks) == 4


def test_a_note_in_place_in_a_note_in_place() -> None:
    result = resolved(plain(in_place("outer", in_place("inner"))))
    assert [(printed.value, printed.nested) for printed in result.notes] == [(1, False), (2, True)]


def test_a_long_chain_of_notes_needs_no_recursion() -> None:
    notes = tuple(note(str(n), f"^{n + 1}") for n in range(2_000))
    result = resolved(plain("^0"), notes=notes)
    assert [printed.note.label for printed in result.notes] == [str(n) for n in range(2_000)]


def test_the_titles_note_stands_apart() -> None:
    result = resolved(
        plain("^a"),
        plain("^co"),
        title=inlines("Title", "^co"),
        notes=(note("co", "^deep"), note("a"), note("deep")),
    )
    assert result.title_note is not None
    assert (result.title_note.label, result.title_note.value, result.title_note.part) == (
        "*",
        0,
        m.Part.COVER,
    )
    assert places(result.title_note, result) == ["the title", "the opening text"]
    assert order(result) == ["a", "deep"]
    assert places(result.notes[1], result) == ["note to the title"]
    assert [result.anchors[mark] for mark in result.title_note.marks] == ["mark-title", "mark-title-2"]
    assert result.anchors[result.title_note] == "note-title"


def test_a_second_note_of_the_title_is_counted_before_all_others() -> None:
    result = resolved(plain("^a"), title=inlines("^co", "^more"), notes=(note("a"), note("co"), note("more")))
    assert order(result) == ["more", "a"]


def test_marks_on_the_cover_are_read_before_the_body() -> None:
    front = FrontMatter(
        subtitle=inlines("^sub"), submitted_by=(Organization("A", description=(plain("^who"),)),)
    )
    notes = (note("a"), note("who"), note("sub"))
    result = resolve(m.Document("x.md", front, (plain("^a"),), notes), Settings())
    assert order(result) == ["sub", "who", "a"]
    assert places(result.notes[1], result) == ["the cover page"]
    assert [printed.part for printed in result.notes] == [m.Part.COVER, m.Part.COVER, m.Part.BODY]


def test_marks_side_by_side_are_parted() -> None:
    notes = tuple(map(note, "abcdef"))
    comment = m.Comment(HERE, "x")
    result = resolved(
        plain("Text", "^a", "^b", comment, "^c", " ", "^d", m.Emphasis(HERE, inlines("^e"))), notes=notes
    )
    assert separators(result) == ["", ",\u00a0", ",\u00a0", "", ",\u00a0"]


def test_a_mark_beside_one_without_a_text_is_not_parted() -> None:
    result = resolved(plain("^nobody", "^a"), plain("^b"), notes=(note("a"), note("b")))
    assert separators(result) == ["", ""]


@pytest.mark.parametrize(("lang", "separator"), [("en", ",\u00a0"), ("ar", "،\u00a0"), ("zh", "、")])
def test_the_separator_is_the_languages(lang: str, separator: str) -> None:
    result = resolved(plain("^a", "^b"), notes=(note("a"), note("b")), settings=Settings(lang=lang))
    assert separators(result) == ["", separator]


def test_places() -> None:
    notes = tuple(map(note, "abcdefghij"))
    result = resolved(
        plain("^a"),
        heading(1, "Prohibition", m.Emphasis(HERE, inlines(" of sale")), "^b"),
        plain("^c"),
        numbered(plain("^d"), subs(sub(plain("^e"))), table(inlines("^f"))),
        table(inlines("^g"), caption=inlines("x")),
        heading(1, series="recommendation"),
        numbered(plain("^h")),
        heading(1, kind="annex"),
        plain("^i"),
        numbered(plain("^j")),
        notes=notes,
    )
    assert [places(printed, result)[0] for printed in result.notes] == [
        "the opening text",
        "the section “Prohibition of sale”",
        "the section “Prohibition of sale”",
        "paragraph 1",
        "paragraph 1 (a)",
        "paragraph 1",
        "table 1",
        "recommendation 1",
        "annex",
        "annex, paragraph 1",
    ]


def test_places_under_numbered_headings_and_in_another_language() -> None:
    settings = Settings(lang="fr", numbered_headings=True)
    result = resolved(
        heading(1), heading(2, "^a"), plain("^b"), numbered(plain("^c")),
        notes=tuple(map(note, "abc")), settings=settings,
    )  # fmt: skip
    assert [places(printed, result) for printed in result.notes] == [
        ["section I.A"], ["section I.A"], ["paragraphe 1"],
    ]  # fmt: skip
