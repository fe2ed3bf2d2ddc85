"""Word files that are not ours become sources: what Word shows as a number, list or table is one there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.docx_made import made, p, run
from tests.support.word_drafts import HEADING, LEGAL, NUMBERING, cell, item, losses, source
from toolchain.formats.docx.opened import open_bytes
from toolchain.pipeline.import_word import convert
from toolchain.reports.sentences import message_of


def test_lists_of_word_are_numbered_paragraphs_with_all_that_belongs_to_them() -> None:
    text = source(
        p("Law", "H1"),
        item("The law prohibits:"),
        item("buying;", 1),
        item("selling, namely:", 1),
        item("by parents;", 2),
        item("by others.", 2),
        p("This applies to all."),
        item("Nobody is exempt:"),
        item("one", number=2),
        item("two", number=2),
    )
    assert text.splitlines() == [
        "# Law",
        "",
        "1. The law prohibits:",
        "",
        "     1. buying;",
        "     2. selling, namely:",
        "",
        "          1. by parents;",
        "          2. by others.",
        "",
        "     This applies to all.",
        "",
        "2. Nobody is exempt:",
        "",
        "     - one",
        "     - two",
    ]


@pytest.mark.parametrize(
    ("label", "tab"), [("12.", "\t"), ("12.", " "), ("12", "\t"), ("(12)", "\t"), ("12)", " ")]
)
def test_a_number_typed_by_hand_is_a_claim(label: str, tab: str) -> None:
    assert source(p(f"{label}{tab}The law is old.")) == "12. The law is old."


def test_letters_typed_by_hand_are_sub_paragraphs() -> None:
    text = source(
        p("1.\tThe law prohibits:"), p("(a)\tbuying;"), p("(b)\tselling:"), p("(i)\tgirls;"), p("(ii)\tboys.")
    )
    assert " ".join(text.split()) == "1. The law prohibits: 1. buying; 2. selling: 1. girls; 2. boys."
    assert text.splitlines()[2:4] == ["     1. buying;", "     2. selling:"]
    assert text.splitlines()[5].startswith("          1. girls")


def test_a_year_is_no_number() -> None:
    assert source(p("2019. The year of the law.")).startswith("2019\\. The year")


def test_numbers_that_begin_again_under_a_heading_are_a_series() -> None:
    text = source(
        p("Findings", "H1"), item("One."), item("Two."), p("Recommendations", "H1"), item("Do.", number=3)
    )
    assert "# Recommendations {.restart series=recommendation}\n\n1. Do." in text


@pytest.mark.parametrize(("look", "first"), [("0420", "| Cases |"), ("0400", "|       |")])
@pytest.mark.parametrize(
    "part", ["<w:rPr><w:b/></w:rPr>", '<w:tcPr><w:shd w:val="clear" w:fill="4F81BD"/></w:tcPr>']
)
def test_a_first_row_that_the_style_of_the_table_makes_a_header_is_one(
    part: str, look: str, first: str
) -> None:
    """0x20 of `w:tblLook` is "Header Row" among Word's options of a table."""
    styles = (
        '<w:style w:type="table" w:styleId="List"><w:name w:val="List"/><w:tblStylePr w:type="firstRow">'
        f"{part}</w:tblStylePr></w:style>"
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="List"/><w:tblLook w:val="{look}"/></w:tblPr>'
        f"<w:tr>{cell('Cases')}</w:tr><w:tr>{cell('12')}</w:tr></w:tbl>"
    )
    found = convert(made(table + p("End."), styles=styles), "draft.docx", Path("report.md"), lambda _: None)
    assert first in found.text.splitlines()


@pytest.mark.parametrize(
    ("fills", "first"),
    [
        (("ff0000", "ffc000", "00b050"), "|        |"),
        (("4f81bd", "dce6f1", "ffffff"), "| Row ff |"),
        (("4f81bd", "dce6f1", "dce6f1"), "| Row ff |"),
    ],
)
def test_rows_that_each_have_their_own_colour_are_data(fills: tuple[str, ...], first: str) -> None:
    """As in a table of what is done, begun and not done."""
    shades = (f'<w:shd w:val="clear" w:fill="{fill}"/>' for fill in fills)
    rows = "".join(f"<w:tr>{cell('Row ff', shade)}</w:tr>" for shade in shades)
    assert first in source(f"<w:tbl>{rows}</w:tbl>", p("End.")).splitlines()


def test_a_caption_that_is_typed_is_one() -> None:
    table = f"<w:tbl><w:tr>{cell('A')}</w:tr><w:tr>{cell('B')}</w:tr></w:tbl>"
    assert source(p("Table 1: Units", "Caption"), table, p("End.")).startswith("Table: Units\n")


def test_a_caption_that_is_kept_with_what_is_below_it_is_that_ones() -> None:
    table = f"<w:tbl><w:tr>{cell('A')}</w:tr><w:tr>{cell('B')}</w:tr></w:tbl>"
    text = source(table, p("Figure of units", "Caption", "<w:keepNext/>"), table, p("End."))
    assert text.index("| B") < text.index("Table: Figure of units\n") < text.rindex("| B")
    kept = table.replace("<w:pPr>", "<w:pPr><w:keepNext/>")
    assert source(kept, p("Units", "Caption"), table, p("End.")).startswith("Table: Units\n")


def test_superscripts_are_characters_where_there_are_some() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    assert source(p(run("12 km") + run("2", raised) + run(", the 3") + run("rd", raised))) == (
        "12 km², the 3ʳᵈ"
    )


def test_what_is_italic_keeps_no_spaces_in_it() -> None:
    assert source(p(run("In ") + run("Lotus ", "<w:i/>") + run("it said"))) == "In *Lotus* it said"


def test_a_paragraph_in_quote_style_is_a_quotation() -> None:
    assert source(item("He said:"), p("Never.", "Quote")).splitlines() == ["1. He said:", "", "     > Never."]


def test_headings_without_words_are_none() -> None:
    assert source(p("", "H1"), p("Words.")) == "Words."


def test_i_after_h_is_a_letter() -> None:
    letters = [f"({letter})\t{letter * 3};" for letter in "abcdefghij"]
    text = source(p("1.\tAll of:"), *map(p, letters))
    assert [line for line in text.splitlines() if line.startswith("     10. ")] == ["     10. jjj;"]


def test_a_bullet_that_is_a_space_goes_on_with_the_paragraph() -> None:
    """So pandoc writes further paragraphs of an item."""
    blank = NUMBERING.replace('w:val="•"', 'w:val=" "')
    data = made(item("One.") + item("More.", number=2), styles=HEADING, numbering=blank)
    text = convert(data, "draft.docx", Path("report.md"), lambda _: None).text
    assert text.endswith("1. One.\n\n     More.\n")


def test_a_long_text_in_a_style_of_headings_is_none() -> None:
    words = "The law protects all children without any distinction. " * 6
    assert source(p(f"3.\t{words}", "H1")) == f"3. {words.strip()}"


def test_paragraphs_under_numbered_headings_run_on() -> None:
    """ "1. General" with 1.1 and 1.2 under it: a source has headings and paragraphs."""
    long = "The law says so in all its parts, and it says it to everybody. "

    def under(text: str, level: int) -> str:
        return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>')

    body = under("General", 0) + under(long, 1) + under(long, 1) + under("Other", 0) + under(long, 1)
    imported = convert(made(body, styles=HEADING, numbering=LEGAL), "d.docx", Path("r.md"), lambda _: None)
    lines = [line[:20] for line in imported.text.partition("\n---\n")[2].splitlines() if line]
    assert lines == [
        "# General",
        "1. The law says so i",
        "2. The law says so i",
        "# Other",
        "3. The law says so i",
    ]
    assert any("such as 1.1" in message_of(told.facts) for told in imported.losses)


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Wingdings", "F0E0", "→"),
        ("Symbol", "F062", "β"),
        ("Wingdings", "F0FE", "☑"),
        ("Webdings", "F062", "\uf062"),
    ],
)
def test_characters_of_symbol_fonts_are_those_of_unicode_if_they_are_known(
    font: str, code: str, shown: str
) -> None:
    body = p(f'{run("So: ")}<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>')
    assert source(body) == f"So: {shown}"
    assert bool(losses(body)) == (font == "Webdings")


def test_i_after_h_is_a_letter_in_headings_too() -> None:
    from toolchain.readers.docx.likely import likely_headings

    lines = [f"{letter}. Part" for letter in ("I", *"ABCDEFGHI", "II")]
    body = "".join(p(run(line, "<w:b/>")) + p("Text of it.") for line in lines)
    story = open_bytes(made(body), "draft.docx").story
    levels = list(likely_headings(story.blocks, titled=True).levels.values())
    assert levels == [1, *[2] * 9, 1]


def test_word_and_its_user_may_number_by_turns() -> None:
    """Word makes a list of what is typed from some point on, and lists of bold headings."""
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="{left}" w:hanging="360"/>'
        "</w:pPr></w:lvl></w:abstractNum>"
        for at, start, form, left in ((0, 1, "upperRoman", 0), (1, 3, "decimal", 720))
    ) + "".join(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in (0, 1))

    def counted(content: str, number: int) -> str:
        return p(content, properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')

    body = (
        *(counted(run("Introduction", "<w:b/>"), 1), p("1. One."), p("2. Two."), counted(run("Three."), 2)),
        *(counted(run("Law", "<w:b/>"), 1), counted(run("Four."), 2), p("5. Five."), p("6. Six.")),
    )
    text = convert(made("".join(body), numbering=lists), "d.docx", Path("r.md"), lambda _: None).text
    front, _, rest = text.partition("\n---\n")
    assert "headings: numbered" in front
    assert rest.strip().split("\n\n") == [
        *("# Introduction", "1. One.", "2. Two.", "3. Three."),
        *("# Law", "4. Four.", "5. Five.", "6. Six."),
    ]


@pytest.mark.parametrize(
    ("look", "words"),
    [
        ("<w:bCs/><w:rtl/>", "**الولد**"),
        ("<w:iCs/><w:rtl/>", "*الولد*"),
        ("<w:bCs/><w:iCs/><w:rtl/>", "***الولد***"),
        ("<w:bCs/>", "الولد"),  # of letters from left to right
        ('<w:bCs w:val="0"/><w:rtl/>', "الولد"),
        ('<w:b/><w:bCs/><w:rtl w:val="true"/>', "**الولد**"),
    ],
)
def test_looks_of_letters_from_right_to_left_count(look: str, words: str) -> None:
    """LibreOffice states nothing else for them."""
    text = source(p(run("ضرب الحارس ", "<w:rtl/>") + run("الولد", look) + run(" أمس.", "<w:rtl/>")))
    assert text == f"ضرب الحارس {words} أمس."


RAISED = '<w:position w:val="8"/><w:sz w:val="19"/>'
"""LibreOffice writes so what is raised on a web page."""


def test_figures_are_raised_by_their_position() -> None:
    assert (
        source(p(run("It covers 40 m") + run("2", RAISED) + run(" of floor."))) == "It covers 40 m² of floor."
    )
    for look in ('<w:position w:val="-8"/><w:sz w:val="19"/>', '<w:position w:val="2"/><w:sz w:val="24"/>'):
        assert source(p(run("It covers 40 m") + run("2", look) + run(" of floor."))).startswith(
            "It covers 40 m2"
        )
    assert losses(p(run("It covers 40 m") + run("2", RAISED) + run(" of floor."))) == []


def test_figures_raised_by_their_position_are_marks_of_notes() -> None:
    link = f'<w:hyperlink w:anchor="fn1">{run("1", RAISED)}</w:hyperlink>'
    body = p(run("1. The law is old.") + link + run(" It is short.") + run("2", RAISED)) + p("Notes", "H1")
    text = source(body, p("1. Labour Act.", "Normal"), p("2. Interviews of May."))
    assert text.splitlines() == [
        "1. The law is old.[^labour-act] It is short.[^interviews-may]",
        "",
        "[^labour-act]: Labour Act.",
        "[^interviews-may]: Interviews of May.",
    ]


def test_white_space_between_words_of_one_look_has_it() -> None:
    """Word keeps a space that was typed later in a run of its own."""
    italic, bold = "<w:i/>", "<w:b/>"
    words = run("Labour", italic) + run(" ") + run("Act", italic) + run(" of ") + run("1998", bold)
    text = source(p(run("The ") + words + run(" ") + run("and", italic)))
    assert text == "The *Labour Act* of **1998** *and*"


def test_a_range_of_more_notes_than_anybody_types_is_none() -> None:
    """Else a file of a few pages would become a source of thousands."""
    raised = '<w:vertAlign w:val="superscript"/>'
    notes = [p(f"{number}. Note.") for number in range(1, 51)]
    text = source(*[p(run("It is so.") + run("1–50", raised))] * 3, p("Notes", "H1"), *notes)
    assert text.startswith("It is so.¹–⁵⁰\n\nIt is so.")
