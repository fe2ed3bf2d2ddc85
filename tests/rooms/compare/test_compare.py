"""Comparing what must be shown with what is shown: each kind of difference, and none where there is none."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolchain.compare import align as aligning
from toolchain.compare.align import Entry, align
from toolchain.compare.proof.compare import Compared, compare
from toolchain.compare.proof.differing import contrast
from toolchain.compare.proof.lines import Kind, Line, Piece, Shown
from toolchain.model.diagnostics import SourceSpan
from toolchain.model.records import replace
from toolchain.reports.sentences import message_of

_PIECE = re.compile(
    r"\[(?P<mark>[^\]]+)\]|\{(?P<text>[^→]*)→(?P<target>[^}]*)\}|\*(?P<strong>[^*]*)\*|[^\[{*]+"
)


def line(text: str, kind: Kind = "text", label: str = "", key: object = None, level: int = 0) -> Line:
    """A line; "[12]" is a mark, "{16→p}" a reference to the line with the key p, "{a→https://…}" a link, and
    "*b*" bold.
    """
    pieces = [Piece(f"{label} ")] if label else []
    for found in _PIECE.finditer(text):
        if found["mark"]:
            pieces.append(Piece(found["mark"], "mark", found["mark"]))
        elif found["target"] is not None:
            role = "link" if ":" in found["target"] else "reference"
            pieces.append(Piece(found["text"], role, found["target"]))  # type: ignore[arg-type]
        else:
            pieces.append(
                Piece(found["strong"] or found[0], look=frozenset(["strong"] * bool(found["strong"])))
            )
    return Line(kind, tuple(pieces), SourceSpan("x", 0, 1, 0, 2, text), key, level, label)


def paragraph(number: int, text: str = "") -> Line:
    words = text or f"The paragraph that is about matter {number * 7} and {number * 13}."
    return line(words, label=f"{number}.", key=f"p{number}")


def note(number: int, text: str = "") -> Line:
    return line(text or f"Source {number * 17}, page {number * 3}.", "note", str(number), f"n{number}")


def shown(body: Sequence[Line], notes: Sequence[Line] = ()) -> Shown:
    return Shown("T", "en", (), tuple(body), tuple(notes))


def messages(ours: Sequence[Line], theirs: Sequence[Line]) -> list[str]:
    return [message_of(each.facts) for each in compare(shown(ours), shown(theirs)).differences]


class Case(NamedTuple):
    """Two bodies, and the kinds and messages of what differs."""

    name: str
    ours: list[Line]
    theirs: list[Line]
    kinds: list[str]
    said: list[str]


P = [paragraph(number) for number in range(1, 7)]
CELLS = [line(text, "cell") for text in ("a", "1", "b", "2", "c", "3")]
CASES = [
    Case("missing", P, [*P[:2], *P[3:]], ["missing"], ["paragraph 3 is missing: “3. The paragraph that"]),
    Case("first missing", P, P[1:], ["missing"], ["paragraph 1 is missing"]),
    Case("added", P, [*P[:2], line("New."), *P[2:]], ["added"], ["this text is not in the source: “New.”"]),
    Case("moved", P, [P[0], P[2], P[3], P[1], *P[4:]], ["moved"], ["2 is in another place, after para"]),
    Case("words", P, [P[0], paragraph(2, "The paragraph that is about matter 14 or 26."), *P[2:]],
         ["words"], ["paragraph 2 reads “…that is about matter 14 or 26.”, but in the source “…that is"]),
    Case("other words altogether", P, [P[0], paragraph(2, "Nothing like it."), *P[2:]],
         ["words"], ["paragraph 2 reads “2. Nothing like it.”, but in the source “2. The"]),
    Case("a space lost", P, [P[0], paragraph(2, "The paragraph thatis about matter 14 and 26."), *P[2:]],
         ["words"], ["reads “2. The paragraph thatis about matter"]),
    Case("number", P, [P[0], line(f"3. {P[1].text[3:]}"), *P[2:]],
         ["number"], ["paragraph 2 is shown with the number 3"]),
    Case("number lost", P, [P[0], line(P[1].text[3:]), *P[2:]], ["number"], ["paragraph 2 has lost its"]),
    Case("number too much", [line("Text.")], [line("Text.", label="1.")],
         ["number"], ["the text “Text.” has a number, 1, that it does not have in the source"]),
    Case("number with space lost", P, [P[0], line(f"2.{P[1].text[3:]}"), *P[2:]], ["words"], ["“2.The"]),
    Case("letter", [line("one", label="(a)")], [line("one", label="(b)")],
         ["number"], ["item (a) is shown with the number (b)"]),
    Case("caption's number", [line("C", "caption", "Table 1")], [line("Table 2 C", "caption")],
         ["number"], ["the caption “Table 1 C” is shown with the number Table 2"]),
    Case("heading's number", [line("H", "heading", "II.", level=1)], [line("III. H", "heading", level=1)],
         ["number"], ["the heading “II. H” is shown with the number III"]),
    Case("renumbered", P, [P[0], *(line(P[n].text[3:], label=f"{n}.") for n in range(2, 6))],
         ["missing", "number"], ["paragraph 2 is", "3 is shown with the number 2, and the same for 3 more"]),
    Case("level", [line("H", "heading", level=1)], [line("H", "heading", level=2)],
         ["level"], ["the heading “H” has level 2, but level 1 in the source"]),
    Case("kind", [line("H", "heading", level=1)], [line("H")],
         ["kind"], ["the heading “H” is shown as a text, not as a heading"]),
    Case("header", [line("H", "header")], [line("H", "cell")],
         ["kind"], ["the header “H” is shown as a cell, not as a column's header"]),
    Case("cell", CELLS, [*CELLS[:3], line("7", "cell"), *CELLS[4:]],
         ["words"], ["the cell reads “7”, but in the source “2”"]),
    Case("cell emptied", CELLS, [*CELLS[:3], line("", "cell"), *CELLS[4:]],
         ["words"], ["the cell reads “”, but in the source “2”"]),
    Case("row lost", CELLS, [*CELLS[:2], *CELLS[4:]],
         ["missing", "missing"], ["the cell “b” is missing", "the cell “2” is missing"]),
    Case("caption", [line("C", "caption", "Table 1")], [line("D", "caption", "Table 1")],
         ["words"], ["the caption reads “Table 1 D”, but in the source “Table 1 C”"]),
    Case("picture", [line("A bar chart", "image")], [line("A chart", "image")],
         ["words"], ["the alt text of the picture reads “A chart”, but in the source “A bar chart”"]),
    Case("link", [line("See {x→https://a.org/}.")], [line("See {x→https://b.org/}.")],
         ["link"], ["the link “x” in the text “See x.” leads to https://b.org/, but in the source to https://a.org/"]),
    Case("address of mail", [line("See {x→mailto:a@a.org}.")], [line("See {x→mailto:b@a.org}.")],
         ["link"], ["leads to mailto:b@a.org, but in the source to mailto:a@a.org"]),
    Case("look", [line("*One* two.")], [line("One two.")],
         ["look"], ["“One” in the text “One two.” is plain, but in the source in strong emphasis"]),
    Case("link lost", [line("See {x→https://a.org/}.")], [line("See x.")],
         ["link"], ["“x” in the text “See x.” is a link in the source, but not here"]),
    Case("link added", [line("See x.")], [line("See {x→https://a.org/}.")],
         ["link"], ["“x” in the text “See x.” is a link, but not in the source"]),
    Case("reference", [*P, line("See {2→p2}.")], [*P, line("See {2→p3}.")],
         ["link"], ["leads to paragraph 3, but in the source to paragraph 2"]),
    Case("reference to nothing", [*P, line("See {2→p2}.")], [*P, line("See {2→gone}.")],
         ["link"], ["leads to something unknown, but in the source to paragraph 2"]),
    Case("reference that leaves", [*P, line("See {2→p2}.")], [*P, line("See {2→https://a.org/}.")],
         ["link"], ["leads to https://a.org/, but in the source to paragraph 2"]),
    Case("link that stays", [*P, line("See {2→https://a.org/}.")], [*P, line("See {2→p2}.")],
         ["link"], ["leads to paragraph 2, but in the source to https://a.org/"]),
    Case("mark moved", [line("One[1] two.")], [line("One two.[1]")],
         ["mark"], ["the marks in the text “One[1] two.” are in other places: “One two.[1]”"]),
    Case("mark missing", [line("One[1] two.[2]")], [line("One two.[2]")],
         ["mark"], ["the mark 1 in the text “One[1] two.[2]” is missing"]),
    Case("mark added", [line("One two.[2]")], [line("One[1] two.[2]")],
         ["mark"], ["a mark 1 in the text “One two.[2]” is not in the source"]),
    Case("mark changed", [line("One[1] two.[2]")], [line("One[3] two.[2]")],
         ["mark"], ["the mark 1 in the text “One[1] two.[2]” is shown as 3"]),
    Case("mark that is text", [line("One[1] two.")], [line("One1 two.")],
         ["mark"], ["the mark 1 in the text “One[1] two.” leads to no note"]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "-"))
def test_a_difference_is_told(case: Case) -> None:
    found = compare(shown(case.ours), shown(case.theirs)).differences
    assert [each.kind for each in found] == case.kinds
    for each, words in zip(found, case.said, strict=True):
        assert words in message_of(each.facts)
        assert each.ours is not None or each.kind == "added"
        assert each.theirs is not None or case.name == "first missing"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "-"))
def test_what_is_equal_is_equal(case: Case) -> None:
    for lines in (case.ours, case.theirs):
        assert compare(shown(lines), shown(lines)) == Compared((), 1.0)


NOTES = [note(number) for number in range(1, 6)]
TEXT = [line("".join(f"w{number}[{number}] " for number in range(1, 6)))]


def in_notes(theirs: Sequence[Line], text: Sequence[Line] = TEXT) -> list[str]:
    return [message_of(each.facts) for each in compare(shown(TEXT, NOTES), shown(text, theirs)).differences]


def test_a_note_missing() -> None:
    assert in_notes([*NOTES[:1], *NOTES[2:]]) == ["note 2 is missing: “2 Source 34, page 6.”"]


def test_a_note_added() -> None:
    assert in_notes([*NOTES, note(9)]) == ["this text is not in the source: “9 Source 153, page 27.”"]


def test_two_notes_swapped() -> None:
    """Their numbers stay in order, so each stands under the number of the other."""
    second, third = note(2, NOTES[2].text[2:]), note(3, NOTES[1].text[2:])
    said = sorted(in_notes([NOTES[0], second, third, *NOTES[3:]]))
    assert said == ["note 2 is shown with the number 3", "note 3 is shown with the number 2"]


def test_marks_follow_their_notes_numbers() -> None:
    """A note taken out in Word: the later ones and their marks are renumbered; each is told once."""
    text = [line("w1[1] w2 w3[2] w4[3] w5[4] ")]
    said = in_notes([NOTES[0], *(note(n, NOTES[n].text[2:]) for n in range(2, 5))], text)
    assert said == [
        "the mark 2 in the text “w1[1] w2[2] w3[3] w4[4] w5[5]” is missing: “w1[1] w2 w3[2] w4[3] w5[4]”",
        "note 2 is missing: “2 Source 34, page 6.”",
        "note 3 is shown with the number 2, and the same for 2 more after it",
    ]


def test_a_line_of_which_only_the_marks_follow_is_equal() -> None:
    ours, theirs = (
        shown([line(one), line(two)], notes)
        for one, two, notes in (
            ("w1[1]", "w2[2] w3[3]", NOTES[:3]),
            ("w1", "w2[1] w3[2]", [note(n, NOTES[n].text[2:]) for n in (1, 2)]),
        )
    )
    found = compare(ours, theirs).differences
    assert {each.ours and each.ours.text for each in found} == {"w1[1]", NOTES[0].text, NOTES[1].text}


def test_of_marks_that_are_missing_the_first_is_told() -> None:
    (said,) = in_notes(NOTES, [line("w1 w2 w3[3] w4[4] w5[5] ")])
    assert said.startswith("the mark 1 in the text ")


def test_a_mark_that_leads_to_another_note() -> None:
    theirs = [line("w1[1] w2{2→n3} w3[3] w4[4] w5[5] ")]
    (said,) = in_notes(NOTES, theirs)
    assert said.endswith("leads to note 3")


def test_a_note_that_shows_another_number() -> None:
    theirs = [line("w1[1] w2{2→n2} w3[3] w4[4] w5[5] ")]
    notes = [NOTES[0], line(NOTES[1].text[2:], "note", "8", "n2"), *NOTES[2:]]
    said = in_notes(notes, theirs)
    assert "leads to a note with the number 8" in said[0]
    assert said[1] == "note 2 is shown with the number 8"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("{x→https://a.org/b c}", "{x→https://a.org/b%20c}"),
        ("{x→https://exämple.org/é}", "{x→https://xn--exmple-cua.org/%C3%A9}"),
        ("{x→https://A.org/}", "{x→https://a.org/}"),
        ("{x→javascript:alert(1)}", "x"),
        ("{x→file.pdf:1}", "x"),
        ("{x→ftp://a.org/}", "{x→ftp://a.org/}"),
        ("{one→https://a.org/}[1]{two→https://a.org/}", "{o→https://a.org/}{ne→https://a.org/}[1]{two→https://a.org/}"),
        ("one\u00a0two", "one two"),
        ("one\u00adtwo", "onetwo"),
        ("see {a b→q}", "see {a→q} {b→q}"),
        ("see {a→gone}", "see {a→q}"),
    ],
)  # fmt: skip
def test_what_is_the_same_to_a_reader(ours: str, theirs: str) -> None:
    assert messages([line(ours), line("Q", key="q")], [line(theirs), line("Q", key="q")]) == []


def test_paragraphs_without_words_are_nothing() -> None:
    assert messages([P[0], line(""), P[1]], [P[0], P[1], line(" ")]) == []
    assert messages([line("", "cell")], []) == ["the cell is missing"]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (["{I. One.....3→h1}", "{Two→h2}"], []),
        (
            ["{I. One→h1}"],
            ["the table of contents has no entry that has the words of the heading “Two” and leads there"],
        ),
        (
            ["{I. One→h2}", "{Two→h2}"],
            ["that has the words of the heading “I. One” and leads there"],
        ),
        (["{Two→h1}", "{I. One→h2}"], ["“I. One”", "“Two”"]),
        (["{See two→h2}", "{I. One→h1}", "{Two→h2}"], []),  # the title leads there too
        (
            ["{Two→h2}", "{I. One→h1}"],
            ["the entry of the heading “Two” is before that of an earlier heading"],
        ),
    ],
)
def test_contents(entries: list[str], said: list[str]) -> None:
    body = [line("One", "heading", "I.", "h1", 1), line("Two", "heading", "", "h2", 1)]
    wanted = tuple(piece for text in ("{I. One→h1}", "{Two→h2}") for piece in line(text).pieces)
    links = tuple(piece for text in entries for piece in line(text).pieces)
    ours, theirs = (replace(shown(body), contents=each) for each in (wanted, links))
    found = compare(ours, theirs).differences
    assert [each.kind for each in found] == ["link"] * len(said)
    assert all(words in message_of(each.facts) for each, words in zip(found, said, strict=True))


def test_a_difference_has_both_places() -> None:
    (found,) = compare(shown(P), shown([*P[:2], *P[3:]])).differences
    assert found.ours == P[2]
    assert found.theirs == P[1]


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ("abc", "abc", ("abc", "abc")),
        ("", "x", ("", "x")),
        ("a" * 100, "a" * 99, None),
        ("one two three", "one 2 three", ("one two three", "one 2 three")),
        ("aa", "aaa", ("aa", "aaa")),
    ],
)
def test_contrast(ours: str, theirs: str, said: tuple[str, str] | None) -> None:
    found = contrast(ours, theirs)
    assert said is None or found == said
    assert all(len(each) < 200 for each in found)


def test_contrast_of_long_texts_is_short() -> None:
    words = [f"word{number}" for number in range(1000)]
    other = [*words[:500], "changed", *words[501:]]
    one, two = contrast(" ".join(words), " ".join(other))
    assert (one, two) == (
        "…word497 word498 word499 word500 word501 word502 word503…",
        "…word497 word498 word499 changed word501 word502 word503…",
    )


def shuffled(seed: int) -> tuple[list[str], list[str]]:
    chance = random.Random(seed)
    ours = [f"text {chance.randrange(30)}" for _ in range(chance.randrange(60))]
    theirs = [text for text in ours if chance.random() > 0.2]
    for _ in range(chance.randrange(5)):
        theirs.insert(chance.randrange(len(theirs) + 1), f"text {chance.randrange(60)}")
    return ours, theirs


@given(st.integers())
def test_alignment_pairs_in_order_and_each_once(seed: int) -> None:
    ours, theirs = shuffled(seed)
    pairs = align([Entry(line(text)) for text in ours], [Entry(line(text)) for text in theirs])
    found = [at for at in pairs if at is not None]
    assert found == sorted(set(found))
    assert len(pairs) == len(ours)


@given(st.integers())
def test_everything_is_told_and_nothing_twice(seed: int) -> None:
    """Whatever the differences, what is told makes theirs of ours: no line is left unsaid."""
    ours, theirs = ([line(text) for text in texts] for texts in shuffled(seed))
    found = compare(shown(ours), shown(theirs)).differences
    kinds = [each.kind for each in found]
    assert len(ours) - kinds.count("missing") == len(theirs) - kinds.count("added")
    assert (found == ()) == ([each.text for each in ours] == [each.text for each in theirs])


def test_a_long_document_with_few_differences_is_not_compared_all_with_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = 0
    likeness = aligning.likeness

    def counted(one: Entry, other: Entry) -> float:
        nonlocal asked
        asked += 1
        return likeness(one, other)

    monkeypatch.setattr(aligning, "likeness", counted)
    ours = [paragraph(number) for number in range(1, 3001)]
    theirs = [
        line(each.text.replace("that", "which") if n % 100 == 50 else each.text)
        for n, each in enumerate(ours)
    ]
    assert len(messages(ours, [*theirs[:1000], *theirs[1001:]])) == 31
    assert asked <= 60
    asked = 0
    assert len(messages(ours, [line(f"Nothing of it, {n}.") for n in range(2990)])) == 5990
    assert asked == 0


def test_numbers_hold_together_what_is_all_rewritten() -> None:
    ours = [paragraph(number) for number in range(1, 200)]
    theirs = [paragraph(number, f"Wholly new {number}.") for number in range(1, 200)]
    found = messages(ours, theirs)
    assert len(found) == 199
    assert found[99].startswith("paragraph 100 reads “100. Wholly new 100.”")


def test_a_large_table_of_few_different_cells() -> None:
    """No cell of it stands once; yet a row that is lost is lost, and a cell that is changed changed."""
    chance = random.Random(1)
    cells = [line(str(chance.randrange(10)), "cell") for _ in range(4000)]
    theirs = [*cells[:200], line("x", "cell"), *cells[201:3000], *cells[3005:]]
    found = compare(shown(cells), shown(theirs)).differences
    assert [each.kind for each in found] == ["words", *["missing"] * 5]
