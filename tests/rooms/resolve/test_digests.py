"""Digests of what is printed: of its letters alone, and read as they are written."""

from __future__ import annotations

from hashlib import sha256

import pytest

from tests.support.resolve_build import (
    HERE,
    document,
    heading,
    inlines,
    note,
    numbered,
    plain,
    reference,
    resolved,
    sub,
    subs,
    table,
)
from toolchain import model as m
from toolchain.model.front_matter import FrontMatter
from toolchain.model.records import replace
from toolchain.resolve import resolve
from toolchain.resolve.digests import Digests, digests_of, read_digests
from toolchain.resolve.tables import Settings, shown_text


def digest(letters: str, length: int) -> str:
    return sha256(letters.encode()).hexdigest()[:length]


def digests(matter: FrontMatter) -> Digests:
    blocks = (
        heading(1, "On Law"),
        numbered("In 2019 the law:", subs(sub("Of age."))),
        plain("– 12 –"),
        table(inlines("A"), inlines("b 1"), caption=inlines("Of it")),
    )
    return digests_of(resolve(replace(document(*blocks), front_matter=matter), Settings()))


@pytest.mark.parametrize(
    ("matter", "report"),
    [
        (FrontMatter(title=inlines("A Report, 2024")), "areport"),
        (FrontMatter(title=inlines("A Report"), country="Nepal"), "nepal"),
        (FrontMatter(title=inlines("A Report"), country="Nepal", instrument="CRC"), "nepalcrc"),
    ],
)
def test_what_digests_are_made_of(matter: FrontMatter, report: str) -> None:
    """Of the country and the instrument, or else of the title; a text without letters has none."""
    found = digests(matter)
    assert found.report == digest(report, 4)
    texts = ("onlaw", "inthelaw", "ofage", "ab", "ofit")
    assert sorted(found.paragraphs) == sorted(digest(text, 2) for text in texts)


def test_what_is_written_is_read() -> None:
    found = digests(FrontMatter(title=inlines("A Report")))
    assert read_digests(found.written) == found
    assert read_digests("abcd") == Digests("abcd", ())
    assert [read_digests(each) for each in ("", "abc", "abcde", "ABCD", "abcd x")] == [None] * 5


def test_shown_words_are_with_pictures_or_without() -> None:
    words = inlines("One ", m.Image(HERE, "a.png", "A circle"), " two")
    assert shown_text(words, {}) == "One A circle two"
    assert shown_text(words, {}, pictures=False) == "One  two"


def emphasised(text: str) -> m.Emphasis:
    return m.Emphasis(HERE, inlines(text))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (["It is law."], ["It is law!"], False),
        (["It ", emphasised("is"), " law"], ["It is law"], False),
        (["It ", emphasised("is, now,"), " law"], ["It ", emphasised("is now"), " law"], False),
        (["See ", reference("a", "12")], ["See ", reference("a", "13")], True),
        (["It is law."], ["It is law.", m.Comment(HERE, " not yet ")], True),
    ],
)
def test_what_is_typed_beside_the_letters_counts_at_any_depth(
    one: list[str | m.Inline], other: list[str | m.Inline], same: bool
) -> None:
    """But for numbers of references, which are counted, and for comments; in texts and in notes."""
    texts = [digests_of(resolved(plain(*words))).rest for words in (one, other)]
    notes = [
        digests_of(resolved(plain("Text^1", "^1"), notes=(note("1", *words),))).notes
        for words in (one, other)
    ]
    assert [texts[0] == texts[1], notes[0] == notes[1]] == [same, same]
