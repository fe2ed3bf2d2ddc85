"""Each kind of tracked change, accepted and rejected: what is shown, and that nothing of it is left."""

from __future__ import annotations

import re

import pytest

from tests.support.docx_made import SEPARATORS, made, unzipped
from tests.word.test_clean import cleaned, seen
from toolchain.readers.docx import read_bytes

WHO = 'w:author="Planted Author" w:date="2019-03-04T05:06:07Z"'
MARKED = re.compile(rb"<w:(ins|del|move\w*|cell(Ins|Del|Merge)|\w+Change|customXml\w+Range\w+)[ />]|Planted")


def change(name: str, content: str = "", more: str = "") -> str:
    return f'<w:{name} w:id="7" {WHO} {more}>{content}</w:{name}>'


def r(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def gone(text: str) -> str:
    return f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def mark(name: str, former: str = "") -> str:
    return f"<w:rPr>{change(name)}{former}</w:rPr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(text))}</w:tc>"


FIRST = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
CASES: dict[str, tuple[str, list[str], list[str]]] = {
    "words": (
        p(r("One ") + change("ins", r("new ")) + change("del", gone("old ")) + r("two.")),
        ["One new two."],
        ["One old two."],
    ),
    "words put in by one and taken out by another": (
        p(r("One") + change("ins", change("del", gone(" or two")) + r(" three")) + r(".")),
        ["One three."],
        ["One."],
    ),
    "a move": (
        p(change("moveFrom", r("Moved. ")) + r("Stays.")) + p(r("Then ") + change("moveTo", r("moved."))),
        ["Stays.", "Then moved."],
        ["Moved. Stays.", "Then "],
    ),
    "ends of paragraphs": (
        p(r("One, "), mark("del")) + p(r("two. ")) + p(r("Three. "), mark("ins")) + p(r("Four.")),
        ["One, two. ", "Three. ", "Four."],
        ["One, ", "two. ", "Three. Four."],
    ),
    "several ends one after the other": (
        p(r("a"), mark("del")) + p(r("b"), mark("del")) + p(r("c"), mark("moveFrom")) + p(r("d")),
        ["abcd"],
        ["a", "b", "c", "d"],
    ),
    "a whole paragraph": (
        p(r("One.")) + p(change("del", gone("Two.")), mark("del")) + p(change("ins", r("3.")), mark("ins")),
        ["One.", "3."],
        ["One.", "Two."],
    ),
    "an end before a table": (
        p(r("One."), mark("del")) + table(row(cell("a"))) + p(r("Two.")),
        ["One.", "a", "Two."],
        ["One.", "a", "Two."],
    ),
    "the last end of a cell": (
        table(
            row(f"<w:tc>{p(r('a'))}{p(change('del', gone('b')), mark('del'))}</w:tc>", cell("c")),
        )
        + p(r("Two.")),
        ["a", "c", "Two."],
        ["a", "b", "c", "Two."],
    ),
    "the last end of the text": (
        p(r("One."), FIRST) + p(change("del", gone("Two.")), FIRST + mark("del")) + "<w:sectPr/>",
        ["1.One.", "2."],
        ["1.One.", "2.Two."],
    ),
    "a new end before a table": (
        p(r("One."), FIRST)
        + p(change("ins", r("Two.")), FIRST + mark("ins"))
        + table(row(cell("a")))
        + p(r("3.")),
        ["1.One.", "2.Two.", "a", "3."],
        ["1.One.", "2.", "a", "3."],
    ),
    "the end of a section": (
        p(change("del", gone("One.")), FIRST + mark("del") + "<w:sectPr/>") + p(r("Two."), FIRST),
        ["1.Two."],
        ["1.One.", "2.Two."],
    ),
    "an end before the start of a comment": (
        p(r("One, "), mark("del")) + '<w:commentRangeStart w:id="1"/>' + p(r("two.")),
        ["One, two."],
        ["One, ", "two."],
    ),
    "an end before a control with a table": (
        p(r("One."), FIRST + mark("del"))
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{table(row(cell('a')))}</w:sdtContent></w:sdt>"
        + p(r("Two.")),
        ["1.One.", "a", "Two."],
        ["1.One.", "a", "Two."],
    ),
    "a link": (
        p(
            r("One")
            + f'<w:hyperlink w:anchor="nowhere">{change("del", gone(" two"))}</w:hyperlink>'
            + r("."),
            mark("del"),
        )
        + p(r("Three.")),
        ["One.Three."],
        ["One<#nowhere> two<#nowhere>.", "Three."],
    ),
    "an end before a control": (
        p(r("One, "), mark("del")) + f"<w:sdt><w:sdtPr/><w:sdtContent>{p(r('two.'))}</w:sdtContent></w:sdt>",
        ["One, two."],
        ["One, ", "two."],
    ),
    "rows": (
        table(
            row(cell("a")),
            row(cell("b"), properties=change("del")),
            row(cell("c"), properties=change("ins")),
        ),
        ["a", "c"],
        ["a", "b"],
    ),
    "a whole table": (
        p(r("One.")) + table(row(cell("a"), properties=change("del"))),
        ["One."],
        ["One.", "a"],
    ),
    "a table that stood between": (
        p(r("One, "), mark("del")) + table(row(cell("a"), properties=change("del"))) + p(r("two.")),
        ["One, two."],
        ["One, ", "a", "two."],
    ),
    "a whole table in a cell": (
        table(row(f"<w:tc><w:tcPr/>{table(row(cell('a'), properties=change('del')))}</w:tc>", cell("b"))),
        ["b"],
        ["a", "b"],
    ),
    "cells": (
        table(row(cell("a"), cell("b", change("cellDel")), cell("c", change("cellIns")))),
        ["a", "c"],
        ["a", "b"],
    ),
    "numbers": (
        p(r("One."), f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>{change("ins")}</w:numPr>')
        + p(r("Two."), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        ["1.One.", "2.Two."],
        ["One.", "1.Two."],
    ),
    "another list": (
        p(r("One."), FIRST + change("pPrChange", "<w:pPr/>")),
        ["1.One."],
        ["One."],
    ),
    "a list taken off": (
        p(r("One."), change("pPrChange", f"<w:pPr>{FIRST}</w:pPr>")),
        ["One."],
        ["1.One."],
    ),
    "hidden by a change": (
        p(r("One. ") + r("Two.", f"<w:rPr><w:vanish/>{change('rPrChange', '<w:rPr/>')}</w:rPr>")),
        ["One. "],
        ["One. Two."],
    ),
    "a field taken out": (
        p(
            r("One")
            + change(
                "del",
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                "<w:r><w:delInstrText> PAGE </w:delInstrText></w:r>"
                f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{gone(" 3")}'
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            )
        ),
        ["One"],
        ["One 3"],
    ),
    "a box": (
        p(
            r("One.")
            + change("ins", "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" + p(r("In a box.")) +
                     "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>")
        ),
        ["One.", "In a box."],
        ["One."],
    ),
}  # fmt: skip
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("rejected", [False, True])
def test_a_change(name: str, *, rejected: bool) -> None:
    body, accepted, former = CASES[name]
    done = cleaned(made(body, numbering=NUMBERING), rejected=rejected)
    shown = [text.replace("\t", "") for kind, text in seen(done.data) if kind == "paragraph"]
    assert shown == (former if rejected else accepted)
    for name_of, data in unzipped(done.data).items():
        assert not MARKED.search(data), name_of


@pytest.mark.parametrize(
    ("properties", "former", "wanted"),
    [
        ("rPr", "<w:b/>", "<w:i/>"),
        ("pPr", '<w:jc w:val="left"/>', '<w:jc w:val="right"/>'),
        ("tblPr", '<w:tblW w:w="1" w:type="auto"/>', '<w:tblW w:w="2" w:type="auto"/>'),
        ("trPr", '<w:cantSplit w:val="0"/>', "<w:cantSplit/>"),
        ("tcPr", '<w:tcW w:w="1" w:type="auto"/>', '<w:tcW w:w="2" w:type="auto"/>'),
        ("sectPr", '<w:pgSz w:w="1" w:h="1"/>', '<w:pgSz w:w="2" w:h="2"/>'),
    ],
)
@pytest.mark.parametrize("rejected", [False, True])
def test_a_look(properties: str, former: str, wanted: str, *, rejected: bool) -> None:
    both = wanted + change(f"{properties}Change", f"<w:{properties}>{former}</w:{properties}>")
    given = {properties: both}
    body = (
        f"<w:tbl><w:tblPr>{given.get('tblPr', '')}</w:tblPr><w:tblGrid/><w:tr><w:trPr>{given.get('trPr', '')}"
        f"</w:trPr><w:tc><w:tcPr>{given.get('tcPr', '')}</w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
        f"<w:p><w:pPr>{given.get('pPr', '')}</w:pPr>"
        f"{r('One.', '<w:rPr>' + given.get('rPr', '') + '</w:rPr>')}</w:p>"
        f"<w:sectPr>{given.get('sectPr', '')}</w:sectPr>"
    )
    text = unzipped(cleaned(made(body), rejected=rejected).data)["word/document.xml"].decode()
    assert (former in text, wanted in text) == (rejected, not rejected)
    assert "Change" not in text


def test_what_a_former_state_leaves_out_stays() -> None:
    """The head of a section, the mark of a paragraph, the section that ends in it."""
    section = '<w:headerReference w:type="default" r:id="x"/>' + change("sectPrChange", "<w:sectPr/>")
    body = p(
        r("One."),
        f"<w:keepNext/><w:rPr><w:b/></w:rPr><w:sectPr>{section}</w:sectPr>" + change("pPrChange", "<w:pPr/>"),
    )
    text = unzipped(cleaned(made(body + p(r("Two."))), rejected=True).data)["word/document.xml"].decode()
    assert "keepNext" not in text
    assert "<w:rPr><w:b/></w:rPr><w:sectPr><w:headerReference" in text


@pytest.mark.parametrize(
    ("said", "accepted", "former"),
    [('w:vMerge="cont" w:vMergeOrig="rest"', "continue", "restart"), ('w:vMergeOrig="cont"', "", "continue")],
)
def test_cells_that_are_joined(said: str, accepted: str, former: str) -> None:
    body = table(
        row(cell("a")), row(cell("b", '<w:tcW w:w="1" w:type="dxa"/>' + change("cellMerge", "", said)))
    )
    for rejected, state in ((False, accepted), (True, former)):
        text = unzipped(cleaned(made(body), rejected=rejected).data)["word/document.xml"].decode()
        assert re.findall('vMerge w:val="([a-z]+)"', text) == ([state] if state else [])


def test_bookmarks_that_reach_out_of_what_goes_stay() -> None:
    body = p(
        '<w:bookmarkStart w:id="1" w:name="whole"/>'
        + change("del", '<w:bookmarkEnd w:id="1"/><w:bookmarkStart w:id="2" w:name="inner"/>' + gone("x")
                 + '<w:bookmarkEnd w:id="2"/>')
        + r("One.")
    )  # fmt: skip
    text = unzipped(cleaned(made(body)).data)["word/document.xml"].decode()
    assert text.count("bookmarkStart") == text.count("bookmarkEnd") == 1
    assert "whole" in text


def test_the_text_of_a_note_goes_with_its_mark() -> None:
    note = '<w:endnote w:id="{}"><w:p><w:r><w:endnoteRef/></w:r><w:r><w:t>{}</w:t></w:r></w:p></w:endnote>'
    notes = SEPARATORS.format("endnote") + note.format(1, "Planted secret.") + note.format(2, "Kept.")
    call = '<w:r><w:endnoteReference w:id="{}"/></w:r>'
    data = made(p(r("One.") + change("del", call.format(1)) + call.format(2)), endnotes=notes)
    done = cleaned(data)
    assert b"secret" not in unzipped(done.data)["word/endnotes.xml"]
    assert "1 note that no mark refers to" in map(str, done.taken)
    rejected = cleaned(data, rejected=True)
    assert b"secret" in unzipped(rejected.data)["word/endnotes.xml"]


def test_changes_in_notes_and_running_heads() -> None:
    changed = change("ins", r("new")) + change("del", gone("old"))
    notes = SEPARATORS.format("footnote") + f'<w:footnote w:id="1">{p(changed)}</w:footnote>'
    body = p(r("One.") + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    for rejected, word in ((False, "new"), (True, "old")):
        done = cleaned(made(body, footnotes=notes), rejected=rejected)
        assert [text for kind, text in seen(done.data) if kind == "paragraph"][1] == f"\t{word}"
        places = next(each.places for each in done.taken if each.kind == "insertion")
        assert places[0].startswith("footnote 1, in ")


def test_a_paragraph_that_was_replaced_leaves_one_bookmark() -> None:
    """Each version of it has the bookmark; the one around words that stay is kept."""
    mark_ = '<w:bookmarkStart w:id="{0}" w:name="_Ref1"/>{1}<w:bookmarkEnd w:id="{0}"/>'
    old = p(mark_.format(1, change("del", gone("Old."))), mark("del"))
    new = p(mark_.format(2, change("ins", r("New."))), mark("ins"))
    for rejected, words in ((False, "New."), (True, "Old.")):
        done = cleaned(made(old + new + p(r("End."))), rejected=rejected)
        text = unzipped(done.data)["word/document.xml"].decode()
        kept = re.findall('<w:bookmarkStart w:id="([0-9])"', text)
        assert len(kept) == 1
        assert re.search(f'bookmarkStart w:id="{kept[0]}".*{words}.*bookmarkEnd w:id="{kept[0]}"', text)
        assert [each.rule.code for each in read_bytes(done.data, "x.docx").defects] == []


NOTE = '<w:endnote w:id="{}"><w:p><w:r><w:endnoteRef/></w:r><w:r><w:t>{}</w:t></w:r></w:p></w:endnote>'
CALL = '<w:bookmarkStart w:id="{0}" w:name="_Note_a"/>{1}<w:bookmarkEnd w:id="{0}"/>'


def call(identity: int) -> str:
    return f'<w:r><w:endnoteReference w:id="{identity}"/></w:r>'


def field(instruction: str, result: str) -> str:
    def part(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    said = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return part("begin") + said + part("separate") + r(result) + part("end")


def test_a_note_that_was_moved_leaves_the_bookmark_around_its_mark() -> None:
    """Each of the two marks has the bookmark; neither has words."""
    old = p(CALL.format(1, change("del", call(1))) + r("Old."))
    new = p(CALL.format(2, change("ins", call(2))) + r("New.") + field("NOTEREF _Note_a \\h", "i"))
    notes = SEPARATORS.format("endnote") + NOTE.format(1, "One.") + NOTE.format(2, "One.")
    for rejected in (False, True):
        done = cleaned(made(old + new, endnotes=notes), rejected=rejected)
        assert read_bytes(done.data, "x.docx").defects == ()


def test_a_file_with_both_copies_of_a_bookmark_is_read_as_it_is_cleaned() -> None:
    old = p(CALL.format(1, change("del", gone("Old."))), mark("del"))
    new = p(CALL.format(2, change("ins", r("New."))), mark("ins")) + p(field("REF _Note_a \\h", "New."))
    codes = [each.rule.code for each in read_bytes(made(old + new + p(r("End."))), "x.docx").defects]
    assert "D903" not in codes
    assert "D904" not in codes


REFERRED = '<w:bookmarkStart w:id="5" w:name="_Ref_two"/>{}<w:bookmarkEnd w:id="5"/>'


def test_results_of_fields_are_renewed() -> None:
    """A reference shows the number after the change, also one to a caption with a counter in it."""
    caption = REFERRED.replace("two", "table").replace("5", "6").format(r("Table ") + field("SEQ Table", "2"))
    body = (
        p(change("del", gone("One.")), FIRST + mark("del"))
        + p(REFERRED.format(r("Two.")), FIRST)
        + p(change("del", gone("Table ") + _deleted(field("SEQ Table", "1"))) + r("A."))
        + p(caption)
        + p(r("See ") + field("REF _Ref_two \\w \\h", "2") + r(", ") + field("REF _Ref_table \\h", "Table 2"))
    )
    done = cleaned(made(body, numbering=NUMBERING))
    assert [text for _, text in seen(done.data)][-1] == "\tSee 1, Table 1"
    assert read_bytes(done.data, "x.docx").defects == ()
    assert "3 results of a field, out of date: paragraph 1" in map(str, done.taken)
    rejected = cleaned(made(body, numbering=NUMBERING), rejected=True)
    assert [text for _, text in seen(rejected.data)][-1] == "\tSee 2, Table 2"
    assert "out of date" not in "".join(map(str, rejected.taken))


def _deleted(runs: str) -> str:
    return (
        runs.replace("<w:t ", "<w:delText ")
        .replace("</w:t>", "</w:delText>")
        .replace("instrText", "delInstrText")
    )
