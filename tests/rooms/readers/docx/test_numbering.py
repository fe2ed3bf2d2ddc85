"""Labels of list items as Word works them out (ECMA-376-1, 17.9)."""

from __future__ import annotations

import pytest

from tests.support.docx_made import document, made, p, said, texts
from toolchain import model as m
from toolchain.formats.docx.numerals import numeral


def level(
    at: int, text: str, form: str = "decimal", *, start: int = 1, more: str = "", after: str = ""
) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/>{after}</w:lvl>'
    )


def abstract(identity: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{identity}">{more}{"".join(levels)}</w:abstractNum>'


def num(identity: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def item(text: str, list_id: int, at: int | None = 0, style: str = "") -> str:
    ilvl = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    return p(text, style, f'<w:numPr>{ilvl}<w:numId w:val="{list_id}"/></w:numPr>')


LETTERS = (level(0, "%1."), level(1, "(%2)", "lowerLetter"), level(2, "(%3)", "lowerRoman"))


def labels(body: str, numbering: str, **parts: str) -> list[str]:
    """The lines of a text, whose words are one letter each."""
    return texts(made(body, numbering=numbering, **parts))


def test_levels_begin_again_after_a_level_above_them() -> None:
    body = "".join(item("x", 1, at) for at in (0, 1, 1, 2, 2, 1, 2, 0, 1, 2))
    found = labels(body, abstract(0, *LETTERS) + num(1, 0))
    assert found == ["1. x", "(a) x", "(b) x", "(i) x", "(ii) x", "(c) x", "(i) x", "2. x", "(a) x", "(i) x"]


def test_labels_of_several_levels() -> None:
    numbering = abstract(
        0, level(0, "%1", "upperRoman"), level(1, "%1.%2"), level(2, "%1.%2-%3:", "upperLetter")
    )
    body = "".join(item("x", 1, at) for at in (0, 1, 2, 2, 1, 0, 1, 2))
    assert labels(body, numbering + num(1, 0)) == [
        "I x",
        "I.1 x",
        "I.1-A: x",
        "I.1-B: x",
        "I.2 x",
        "II x",
        "II.1 x",
        "II.1-A: x",
    ]


def test_legal_numbers_are_figures() -> None:
    legal = level(1, "%1.%2", "lowerLetter", more="<w:isLgl/>")
    body = item("x", 1) + item("x", 1, 1) + item("x", 1, 1)
    assert labels(body, abstract(0, level(0, "%1.", "upperRoman"), legal) + num(1, 0)) == [
        "I. x",
        "1.1 x",
        "1.2 x",
    ]


def test_a_level_above_that_was_not_met_shows_where_it_starts_and_goes_on_from_there() -> None:
    body = item("x", 1, 1) + item("x", 1, 1) + item("x", 1, 0)
    assert labels(body, abstract(0, level(0, "%1.", start=3), level(1, "%1.%2")) + num(1, 0)) == [
        "3.1 x",
        "3.2 x",
        "4. x",
    ]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("", ["1 x", "1 x", "1 x", "2 x", "1 x", "1 x"]),
        ('<w:lvlRestart w:val="0"/>', ["1 x", "1 x", "1 x", "2 x", "2 x", "3 x"]),
        ('<w:lvlRestart w:val="1"/>', ["1 x", "1 x", "1 x", "2 x", "2 x", "1 x"]),
    ],
)
def test_where_a_level_begins_again(restart: str, expected: list[str]) -> None:
    numbering = abstract(0, level(0, "%1"), level(1, "%2"), level(2, "%3", more=restart)) + num(1, 0)
    body = "".join(item("x", 1, at) for at in (0, 1, 2, 1, 2)) + item("x", 1, 0) + item("x", 1, 2)
    found = labels(body, numbering)
    assert [*found[:5], found[6]] == expected


def test_lists_of_one_abstract_list_go_on_from_each_other() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    numbering = abstract(0, *LETTERS) + num(1, 0) + num(2, 0) + num(3, 0, override)
    body = "".join(item("x", each) for each in (1, 1, 2, 3, 3, 1))
    assert labels(body, numbering) == ["1. x", "2. x", "3. x", "7. x", "8. x", "9. x"]


def test_a_list_may_have_levels_of_its_own() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "[%1]", "upperLetter", start=2)}</w:lvlOverride>'
    numbering = abstract(0, *LETTERS) + num(1, 0, override) + abstract(9, level(0, "%1)")) + num(2, 9)
    assert labels(item("x", 1) + item("x", 2) + item("x", 1), numbering) == ["[B] x", "1) x", "[C] x"]


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="Num A"/><w:basedOn w:val="N"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Num B"/><w:basedOn w:val="A"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="Child of A"/><w:basedOn w:val="A"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="D"><w:name w:val="None"/><w:basedOn w:val="A"/>'
    '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="By level"/>'
    '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Circle"/><w:basedOn w:val="Q"/></w:style>'
    '<w:style w:type="numbering" w:styleId="L"><w:name w:val="A list style"/>'
    '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
)


def test_the_list_of_a_style_and_of_those_based_on_it() -> None:
    numbering = abstract(0, *LETTERS) + num(1, 0)
    body = (
        p("a", "A")
        + p("b", "B")
        + p("c", "C")
        + p("d", "D")
        + p("q", "Q")
        + item("e", 0, style="A")
        + p("f", "A")
    )
    assert labels(body, numbering, styles=STYLES) == ["1. a", "(a) b", "2. c", "d", "q", "e", "3. f"]


def test_a_level_that_names_a_style_is_the_style_s() -> None:
    owned = level(1, "%2)", "lowerLetter", more='<w:pStyle w:val="P"/>')
    numbering = abstract(0, level(0, "%1."), owned) + num(2, 0)
    body = item("x", 2, style="N") + p("y", "P") + p("y", "P") + item("z", 2, 0, style="P")
    assert labels(body, numbering, styles=STYLES) == ["1. x", "a) y", "b) y", "2. z"]


def test_a_paragraph_may_name_its_level_alone() -> None:
    body = p("a", "A") + p("b", "A", '<w:numPr><w:ilvl w:val="2"/></w:numPr>')
    assert labels(body, abstract(0, *LETTERS) + num(1, 0), styles=STYLES) == ["1. a", "(i) b"]


def test_a_list_by_a_numbering_style() -> None:
    linked = abstract(5, more='<w:numStyleLink w:val="L"/>') + abstract(
        6, *LETTERS, more='<w:styleLink w:val="L"/>'
    )
    assert labels(item("x", 3) + item("y", 4), linked + num(3, 5) + num(4, 6), styles=STYLES) == [
        "1. x",
        "2. y",
    ]
    circle = abstract(5, more='<w:numStyleLink w:val="L"/>') + num(4, 5)
    assert labels(item("x", 4), circle, styles=STYLES) == ["x"]


@pytest.mark.parametrize("numbering", ["", abstract(0, *LETTERS), num(1, 0), abstract(0) + num(1, 0)])
def test_a_list_that_is_not_there_has_no_labels(numbering: str) -> None:
    assert labels(item("x", 1), numbering) == ["x"]


def test_bullets_and_labels_without_numbers() -> None:
    numbering = abstract(
        0, level(0, "\uf0b7", "bullet"), level(1, "", "none"), level(2, "Note", "none")
    ) + num(1, 0)
    data = made(item("a", 1) + item("b", 1, 1) + item("c", 1, 2) + item("d", 1), numbering=numbering)
    assert texts(data) == ["a", "b", "Note c", "d"]
    assert isinstance(document(data).blocks[0], m.BulletList)


def test_a_format_that_is_not_known_is_uncertain() -> None:
    numbering = abstract(0, level(0, "%1.", "hindiCounting")) + num(1, 0)
    data = made(item("x", 1) + item("y", 1), numbering=numbering)
    assert texts(data) == ["1. x", "2. y"]
    assert said(data) == [("D900", "paragraph 1")]


def test_a_format_beside_one_for_an_older_word() -> None:
    both = (
        '<mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002"/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent>'
    )
    custom = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{both}<w:lvlText w:val="%1"/></w:lvl>'
    assert labels(item("x", 1), abstract(0, custom) + num(1, 0)) == ["001 x"]


def test_kinds_of_items() -> None:
    styles = STYLES + '<w:style w:type="paragraph" w:styleId="LN"><w:name w:val="List Number"/></w:style>'
    data = made(
        item("a", 1) + item("b", 1, 1) + item("c", 1, style="LN"),
        numbering=abstract(0, *LETTERS) + num(1, 0),
        styles=styles,
    )
    assert [type(block) for block in document(data).blocks] == [
        m.NumberedParagraph,
        m.SubParagraphs,
        m.OrderedList,
    ]


@pytest.mark.parametrize(
    ("style", "number", "sign"),
    [
        ("decimal", 1999, "1999"),
        ("lowerLetter", 26, "z"),
        ("lowerLetter", 27, "aa"),
        ("lowerLetter", 53, "aaa"),
        ("upperLetter", 52, "ZZ"),
        ("lowerLetter", 781, "a"),
        ("lowerRoman", 1994, "mcmxciv"),
        ("upperRoman", 3888, "MMMDCCCLXXXVIII"),
        ("arabicAbjad", 2, "ب"),
        ("arabicAlpha", 3, "ت"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCounting", 105, "一○五"),
        ("chineseCountingThousand", 12, "十二"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1005, "一千零五"),
        ("chineseCountingThousand", 9999, "九千九百九十九"),
        ("chicago", 2, "†"),
        ("chicago", 5, "**"),
        ("decimalZero", 7, "07"),
        ("none", 7, ""),
        ("lowerRoman", 0, "0"),
        ("lowerLetter", 40_000, "40000"),
        ("unknown", 1, None),
    ],
)
def test_signs_of_numbers(style: str, number: int, sign: str | None) -> None:
    assert numeral(style, number) == sign


@pytest.mark.parametrize(
    "style", ["lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "arabicAbjad", "chineseCounting"]
)
def test_signs_are_those_that_resolve_prints(style: str) -> None:
    from toolchain.model.numerals import numeral as printed

    assert [numeral(style, number) for number in range(1, 1000)] == [
        printed(style, number) for number in range(1, 1000)
    ]
