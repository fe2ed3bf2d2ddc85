"""Each fact of the data has its sources, and the texts of treaties fit what is known of them."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from toolchain.law.citations import grammar
from toolchain.law.comments import comments
from toolchain.law.symbols import PATTERN, countries, repaired, session_years, unknown_country, years
from toolchain.law.treaties import DATA, LANGUAGES, kin, names, treaties


def table(name: str) -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return read


def test_each_fact_names_sources_that_are_listed() -> None:
    known = table("treaties")
    for treaty in known["treaties"].values():
        read = [source for _, *sources in treaty["names"].values() for source in sources]
        read += [source for sources in treaty.get("short", {}).values() for source in sources]
        day, *dated = treaty.get("date", ["1989-11-20", "ch"])
        assert re.fullmatch(r"(19|20)\d\d-[01]\d-[0-3]\d", day)
        assert {*read, *dated, *treaty.get("texts", ())} <= set(known["sources"])
        assert all(len(each) > 1 for each in treaty["names"].values())
        assert all(len(each) > 1 for each in treaty.get("short", {}).values())
        assert ("articles" in treaty) == bool(treaty.get("texts"))
    of_comments = table("comments")
    for body in of_comments["bodies"].values():
        assert [number for number, *_ in body] == list(range(1, len(body) + 1))
        for _, given, _, sources, *_ in body:
            assert sources
            assert set(sources) <= set(of_comments["sources"])
            assert not given or len(sources) > 1, "a year of one source only"


@pytest.mark.parametrize("typed", ["S/RES/1325(2000)", "E/C.12/GC/25", "HRI/GEN/1/Rev.9", "A//RES/61/295"])
def test_what_looks_like_a_symbol_is_found_whole_and_between_words_only(typed: str) -> None:
    found = PATTERN.search(f"see ({typed}), and")
    assert found
    assert found[0] == typed
    assert not any(PATTERN.search(f"{sign}{typed[:2]}X") for sign in "xA1/.-_")


def test_the_day_of_reading_is_given_everywhere() -> None:
    for name in ("treaties", "comments", "symbols"):
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", table(name)["read"])


def test_the_structure_fits_the_number_of_articles() -> None:
    for treaty in treaties().values():
        assert all(0 < article <= treaty.articles and last > 0 for article, last in treaty.paragraphs.items())
        for (article, paragraph), letter in treaty.letters.items():
            assert treaty.has(article, paragraph or None, letter)
            assert not treaty.has(article, paragraph or None, chr(ord(letter) + 1))
        assert treaty.parent in {"", *treaties()}
        assert treaty not in kin(treaty)


def test_no_two_treaties_have_one_name() -> None:
    for lang in LANGUAGES:
        given = [treaty.names[lang] for treaty in treaties().values() if lang in treaty.names]
        assert len(given) == len(set(given))
        for treaty in treaties().values():
            if lang in treaty.names:
                text = f"x {treaty.names[lang].upper()}, y"
                assert (names(lang).full(text, 2) or (None,))[0] is treaty


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("article 40, paragraph 2 (b)", [(40, 2, "b")]),
        ("arts. 34–36", [(34, None, ""), (36, None, "")]),
        ("articles 34, 35 and 36", [(34, None, ""), (35, None, ""), (36, None, "")]),
        ("paragraph 2 (c) of article 34", [(34, 2, "c")]),
        ("article 19 (1) and 20", [(19, 1, ""), (20, None, "")]),
        ("article 4, paragraph 3, and 7", [(4, 3, ""), (7, None, "")]),
        ("article 4, paragraphs 1 and 2", [(4, 1, ""), (4, 2, "")]),
        ("articles 2, paragraphs 1 and 3, 3 and 14", [(2, 1, ""), (3, None, ""), (14, None, "")]),
        ("articles 19, paragraphs 1 and 2, and 26", [(19, 1, ""), (26, None, "")]),
        ("article 8 bis", []),
        ("article 3.5 (b) and 7", [(3, 5, "b"), (7, None, "")]),
        ("article 3.5.1", []),
    ],
)
def test_a_citation_is_read(text: str, expected: list[tuple[int, int | None, str]]) -> None:
    places = [place for citation in grammar("en").all(text) for place in citation.places]
    assert [(place.article, place.paragraph, place.letter) for place in places] == expected


def test_symbols_are_judged_by_what_no_symbol_has() -> None:
    for right in (
        "CRC/C/PAK/CO/5",
        "CERD/GEC/7503",
        "CCPR/CO/70/TTO",
        "CAT/C/CR/33/3",
        "A/HRC/WG.6/40/PAK/1",
    ):
        assert repaired(right) == right
        assert not unknown_country(right)
    assert unknown_country("CRC/C/XXQ/CO/1") == "XXQ"
    assert unknown_country("CRC/C/PERU/CO/4-5") == "PERU"
    assert unknown_country("CRC/C/GC/13") == ""
    assert {"PAK", "YUG", "UNK", "UTO"} <= countries()
    assert years("A/RES/44/25") == (1989, 1990)
    assert years("A/HRC/RES/34/16") == (2017,)
    assert session_years(61, "council") == (2026,)
    assert years("S/RES/1612") == (2005,)
    assert years("S/RES/1325") == (2000,)
    assert years("S/RES/1300") == (1999, 2000)
    assert years("S/RES/9999") == years("S/RES/100") == ()
    assert session_years(1, "assembly") == (1946,)


def test_a_number_after_the_last_one_may_be_new() -> None:
    known = comments()
    assert known.may_be_new("comment", "CRC", 27)
    assert not known.may_be_new("comment", "CRC", 77)
    assert not known.may_be_new("comment", "CRC", 27, "1999")
    assert {body for body in known.bodies("comment") if known.of("comment", body, 13)} == {
        "CCPR",
        "CESCR",
        "CRC",
    }
    assert len(known.of("comment", "", 13)) == 3
