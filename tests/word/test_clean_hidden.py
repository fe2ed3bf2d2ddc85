"""What is hidden in a Word file goes, and only that."""

from __future__ import annotations

import pytest

from tests.support.docx_made import SEPARATORS, made, unzipped
from tests.word.test_clean import cleaned, seen
from tests.word.test_clean_changes import cell, p, r, row, table
from toolchain.readers.docx import read_bytes
from toolchain.reports.sentences import message

HIDES = "<w:rPr><w:vanish/></w:rPr>"
STYLES = (
    '<w:style w:type="character" w:styleId="C"><w:name w:val="C"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="D"><w:name w:val="D"/><w:basedOn w:val="C"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="P"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Q"/><w:basedOn w:val="P"/></w:style>'
)
LIST = (
    '<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="secret" w:value="secret"/></w:dropDownList>'
    "</w:sdtPr><w:sdtContent>"
)
BEGIN, SEPARATE, END = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))


def field(instruction: str, result: str = "") -> str:
    parts = (BEGIN, f'<w:instrText xml:space="preserve">{instruction}</w:instrText>', SEPARATE)
    return "".join(f"<w:r>{part}</w:r>" for part in parts) + result + f"<w:r>{END}</w:r>"


CASES = {
    "a run": p(r("One.") + r("secret", HIDES)),
    "by its style": p(r("One.") + r("secret", '<w:rPr><w:rStyle w:val="C"/></w:rPr>')),
    "by a style that is based on another": p(r("One.") + r("secret", '<w:rPr><w:rStyle w:val="D"/></w:rPr>')),
    "by the paragraph": p(r("secret"), '<w:pStyle w:val="Q"/>') + p(r("One.")),
    "but what says otherwise": p(
        r("secret") + r("One.", '<w:rPr><w:vanish w:val="0"/></w:rPr>'), '<w:pStyle w:val="P"/>'
    ),
    "a whole paragraph": p(r("secret", HIDES), HIDES) + p(r("One.")),
    "in a box": p(r("One.") + "<w:r><w:pict><v:textbox><w:txbxContent>" + p(r("secret", HIDES))
                  + "</w:txbxContent></v:textbox></w:pict></w:r>"),
    "in a control": p("<w:sdt><w:sdtContent>" + r("secret", HIDES) + "</w:sdtContent></w:sdt>" + r("One.")),
    "a choice of a list": p(LIST + r("secret", HIDES) + "</w:sdtContent></w:sdt>" + r("One.")),
    "an entry of an index": p(field(' XE "secret" ') + r("One.")),
    "an entry of an index in one element": p("<w:fldSimple w:instr=' TC \"secret\" '/>" + r("One.")),
    **{
        f"{kind} with a result in one element": p(
            f"<w:fldSimple w:instr='{kind} \"secret\"'>{r('One.')}</w:fldSimple>"
        )
        for kind in ("TC", "XE", "TA")
    },
    "an entry of an index with a result": p(field(' XE "secret" ', r("One."))),
    "a cell that another covers": p(r("One."))
    + table(row(cell("", '<w:vMerge w:val="restart"/>')), row(cell("secret", "<w:vMerge/>"))),
    "a cell of an inner table that another covers": p(r("One."))
    + table(row(
        "<w:tc><w:tcPr/>"
        + table(row(cell("", '<w:vMerge w:val="restart"/>')), row(cell("secret", "<w:vMerge/>")))
        + "<w:p/></w:tc>"
    )),
    "a picture": p(
        r("One.") + '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="secret" hidden="1"/>'
        "</wp:inline></w:drawing></w:r>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_hidden_goes(name: str) -> None:
    data = made(CASES[name], styles=STYLES)
    assert b"secret" in unzipped(data)["word/document.xml"]
    done = cleaned(data)
    assert b"secret" not in unzipped(done.data)["word/document.xml"]
    assert [text for kind, text in seen(done.data) if kind == "paragraph"] == ["\tOne."]
    assert any("hidden" in each.kind for each in done.taken)


def test_a_hidden_row_is_emptied_and_stays_hidden() -> None:
    hidden = "<w:tc><w:tcPr/>" + p(r("secret", HIDES), HIDES) + "</w:tc>"
    body = table(row(cell("One.")), row(hidden, properties="<w:hidden/>"))
    text = unzipped(cleaned(made(body)).data)["word/document.xml"]
    assert b"secret" not in text
    assert b"<w:hidden/>" in text


def test_what_is_hidden_on_the_web_alone_stays() -> None:
    body = p(r("One", "<w:rPr><w:webHidden/></w:rPr>"))
    assert seen(cleaned(made(body)).data) == [("paragraph", "\tOne")]


def test_words_of_an_index_stay_where_there_is_one() -> None:
    body = p(field(' XE "entry" ') + r("One.")) + p(field(" INDEX ", r("entry, 1")))
    done = cleaned(made(body))
    assert b' XE "entry" ' in unzipped(done.data)["word/document.xml"]
    assert [each.what for each in done.left] == [
        "the words of the field XE are invisible here, but are used in the INDEX"
    ]


def test_a_hidden_mark_takes_its_note_with_it() -> None:
    notes = SEPARATORS.format("footnote") + '<w:footnote w:id="1">' + p(r("secret")) + "</w:footnote>"
    body = p(r("One.") + f'<w:r>{HIDES}<w:footnoteReference w:id="1"/></w:r>')
    done = cleaned(made(body, footnotes=notes))
    assert b"secret" not in unzipped(done.data)["word/footnotes.xml"]


def test_a_separator_of_styles_stays() -> None:
    """A hidden end lets two paragraphs stand on one line; nothing is hidden by it."""
    body = p(r("Heading. "), "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p(r("Text."))
    text = unzipped(cleaned(made(body)).data)["word/document.xml"]
    assert b"specVanish" in text


def test_the_last_paragraph_of_a_cell_stays() -> None:
    hidden = "<w:tc><w:tcPr/>" + p(r("secret", HIDES), HIDES) + "</w:tc>"
    text = unzipped(cleaned(made(table(row(hidden, cell("One."))))).data)["word/document.xml"]
    assert text.count(b"<w:p>") == 2


W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
NO_FILL = f"<w14:textFill {W14}><w14:noFill/></w14:textFill>"
OUTLINE = f"<w14:textOutline {W14}>{{}}</w14:textOutline>"
HEAPED, NOT_FILLED = "its letters on top of each other", "letters without a fill"


def test_one_letter_over_its_neighbour_is_seen() -> None:
    look = '<w:rPr><w:spacing w:val="-120"/><w:sz w:val="24"/></w:rPr>'
    data = made(p(r("=", look) + r("/")))
    assert "X803" not in {each.rule.code for each in read_bytes(data, "x.docx").defects}


@pytest.mark.parametrize(
    ("look", "why"),
    [
        ('<w:spacing w:val="-200"/>', HEAPED),
        ('<w:spacing w:val="-500"/><w:sz w:val="72"/>', HEAPED),
        ('<w:spacing w:val="-60"/>', ""),
        ('<w:spacing w:val="-200"/><w:sz w:val="96"/>', ""),
        (NO_FILL, NOT_FILLED),
        (NO_FILL + OUTLINE.format("<w14:noFill/>"), NOT_FILLED),
        (NO_FILL + OUTLINE.format("<w14:solidFill/>"), ""),
    ],
)
def test_letters_on_top_of_each_other_or_without_a_fill_are_reported(look: str, why: str) -> None:
    data = made(p(r("secret", f"<w:rPr>{look}</w:rPr>")))
    told = [message(each) for each in read_bytes(data, "x.docx").defects if each.rule.code == "X803"]
    assert told == ([f"text that nobody can see is left here, {why}: “secret”"] if why else [])
    left = [each.what for each in cleaned(data).left]
    assert left == ([f"“secret”, which nobody can see ({why})"] if why else [])
