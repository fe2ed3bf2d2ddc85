"""What checks search in: passages, places in the source, quotations, phrases, circles."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examined import read
from toolchain.checks.source.notes.order import cycles
from toolchain.checks.source.references.grammar import grammar, typed_references
from toolchain.checks.survey import Survey
from toolchain.model.diagnostics import SourceSpan
from toolchain.model.front_matter import UN_LANGUAGES
from toolchain.model.records import replace
from toolchain.model.source_text import Source, align
from toolchain.model.suggest import Suggestions
from toolchain.resolve.labels import words_for
from toolchain.text.passages import Passage, Quoted
from toolchain.text.phrases import any_of, phrases
from toolchain.text.running import MARK, OBJECT, REFERENCE

HEAD = "---\ntitle: Example\nlang: en\n---\n\n"
LINE = HEAD.count("\n") + 1


def passages(folder: Path, text: str) -> Sequence[Passage]:
    """The passages of the body."""
    return [each for each in Survey(read(folder, HEAD + text)).passages if each.owner]


def test_a_passage_is_the_words_of_a_block(tmp_path: Path) -> None:
    (only,) = passages(
        tmp_path,
        "1. *One* **two**[^a] `code` [three](https://example.org) [4](#x)<!-- no --> \\*five\\*\n"
        "     six https://example.org/TODO. seven@example.org",
    )
    address, mail = OBJECT * len("https://example.org/TODO"), OBJECT * len("seven@example.org")
    assert only.text == f"One two{MARK} {OBJECT} three {REFERENCE} *five*\nsix {address}. {mail}"
    assert only.source.at(only.exact(0, 3) or only.span(0, 3)) == "One"
    start = only.text.index("*five")
    place = only.exact(start, start + 6)
    assert place
    assert only.source.at(place) == "\\*five\\*"
    assert only.exact(0, 7) is None, "two nodes"
    assert only.leaf(only.text.index("three")).linked
    assert not only.leaf(only.text.index("six")).linked


def test_a_stranger_cannot_write_the_reserved_characters(tmp_path: Path) -> None:
    (only,) = passages(tmp_path, f"1. a{MARK}b{REFERENCE}c")
    assert only.text == f"a{OBJECT}b{OBJECT}c"


def test_what_stands_in_a_note_has_the_note_around_it(tmp_path: Path) -> None:
    found = passages(tmp_path, "1. One.^[Two.[^a]]\n\n     > Three.[^a]\n\n[^a]: Four.\n\n    > Five.\n")
    in_note = {each.text: (each.in_note, each.in_quotation) for each in found}
    assert in_note == {
        f"One.{MARK}": (False, False),
        f"Two.{MARK}": (True, False),
        f"Three.{MARK}": (False, True),
        "Four.": (True, False),
        "Five.": (True, True),
    }


@pytest.mark.parametrize(
    ("source", "text", "places"),
    [
        ("abc", "abc", [0, 1, 2, 3]),
        (r"a\*b", "a*b", [0, 1, 3, 4]),
        (r"\\", "\\", [0, 2]),
        (r"a\b", r"a\b", [0, 1, 2, 3]),
        ("&amp;x", "&x", [0, 5, 6]),
        ("&#233;x", "éx", [0, 6, 7]),
        ("&nosuch;", "&nosuch;", [0, 1, 2, 3, 4, 5, 6, 7, 8]),
        ("&", "&", [0, 1]),
        ("abd", "abc", None),
        ("ab", "abc", None),
        ("", "", [0]),
    ],
)
def test_characters_are_found_again(source: str, text: str, places: list[int] | None) -> None:
    found = align(source, text)
    assert (list(found) if found is not None else None) == places


def test_an_edit_needs_the_very_words() -> None:
    source = Source("one\r\ntwo\r\n")
    place = SourceSpan("x.md", 2, 1, 2, 4)
    assert source.end == "\r\n"
    assert source.edit(place, "two", "2") == ((place, "2"),)
    assert source.edit(place, "one", "1") == ()
    assert source.edit(replace(place, end_line=3), "two", "2") == ()
    assert source.edits([(place, "two", "2"), (place, "one", "1")]) == ()
    assert Source("").at(place) == ""
    assert source.first_line(SourceSpan("x.md", 1, 2, 2, 3)) == SourceSpan("x.md", 1, 2, 1, 4)


@pytest.mark.parametrize(
    "text",
    [
        "a “Q” b",
        "a «Q» b",
        "a „Q“ b",
        "a „Q” b",
        'a "Q" b',
        "a 「Q」 b",
        "a “b «Q» c” b",
        "a “Q",
        "“a” “Q” b",
        "a “b „Q“ c” b",
        "a 'the State's Q' b",
        "the girls’ a ‘it’s “Q”, c’ b",
    ],
)
def test_quoted(text: str) -> None:
    quoted = Quoted(text)
    assert text.index("Q") in quoted
    assert text.startswith("“") or 0 not in quoted
    if text.endswith("b"):
        assert len(text) - 1 not in quoted


def test_an_apostrophe_quotes_nothing() -> None:
    text = "the State’s duty, the girls’ rights, the ‘other’ one, l'école d' ici, 'Abd al-Rahman"
    assert not any(offset in Quoted(text) for offset in range(len(text)))


def test_every_language_has_its_phrases() -> None:
    own = {lang: phrases(lang) for lang in UN_LANGUAGES}
    for lang, known in own.items():
        assert known.above != phrases("und").above, lang
        assert known.documents, lang
        assert known.not_a_source, lang
    assert phrases("fr-CA") == own["fr"]
    assert phrases("de") == phrases("und")
    assert phrases("de").mark_place == "either"


def test_words_in_a_pattern() -> None:
    import re

    assert re.search(any_of(["a b", "a"], whole=True), "x a\n b c")
    assert not re.search(any_of(["ab"], whole=True), "abc")
    assert re.search(any_of(["par."], whole=True), "par.12")
    assert not re.search(any_of([]), "anything")


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "see paras. 12–14, 16 and 18 (b), and so on", [("paragraph", ["12", "14", "16", "18 (b)"])]),
        ("en", "para. 12, 14 May; paragraph 3 and 4 men", [("paragraph", ["12"]), ("paragraph", ["3"])]),
        ("en", "§12, §§ 3 and 4", [("paragraph", ["12"]), ("paragraph", ["3", "4"])]),
        ("en", "parapet 12, my fig 3, 12 paras, paragraph12, para. 3.4, para. 12bis, section of", []),
        ("en", "section II.B, Annex IV", [("section", ["II.B"]), ("annex", ["IV"])]),
        ("en", "Table 3", [("table", ["3"])]),
        ("fr", "par. 16 b), paragraphes 12 à 14", [("paragraph", ["16 b)"]), ("paragraph", ["12", "14"])]),
        ("es", "párrs. 12 y 14; cuadro 3", [("paragraph", ["12", "14"]), ("table", ["3"])]),
        ("ru", "в пунктах 12–14 выше)", [("paragraph", ["12", "14"])]),
        ("ar", "الفقرات 12–14 أعلاه", [("paragraph", ["12", "14"])]),
        ("zh", "见第12至14段、表3和第5条", [("paragraph", ["12", "14"]), ("table", ["3"])]),
    ],
)  # fmt: skip
def test_typed_references(lang: str, text: str, found: list[tuple[str, list[str]]]) -> None:
    typed = typed_references(text, grammar(words_for(lang)))
    assert [(each.kind, [number.text for number in each.numbers]) for each in typed] == found


def test_suggestions_end_somewhere() -> None:
    suggestions = Suggestions(["consent", "trade"])
    assert suggestions.near("concent") == "consent"
    assert suggestions.near("12") is None
    assert [suggestions.near("concent") for _ in range(100)].count("consent") < 50


GRAPHS = st.dictionaries(st.integers(0, 6), st.lists(st.integers(0, 6), max_size=3), max_size=7)


@given(GRAPHS)
def test_circles_are_what_leads_back(edges: dict[int, list[int]]) -> None:
    def reach(start: int) -> set[int]:
        seen: set[int] = set()
        waiting = list(edges.get(start, ()))
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting += edges.get(node, ())
        return seen

    expected = {frozenset(b for b in reach(a) if a in reach(b)) for a in edges if a in reach(a)}
    assert {frozenset(circle) for circle in cycles(edges)} == expected
