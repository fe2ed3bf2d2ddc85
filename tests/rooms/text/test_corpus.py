"""What tells the checks where to look: it may point at too many texts, but passes over none."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolchain import model as m
from toolchain.checks.source.notes import marks
from toolchain.checks.source.notes.marks import Group, problem, suspicion
from toolchain.checks.source.notes.texts import DOUBLE, PAIR
from toolchain.checks.source.sources import entries
from toolchain.checks.source.structure import placeholders
from toolchain.model.diagnostics import SourceSpan
from toolchain.model.source_text import Source
from toolchain.text.passages import Corpus, Passage
from toolchain.text.phrases import phrases
from toolchain.text.running import MARK, OBJECT, REFERENCE

PLACE = SourceSpan("x.md", 1, 1, 1, 2)
NODES: dict[str, m.Inline] = {
    MARK: m.NoteMark(PLACE, "a"),
    REFERENCE: m.CrossReference(PLACE, "a", ()),
    OBJECT: m.Code(PLACE, "a"),
    "\n": m.Break(PLACE, hard=False),
}
SIGNS = f"{MARK}{REFERENCE}{OBJECT}\n \t.,;:!?()“”aA1_۱，。；"
TEXTS = st.text(SIGNS, max_size=12)
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")


def passage(text: str) -> Passage:
    inlines = tuple(NODES.get(sign) or m.Text(PLACE, sign) for sign in text)
    made = Passage(None, (), inlines, Source(""))
    assert made.text == text
    return made


@given(st.lists(TEXTS, max_size=6), st.lists(st.text(SIGNS, min_size=1, max_size=2), max_size=4))
def test_the_texts_that_hold_a_string_are_found(texts: list[str], strings: list[str]) -> None:
    passages = [passage(text) for text in texts]
    holding = [each for each in passages if any(string in each.text for string in strings)]
    assert Corpus(passages).holding(strings) == holding


@pytest.mark.parametrize("pattern", ["a", r"\s+a", r"(?<!\w)a", r"a(?!\w)", r"(?<=\w)[.,]+", r"\b1\b"])
@given(rounds=st.lists(st.lists(TEXTS, max_size=6), min_size=1, max_size=3), kept=st.integers(0, 6))
def test_the_texts_that_a_pattern_matches_are_found(pattern: str, rounds: list[list[str]], kept: int) -> None:
    """Also where some of the texts have been searched in the round before."""
    corpus: Corpus | None = None
    for texts in rounds:
        passages = [passage(text) for text in (*rounds[0][:kept], *texts)]
        matching = [each for each in passages if re.search(pattern, each.text)]
        corpus = Corpus(passages, corpus)
        assert corpus.matching(re.compile(pattern)) == matching


@pytest.mark.parametrize("side", ["after", "before", "either"])
@given(TEXTS)
def test_a_mark_in_the_wrong_place_is_suspicious(
    side: Literal["after", "before", "either"], text: str
) -> None:
    found = passage(text)
    words = phrases("en")._replace(mark_place=side, abbreviations=())
    groups = (Group(found, run.start(), run.end()) for run in re.finditer(f"{MARK}+", text))
    if any(problem(group, words) for group in groups):
        assert suspicion(side).search(text)


@given(TEXTS)
def test_two_stops_and_separators_are_seen_from_afar(text: str) -> None:
    if DOUBLE.search(text):
        assert PAIR.search(text)
    if marks.SEPARATOR.search(text):
        assert marks.SEPARATED.search(text)


@given(
    st.lists(
        st.sampled_from(("op", "loc", "cit", "Supra", "note", "n", "S", "d", "12", "(", ")", ".", ",", " "))
    )
)
def test_each_irregular_form_has_a_hint(pieces: list[str]) -> None:
    text = "".join(pieces)
    if entries.IRREGULAR.search(text):
        assert any(word in text for word in entries.WORDS) or entries.BRACKET.search(text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_placeholder_has_a_hint(lang: str) -> None:
    patterns = placeholders.patterns_of(lang, ("para.",))
    words = phrases(lang)
    bracketed = [f"[{word}]" for word in (*words.bracketed, *words.to_fill)]
    for text in (*words.placeholders, *words.doubtful, *bracketed, "????", "lorem ipsum", "para. XX", "____"):
        sought = (*patterns.certain, patterns.unsure, patterns.doubtful)
        assert any(each.search(text) for each in sought)
        assert Corpus([passage(text)]).holding(patterns.hints)
