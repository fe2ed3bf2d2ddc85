"""Where citations stand: held against pandoc's citeproc, citeproc-js, and a deliberately naive function."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.citation_sequences import Answer, Sequence, make_sequence, positions
from toolchain.resolve.positions import Cited, NoteCitations, find_positions

KEPT = json.loads((Path(__file__).parents[1] / "cases/citations/positions.json").read_text(encoding="utf-8"))


def sequence_of(kept: dict[str, list[list[list[str]]]]) -> Sequence:
    notes = [[(key, page) for key, page in note] for note in kept["notes"]]
    return Sequence(notes, kept["marks"])  # type: ignore[arg-type]


def naive(notes: list[list[tuple[str, str]]]) -> Answer:
    """Looks back from each source over all that is printed before it, as a reader would."""
    answer: Answer = []
    for at, note in enumerate(notes):
        answer.append([])
        for place, (key, page) in enumerate(note):
            if key not in [known for before in notes[:at] for known, _ in before] + [
                k for k, _ in note[:place]
            ]:
                answer[-1].append("first")
                continue
            just_before = note[place - 1 : place] if place else notes[at - 1]
            if len(just_before) != 1 or just_before[0][0] != key or (just_before[0][1] and not page):
                answer[-1].append("subsequent")
            else:
                answer[-1].append("ibid" if just_before[0][1] == page else "ibid-with-locator")
    return answer


def test_there_are_answers_of_others() -> None:
    assert len(KEPT) == 200
    said = {each for kept in KEPT for note in kept["pandoc"] for each in note}
    assert said == {"first", "subsequent", "ibid", "ibid-with-locator"}
    assert any(len(kept["marks"]) > len(kept["notes"]) for kept in KEPT)


@pytest.mark.parametrize("oracle", ["pandoc", "citeproc"])
def test_ours_are_what_others_say(oracle: str) -> None:
    for kept in KEPT:
        assert positions(sequence_of(kept)) == kept[oracle], kept


@given(st.integers())
def test_ours_are_what_a_reader_would_say(seed: int) -> None:
    sequence = make_sequence(random.Random(seed))
    assert positions(sequence) == naive(sequence.notes)


def said(*notes: NoteCitations) -> list[list[str]]:
    return [[each.position for citation in note for each in citation] for note in find_positions(notes)]


def test_another_word_in_the_note_before_breaks_it() -> None:
    once = ((Cited("a"),),)
    assert said(NoteCitations(once, only=True), NoteCitations(once)) == [["first"], ["ibid"]]
    assert said(NoteCitations(once), NoteCitations(once)) == [["first"], ["subsequent"]]


def test_a_note_that_is_printed_elsewhere_is_not_right_before() -> None:
    once = ((Cited("a"),),)
    apart = NoteCitations(once, only=True, follows=False)
    assert said(NoteCitations(once, only=True), apart) == [["first"], ["subsequent"]]


def test_two_citations_in_a_note_are_parted_by_its_words() -> None:
    twice = NoteCitations(((Cited("a"),), (Cited("a"),)))
    assert said(twice) == [["first", "subsequent"]]


def test_the_note_that_cites_a_source_first_is_told() -> None:
    notes = [NoteCitations(((Cited(key),),), only=True) for key in "aba"]
    assert [placed.first for note in find_positions(notes) for (placed,) in note] == [0, 1, 0]
