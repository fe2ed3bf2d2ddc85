"""Cross-references into annexes: when the annex is named, and whether its typed number is true."""

import pytest

from tests.rooms.resolve.test_references import one, shown
from tests.support.resolve_build import HERE, heading, note, numbered, plain, reference, resolved
from toolchain import model as m


def test_the_only_annex_is_cited_without_a_number() -> None:
    abroad, words = reference("inside"), reference("annex", "annex")
    own, false = reference("annex"), reference("annex", "annex II")
    here = reference("inside")
    result = resolved(
        plain(abroad, own, words, false),
        heading(1, kind="annex", name="annex"),
        numbered("x", name="inside"),
        plain(here),
    )
    assert [shown(found) for found in result.references.values()] == [
        "annex, paragraph~1", "annex", "annex", "annex II", "paragraph~1",
    ]  # fmt: skip
    assert result.references[false].fault == "form"


def test_the_only_annex_has_no_number_that_could_be_true() -> None:
    """Whether the word "annex" stands in the link or before it, and whatever the link points at."""
    typed = [
        reference(target, text)
        for target, text in (
            ("annex", "annex I"), ("annex", "I"),
            ("inside", "annex I, paragraph 1"), ("inside", "I, paragraph 1"),
        )
    ]  # fmt: skip
    true = [reference("inside", text) for text in ("annex, paragraph 1", "paragraph 1", "annex, 1")]
    result = resolved(
        plain(*typed, *true), heading(1, kind="annex", name="annex"), numbered("x", name="inside")
    ).references
    assert [result[node].fault for node in typed] == ["form"] * 4
    assert [result[node].fault for node in true] == [""] * 3


@pytest.mark.parametrize(
    ("lang", "typed", "printed"),
    [("fr", "II, paragraphe 7", "I, paragraphe~1"), ("ru", "II, пункт 7", "I, пункт~1"),
     ("ar", "2، الفقرة 7", "1، الفقرة~1"), ("zh", "二第7段", "一第1段")],
)  # fmt: skip
def test_the_number_of_an_annex_behind_its_word(lang: str, typed: str, printed: str) -> None:
    result = one("inside", typed, lang=lang)
    assert (result.fault, shown(result)) == ("", printed)


def test_an_annex_is_named_from_outside_only() -> None:
    outside, inside, other, in_note = (reference("x") for _ in range(4))
    result = resolved(
        plain(outside),
        heading(1, kind="annex"),
        numbered("x", name="x"),
        m.Quotation(HERE, (plain(inside, "^n"),)),
        heading(1, kind="annex"),
        plain(other),
        notes=(note("n", in_note),),
    )
    assert {shown(result.references[node]) for node in (outside, other, in_note)} == {"annex~I, paragraph~1"}
    assert shown(result.references[inside]) == "paragraph~1"
