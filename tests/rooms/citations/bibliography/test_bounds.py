"""What a bibliography may take: a short file unfolds to little, a large one is refused or cut with a word."""

import pytest

from tests.support.bibliographies import of, refused, told
from toolchain.citations.bibliography import gathering
from toolchain.citations.bibliography.gathering import MAX_TOLD
from toolchain.reports.sentences import message


def test_a_short_text_stays_short() -> None:
    laughs = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{before}, *{before}, *{before}, *{before}]\n"
        for before, name in zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True)
    )
    found = of(f"{laughs}references:\n- id: a\n  type: book\n  title: *q\n", ".yaml")
    assert dict(found.entries["a"].fields) == {}
    strings = "".join(f"@string{{s{n + 1} = {' # '.join([f's{n}'] * 10)}}}\n" for n in range(30))
    found = of(f"@string{{s0 = {{xxxxxxxxxx}}}}\n{strings}@book{{a, title = s30}}", ".bib")
    assert sum(map(len, found.entries["a"].fields.values())) < 1000
    assert "is not defined" in told(found)[0][2]


def test_many_heirs_of_much_are_bounded() -> None:
    parent = "@book{p, " + ", ".join(f"f{number} = {{{'x' * 1000}}}" for number in range(1000)) + "}\n"
    heirs = "\n".join(f"@book{{c{number}, crossref = {{p}}}}" for number in range(100))
    found = of(parent + heirs, ".bib")
    assert len(found.entries) == 101
    assert told(found)[0][2] == "“crossref” inherits more text than can be kept"
    assert sum(len(text) for entry in found.entries.values() for text in entry.fields.values()) < 20_000_000


def test_a_long_chain_of_heirs_is_cut() -> None:
    chain = "\n".join(f"@book{{k{number}, crossref = {{k{number + 1}}}}}" for number in range(5000))
    found = of(f"{chain}\n@book{{k5000, title = {{x}}}}", ".bib")
    assert len(found.entries) == 5001


def test_deep_braces_are_no_danger() -> None:
    deep = "{" * 15_000 + "x" + "}" * 15_000
    found = of(f"@book{{a, title = {{{deep}}}, author = {{{deep}}}, year = {{{deep}}}}}", ".bib")
    assert found.entries["a"].fields["title"] == "x"


def test_defects_without_end_are_counted() -> None:
    found = of("[" + ",".join(["1"] * (MAX_TOLD + 500)) + "]")
    assert len(found.defects) == MAX_TOLD + 1
    assert message(found.defects[-1]) == "500 more things are wrong with this bibliography"


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("[" + ",".join(["1"] * 3_100_000) + "]", ".json"),
        ("[" + ",".join(f'{{"id":"{n}","type":"book"}}' for n in range(2_001)) + "]", ".json"),
        ("@book{a, " + "a=1," * 1_500_000 + "}", ".bib"),
    ],
    ids=["parts", "entries", "fields"],
)
def test_too_much_is_refused(text: str, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MAX_ENTRIES", 2_000)
    assert "the bibliography has more than" in refused(text, suffix)[2]


def test_a_field_without_end_is_left_out() -> None:
    long = "x" * 1_000_001
    for text, suffix in (
        (f'[{{"id": "a", "type": "book", "title": "{long}"}}]', ".json"),
        (f"@book{{a, title = {{{long}}}}}", ".bib"),
    ):
        found = of(text, suffix)
        assert dict(found.entries["a"].fields) == {}
        assert told(found)[0][2] == "“title” is too long to be kept"
