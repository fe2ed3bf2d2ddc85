"""What holds of every document's numbers, whatever is in it."""

from __future__ import annotations

import re
from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from tests.support.resolve_build import (
    HERE,
    bullets,
    heading,
    in_place,
    inlines,
    note,
    numbered,
    plain,
    reference,
    sub,
    subs,
)
from toolchain import model as m
from toolchain.model.front_matter import UN_LANGUAGES, FrontMatter
from toolchain.model.walk import plain_text, walk
from toolchain.resolve import resolve
from toolchain.resolve.survey import survey
from toolchain.resolve.tables import Number, Resolved, Settings

NAMES = "abcdef"
LABELS = ("p", "q", "r", "s", "t", "^a", "^b", "nowhere")

typed = st.sampled_from(
    [
        "",
        "15",
        "16 (b)",
        "(c)",
        "section II.B",
        "annex II, paragraph 3",
        "table 4",
        "a",
        "I",
        "12–14",
        "words",
    ]
)
references = st.builds(reference, st.sampled_from(LABELS), typed)
marks = st.sampled_from([f"^{name}" for name in (*NAMES, "nobody")])
pieces = st.one_of(
    st.sampled_from(["text", "para. ", " ", "see"]), marks, references, st.builds(in_place, marks)
)
texts = st.lists(pieces, max_size=5).map(lambda parts: inlines(*parts))
names = st.sampled_from(["", "p", "q", "r", "s", "t"])


def _plain(children: m.Inlines) -> m.Paragraph:
    return plain(*children)


leaf_blocks = st.builds(_plain, texts)
captions = st.none() | texts.map(lambda children: m.Caption(HERE, children))
grids = st.builds(
    lambda cells, caption, name: m.Table(
        HERE, tuple(m.Cell(HERE, cell) for cell in cells), (), caption, m.Label(name, HERE) if name else None
    ),
    st.lists(texts, min_size=1, max_size=2),
    captions,
    names,
)


def _nested(inner: st.SearchStrategy[m.Block]) -> st.SearchStrategy[m.Block]:
    items = st.lists(
        st.builds(lambda blocks, name: sub(*blocks, name=name), st.lists(inner, max_size=2), names)
    )
    return st.one_of(
        items.map(lambda found: subs(*found)),
        st.lists(inner, max_size=2).map(lambda blocks: bullets(*blocks)),
        st.lists(inner, max_size=2).map(lambda blocks: m.Quotation(HERE, tuple(blocks))),
    )


blocks_inside = st.recursive(leaf_blocks | grids, _nested, max_leaves=6)
paragraphs = st.builds(
    lambda blocks, name: numbered(*blocks, name=name), st.lists(blocks_inside, min_size=1, max_size=3), names
)
headings = st.builds(
    lambda level, children, name, series, kind: heading(
        level, *children, name=name, series=series, kind=kind
    ),
    st.integers(1, 6),
    texts,
    names,
    st.sampled_from([None, None, "recommendation", "measure", "note"]),
    st.sampled_from(["", "", "", "annex", "unnumbered"]),
)
notes = st.lists(st.builds(lambda name, text: note(name, *text), st.sampled_from(NAMES), texts), max_size=8)
settings = st.builds(
    Settings,
    lang=st.sampled_from([*UN_LANGUAGES, "de"]),
    repeated_notes=st.sampled_from(["same", "again"]),
    numbered_headings=st.booleans(),
)
documents = st.builds(
    lambda title, blocks, defined: m.Document(
        "x.md", FrontMatter(title=title), tuple(blocks), tuple(defined)
    ),
    texts,
    st.lists(st.one_of(paragraphs, paragraphs, headings, leaf_blocks, grids), max_size=12),
    notes,
)
results = st.builds(resolve, documents, settings)


@given(results)
def test_each_series_counts_from_one_without_a_gap(result: Resolved) -> None:
    values = defaultdict(list)
    for block in result.document.blocks:
        if isinstance(block, m.NumberedParagraph):
            values[result.series[block].key].append(result.numbers[block].value)
    assert all(found == list(range(1, len(found) + 1)) for found in values.values())


@given(results)
def test_sub_paragraphs_count_from_one_in_each_owner(result: Resolved) -> None:
    values = defaultdict(list)
    for node, around in walk(result.document.blocks):
        if isinstance(node, m.SubParagraph):
            owner = next(n for n in reversed(around) if isinstance(n, m.SubParagraph | m.NumberedParagraph))
            values[owner].append(result.numbers[node].value)
    assert all(found == list(range(1, len(found) + 1)) for found in values.values())


@given(results)
def test_note_numbers_are_one_to_n_and_first_marks_stand_in_that_order(result: Resolved) -> None:
    assert [printed.label for printed in result.notes] == [str(n + 1) for n in range(len(result.notes))]
    defined = {written.label: written for written in reversed(result.document.notes)}
    read = [
        (node, defined[node.label] if isinstance(node, m.NoteMark) else node.note)
        for node, _ in walk((*result.document.front_matter.title, *result.document.blocks))
        if isinstance(node, m.InlineNote) or (isinstance(node, m.NoteMark) and node.label in defined)
    ]
    values = [result.marks[mark].note.value for mark, _ in read]
    firsts = [value for place, value in enumerate(values) if value not in values[:place]]
    assert [value for value in firsts if value] == list(range(1, len([v for v in firsts if v]) + 1))
    assert all(result.marks[mark].note.note is written for mark, written in read)


@given(results)
def test_the_marks_of_a_note_show_it_and_are_counted(result: Resolved) -> None:
    printed = [*result.notes, *([result.title_note] if result.title_note else [])]
    marks = [mark for shown in printed for mark in shown.marks]
    assert len(set(marks)) == len(marks) == len(result.marks)
    for shown in printed:
        assert [result.marks[mark].ordinal for mark in shown.marks] == list(range(1, len(shown.marks) + 1))
        assert {result.marks[mark].note for mark in shown.marks} == {shown}
        if result.settings.repeated_notes == "again":
            assert len(shown.marks) == 1


@given(results)
def test_everything_numbered_has_an_address_and_no_two_are_alike(result: Resolved) -> None:
    numbered_things = {*result.numbers, *result.notes, *result.marks}
    assert numbered_things <= set(result.anchors)
    assert len(set(result.anchors.values())) == len(result.anchors)
    assert all(address and not any(map(str.isspace, address)) for address in result.anchors.values())


@given(results)
def test_a_reference_shows_true_numbers_only(result: Resolved) -> None:
    own: dict[m.Node, str] = {node: number.own for node, number in result.numbers.items()}
    own |= {printed.note: printed.label for printed in reversed(result.notes)}
    if result.title_note:
        own[result.title_note.note] = "*"
    for found in result.references.values():
        for node, _ in walk(found.children):
            if isinstance(node, m.PrintedNumber):
                assert node.text == own[node.target]
        if found.claim and not found.fault:
            spaced = plain_text(found.children).replace("\u00a0", " ")
            assert found.expected.replace(" ", "") in spaced.replace(" ", "")


@given(results)
def test_a_corrected_claim_is_true(result: Resolved) -> None:
    for node, found in result.references.items():
        if found.claim is None or found.fault:
            continue
        fixed = plain_text(node.children).replace(found.claim.text, found.expected, 1)
        again = m.CrossReference(HERE, node.target, inlines(fixed))
        document = m.Document(
            "x.md",
            result.document.front_matter,
            (*result.document.blocks, plain(again)),
            result.document.notes,
        )
        second = resolve(document, result.settings).references[again]
        if found.expected == "*":  # the title's note has no number: nothing is left to claim
            continue
        assert second.claim is not None
        assert (second.fault, second.claim.text) == ("", second.expected)


@given(documents, st.booleans())
def test_the_same_document_gives_the_same_tables(document: m.Document, headings_numbered: bool) -> None:
    chosen = Settings(numbered_headings=headings_numbered)
    first, second = resolve(document, chosen), resolve(document, chosen)
    assert list(first.numbers.items()) == list(second.numbers.items())
    assert list(first.anchors.values()) == list(second.anchors.values())
    assert first.printed == second.printed


@given(results)
def test_only_a_space_is_printed_otherwise(result: Resolved) -> None:
    """Nothing but no-break spaces is new, and two spaces with nothing or a comment between them are one."""
    leaves = set()
    for run in (run for story in survey(result.document).everything() for run in story.runs):
        was = [leaf.text if isinstance(leaf, m.Text) else " " for leaf in run]
        printed = [result.printed.get(leaf, text) for leaf, text in zip(run, was, strict=True)]
        assert "".join(printed).replace("\u00a0", " ") == re.sub(" +", " ", "".join(was))
        leaves |= {leaf for leaf, text, before in zip(run, printed, was, strict=True) if text != before}
    assert leaves == set(result.printed)


@given(results)
def test_full_and_cited_end_in_the_levels_own_number(result: Resolved) -> None:
    for number in result.numbers.values():
        assert isinstance(number, Number)
        assert number.own in number.full
        assert number.full in number.cited
