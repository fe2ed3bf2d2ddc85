"""What cross-references claim and print."""

from __future__ import annotations

import pytest

from tests.support.resolve_build import (
    HERE,
    figure,
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
from toolchain.model.diagnostics import SourceSpan, source_span
from toolchain.model.front_matter import UN_LANGUAGES, FrontMatter
from toolchain.model.walk import plain_text, walk
from toolchain.resolve import resolve
from toolchain.resolve.tables import Reference, Resolved, Settings

BODY: tuple[m.Block, ...] = (
    heading(1, "First", name="first"),
    numbered("One.", name="one"),
    heading(2, "Measures", name="measures"),
    numbered(
        plain("Two."),
        subs(
            sub("x", name="a"), sub("y", subs(sub("i"), sub("ii", subs(sub("deep", name="deep")), name="ii")))
        ),
        name="two",
    ),
    table(inlines("x"), caption=inlines("Units"), name="units"),
    figure("Map", name="map"),
    figure(name="bare"),
    heading(1, series="recommendation"),
    numbered("Do.", name="do"),
    heading(1, kind="annex", name="annex"),
    numbered("In the annex.", name="inside"),
    heading(2, "Forms", name="forms"),
    heading(1, kind="annex"),
)

EVERY = {
    "one": "paragraph 1", "a": "paragraph 2 (a)", "ii": "paragraph 2 (b) (ii)",
    "deep": "paragraph 2 (b) (ii) a", "first": "section I", "measures": "section I.A", "units": "table 1",
    "map": "figure 1", "do": "recommendation 1", "annex": "annex I", "inside": "annex I, paragraph 1",
    "forms": "annex I, section A", "^n": "note 1",
}  # fmt: skip


def with_references(*references: m.CrossReference, lang: str = "en", headings: bool = True) -> Resolved:
    settings = Settings(lang=lang, numbered_headings=headings)
    return resolved(*BODY, plain("^n", *references), notes=(note("n"), note("unused")), settings=settings)


def one(target: str, *parts: str | m.Inline, lang: str = "en") -> Reference:
    node = reference(target, *parts)
    return with_references(node, lang=lang).references[node]


def shown(result: Reference) -> str:
    return plain_text(result.children).replace("\u00a0", "~")


@pytest.mark.parametrize(("target", "words"), EVERY.items())
def test_empty_text_prints_the_languages_own_form(target: str, words: str) -> None:
    result = one(target)
    assert plain_text(result.children).replace("\u00a0", " ") == words
    assert (result.claim, result.fault) == (None, "")


def test_spaces_that_must_not_break_in_the_own_form() -> None:
    assert shown(one("ii")) == "paragraph~2~(b)~(ii)"
    assert shown(one("inside")) == "annex~I, paragraph~1"


@pytest.mark.parametrize("lang", UN_LANGUAGES)
@pytest.mark.parametrize("target", EVERY)
def test_the_own_form_typed_out_is_a_true_claim_in_every_language(lang: str, target: str) -> None:
    empty = reference(target)
    words = plain_text(one(target, lang=lang).children)
    node = reference(target, words.replace("\u00a0", " "))
    result = with_references(empty, node, lang=lang).references
    typed = result[node]
    assert typed.fault == ""
    assert typed.claim is not None
    assert typed.claim.text == typed.expected
    assert plain_text(typed.children) == words
    assert printed_nodes(typed) == printed_nodes(result[empty])


def printed_nodes(result: Reference) -> list[tuple[str, m.Node]]:
    return [
        (node.text, node.target) for node, _ in walk(result.children) if isinstance(node, m.PrintedNumber)
    ]


@pytest.mark.parametrize(
    ("target", "typed", "claim", "expected", "printed"),
    [
        ("one", "15", "15", "1", "1"),
        ("one", "para. 15 above", "15", "1", "para.~1 above"),
        ("one", "paragraph 1", "1", "1", "paragraph~1"),
        ("one", "the text (15)", "15", "1", "the text (1)"),
        ("a", "16 (b)", "16 (b)", "2 (a)", "2~(a)"),
        ("a", "16(b)", "16(b)", "2(a)", "2~(a)"),
        ("a", "(b)", "(b)", "(a)", "(a)"),
        ("a", "subparagraph (aa)", "(aa)", "(a)", "subparagraph~(a)"),
        ("ii", "16 (b) (i)", "16 (b) (i)", "2 (b) (ii)", "2~(b)~(ii)"),
        ("ii", "(c) (i)", "(c) (i)", "(b) (ii)", "(b)~(ii)"),
        ("ii", "(iv)", "(iv)", "(ii)", "(ii)"),
        ("deep", "2 (b) (ii) c", "2 (b) (ii) c", "2 (b) (ii) a", "2~(b)~(ii)~a"),
        ("deep", "c", "c", "a", "a"),
        ("measures", "section II.B", "II.B", "I.A", "section~I.A"),
        ("measures", "section B", "B", "A", "section~A"),
        ("measures", "see II.B below", "II.B", "I.A", "see~I.A below"),
        ("measures", "B", "B", "A", "A"),
        ("first", "chapter IV", "IV", "I", "chapter~I"),
        ("first", "sect. V, on the law", "V", "I", "sect.~I, on the law"),
        ("units", "table 3", "3", "1", "table~1"),
        ("map", "fig. 9", "9", "1", "fig.~1"),
        ("do", "recommendation 5", "5", "1", "recommendation~1"),
        ("^n", "note 46", "46", "1", "note~1"),
        ("annex", "annex II", "II", "I", "annex~I"),
        ("inside", "annex II, paragraph 7", "II, paragraph 7", "I, paragraph 1", "annex~I, paragraph~1"),
        ("inside", "II, paragraph 7", "II, paragraph 7", "I, paragraph 1", "I, paragraph~1"),
        ("inside", "I, paragraph 7", "I, paragraph 7", "I, paragraph 1", "I, paragraph~1"),
        ("inside", "paragraph 7", "7", "1", "paragraph~1"),
        ("forms", "annex I, section C", "I, section C", "I, section A", "annex~I, section~A"),
        ("one", "para.  15", "15", "1", "para.  1"),
    ],
)
def test_claims(target: str, typed: str, claim: str, expected: str, printed: str) -> None:
    result = one(target, typed)
    assert result.claim is not None
    assert (result.claim.text, result.expected, result.fault) == (claim, expected, "")
    assert shown(result) == printed


@pytest.mark.parametrize(
    ("target", "typed"),
    [
        ("one", "a paragraph"),
        ("one", "paragraph one"),
        ("one", "the rule (see above)"),
        ("one", "the Code (PPC)"),
        ("one", "(s)he"),
        ("one", "paragraph(s)"),
        ("one", "the 15th"),
        ("one", "CRC/C/5"),
        ("measures", "as I said"),
        ("measures", "Plan B"),
        ("measures", "the U.N. report"),
        ("deep", "a child"),
    ],
)
def test_text_without_a_number_stays_as_it_is(target: str, typed: str) -> None:
    result = one(target, typed)
    assert (result.claim, result.expected, result.fault) == (None, "", "")
    assert shown(result) == typed


@pytest.mark.parametrize(
    ("target", "typed", "fault", "expected"),
    [
        ("one", "12–14", "several", "1"),
        ("one", "15 and 16", "several", "1"),
        ("one", "paragraph 15, first line of 20", "several", "1"),
        ("a", "16, (b)", "several", "2 (a)"),
        ("one", "15 (b)", "form", "1"),
        ("a", "16", "form", "2 (a)"),
        ("a", "section II", "form", "2 (a)"),
        ("one", "section II", "form", "1"),
        ("one", "(b)", "form", "1"),
        ("measures", "section 4", "form", "I.A"),
        ("measures", "IV", "form", "I.A"),
        ("units", "table II", "form", "1"),
        ("annex", "annex 2", "form", "I"),
        ("inside", "annex 2, paragraph 3", "form", "1"),
        ("inside", "annex I (a), paragraph 3", "several", "1"),
        ("one", "annex I, paragraph 3", "several", "1"),
        ("inside", "5, paragraph 3", "several", "1"),
    ],
)
def test_faults_leave_the_words_as_typed(target: str, typed: str, fault: str, expected: str) -> None:
    result = one(target, typed)
    assert (result.fault, result.expected, shown(result)) == (fault, expected, typed)
    assert result.claim is not None


def test_what_has_no_entry() -> None:
    typed = [
        reference("nowhere", "15"),
        reference("first"),
        reference("first", "section II"),
        reference("bare", "figure 2"),
        reference("bare"),
        reference("^unused", "the note"),
        reference("^nowhere"),
    ]
    assert not with_references(*typed, headings=False).references


def test_an_unnumbered_target_may_be_linked_by_words_and_years() -> None:
    words, year = reference("first", "the first part"), reference("bare", "the map of 2018")
    result = with_references(words, year, headings=False)
    assert [shown(found) for found in result.references.values()] == ["the first part", "the map of 2018"]


def test_the_titles_note_is_cited_by_its_asterisk() -> None:
    node = reference("^co")
    result = resolved(plain(node), title=inlines("T", "^co"), notes=(note("co"),))
    assert shown(result.references[node]) == "note~*"
    assert result.references[node].note is result.title_note


@pytest.mark.parametrize(
    ("lang", "target", "typed", "printed"),
    [
        ("fr", "a", "par. 16 b)", "par.~2~a)"),
        ("fr", "a", "16b)", "2~a)"),
        ("fr", "ii", "alinéa c) i)", "alinéa~b)~ii)"),
        ("es", "a", "párr. 16 b)", "párr.~2~a)"),
        ("ru", "one", "в пункте 7 выше", "в пункте~1 выше"),
        ("ru", "do", "рекомендации 9", "рекомендации~1"),
        ("ar", "one", "الفقرة 15،", "الفقرة~1،"),
        ("ar", "a", "الفقرة 16 (ب)", "الفقرة~2~(أ)"),
        ("ar", "ii", "16 (ج) '1'", "2~(ب)~'2'"),
        ("ar", "inside", "المرفق 2، الفقرة 7", "المرفق~1، الفقرة~1"),
        ("fr", "a", "par. 16 (b)", "par.~2~a)"),
        ("ru", "a", "п. 16 (б)", "п.~2~a)"),
        ("ru", "a", "п. 16 б)", "п.~2~a)"),
        ("zh", "one", "第15段", "第1段"),
        ("zh", "a", "第16(b)段", "第2(a)段"),
        ("zh", "ii", "(c)(一)", "(b)(二)"),
        ("zh", "measures", "第二.B节", "第一.A节"),
        ("zh", "inside", "附件二第7段", "附件一第1段"),
        ("zh", "one", "第一段", "第一段"),
        ("de", "one", "Absatz 15", "Absatz~1"),
    ],
)
def test_claims_in_other_languages(lang: str, target: str, typed: str, printed: str) -> None:
    result = one(target, typed, lang=lang)
    assert (shown(result), result.fault) == (printed, "")


def test_a_number_inside_emphasis_and_over_the_end_of_a_line() -> None:
    bold = m.Strong(HERE, inlines("16"))
    mark = m.NoteMark(HERE, "n")
    result = one("a", "see ", bold, m.Break(HERE, hard=False), "(b) below", mark)
    assert result.claim is not None
    assert (result.claim.text, result.expected) == ("16 (b)", "2 (a)")
    assert shown(result) == "see~2~(a) below"
    kinds = [type(node).__name__ for node in result.children]
    assert kinds == ["Text", "Strong", "Text", "PrintedNumber", "Text", "NoteMark"]
    assert result.children[-1] is mark


def test_a_space_and_the_end_of_a_line_between_levels_are_one_space() -> None:
    result = one("a", m.Strong(HERE, inlines("16 ")), m.Break(HERE, hard=False), "(b)")
    assert shown(result) == "2~(a)"


def test_what_a_number_does_not_touch_is_the_same_nodes() -> None:
    words = m.Emphasis(HERE, inlines("the rule in "))
    result = one("one", words, "(15)")
    assert result.children[0] is words
    end = m.Break(HERE, hard=True)
    result = one("one", "15", end, words)
    assert [each is given for each, given in zip(result.children[1:], (end, words), strict=True)] == [
        True
    ] * 2


def test_each_level_is_the_number_of_its_own_node() -> None:
    node = reference("ii", "16 (b) (i)")
    result = with_references(node)
    numbers = printed_nodes(result.references[node])
    assert [text for text, _ in numbers] == ["2", "(b)", "(ii)"]
    assert numbers[0][1] is result.targets["two"]
    assert numbers[2][1] is result.targets["ii"] is result.references[node].target


def source_reference(typed: str, printed: str) -> tuple[m.Claim, str]:
    """The claim of `[typed](#one)` in the second line of a source, and what stands at its span."""
    line = f"See [{typed}](#one)."
    span = SourceSpan("x.md", 2, 6, 2, 6 + len(typed))
    node = m.CrossReference(span, "one", (m.Text(span, printed),))
    blocks = (numbered("x", name="one"), plain(node))
    document = m.Document("x.md", FrontMatter(), blocks, text=f"\u2028first\r\n{line}\n")
    claim = resolve(document, Settings()).references[node].claim
    assert claim is not None
    span = source_span(claim.span)
    return claim, line[span.column - 1 : span.end_column - 1]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("paragraph 15", "paragraph 15"),
        (r"\*paragraph\* 15\!", "*paragraph* 15!"),
        ("R&amp;D, para. 15", "R&D, para. 15"),
        ("&#167;&nbsp;15 &notanentity; &", "§\u00a015 &notanentity; &"),
        (r"C:\new 15", r"C:\new 15"),
    ],
)
def test_a_claims_span_is_that_of_the_typed_number(typed: str, printed: str) -> None:
    claim, there = source_reference(typed, printed)
    assert claim.text == there == "15"


def test_a_number_that_cannot_be_found_in_the_source_has_its_whole_texts_span() -> None:
    claim, there = source_reference("a &bogus; 15", "other words 15")
    assert (claim.text, there) == ("15", "a &bogus; 15")


@pytest.mark.parametrize(
    ("parts", "printed"),
    [
        (("see para. ",), {0: "see para.~"}),
        (("see paragraph ",), {0: "see paragraph~"}),
        (("the end. ",), {}),
        (("see paragraph  ",), {}),
        (("(",), {}),
        (("see ", m.Emphasis(HERE, inlines("para.")), " "), {2: "~"}),
        (("see para.", m.Break(HERE, hard=False)), {1: "~"}),
        (("see para.", m.Break(HERE, hard=True)), {}),
        (("^n", " "), {}),
        (("see para.", "^n", " "), {}),
        (("2018, ",), {}),
    ],
)
def test_a_word_and_its_number_stay_on_one_line(
    parts: tuple[str | m.Inline, ...], printed: dict[int, str]
) -> None:
    before = inlines(*parts)
    result = resolved(plain(*before, reference("one", "15")), numbered("x", name="one"), notes=(note("n"),))
    found = {before.index(node): text.replace("\u00a0", "~") for node, text in result.printed.items()}
    assert found == printed


def test_no_space_is_kept_before_words() -> None:
    result = resolved(plain("see ", reference("one", "paragraph 15")), numbered("x", name="one"))
    assert not result.printed


def test_a_target_given_twice_is_the_first() -> None:
    first = numbered("x", name="one")
    assert resolved(first, numbered("y", name="one")).targets["one"] is first
