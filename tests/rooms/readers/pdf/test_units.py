"""Parts of the PDF reader by themselves: ends of lines, texts from right to left, files of other makers."""

from __future__ import annotations

from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.support.pdf_tagged import Maker
from toolchain import model as m
from toolchain.compare.proof.doubts import settled
from toolchain.compare.proof.found import found
from toolchain.compare.proof.lines import Line, Piece, Shown
from toolchain.formats.pdf import runs
from toolchain.formats.pdf.words import line_end, text_of
from toolchain.model.diagnostics import FilePlace
from toolchain.model.walk import plain_text
from toolchain.reports.sentences import message

DOUBT, LIKELY = "\u200b", " \u200b"


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("of the", "law", LIKELY),
        ("the law, ", "which", ""),
        ("in the law,", "which", LIKELY),
        ("it is so.", "The", LIKELY),
        ("of (the)", "law", LIKELY),
        ("under the", "(see", LIKELY),
        ("the “law”", "of", LIKELY),
        ("he said", "“so”", LIKELY),
        ("by the year", "2001", LIKELY),
        ("of 20%", "or", LIKELY),
        ("it is well-", "known", DOUBT),
        ("a hyphe\u2010", "nated", DOUBT),
        ("it is so —", "and", DOUBT),
        ("see and/", "or", DOUBT),
        ("of (the)", "(law)", DOUBT),
        ("what is it?", "Then", DOUBT),
        ("abcdefghijkl", "mnop", DOUBT),
        ("of 儿童", "权利", DOUBT),
        ("of the", "权利", DOUBT),
        ("naïve café", "étude", LIKELY),
        ("Привет от", "закона", LIKELY),
    ],
)
def test_what_stood_at_the_end_of_a_line(before: str, after: str, between: str) -> None:
    assert line_end(before, after) == between


def shown(*texts: str) -> Shown:
    lines = tuple(
        Line("text", (Piece(text),), FilePlace("x"), number) for number, text in enumerate(texts, 1)
    )
    return Shown("A title", "en", (), lines, ())


@pytest.mark.parametrize(
    ("ours", "theirs", "becomes"),
    [
        ("a well-known law", "a well-\u200bknown law", "a well-known law"),
        ("a pre- and post-war law", "a pre-\u200band post-\u200bwar law", "a pre- and post-war law"),
        ("a hyphenated law", "a hyphe\u2010\u200bnated law", "a hyphenated law"),
        ("a well\u2010known law", "a well\u2010\u200bknown law", "a well\u2010known law"),
        ("a soft\u00adhyphen\u200b", "a softhyphen", "a softhyphen"),
        ("a well-known law", "a well-\u200bknown lew", "a well-known lew"),
        ("a law", "al\u200baw", "alaw"),
        ("it is so", "it isso \u200b", "it isso "),
        ("it is so", "it is?\u200bso", "it is? so"),
        ("مادة (12)", "مادة )12(", "مادة )12("),
        ("مادة 12", "\u202d12 ةدام\u202c", "مادة 12"),
        ("مادة 12", "\u202d13 ةدام\u202c", "13 مادة"),
        ("مادة 12 ب", "ب 12 مادة", "ب 12 مادة"),
        ("مادة 12", "مادة 13", "مادة 13"),
        ("a long\u200bword here", "a long \u200bword here", "a longword here"),
        ("a long word here", "a long \u200bword here", "a long word here"),
        ("a longword here", "a long \u200bword here", "a longword here"),
        ("a longword here", "a long \u200bwird here", "a long wird here"),
        ("a long\u200bword here", "a longword here", "a longword here"),
        ("a long\u200bword here", "a longwo rd here", "a longwo rd here"),
    ],
)
def test_doubts_are_settled_by_the_source(ours: str, theirs: str, becomes: str) -> None:
    found_ = settled(shown(ours), shown(theirs)).theirs
    assert "".join(piece.text for piece in found_.body[0].pieces).strip() == becomes.strip()


def targets_of(paragraph: m.Block) -> list[str]:
    assert isinstance(paragraph, m.Paragraph)
    return [node.target for node in paragraph.children if isinstance(node, m.CrossReference)]


def test_one_mark_of_several_lines() -> None:
    maker = Maker()
    contents = b"""/P <</MCID 0>> BDC BT /F 10 Tf 12 TL 72 700 Td (It \\251 is) Tj ( so,) Tj T* (and goes) Tj
        0 -12 Td (on.) Tj ET EMC /Artifact BMC BT /F 8 Tf 72 20 Td (page 1) Tj ET EMC"""
    document = maker.read(contents, maker.element("P", [0]))
    (paragraph,) = document.blocks
    assert isinstance(paragraph, m.Paragraph)
    assert plain_text(paragraph.children) == f"It © is so,{LIKELY}and goes{LIKELY}on."


def test_labels_types_and_marks_of_other_makers() -> None:
    maker = Maker()
    maker.root.RoleMap = Dictionary(Standard=Name.P)
    maker.page.Resources.Properties = Dictionary(M1=Dictionary(MCID=1))
    contents = b"""BT /F 10 Tf /Lbl <</MCID 0>> BDC 72 700 Td (a\\)) Tj EMC
        /P /M1 BDC 20 0 Td (First) Tj EMC ET BT /F 10 Tf /P <</MCID 2>> BDC 72 680 Td (Second) Tj EMC ET"""
    item = maker.element("LI", [maker.element("Lbl", [0]), maker.element("LBody", [1])])
    reference = Dictionary(Type=Name.MCR, Pg=maker.page, MCID=2)
    document = maker.read(contents, maker.element("L", [item]), maker.element("Standard", [reference]))
    first, second = document.blocks
    assert isinstance(first, m.SubParagraphs)
    assert first.items[0].typed.text == "a)"
    assert isinstance(second, m.Paragraph)
    assert [line.text for line in found(document).body] == ["a) First", "Second"]


def test_a_note_inside_its_paragraph() -> None:
    maker = Maker()
    contents = b"""BT /F 10 Tf 72 700 Td /P <</MCID 0>> BDC (Text) Tj EMC /P <</MCID 1>> BDC (1) Tj EMC
        /P <</MCID 3>> BDC ( goes on) Tj EMC 0 -600 Td /P <</MCID 2>> BDC (1 A note.) Tj EMC ET"""
    target = Array([maker.page, Name.XYZ, 72, 112, 0])
    mark = maker.element("Reference", [maker.element("Link", [maker.link(target), 1])])
    note = maker.element("Note", [maker.element("P", [2])])
    document = maker.read(contents, maker.element("P", [0, mark, note, 3]))
    (paragraph,) = document.blocks
    assert isinstance(paragraph, m.Paragraph)
    assert [type(node).__name__ for node in paragraph.children] == ["Text", "NoteMark", "Text"]
    (read,) = document.notes
    assert (read.label, [line.text for line in found(document).notes]) == ("1", ["1 A note."])


def test_places_in_old_dictionaries_and_actions() -> None:
    maker = Maker()
    maker.pdf.Root.Dests = Dictionary(here=Dictionary(D=Array([maker.page, Name.FitH, 690])))
    goto = Dictionary(S=Name.GoTo, D=Name.here)
    links = [
        maker.link(A=goto), maker.link(Array([maker.page, Name.Fit])), maker.link(String("nowhere")),
    ]  # fmt: skip
    contents = b"""BT /F 10 Tf 72 700 Td /P <</MCID 0>> BDC (One) Tj EMC /P <</MCID 1>> BDC (Two) Tj EMC
        /P <</MCID 2>> BDC (Three) Tj EMC 0 -20 Td /P <</MCID 3>> BDC (Aim) Tj EMC ET"""
    kids = [maker.element("Link", [link, number]) for number, link in enumerate(links)]
    document = maker.read(contents, maker.element("P", kids), maker.element("P", [3]))
    assert targets_of(document.blocks[0]) == ["@2", "@1", "@nowhere"]
    assert "a link leads nowhere: nowhere" in [message(defect) for defect in document.defects]


def test_a_link_into_the_last_paragraph_of_a_page_leads_to_it() -> None:
    maker = Maker()
    heights = (700, 690, 670, 300, 0)
    contents = b"BT /F 10 Tf 72 690 Td %s ET BT 72 670 Td /P <</MCID 8>> BDC (The last) Tj EMC ET" % b"".join(
        b"/P <</MCID %d>> BDC (Text) Tj EMC " % number for number in range(len(heights))
    )
    kids = [
        maker.element("Link", [maker.link(Array([maker.page, Name.XYZ, 72, top, 0])), number])
        for number, top in enumerate(heights)
    ]
    document = maker.read(contents, maker.element("P", kids), maker.element("P", [8]))
    assert targets_of(document.blocks[0]) == ["@1", "@1", "@2", "@2", "@2"]
    assert not any("leads nowhere" in message(defect) for defect in document.defects)


@pytest.mark.parametrize("top", [None, 700])
def test_a_link_to_a_page_that_only_continues_a_paragraph_leads_to_it(top: int | None) -> None:
    maker = Maker()
    second, empty = (maker.pdf.add_blank_page(page_size=(595, 842)).obj for _ in range(2))
    second.Resources = maker.page.Resources
    second.Contents = maker.pdf.make_stream(b"BT /F 10 Tf 72 700 Td /P <</MCID 0>> BDC (end.) Tj EMC ET")
    kids = [
        maker.element("Link", [maker.link(Array([page, Name.XYZ, 0, top, 0])), number])
        for number, page in enumerate((second, empty))
    ]
    contents = b"""BT /F 10 Tf 72 20 Td /P <</MCID 0>> BDC (A link) Tj EMC
        /P <</MCID 1>> BDC (to an empty page) Tj EMC /P <</MCID 2>> BDC (and the) Tj EMC ET"""
    rest = Dictionary(Type=Name.MCR, Pg=second, MCID=0)
    document = maker.read(contents, maker.element("P", [*kids, 2, rest]))
    assert targets_of(document.blocks[0]) == ["@1", "@(a place)"]


def test_a_number_of_two_runs() -> None:
    """typst writes a figure by itself if its glyph is another character's too."""
    maker = Maker()
    contents = b"""BT /F 10 Tf 72 700 Td /P <</MCID 0>> BDC (Text) Tj EMC /P <</MCID 1>> BDC 20 0 Td (1) Tj
        6 0 Td (3) Tj EMC 0 -600 Td /Lbl <</MCID 2>> BDC (1) Tj 6 0 Td (3) Tj EMC /P <</MCID 3>> BDC
        20 0 Td (A note.) Tj EMC ET"""
    to_note, to_mark = (Array([maker.page, Name.XYZ, 72, top, 0]) for top in (112, 712))
    mark = maker.element("Reference", [maker.element("Link", [maker.link(to_note), 1])])
    label = maker.element("Lbl", [maker.element("Link", [maker.link(to_mark), 2])])
    note = maker.element("Note", [label, maker.element("P", [3])])
    document = maker.read(contents, maker.element("P", [0, mark]), note)
    (paragraph,) = document.blocks
    assert isinstance(paragraph, m.Paragraph)
    assert [node.label for node in paragraph.children if isinstance(node, m.NoteMark)] == ["13"]
    assert [note.label for note in document.notes] == ["13"]


@pytest.mark.parametrize(
    "around", [("L", "LI", "LBody", "P"), ("Table", "TR", "TD"), ("Table", "TR", "TH", "P")]
)
def test_a_note_in_a_text_of_a_list_or_in_a_cell_is_a_footnote(around: tuple[str, ...]) -> None:
    """Its paragraph (14.8.4.2) waits for it; an endnote is an item of a list itself."""
    maker = Maker()
    contents = b"""BT /F 10 Tf 72 700 Td /P <</MCID 0>> BDC (Text) Tj EMC /P <</MCID 2>> BDC ( goes on) Tj EMC
        0 -600 Td /P <</MCID 1>> BDC (1 A note.) Tj EMC ET"""
    note = maker.element("Note", [maker.element("P", [1])])
    kids = [0, note, 2]
    for kind in reversed(around):
        kids = [maker.element(kind, kids)]
    document = maker.read(contents, *kids)
    (read,) = document.notes
    assert (read.label, read.kind) == ("1", m.NoteKind.FOOTNOTE)
    assert [type(block).__name__ for block in read.blocks] == ["Paragraph"]
    assert [line.text for line in found(document).body] == ["Text goes on"]


def test_a_note_that_is_an_item_of_a_list_is_an_endnote() -> None:
    maker = Maker()
    contents = b"BT /F 10 Tf 72 100 Td /P <</MCID 0>> BDC (1 A note.) Tj EMC ET"
    item = maker.element("LI", [maker.element("LBody", [maker.element("Note", [maker.element("P", [0])])])])
    (read,) = maker.read(contents, maker.element("L", [item])).notes
    assert read.kind is m.NoteKind.ENDNOTE


@pytest.mark.parametrize("around", [("BlockQuote", "P"), ("L", "LI", "LBody", "P"), ("Table", "TR", "TD")])
def test_a_note_that_begins_with_another_block_keeps_its_number(around: tuple[str, ...]) -> None:
    maker = Maker()
    contents = b"""BT /F 10 Tf 72 100 Td /Lbl <</MCID 0>> BDC (1) Tj EMC 20 -12 Td
        /P <</MCID 1>> BDC (Words.) Tj EMC ET"""
    kids: list[Any] = [1]
    for kind in reversed(around):
        kids = [maker.element(kind, kids)]
    body = maker.element("LBody", [maker.element("Note", kids)])
    item = maker.element("LI", [maker.element("Lbl", [0]), body])
    document = maker.read(contents, maker.element("L", [item]))
    assert [(note.label, note.kind) for note in document.notes] == [("1", m.NoteKind.ENDNOTE)]
    assert [line.text for line in found(document).notes] == ["1", "Words."]


@pytest.mark.parametrize(
    ("repeated", "left"),
    [("Year Law", ""), ("Year Act", "Year Act"), ("Year", "Year"), ("Years Law", "Years Law")],
)
def test_the_head_of_a_table_may_be_repeated_as_an_artifact(repeated: str, left: str) -> None:
    """ISO 32000-1, 14.8.2.2; what it does not have where the table begins is said."""
    maker = Maker()
    shown = b"BT /F 10 Tf 1 0 0 1 %d 700 Tm /%s BDC (%s) Tj EMC ET "
    cells = [b"Year", b"Law", b"2001", b"Code"]
    contents = b"".join(
        shown % (72 + 90 * number, b"P <</MCID %d>>" % number, text) for number, text in enumerate(cells)
    )
    artifacts = b"".join(
        shown % (72 + 90 * number, b"Artifact <<>>", text.encode())
        for number, text in enumerate(("A", "head", *repeated.split()))
    )
    second = maker.pdf.add_blank_page(page_size=(595, 842)).obj
    second.Resources = maker.page.Resources
    second.Contents = maker.pdf.make_stream(
        artifacts
        + b"BT /F 10 Tf 72 600 Td /P <</MCID 0>> BDC (2002) Tj EMC /P <</MCID 1>> BDC (Act) Tj EMC ET"
    )
    there = [Dictionary(Type=Name.MCR, Pg=second, MCID=number) for number in range(2)]
    rows = [
        maker.element("TR", [maker.element(kind, [each]) for each in row])
        for kind, row in (("TH", [0, 1]), ("TD", [2, 3]), ("TD", there))
    ]
    document = maker.read(contents, maker.element("Table", rows))
    assert "".join(line.text for line in found(document).frame) == f"A head {left}".strip()


def test_signs_that_are_not_marked_as_reversed_run_from_left_to_right() -> None:
    """So, between Latin words of an Arabic line, do a quotation mark and a comma."""

    def piece(text: str, x: float, lang: str) -> runs.Piece:
        manner = runs.Manner(tuple(text), from_right=True, is_exact=True, is_level=len(text) > 1, lang=lang)
        return runs.Piece([runs.Run(text, 0, x, 300.0, 12.0, turned=len(text) == 1, manner=manner)])

    right = runs.Manner(("ا",), from_right=True, is_exact=True, is_reversed=True)
    shown = [("plan", 100.0, ""), ("»", 130.0, "ar"), ("، ", 136.0, "ar"), ("Act", 142.0, "")]
    words = [
        runs.Piece([runs.Run("ا", 0, x, 300.0, 12.0, turned=True, manner=right)]) for x in (300.0, 310.0)
    ]
    assert text_of([*words, *(piece(*each) for each in shown)]) == "ااplan»، Act"
