"""Notes and references of Word files that are not ours: labels, marks, fields, and what is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.docx_made import bookmark, call, field, made, notes, p, run
from tests.support.word_drafts import HEADING, LEGAL, NUMBERING, item, losses, source
from toolchain.pipeline.import_word import convert
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


def test_a_reference_to_what_has_no_number_stays_text() -> None:
    body = (
        p(bookmark("_Ref7", run("Age")), "H1"),
        p(run("See 4.") + field(r"REF _Ref7 \r \h", "2") + run("!")),
    )
    assert "See 4.2!" in source(*body)
    assert "a reference to something without a number: “2”" in losses(*body)
