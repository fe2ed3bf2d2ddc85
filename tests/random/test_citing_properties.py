"""Whatever a source lacks, no stray punctuation is printed for it, in any style, position and language."""

import re
from functools import cache
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.citing import STYLES, entry, plain, shipped
from tests.support.shares import tried
from toolchain.citations.style import load_style
from toolchain.citations.style.cite import Cite, Position
from toolchain.citations.style.style import Style
from toolchain.model.vocabulary import DATES, FIELDS, ITEM_TYPES, NAMES

STRAY = re.compile(
    r"""[,;:،；，：]\s*[,;:.،；，：。)）\]]   # two signs side by side
      | \.\. | \.[,;:]\w | [.。][.。]
      | \(\s*\) | \[\s*\] | <\s*> | （\s*） | “\s*” | ‘\s*’ | «\s*» | 《\s*》
      | [(\[（]\s*[,;:.،，。] | \s[,;.،，。)\]）]
      | \s\s | ^\s | \s$ | ^[,;:.،；，：。)\]] | [,;:،；，：(\[（]$
      | \bNone\b | \bTrue\b | \bFalse\b | [{}\ufdd0\ufdd1]""",
    re.VERBOSE,
)
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
LABELS = ("page", "paragraph", "article", "section", "annex", "sub-verbo", "unheard-of", "")

words = st.sampled_from(
    ("Rights", "of the Child", "第三", "حقوق", "Право", "2nd", "12", "Why?", "No.", "“Not”")
)
texts = st.lists(words, min_size=1, max_size=3).map(" ".join)
people = st.lists(
    st.sampled_from(("Smith, John", "Ministry", "法, 司", "خان, علي", "Bhutta, R.N.")), min_size=1, max_size=9
)
dates = st.one_of(
    st.sampled_from(([2001], [2001, 3], [2001, 3, 1])),
    st.sampled_from(([[2020, 1], [2020, 3]], [[2020, 5, 3], [2020, 5, 5]], [[2019], [2020]])),
)


@st.composite
def sources(draw: st.DrawFn) -> dict[str, Any]:
    """A source of any type with any of CSL's variables, mostly of those that styles print."""
    fields: dict[str, Any] = {"type": draw(st.sampled_from(sorted(ITEM_TYPES)))}
    variables: list[tuple[frozenset[str], st.SearchStrategy[Any]]]
    variables = [(FIELDS, texts), (NAMES, people), (DATES, dates)]
    for names, values in variables:
        for name in draw(st.lists(st.sampled_from(sorted(names)), max_size=12, unique=True)):
            fields[name] = draw(values)
    usual: dict[str, st.SearchStrategy[Any]] = {
        "title": texts,
        "container-title": texts,
        "author": people,
        "issued": dates,
    }
    for name in draw(st.lists(st.sampled_from(sorted(usual)), unique=True)):
        fields[name] = draw(usual[name])
    if draw(st.booleans()):
        fields["URL"] = "https://example.org/"
    if draw(st.booleans()):
        fields["number"] = draw(
            st.sampled_from(("CRC/C/PAK/CO/5", "A/RES/61/295", "S/RES/1325 (2000)", "12"))
        )
    return fields


@cache
def style(name: str, lang: str) -> Style:
    return shipped(name, lang)


@pytest.mark.parametrize("name", STYLES)
@tried(250)
@given(
    fields=sources(),
    position=st.sampled_from(get_args(Position)),
    lang=st.sampled_from(LANGUAGES),
    label=st.sampled_from(LABELS),
    locator=st.sampled_from(("", "4", "4–6", "371A and 371B")),
    author=st.booleans(),
    opens=st.booleans(),
    note=st.sampled_from(("", "12")),
)
def test_no_stray_punctuation(
    name: str,
    fields: dict[str, Any],
    position: Position,
    lang: str,
    label: str,
    locator: str,
    author: bool,
    opens: bool,
    note: str,
) -> None:
    source = entry(fields)
    cite = Cite(source, position, label=label, locator=locator, author=author, first_note=note)
    for parts in (style(name, lang).citation([cite], opens), style(name, lang).entry(source)):
        text = plain(parts)
        assert text
        assert not STRAY.search(text), text
        for marks in ("()", "[]", "（）", "《》", "«»"):
            assert text.count(marks[0]) == text.count(marks[1]), text
        assert all(part.text for part in parts)
        assert all(one[1:] != two[1:] or one.url for one, two in pairwise(parts)), parts


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufdd0\ufdd1"), max_size=40))
def test_a_text_is_printed_as_it_is(text: str) -> None:
    """But for blanks, which are one space each, and none at the ends."""
    expected = re.sub("[ \t\r\n]+", " ", text).strip(" ")
    source = entry({"type": "document", "genre": text})
    template = "{% macro document(s, c) %}{{ s.genre }}{% endmacro %}"
    made = load_style(template, "style.j2", "en")
    assert plain(made.citation([Cite(source, "first")], True)) == (expected or "key")


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_type_is_printed_by_its_title(name: str, lang: str) -> None:
    for kind in (*sorted(ITEM_TYPES), "a type of the future"):
        source = entry({"type": kind, "title": "Xylophones", "author": ["Ypsilon, Zoe"], "issued": [2001]})
        for position in ("first", "subsequent"):
            text = plain(style(name, lang).citation([Cite(source, position, first_note="3")], True))
            assert "Xylophones" in text or "Ypsilon" in text, kind
        if kind != "personal_communication":
            assert "Xylophones" in plain(style(name, lang).citation([Cite(source, "first")], True)), kind
        if kind != "treaty":  # whose parties are many
            assert "Ypsilon" in plain(style(name, lang).entry(source)), kind


@pytest.mark.parametrize("name", STYLES)
def test_a_source_that_says_nothing_is_printed_by_its_key(name: str) -> None:
    for kind in sorted(ITEM_TYPES):
        source = entry({"type": kind}, key="smith2001")
        text = plain(style(name, "en").citation([Cite(source, "first")], True))
        assert text, kind
        assert not STRAY.search(text), kind
