"""What the reader itself reports of a Word file: D901, D903, D904, D905, D910."""

from __future__ import annotations

import pytest

from tests.support.docx_made import (
    SEPARATORS,
    bookmark,
    call,
    document,
    field,
    made,
    note,
    notes,
    p,
    run,
    said,
)
from toolchain.model.diagnostics import Severity
from toolchain.reports.sentences import help_line, message

LISTED = '<w:numPr><w:numId w:val="1"/></w:numPr>'
SUB = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
SETTINGS = '<w:endnotePr><w:numFmt w:val="decimal"/><w:endnote w:id="-1"/><w:endnote w:id="0"/></w:endnotePr>'
TWO = SEPARATORS.format("endnote") + note(1, "one") + note(2, "two")


def numbered(*extra: str) -> list[tuple[str, str]]:
    """What is said of a text with two numbered paragraphs, a sub-paragraph, and more paragraphs."""
    body = (
        p("one", "", LISTED)
        + p(bookmark("two", run("two"), 1), "", LISTED)
        + p(bookmark("sub", run("sub"), 2), "", SUB)
        + p(bookmark("plain", run("a plain one"), 3))
    )
    return said(made(body + "".join(map(p, extra)), numbering=NUMBERING))


@pytest.mark.parametrize(
    ("instruction", "result", "codes"),
    [
        (r"REF two \r \h", "2", []),
        (r"REF two \n \h", "2", []),
        (r"REF two \w \h", "2", []),
        (r"REF two \r \h", "2.", ["D904"]),
        (r"REF two \r \h", "1", ["D904"]),
        (r"REF two \r \h", "", ["D904"]),
        (r"REF sub \n \h", "(a)", []),
        (r"REF sub \n \h", "2(a)", ["D904"]),
        (r"REF sub \w \h", "2(a)", []),
        (r"REF sub \r \h", "(a)", []),
        (r"REF sub \r \h", "2(a)", []),
        (r"REF sub \r \h", "(b)", ["D904"]),
        (r"REF two \r \p \h", "2 above", []),
        (r"REF plain \h", "a plain one", []),
        (r"REF plain \h \* MERGEFORMAT", "another", ["D904"]),
        (r"REF plain \h \* Upper", "A PLAIN ONE", []),
        (r"REF plain \r \h", "0", ["D903"]),
        (r"REF gone \r \h", "2", ["D903"]),
        (r"PAGEREF gone \h", "2", ["D903"]),
        (r"PAGEREF two \h", "9", []),
        (r"PAGEREF two \h", "iv", []),
        (r"PAGEREF two \h", "", ["D904"]),
        (r"PAGEREF two \h", "Error! Bookmark not defined.", ["D904"]),
        (r"NOTEREF two \h", "2", ["D903"]),
        (r"NOTEREF gone \h", "2", ["D903"]),
        (r"SEQ Table \* ARABIC", "1", []),
        (r"SEQ Table \* ROMAN", "I", []),
        (r"SEQ Table \* roman", "i", []),
        (r"SEQ Table \r 7", "7", []),
        (r"SEQ Table \* ARABIC", "2", ["D904"]),
        (r"SEQ Table \* ORDINAL", "1st", []),
        (r"HYPERLINK \l gone", "x", ["D903"]),
        ("DATE", "anything", []),
        ("= 2 + 3", "5", []),
        ("=2+3", "5", []),
        ("two", "two", []),
        (r"SEx Table \* ARABIC", "1", ["D903"]),
        ("", "2", ["D903"]),
    ],
)
def test_fields(instruction: str, result: str, codes: list[str]) -> None:
    found = numbered(field(instruction, result))
    assert found == [(code, "paragraph 2 (a)") for code in codes]


def test_sequences_count_for_themselves() -> None:
    rows = ["SEQ Table", "SEQ Figure", "SEQ Table", r"SEQ table \c", r"SEQ Table \n", "SEQ Figure"]
    assert numbered(*(field(each, number) for each, number in zip(rows, "112233", strict=True))) == [
        ("D904", "paragraph 2 (a)")
    ]


@pytest.mark.parametrize(("shown", "codes"), [("2 3 3", []), ("2 i 3", []), ("3 2 4", ["D904"])])
def test_pages_in_the_contents_go_up(shown: str, codes: list[str]) -> None:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    entries = [run(f"Entry {page}") + field(r"PAGEREF two \h", page) for page in shown.split()]
    listed = f"{begin}<w:r><w:instrText> TOC </w:instrText></w:r>{separate}"
    body = p(listed + entries[0]) + p(entries[1]) + p(entries[2] + end) + p(bookmark("two", run("two"), 1))
    assert [code for code, _ in said(made(body))] == codes
    # Elsewhere they may stand in any order.
    assert said(made("".join(map(p, entries)) + p(bookmark("two", run("two"), 1)))) == []


def test_a_sequence_may_begin_again_after_a_heading() -> None:
    heading = p("H", "", '<w:outlineLvl w:val="0"/>')
    one, two = (p(field(r"SEQ Table \s 1", number)) for number in "12")
    assert said(made(heading + one + two + heading + one)) == []
    assert [code for code, _ in said(made(heading + one + two + heading + two))] == ["D904"]


def test_fields_without_a_counterpart() -> None:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    one = p(f"{begin}{run('a')}") + p(f"{run('b')}{end}") + p(f"{begin}{separate}{run('c')}") + p(run("d"))
    assert said(made(one)) == [("D903", "the opening"), ("D903", "the opening")]  # the first says nothing
    assert said(made(p(run("a") + end))) == [("D903", "the opening")]
    two = SEPARATORS.format("endnote") + note(1, "x").replace("</w:p>", f"{begin}</w:p>")
    two += note(2, "y").replace("</w:p>", f"{end}</w:p>")
    found = said(made(p(run("a") + call(1) + call(2)), endnotes=two, settings=SETTINGS))
    assert found == [("D903", "endnote 1, in the opening"), ("D903", "endnote 2, in the opening")]


def test_bookmarks_and_links() -> None:
    twice = p(bookmark("One", run("a"), 1)) + p(bookmark("one", run("b"), 2))
    assert said(made(twice)) == [("D903", "the opening")]
    anchor = p('<w:hyperlink w:anchor="gone">' + run("x") + "</w:hyperlink>")
    assert said(made(anchor)) == [("D903", "the opening")]
    assert said(made(p('<w:hyperlink w:anchor="_top">' + run("x") + "</w:hyperlink>"))) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (p(field(r"REF gone \r", "1")), "refer to something else"),
        (p(field(r"PAGEREF gone", "1")), "update the fields"),
        (p('<w:hyperlink w:anchor="gone">' + run("x") + "</w:hyperlink>"), "Remove Hyperlink"),
        (p('<w:ins w:id="1" w:author="A">' + run("x") + "</w:ins>"), "--changes accept"),
    ],
)
def test_it_is_said_what_to_do(body: str, words: str) -> None:
    assert any(words in help_line(defect) for defect in document(made(body)).defects)


def test_bookmarks_between_paragraphs() -> None:
    body = '<w:bookmarkStart w:id="1" w:name="whole"/>' + p("one", "", LISTED) + '<w:bookmarkEnd w:id="1"/>'
    assert said(made(body + p(field(r"REF whole \r", "1")), numbering=NUMBERING)) == []


def endnotes(body: str, part: str, settings: str = SETTINGS) -> list[tuple[str, str]]:
    return said(made(body, endnotes=part, settings=settings))


CALLS = p(run("a") + call(1) + run("b") + call(2), "", LISTED)


@pytest.mark.parametrize(
    ("body", "part", "found"),
    [
        (CALLS, TWO, []),
        (CALLS, SEPARATORS.format("endnote") + note(2, "two") + note(1, "one"), [("D901", "the opening")]),
        (CALLS, note(1, "one") + note(2, "two"), [("D901", "")] * 4),
        (CALLS, SEPARATORS.format("endnote") + note(1, "one"), [("D901", "the opening")]),
        (p(run("a") + call(1)), TWO, [("D901", "")]),
        (p(run("a") + call(1) + call(1) + call(2)), TWO, [("D901", "the opening")]),
        (CALLS, TWO + note(2, "again"), [("D901", "")]),
        (CALLS, TWO.replace("<w:endnoteRef/>", "", 1), [("D901", "endnote 1, in the opening")]),
        (p(bookmark("n", call(1)) + call(2) + field(r"NOTEREF n \f \h", "1")), TWO, []),
        (p(bookmark("n", call(1)) + call(2) + field(r"NOTEREF n \h", "2")), TWO, [("D904", "the opening")]),
    ],
)
def test_notes(body: str, part: str, found: list[tuple[str, str]]) -> None:
    assert endnotes(body, part) == found


def test_separators_may_have_any_ids() -> None:
    part = TWO.replace('w:id="0"', 'w:id="8"').replace('w:id="-1"', 'w:id="7"')
    settings = SETTINGS.replace('w:id="0"', 'w:id="8"').replace('w:id="-1"', 'w:id="7"')
    assert endnotes(CALLS, part, settings) == []
    assert endnotes(CALLS, part) == [("D901", "")] * 2


def test_a_note_without_a_mark_is_quoted() -> None:
    (found,) = document(made(p(run("a") + call(1)), endnotes=TWO, settings=SETTINGS)).defects
    assert message(found) == "the endnote “two” has no mark in the text, so nobody can read it"


def test_a_style_that_is_not_defined_is_told_once() -> None:
    words = run("x", '<w:rStyle w:val="Ghost"/>')
    table = '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>'
    data = made(p("a", "Lost") + p("b", "Lost") + p(words) + p(words) + table, styles="")
    found = document(data).defects
    assert [(each.rule.code, each.severity, message(each).split("“")[1].split("”")[0]) for each in found] == [
        ("D905", None, "Lost"),
        ("D910", Severity.WARNING, "Ghost"),
        ("D910", Severity.WARNING, "Grid"),
    ]


def test_footnotes_too() -> None:
    part = notes("one", "two", kind="footnote")
    body = p(run("a") + call(2, "footnote") + call(1, "footnote"))
    assert [code for code, _ in said(made(body, footnotes=part))] == ["D901"]


@pytest.mark.parametrize(
    ("level", "owner", "codes"),
    [(0, "One", []), (0, "", []), (1, "One", ["D905"]), (0, "Else", [])],
    ids=["agree", "no level names it", "another level", "names another"],
)
def test_a_style_and_its_list_must_agree_on_the_level(level: int, owner: str, codes: list[str]) -> None:
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="One"><w:name w:val="One"/><w:pPr>{listed}</w:pPr></w:style>'
    )
    named = f'<w:pStyle w:val="{owner}"/>' if owner else ""
    numbering = NUMBERING.replace('<w:numFmt w:val="decimal"/>', f'<w:numFmt w:val="decimal"/>{named}')
    found = said(made(p("one", "One") + p("two", "One"), numbering=numbering, styles=styles))
    assert [code for code, _ in found] == codes


def test_a_style_that_another_list_names_is_told() -> None:
    listed = '<w:numPr><w:numId w:val="2"/></w:numPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="One"><w:name w:val="One"/><w:pPr>{listed}</w:pPr></w:style>'
    )
    named = NUMBERING.replace(
        '<w:numFmt w:val="decimal"/>', '<w:numFmt w:val="decimal"/><w:pStyle w:val="One"/>'
    )
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1"/></w:lvl>'
    other = f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
    lists = (
        named.replace("<w:num ", f"{other}<w:num ", 1)
        + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert said(made(p("one", "One"), numbering=lists, styles=styles)) == [("D905", "paragraph 1")]
