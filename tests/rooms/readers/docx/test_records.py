"""What the reader of Word files notes besides what is shown: changes, hidden text, comments, margins."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.support.docx_made import bookmark, call, made, notes, p, run
from toolchain.formats.docx.beside import attachments, comments, margins
from toolchain.formats.docx.opened import Opened, open_bytes
from toolchain.formats.docx.story import LANGUAGE, Block, Cell, Paragraph, Table
from toolchain.formats.docx.typed import typed_label
from toolchain.model import NoteKind

BY = 'w:id="9" w:author="A Person" w:date="2026-01-01T00:00:00Z"'
HIDDEN = "<w:vanish/>"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Noted(NamedTuple):
    kind: str
    what: str
    beside: str


def opened(body: str, **parts: str) -> Opened:
    return open_bytes(made(body, **parts), "report.docx")


def shown(blocks: list[Block]) -> list[str]:
    return [each.text for each in blocks if isinstance(each, Paragraph)]


def changes(found: Opened) -> list[Noted]:
    return [
        Noted(*each.change, each.paragraph.text if each.paragraph else "") for each in found.found.revisions
    ]


def deleted(text: str) -> str:
    return f"<w:del {BY}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def inserted(text: str) -> str:
    return f"<w:ins {BY}>{run(text)}</w:ins>"


def ended(text: str, change: str) -> str:
    """A paragraph whose end is changed."""
    return p(run(text), properties=f"<w:rPr><w:{change} {BY}/></w:rPr>")


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_words_put_in_and_taken_out_are_noted_and_shown_as_accepted() -> None:
    found = opened(p(run("It was ") + deleted("never") + inserted("always") + run(" so.")))
    assert shown(found.story.blocks) == ["It was always so."]
    assert changes(found) == [
        ("deleted", "text", "It was always so."),
        ("inserted", "text", "It was always so."),
    ]


def test_what_was_put_in_and_taken_out_again_is_noted_both_times() -> None:
    found = opened(p(run("a") + f"<w:ins {BY}>{run('b')}{deleted('c')}</w:ins>"))
    assert shown(found.story.blocks) == ["ab"]
    assert changes(found) == [("inserted", "text", "ab"), ("deleted", "text", "ab")]


def test_words_moved_are_noted_where_they_were_and_where_they_are() -> None:
    body = p(f"<w:moveFrom {BY}>{run('Here')}</w:moveFrom>{run('x')}") + p(
        f"<w:moveTo {BY}>{run('Here')}</w:moveTo>"
    )
    found = opened(body)
    assert shown(found.story.blocks) == ["x", "Here"]
    assert changes(found) == [
        ("moved away", "text", "x"),
        ("moved here", "text", "Here"),
    ]


def test_an_end_taken_out_joins_two_paragraphs_and_is_noted_with_them() -> None:
    found = opened(ended("One ", "del") + p("two"))
    assert shown(found.story.blocks) == ["One two"]
    assert changes(found) == [("deleted", "end", "One two")]


@pytest.mark.parametrize("after", ["", table(cell("x"))], ids=["nothing", "a table"])
def test_an_end_taken_out_before_no_paragraph_loses_no_word(after: str) -> None:
    found = opened(p("a") + ended("Last", "del") + after)
    assert shown(found.story.blocks) == ["a", "Last"]


def test_an_end_taken_out_reaches_over_a_box_to_the_next_paragraph() -> None:
    text = f"<v:textbox><w:txbxContent>{p('in it')}</w:txbxContent></v:textbox>"
    box = f"<w:r><w:pict><v:shape>{text}</v:shape></w:pict></w:r>"
    first = p(run("One ") + box, properties=f"<w:rPr><w:del {BY}/></w:rPr>")
    assert shown(opened(first + p("two")).story.blocks) == ["in it", "One two"]


def test_many_ends_taken_out_join_many_paragraphs() -> None:
    found = opened(ended("a", "del") * 5000 + p("b"))
    assert shown(found.story.blocks) == ["a" * 5000 + "b"]
    assert len(found.found.revisions) == 5000


def test_an_end_taken_out_in_a_cell_does_not_reach_the_next_cell() -> None:
    row = f"<w:tc>{ended('One', 'del')}</w:tc><w:tc>{p('two')}</w:tc>"
    (block,) = opened(table(row)).story.blocks
    assert isinstance(block, Table)
    assert [[each.text for each in cell.paragraphs] for cell in block.rows[0].cells] == [["One"], ["two"]]


def test_rows_and_cells_taken_out_are_noted() -> None:
    gone = f"<w:tbl><w:tr>{cell('a')}{cell('b', f'<w:cellDel {BY}/>')}</w:tr>"
    gone += f"<w:tr><w:trPr><w:del {BY}/></w:trPr>{cell('c')}{cell('d')}</w:tr></w:tbl>"
    found = opened(p("x") + gone)
    block = found.story.blocks[1]
    assert isinstance(block, Table)
    assert [[cell.paragraphs[0].text for cell in row.cells] for row in block.rows] == [["a"]]
    assert [each[:2] for each in changes(found)] == [("deleted", "cell"), ("deleted", "row")]


def test_a_table_of_which_all_rows_are_taken_out_is_none() -> None:
    gone = f"<w:tbl><w:tr><w:trPr><w:del {BY}/></w:trPr>{cell('c')}</w:tr></w:tbl>"
    assert shown(opened(p("a") + gone + p("b")).story.blocks) == ["a", "b"]
    assert len(opened(p("a") + gone + p("b")).story.blocks) == 2


def test_looks_that_were_changed_are_noted_without_the_former_look() -> None:
    bold = run("bold", f"<w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange>")
    found = opened(p(bold) + p("x", properties=f"<w:pPrChange {BY}><w:pPr/></w:pPrChange>"))
    assert changes(found) == [
        ("looks otherwise", "text", "bold"),
        ("looks otherwise", "paragraph", "x"),
    ]


def test_who_changed_what_when_is_noted_nowhere() -> None:
    found = opened(p(inserted("a") + deleted("b")))
    assert "A Person" not in str([each.change for each in found.found.revisions])


def test_changes_in_notes_are_noted_in_their_paragraph() -> None:
    found = opened(
        p(run("x") + call(1)), endnotes=notes("a").replace("a</w:t></w:r>", "a</w:t></w:r>" + inserted("b"))
    )
    ((change, paragraph),) = found.found.revisions
    assert (change.kind, paragraph and paragraph.place) == ("inserted", "endnote i, in the opening")


@pytest.mark.parametrize(
    ("content", "words", "hidden"),
    [
        (run("seen ") + run("secret", HIDDEN) + run("!"), ["seen !"], ["secret"]),
        (run("a", HIDDEN) + run("b", HIDDEN), [""], ["a", "b"]),
        (run("seen ", '<w:vanish w:val="0"/>'), ["seen "], []),
    ],
)
def test_hidden_text_is_noted_and_not_shown(content: str, words: list[str], hidden: list[str]) -> None:
    found = opened(p(content))
    assert shown(found.story.blocks) == words
    assert [each.text for each in found.found.hidden] == hidden


def test_a_hidden_paragraph_is_none_and_its_text_is_noted_with_the_next() -> None:
    found = opened(p(run("secret", HIDDEN), properties=f"<w:rPr>{HIDDEN}</w:rPr>") + p("seen"))
    assert shown(found.story.blocks) == ["seen"]
    assert [(each.text, each.paragraph.text) for each in found.found.hidden] == [("secret", "seen")]


def test_what_is_hidden_by_its_style_is_noted() -> None:
    style = (
        '<w:style w:type="character" w:styleId="H"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    found = opened(p(run("a") + run("b", '<w:rStyle w:val="H"/>')), styles=style)
    assert (shown(found.story.blocks), [each.text for each in found.found.hidden]) == (["a"], ["b"])


COMMENT = f'<w:comment w:id="4" w:author="A Person">{p("First line.")}{p("Second.")}</w:comment>'
START, STOP = '<w:commentRangeStart w:id="4"/>', '<w:commentRangeEnd w:id="4"/>'
MARK = '<w:r><w:commentReference w:id="4"/></w:r>'


@pytest.mark.parametrize(
    ("body", "first", "last"),
    [
        (p(run("It ") + START + run("was") + STOP + MARK + run(" so")), "It was so", "It was so"),
        (p(run("a") + START + run("b")) + p(run("c") + STOP + MARK), "ab", "c"),
        (START + p("a") + p("b") + STOP + p(MARK + run("c")), "a", "c"),
        (p(run("a") + MARK), "a", "a"),
    ],
)
def test_comments_have_a_place(body: str, first: str, last: str) -> None:
    (comment,) = comments(opened(body, comments=COMMENT))
    assert (comment.author, comment.text) == ("A Person", "First line.\nSecond.")
    assert comment.anchor
    assert comment.anchor.last
    assert (comment.anchor.paragraph.text, comment.anchor.last.text) == (first, last)


def test_comments_without_a_place_are_told_and_marks_without_a_comment_are_not() -> None:
    (comment,) = comments(opened(p('<w:r><w:commentReference w:id="5"/></w:r>'), comments=COMMENT))
    assert (comment.text, comment.anchor) == ("First line.\nSecond.", None)


def test_page_headers_and_footers_are_read_once_each_with_their_place() -> None:
    section = (
        '<w:headerReference w:type="default" r:id="part-header"/>'
        '<w:footerReference w:type="first" r:id="part-footer"/>'
    )
    body = p("x", properties=f"<w:sectPr>{section}</w:sectPr>") + p("y") + f"<w:sectPr>{section}</w:sectPr>"
    found = margins(opened(body, header=p("A title"), footer=p("Page") + table(cell("one"))))
    assert [each.place for each in found] == ["page header", "page footer of the first page"]
    assert [shown(each.story.blocks) for each in found] == [["A title"], ["Page"]]
    paragraph = found[0].story.blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.place == "page header"


def test_what_hangs_on_a_file_is_listed() -> None:
    links = "".join(
        f'<Relationship Id="x{at}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        for at, (kind, target, mode) in enumerate(
            [
                ("oleObject", "embeddings/a.bin", ""),
                ("attachedTemplate", "file:///C:/a.dotx", ' TargetMode="External"'),
                ("hyperlink", "http://example.org/", ' TargetMode="External"'),
                ("customXml", "../customXml/item1.xml", ""),
            ]
        )
    )
    found = open_bytes(made(p("x"), links=links), "report.docx")
    assert [(each.kind, each.target) for each in attachments(found.package)] == [
        ("embedded object", "word/embeddings/a.bin"),
        ("external part", "file:///C:/a.dotx"),
        ("custom data", "customXml/item1.xml"),
    ]


def cells(*rows: str) -> list[list[Cell]]:
    (block,) = opened(table(*rows)).story.blocks
    assert isinstance(block, Table)
    return [row.cells for row in block.rows]


def test_merged_cells_say_how_far_they_reach() -> None:
    (first, second, third) = cells(
        cell("a", '<w:gridSpan w:val="2"/>') + cell("b", '<w:vMerge w:val="restart"/>'),
        cell("c") + cell("d") + cell("", "<w:vMerge/>"),
        cell("e", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>") + cell("", "<w:vMerge/>"),
    )
    told = [
        [(each.paragraphs[0].text, each.at, each.across, each.down) for each in row]
        for row in (first, second, third)
    ]
    assert told == [
        [("a", 0, 2, 1), ("b", 2, 1, 3)],
        [("c", 0, 1, 1), ("d", 1, 1, 1)],
        [("e", 0, 2, 1)],
    ]


def test_a_table_in_a_cell_is_counted_and_its_paragraphs_are_the_cells() -> None:
    ((outer,),) = cells(f"<w:tc>{p('a')}{table(cell('b'))}{p('c')}</w:tc>")
    assert (outer.tables, [each.text for each in outer.paragraphs]) == (1, ["a", "b", "c"])


def test_what_stands_in_a_box_says_so() -> None:
    text = f"<v:textbox><w:txbxContent>{p('in it')}</w:txbxContent></v:textbox>"
    box = f"<w:r><w:pict><v:shape>{text}</v:shape></w:pict></w:r>"
    found = opened(p(run("around") + box))
    assert [(each.text, each.boxed) for each in found.story.blocks if isinstance(each, Paragraph)] == [
        ("around", False),
        ("in it", True),
    ]


def test_the_language_of_words_is_in_their_look() -> None:
    french = run("mot", '<w:lang w:val="fr-FR" w:bidi="ar-SA"/>')
    found = opened(p(run("word ") + french))
    (paragraph,) = found.story.blocks
    assert isinstance(paragraph, Paragraph)
    spoken = [found.styles.spoken[each.look >> LANGUAGE] for each in paragraph.pieces]
    assert [(each.val, each.bidi) for each in spoken] == [("", ""), ("fr-FR", "ar-SA")]


def test_bookmarks_and_calls_keep_their_places_where_changes_are_accepted() -> None:
    found = opened(
        p(bookmark("here", deleted("gone") + run("kept") + call(1))),
        endnotes=notes("a"),
    )
    here = found.found.bookmarks.get("here")
    assert here
    assert found.found.texts[slice(*here.texts)] == ["kept"]
    assert [each.kind for each in found.found.calls[slice(*here.calls)]] == [NoteKind.ENDNOTE]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("12. The State party", "12."),
        ("12.\tThe State party", "12."),
        ("12\tThe State party", "12"),
        ("1.2 Scope", "1.2"),
        ("1.2.3. Scope", "1.2.3."),
        ("(b) to report", "(b)"),
        ("b) to report", "b)"),
        ("iv) to report", "iv)"),
        ("(xii) to report", "(xii)"),
        ("12 bis. The State party", "12 bis."),
        ("٣. الدولة", "٣."),
        ("(أ) الدولة", "(أ)"),
        ("三、儿童", "三、"),
        ("（二）儿童", "（二）"),
        ("12 children were", ""),
        ("2019. The year", ""),
        ("I am", ""),
        ("A child", ""),
        ("etc. and so on", ""),
        ("3.5 per cent", ""),
        ("", ""),
        ("— 12.", ""),
    ],
)
def test_numbers_typed_by_hand_are_known_by_their_signs(text: str, label: str) -> None:
    assert typed_label(text) == label


def test_a_paragraph_that_a_list_numbers_has_no_typed_number() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbered = p("7. typed", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    found = opened(numbered + p("8. typed"), numbering=numbering)
    told = [(each.label, each.typed_label) for each in found.story.blocks if isinstance(each, Paragraph)]
    assert told == [("1.", ""), ("", "8.")]
