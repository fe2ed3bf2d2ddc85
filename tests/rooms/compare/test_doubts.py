"""What a page leaves open is settled by the source: divided words, links and covers from right to left."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from toolchain.compare.proof.doubts import settled
from toolchain.compare.proof.lines import Line, Piece, Role, Shown
from toolchain.compare.proof.turned import looks_the_same
from toolchain.model.diagnostics import FilePlace
from toolchain.model.records import replace


def shown(pieces: Sequence[Piece] = (), cover: Sequence[str] = (), lang: str = "en") -> Shown:
    return Shown("T", lang, tuple(cover), (Line("text", tuple(pieces), FilePlace("x", 1)),), ())


@pytest.mark.parametrize(
    ("ours", "theirs", "divided"),
    [
        ("a longword here", "a long\u200bword here", ["longword"]),
        ("a (longword) here", "a (long\u200bword) here", ["longword"]),
        ("longword here", "long\u200bword here", ["longword"]),
        ("在 longword。", "在 long\u200bword。", ["longword"]),
        ("a hyphenated word", "a hyphe\u2010\u200bnated word", []),
        ("a “quoted” word", "a “\u200bquoted” word", []),
        ("a word, here", "a word\u200b, here", []),
        ("a long\u200bword here", "a long\u200bword here", []),
        ("see report.pdf", "see report.\u200bpdf", []),
        ("of 儿童权利", "of 儿童\u200b权利", []),
    ],
)
def test_words_that_a_page_divides_without_a_hyphen(ours: str, theirs: str, divided: list[str]) -> None:
    found = settled(shown([Piece(ours)]), shown([Piece(theirs)]))
    assert "".join(piece.text for piece in found.theirs.body[0].pieces) == ours.replace("\u200b", "")
    assert [word for _, word in found.divided] == divided


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("link", "https://a.org/"), ("link", "https://b.org/")),
        (("reference", "p1"), ("reference", "p2")),
        (("link", "javascript:a"), ("text", None)),  # of which no page makes a link
    ],
)
def test_a_link_in_a_line_from_right_to_left_leads_where_theirs_does(
    one: tuple[Role, str], other: tuple[Role, str | None]
) -> None:
    """Its words are those of the source, in their order of reading."""
    before, after = Piece("انظر "), Piece(" ص 12")
    ours, theirs = ([before, Piece("المادة 5", *each), after] for each in (one, other))
    found = settled(shown(ours, lang="ar"), shown(theirs, lang="ar"))
    pieces = found.theirs.body[0].pieces
    assert [piece[:3] for piece in pieces if piece.role != "text"] == [
        ("المادة 5", *each) for each in [other] if each[1]
    ]
    assert "".join(piece.text for piece in pieces) == "".join(piece.text for piece in ours)
    assert 1 in found.found


def test_no_word_of_a_cover_from_right_to_left_counts_for_two_facts() -> None:
    ours = shown(cover=["لجنة 12", "لجنة"], lang="ar")
    found = settled(ours, shown(cover=["12 لجنة : البلد"], lang="ar"))
    assert found.theirs.cover[1:] == ("لجنة 12",)
    assert {at: set(words.split()) for at, words in found.left.items()} == {0: {":", "البلد"}}
    ours = shown(cover=["شبكة حقوق الطفل", "حقوق الطفل"], lang="ar")  # a name with a heading's words
    found = settled(ours, shown(cover=["شبكة حقوق الطفل", "المرفق الأول. حقوق الطفل 12"], lang="ar"))
    assert found.theirs.cover[2:] == ("حقوق الطفل",)
    assert set(found.left) == {1}


def test_the_title_of_a_page_is_settled_as_its_text() -> None:
    ours, theirs = (replace(shown([Piece("x")]), title=title) for title in ("A longword", "A long\u200bword"))
    assert settled(ours, theirs).theirs.title == "A longword"


def test_metadata_have_invisible_signs_as_the_source_has_them() -> None:
    line = shown([Piece("a\u2060b")]).body[0]
    assert [each.text for each in settled(shown(), replace(shown(), metadata=(line,))).theirs.metadata] == [
        "ab"
    ]


def test_an_isolate_before_a_piece_of_a_line_belongs_to_it() -> None:
    """It is in the text before the cut, as the space there is, and orders what follows."""
    ours, seen = "See \u2068שלום\u2069القانون", "See \u2060القانونשלום"
    assert looks_the_same(ours, seen, right_to_left=False)
    assert not looks_the_same(ours.replace("\u2068", "").replace("\u2069", ""), seen, right_to_left=False)
