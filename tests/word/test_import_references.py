"""Notes and references of Word files that are not ours: labels, marks, fields, and what is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.docx_made import bookmark, call, field, made, notes, p, run
from tests.support.word_drafts import HEADING, LEGAL, NUMBERING, item, losses, source
from toolchain.pipeline.import_word import convert
from toolchain.reports.sentences import message_of
from toolchain.text.labels import slug


def test_notes_get_words_for_labels() -> None:
    text = source(
        p(run("One") + call(1) + run(" two") + call(2) + run(" three") + call(3)),
        endnotes=notes(
            "Pakistan Penal Code, sect. 375.", "See Ahmed, Children, p. 3.", "Pakistan Penal Code, sect. 1."
        ),
    )
    assert text.splitlines() == [
        "One[^pakistan-penal-code] two[^ahmed-children] three[^pakistan-penal-code-2]",
        "",
        "[^pakistan-penal-code]: Pakistan Penal Code, sect. 375.",
        "[^ahmed-children]: See Ahmed, Children, p. 3.",
        "[^pakistan-penal-code-2]: Pakistan Penal Code, sect. 1.",
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("See CRC/C/PAK/CO/5, para. 40.", "crc-pak-para"),
        ("Уголовный кодекс, ст. 1", "ugolovnyy-kodeks"),
        ("L’État partie", "etat-partie"),
        ("12 3", ""),
        ("", ""),
        ("刑法", ""),
    ],
)
def test_labels_are_the_first_words_that_say_something(text: str, label: str) -> None:
    assert slug(text) == label


def test_a_repeated_mark_is_a_mark_again() -> None:
    again = field(r"NOTEREF first \f \h", "1")
    text = source(p(bookmark("first", call(1)) + run(" and ") + again), endnotes=notes("Penal Code."))
    assert text.splitlines()[0] == "[^penal-code] and [^penal-code]"


def test_a_reference_to_a_heading_without_words_stays_text() -> None:
    """The source would refer to a label that it does not have."""
    text = source(
        p("Law", "H1"),
        item("One."),
        p(bookmark("_Ref9", ""), "H1"),
        item(run("See sect. ") + field(r"REF _Ref9 \r \h", "3.2") + run(".")),
    )
    assert text.splitlines()[-1] == "2. See sect. 3.2."


def test_fields_become_cross_references() -> None:
    numbered = item(bookmark("_Ref123", run("The law on age.")))
    text = source(
        numbered,
        item(run("See para. ") + field(r"REF _Ref123 \r \h", "1") + run(" above.")),
        item(run("And ") + '<w:hyperlink w:anchor="_Ref123">' + run("the law") + "</w:hyperlink>" + run(".")),
    )
    assert text.splitlines() == [
        "1. The law on age. {#law-age}",
        "",
        "2. See para. [1](#law-age) above.",
        "",
        "3. And [the law](#law-age).",
    ]


def test_a_number_of_two_parts_is_one_reference_to_what_is_a_paragraph_now() -> None:
    """In Word, the sub-paragraph was made a paragraph of its own; the numbers are those of before."""
    one, other = field(r"REF _Ref1 \r \h", "1"), field(r"REF _Ref2 \n \h", "(b)")
    text = source(
        item(bookmark("_Ref1", run("The losses are:"))),
        item(bookmark("_Ref2", run("Of wood."))),
        item(run("See para. ") + one + run(" ") + other + run(".")),
    )
    assert text.splitlines()[-1] == "3. See para. [2](#wood)."


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "See para. {} above."),
        ("fr", "Voir par. {} ci-dessus."),
        ("es", "Véase el párr. {} supra."),
        ("ru", "См. пункт {} выше."),
        ("ar", "انظر الفقرة {} أعلاه."),
        ("zh", "见上文第{}段。"),
    ],
)
def test_a_typed_reference_becomes_one_where_it_is_certain(lang: str, words: str) -> None:
    styles = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="{lang}" w:eastAsia="{lang}" w:bidi="{lang}"/>'
        f"</w:rPr></w:rPrDefault></w:docDefaults>{HEADING}"
    )
    data = made(item("Law of age.") + item(words.format(1)), styles=styles, numbering=NUMBERING)
    text = convert(data, "draft.docx", Path("report.md"), lambda _: None).text
    assert f"lang: {lang}\n" in text
    assert "1. Law of age. {#law-age}" in text
    assert words.format("[1](#law-age)") in text


def test_a_typed_reference_to_another_document_stays() -> None:
    text = source(item("The law."), item("The Committee asked for it (CRC/C/PAK/CO/5, para. 1)."))
    assert "#" not in text


def heading(text: str, level: int) -> str:
    numbered = (
        f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="{level}"/>'
    )
    return p(text, properties=numbered)


def test_references_to_headings_get_the_numbers_of_the_source() -> None:
    body = (
        heading("Law", 0)
        + heading(bookmark("_Ref7", run("Age")), 1)
        + p(run("See section ") + field(r"REF _Ref7 \r \h", "1.1") + run("."))
    )
    data = made(body, styles=HEADING, numbering=LEGAL)
    text = convert(data, "draft.docx", Path("report.md"), lambda _: None).text
    assert "headings: numbered\n" in text
    assert "## Age {#age}\n" in text
    assert "See section [I.A](#age)." in text


def under(text: str, level: int = 1) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>')


@pytest.mark.parametrize(
    ("typed", "live"),
    [
        ("Nothing was done, as para.\u00a01.1 shows.", "as para.\u00a0[1](#penal-code-sets) shows"),
        ("The Court agreed (see paragraph 1.1 above).", "(see paragraph [1](#penal-code-sets) above)"),
        ("It is old (para. 1.2) and long.", "(para. [2](#covers-girls-only)) and"),
        ("The Court agreed (para. 1.1).", ""),
        ("See paragraph 1.1 of the judgment.", ""),
        ("The officer said so in para. 1.1.", ""),
        ("The girls of art. 5, para. 1.2, were there.", ""),
        ("They are those of paras. 1.1 and 1.2.", ""),
        ("They are those of para. 1.1, 1.2 and 2.1.", ""),
        ("See para. 2.1.", ""),  # itself
        ("In 1.1 nothing is said, in para. 1.15 neither.", None),
    ],
)
def test_typed_references_to_numbers_that_change_are_links_if_they_are_certain(
    typed: str, live: str | None
) -> None:
    """Word numbers the paragraphs 1.1, 1.2, 2.1; the source has 1, 2, 3."""
    law = "The Penal Code sets the age of consent at sixteen years, and nobody has changed it."
    heads = under("Law", 0), under("Facts", 0)
    body = (
        heads[0] + under(law) + under("It covers girls only; boys are not in it.") + heads[1] + under(typed)
    )
    made_of = made(body, styles=HEADING, numbering=LEGAL)
    found = convert(made_of, "draft.docx", Path("report.md"), lambda _: None)
    told = [said for each in found.losses if "a reference" in (said := message_of(each.facts))]
    assert (live or typed.rstrip(".").replace("\u00a0", " ")) in found.text
    assert len(told) == (live == "")


def test_a_reference_to_what_has_no_number_stays_text() -> None:
    body = (
        p(bookmark("_Ref7", run("Age")), "H1"),
        p(run("See 4.") + field(r"REF _Ref7 \r \h", "2") + run("!")),
    )
    assert "See 4.2!" in source(*body)
    assert "a reference to something without a number: “2”" in losses(*body)
