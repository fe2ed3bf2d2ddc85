"""Numbers of paragraphs, sub-paragraphs, headings, annexes, tables and figures."""

from __future__ import annotations

from tests.support.resolve_build import (
    bullets,
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
from toolchain.resolve.tables import Resolved, Settings

NUMBERED = Settings(numbered_headings=True)


def labels(result: Resolved) -> list[str]:
    return [number.label for number in result.numbers.values()]


def cited(result: Resolved) -> list[str]:
    return [number.cited for number in result.numbers.values()]


def addresses(result: Resolved) -> list[str]:
    return [result.anchors[node] for node in result.numbers]


def keys(result: Resolved) -> list[str]:
    return [series.key for series in result.series.values()]


def test_paragraphs_run_on_through_headings() -> None:
    result = resolved(heading(1), numbered("a"), heading(2), numbered("b"), heading(1), numbered("c"))
    assert labels(result) == ["1.", "2.", "3."]
    assert cited(result) == ["paragraph 1", "paragraph 2", "paragraph 3"]
    assert addresses(result) == ["paragraph-1", "paragraph-2", "paragraph-3"]


def test_plain_paragraphs_and_plain_headings_have_no_number() -> None:
    result = resolved(heading(1), plain("a"))
    assert not result.numbers
    assert list(result.anchors.values()) == ["section-1"]


def test_a_series_lasts_until_a_heading_of_its_level_and_the_earlier_one_goes_on() -> None:
    result = resolved(
        numbered("a"),
        heading(2, series="recommendation"),
        numbered("b"),
        heading(3),
        numbered("c"),
        heading(2),
        numbered("d"),
    )
    assert cited(result) == ["paragraph 1", "recommendation 1", "recommendation 2", "paragraph 2"]
    assert addresses(result) == ["paragraph-1", "recommendation-1", "recommendation-2", "paragraph-2"]


def test_a_higher_heading_ends_a_series_too() -> None:
    result = resolved(heading(2, series="question"), numbered("a"), heading(1), numbered("b"))
    assert cited(result) == ["question 1", "paragraph 1"]


def test_a_series_in_a_series_interrupts_it() -> None:
    result = resolved(
        heading(1, series="recommendation"),
        numbered("a"),
        heading(2, series="question"),
        numbered("b"),
        heading(2),
        numbered("c"),
        heading(1),
        numbered("d"),
    )
    assert cited(result) == ["recommendation 1", "question 1", "recommendation 2", "paragraph 1"]


def test_a_series_opened_again_begins_at_one_with_addresses_of_its_own() -> None:
    result = resolved(
        heading(1, series="recommendation"), numbered("a"), heading(1, series="recommendation"), numbered("b")
    )
    assert cited(result) == ["recommendation 1", "recommendation 1"]
    assert keys(result) == ["recommendation", "recommendation-2"]
    assert addresses(result) == ["recommendation-1", "recommendation-2-1"]


def test_an_unknown_series_is_cited_as_typed_and_never_takes_another_kinds_addresses() -> None:
    result = resolved(
        heading(1, series="measure"), numbered("a"), heading(1, series="note"), numbered(plain("b", "^n")),
        notes=(note("n"),),
    )  # fmt: skip
    assert cited(result) == ["measure 1", "note 1"]
    assert addresses(result) == ["measure-1", "series-note-1"]
    assert result.anchors[result.notes[0]] == "note-1"


def test_a_series_name_is_never_read_as_a_template() -> None:
    result = resolved(heading(1, series="{number}"), numbered("a"))
    assert labels(result) == ["1."]


def test_two_annexes_count_for_themselves() -> None:
    result = resolved(
        numbered("a"),
        heading(1, kind="annex"),
        numbered(subs(sub("b"))),
        heading(1, kind="annex"),
        numbered("c"),
        heading(1),
        numbered("d"),
    )
    assert labels(result) == ["1.", "Annex I", "1.", "(a)", "Annex II", "1.", "2."]
    assert cited(result) == [
        "paragraph 1",
        "annex I",
        "annex I, paragraph 1",
        "annex I, paragraph 1 (a)",
        "annex II",
        "annex II, paragraph 1",
        "paragraph 2",
    ]
    assert addresses(result) == [
        "paragraph-1",
        "annex-1",
        "annex-1-paragraph-1",
        "annex-1-paragraph-1-a",
        "annex-2",
        "annex-2-paragraph-1",
        "paragraph-2",
    ]


def test_the_only_annex_has_no_number() -> None:
    result = resolved(heading(1, kind="annex"), numbered("a"))
    annex, paragraph = result.numbers.values()
    assert (annex.label, annex.own, annex.full, annex.cited) == ("Annex", "", "", "annex")
    assert (paragraph.own, paragraph.full, paragraph.cited) == (
        "1",
        "annex, paragraph 1",
        "annex, paragraph 1",
    )


def test_a_series_in_an_annex_is_cited_with_it() -> None:
    result = resolved(
        heading(1, kind="annex"),
        numbered("a"),
        heading(2, series="question"),
        numbered("b"),
        heading(2),
        numbered("c"),
        heading(1, kind="annex"),
    )
    assert cited(result) == [
        "annex I", "annex I, paragraph 1", "annex I, question 1", "annex I, paragraph 2", "annex II",
    ]  # fmt: skip
    assert keys(result) == ["annex-1-paragraph", "annex-1-question", "annex-1-paragraph"]
    assert {series.part for series in result.series.values()} == {m.Part.ANNEX}


def test_an_annex_in_an_annex() -> None:
    result = resolved(
        heading(1, kind="annex"),
        heading(2, kind="annex"),
        numbered("a"),
        heading(2, series="question"),
        numbered("b"),
    )
    assert cited(result) == ["annex I", "annex II", "annex II, paragraph 1", "annex I, question 1"]
    assert keys(result) == ["annex-2-paragraph", "annex-1-question"]


def test_letters_go_on_through_a_second_list_of_the_paragraph_and_through_bullets() -> None:
    result = resolved(
        numbered(
            subs(sub("a"), sub("b")),
            plain("between"),
            subs(sub("c")),
            bullets(plain("point"), subs(sub("d"))),
        ),
        numbered(subs(sub("a"))),
    )
    assert labels(result) == ["1.", "(a)", "(b)", "(c)", "(d)", "2.", "(a)"]
    assert [n.full for n in result.numbers.values()] == [
        "1",
        "1 (a)",
        "1 (b)",
        "1 (c)",
        "1 (d)",
        "2",
        "2 (a)",
    ]


def test_the_depth_of_a_list_is_that_of_the_ordered_lists_around_it() -> None:
    deepest = subs(sub("v", subs(sub("w"))))
    result = resolved(numbered(subs(sub("b", bullets(subs(sub("i"), sub("ii", deepest)))))))
    assert labels(result) == ["1.", "(a)", "(i)", "(ii)", "a.", "a."]
    assert [number.full for number in result.numbers.values()] == [
        "1", "1 (a)", "1 (a) (i)", "1 (a) (ii)", "1 (a) (ii) a", "1 (a) (ii) a a",
    ]  # fmt: skip
    assert addresses(result)[-1] == "paragraph-1-a-ii-a-a"


def test_inner_letters_begin_anew_in_each_sub_paragraph_and_go_on_within_it() -> None:
    result = resolved(numbered(subs(sub(subs(sub("x")), "t", subs(sub("y"))), sub(subs(sub("z"))))))
    assert labels(result) == ["1.", "(a)", "(i)", "(ii)", "(b)", "(i)"]


def test_thirty_sub_paragraphs() -> None:
    result = resolved(numbered(subs(*(sub("x") for _ in range(30)))))
    assert labels(result)[-5:] == ["(z)", "(aa)", "(bb)", "(cc)", "(dd)"]


def test_headings_are_numbered_when_asked() -> None:
    result = resolved(
        heading(1), heading(2), heading(3), heading(4), heading(3), heading(2), heading(1), heading(2),
        settings=NUMBERED,
    )  # fmt: skip
    assert labels(result) == ["I.", "A.", "1.", "(a)", "2.", "B.", "II.", "A."]
    assert [number.full for number in result.numbers.values()] == [
        "I", "I.A", "I.A.1", "I.A.1 (a)", "I.A.2", "I.B", "II", "II.A",
    ]  # fmt: skip
    assert cited(result)[3] == "section I.A.1 (a)"


def test_an_unnumbered_heading_and_those_below_it_have_no_number() -> None:
    result = resolved(
        heading(1, "a"), heading(2, "b"), heading(1, "c", kind="unnumbered"), heading(2, "d"),
        heading(1, "e"), heading(2, "f", kind="unnumbered"), heading(2, "g"), heading(5, "h"),
        settings=NUMBERED,
    )  # fmt: skip
    assert labels(result) == ["I.", "A.", "II.", "A."]


def test_a_skipped_level_is_left_out_of_the_full_number() -> None:
    result = resolved(heading(1), heading(3), heading(2), heading(3), settings=NUMBERED)
    assert [number.full for number in result.numbers.values()] == ["I", "I.1", "I.A", "I.A.1"]


def test_headings_in_an_annex_begin_anew_and_are_cited_with_it() -> None:
    result = resolved(
        heading(1), heading(2), heading(1, kind="annex"), heading(2), heading(3), heading(1, kind="annex"),
        heading(2), heading(1), heading(2),
        settings=NUMBERED,
    )  # fmt: skip
    assert labels(result) == ["I.", "A.", "Annex I", "A.", "1.", "Annex II", "A.", "II.", "A."]
    assert cited(result)[3:5] == ["annex I, section A", "annex I, section A.1"]
    assert cited(result)[-1] == "section II.A"


def test_only_captioned_tables_and_figures_are_numbered_and_through_the_whole_document() -> None:
    first = table(inlines("x"), caption=inlines("One"))
    inner = figure("Inner")
    bare = table(inlines("x"), name="bare")
    in_note = table(inlines("x"), caption=inlines("In a note"))
    unused = table(inlines("x"), caption=inlines("Never printed"))
    last = table(inlines("x"), caption=inlines("Two"))
    result = resolved(
        first, bare, figure(), numbered(subs(sub("a", inner, plain("^n")))), heading(1, kind="annex"), last,
        notes=(note("u"), m.Note(last.span, "n", (in_note,)), m.Note(last.span, "x", (unused,))),
    )  # fmt: skip
    assert [result.numbers[node].label for node in (first, inner, last, in_note)] == [
        "Table 1", "Figure 1", "Table 2", "Table 3",
    ]  # fmt: skip
    assert result.numbers[last].cited == "table 2"
    assert bare not in result.numbers
    assert unused not in result.numbers
    assert (result.anchors[last], result.anchors[bare]) == ("table-2", "place-1")


def test_tables_and_figures_in_an_annex_are_cited_without_it() -> None:
    grid, picture = table(inlines("x"), caption=inlines("One")), figure("Two")
    result = resolved(heading(1, kind="annex"), grid, picture)
    assert [result.numbers[node].full for node in (grid, picture)] == ["1", "1"]
    assert [result.numbers[node].cited for node in (grid, picture)] == ["table 1", "figure 1"]


def test_a_caption_may_hold_a_note_in_place() -> None:
    result = resolved(table(inlines("x"), caption=inlines("Units", in_place("Of 2020."))))
    assert result.marks[result.notes[0].marks[0]].place == "table 1"
