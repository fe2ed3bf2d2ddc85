"""Word files of strangers: what Word shows of them is read, and no more."""

from __future__ import annotations

import pytest

from tests.support.docx_made import (
    bookmark,
    call,
    document,
    field,
    link,
    made,
    note,
    notes,
    p,
    run,
    said,
    shown,
    texts,
)
from toolchain import model as m
from toolchain.model.walk import walk

STYLES = "".join(
    f'<w:style w:type="{kind}" w:styleId="{identity}"><w:name w:val="{name}"/>{more}</w:style>'
    for kind, identity, name, more in (
        ("paragraph", "Berschrift1", "heading 1", ""),
        ("paragraph", "Own", "Own heading", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'),
        ("paragraph", "Titel", "Title", ""),
        ("paragraph", "TOC1", "toc 1", ""),
        ("paragraph", "Cap", "caption", ""),
        ("paragraph", "Zitat", "Quote", ""),
        ("paragraph", "Code", "HTML Preformatted", ""),
        ("paragraph", "Hid", "Hidden", "<w:rPr><w:vanish/></w:rPr>"),
        ("character", "Ref", "endnote reference", ""),
        ("character", "HidC", "Hidden words", "<w:rPr><w:vanish/></w:rPr>"),
    )
)


BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)


def held(content: str) -> str:
    """What stands in a content control."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def either(needs: str, new: str, old: str) -> str:
    """Two forms of one thing: one that needs a namespace, one for older readers."""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{needs}">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    )


def inlines(data: bytes) -> list[m.Node]:
    return [node for node, _ in walk(document(data).blocks)]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:r><w:t> a </w:t></w:r><w:r><w:t>b</w:t></w:r>", "ab"),
        ('<w:r><w:t xml:space="preserve"> a </w:t></w:r><w:r><w:t>b</w:t></w:r>', "a b"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>", "a b c d"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>", "a\u2011bc"),
        ('<w:r><w:sym w:font="Arial" w:char="00A7"/><w:t>1</w:t></w:r>', "§1"),
        ("<w:ins>" + run("new") + "</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>", "new"),
        ("<w:moveFrom>" + run("old") + "</w:moveFrom><w:moveTo>" + run("new") + "</w:moveTo>", "new"),
        (run("a") + run("b", "<w:vanish/>") + run("c", '<w:vanish w:val="0"/>'), "ac"),
        (run("a") + run("b", '<w:rStyle w:val="HidC"/>'), "a"),
        (held(run("held")), "held"),
        ("<w:smartTag>" + run("a") + "<w:customXml>" + run("b") + "</w:customXml></w:smartTag>", "ab"),
        (f"<w:r><w:ruby><w:rt>{run('x')}</w:rt><w:rubyBase>{run('字')}</w:rubyBase></w:ruby></w:r>", "字"),
        ("<w:r>" + either("wps", "<w:t>new</w:t>", "<w:t>old</w:t>") + "<w:t>!</w:t></w:r>", "new!"),
        (either("unknown", run("new"), run("old")), "old"),
        (field("DATE", "1 May"), "1 May"),
        (f'{BEGIN}<w:r><w:instrText>XE "entry"</w:instrText></w:r>{END}', ""),
        ('<w:fldSimple w:instr=" PAGE ">' + run("7") + "</w:fldSimple>", "7"),
        (field("IF " + "x", field("AUTHOR", "inner") + run(" outer")), "inner outer"),
        ("<w:commentRangeStart/>" + run("a") + "<w:r><w:commentReference/></w:r>", "a"),
    ],
)
def test_what_a_paragraph_shows(content: str, text: str) -> None:
    assert texts(made(p(content + run("")), styles=STYLES)) == ([text] if text else [])


def test_a_field_in_an_instruction_is_not_shown() -> None:
    nested = (
        f"{BEGIN}<w:r><w:instrText>IF </w:instrText></w:r>"
        + field("AUTHOR", "hidden")
        + SEPARATE
        + run("seen")
        + END
    )
    assert texts(made(p(nested + run("!")))) == ["seen!"]


def test_a_hidden_paragraph_is_not_counted() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    hidden = p(run("b", "<w:vanish/>"), "", listed + "<w:rPr><w:vanish/></w:rPr>")
    gone = p("<w:del><w:r><w:delText>c</w:delText></w:r></w:del>", "", listed + "<w:rPr><w:del/></w:rPr>")
    body = p("a", "", listed) + hidden + gone + p("d", "", listed) + p("e", "Hid")
    assert texts(made(body, numbering=numbering, styles=STYLES)) == ["1. a", "2. d"]


def test_a_paragraph_whose_end_was_taken_away_goes_on_in_the_next() -> None:
    assert texts(made(p("a ", "", "<w:rPr><w:del/></w:rPr>") + p("b") + p("c"))) == ["a b", "c"]


def test_headings_by_name_by_level_and_by_themselves() -> None:
    body = (
        p("a", "Berschrift1")
        + p("b", "Own")
        + p("c", "", '<w:outlineLvl w:val="1"/>')
        + p("d", "Own", '<w:outlineLvl w:val="9"/>')
    )
    lines = shown(made(body, styles=STYLES)).body
    assert [(line.kind, line.level) for line in lines] == [
        ("heading", 1),
        ("heading", 3),
        ("heading", 2),
        ("text", 0),
    ]


def test_title_contents_and_text_are_told_apart() -> None:
    contents = p(f"{BEGIN}<w:r><w:instrText>TOC \\o</w:instrText></w:r>{SEPARATE}{run('One 1')}")
    contents += p(run("Two 2")) + p(END)
    control = held(contents)
    found = shown(
        made(p("Of all", "Titel") + p("by us") + control + p("One", "Berschrift1") + p("Text"), styles=STYLES)
    )
    assert (found.title, found.cover) == ("Of all", ("by us", "One 1", "Two 2"))
    assert [line.text for line in found.body] == ["One", "Text"]


def test_a_file_without_styles_is_all_text() -> None:
    found = shown(made(p("a") + p("") + p("b")))
    assert (found.title, found.cover, [line.text for line in found.body]) == ("", (), ["a", "b"])


def row(*cells: str, properties: str = "") -> str:
    return (
        f"<w:tr><w:trPr>{properties}</w:trPr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"
    )


HEADER = "<w:tblHeader/>"


def test_tables() -> None:
    inner = f"<w:tbl>{row(p('x'), p('y'))}</w:tbl>"
    merged = "<w:tcPr><w:vMerge/></w:tcPr>" + p("unseen")
    table = (
        f"<w:tbl>{row(p('A'), p('B'), properties=HEADER)}{row(p('a') + p('b'), held(p('c')))}"
        f"{row(merged, inner + p(''))}{row(p('gone'), properties='<w:del/>')}</w:tbl>"
    )
    (found,) = document(made(table)).blocks
    assert isinstance(found, m.Table)
    lines = shown(made(table)).body
    assert [(line.kind, line.text) for line in lines] == [
        ("header", "A"),
        ("header", "B"),
        ("cell", "a b"),
        ("cell", "c"),
        ("cell", "x y"),
    ]


def test_captions_stand_above_or_below() -> None:
    table = f"<w:tbl>{row(p('a'))}</w:tbl>"
    picture = '<wp:inline><wp:docPr id="1" descr="A map"/><a:blip r:embed="x"/></wp:inline>'
    above = p(run("Table ") + field("SEQ Table \\* ARABIC", "1") + run(". Laws"), "Cap")
    below = p(run("Figure ") + field("SEQ Figure \\* ROMAN", "I") + run(": A map"), "Cap")
    lines = shown(
        made(
            above
            + table
            + p("x")
            + p(f"<w:r><w:drawing>{picture}</w:drawing></w:r>")
            + below
            + p("y")
            + p("lonely", "Cap"),
            styles=STYLES,
        )
    ).body
    assert [(line.kind, line.text) for line in lines] == [
        ("caption", "Table 1 Laws"),
        ("cell", "a"),
        ("text", "x"),
        ("caption", "Figure I A map"),
        ("image", "A map"),
        ("text", "y"),
        ("text", "lonely"),
    ]


def test_boxes_are_read_after_their_paragraph() -> None:
    box = "<w:txbxContent>" + p("in the box") + p("more") + "</w:txbxContent>"
    shape = f"<w:drawing><wp:anchor><wps:txbx>{box}</wps:txbx></wp:anchor></w:drawing>"
    drawn = "<w:r>" + either("wps", shape, f"<w:pict><v:textbox>{box}</v:textbox></w:pict>") + "</w:r>"
    assert texts(made(p(run("a") + drawn + run(" b")) + p("c"))) == ["a b", "in the box", "more", "c"]


def test_links_and_references() -> None:
    body = (
        p(
            '<w:hyperlink r:id="out">'
            + run("out")
            + "</w:hyperlink>"
            + run(" ")
            + '<w:hyperlink w:anchor="here">'
            + run("in")
            + "</w:hyperlink>"
        )
        + p(
            field('HYPERLINK "https://example.org/b" \\l "top" \\o "tip"', "b")
            + run(" ")
            + field("HYPERLINK \\l &quot;here&quot;", "c")
        )
        + p(bookmark("Here", run("target")))
        + p(field("REF HERE \\h", "target"))
    )
    data = made(body, links=link("out", "https://example.org/a"))
    nodes = inlines(data)
    assert [node.url for node in nodes if isinstance(node, m.Link)] == [
        "https://example.org/a",
        "https://example.org/b#top",
    ]
    assert [node.target for node in nodes if isinstance(node, m.CrossReference)] == ["@3"] * 3
    assert said(data) == []


def test_looks_of_words() -> None:
    body = p(run("a", "<w:b/>") + run("b", "<w:b/>") + run("c", '<w:i/><w:b w:val="false"/>') + run("d"))
    (block,) = document(made(body)).blocks
    assert isinstance(block, m.Paragraph)
    assert [type(node).__name__ for node in block.children] == ["Strong", "Emphasis", "Text"]


def test_what_is_not_known_for_certain_is_said() -> None:
    equation = "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
    symbol = '<w:r><w:sym w:font="Webdings" w:char="F0FC"/></w:r>'
    data = made(p(run("a ") + equation) + p(run("b ") + symbol) + '<w:altChunk r:id="x"/>')
    assert said(data) == [("D900", "the opening")] * 3
    assert texts(data)[0] == "a x=1"


def endnotes(properties: str, *sections: str) -> list[str]:
    """The numbers of notes, two in each section."""
    body, number = "", 0
    for section in sections:
        body += p(run("x") + call(number + 1) + call(number + 2))
        body += p("", "", f"<w:sectPr><w:endnotePr>{section}</w:endnotePr></w:sectPr>")
        number += 2
    data = made(body, endnotes=notes(*("n" * number)), settings=f"<w:endnotePr>{properties}</w:endnotePr>")
    return [found.label for found in document(data).notes]


def test_numbers_of_notes() -> None:
    assert endnotes("", "", "") == ["i", "ii", "iii", "iv"]
    assert endnotes('<w:numFmt w:val="decimal"/>', "", "") == ["1", "2", "3", "4"]
    assert endnotes('<w:numFmt w:val="decimal"/>', "", '<w:numFmt w:val="upperLetter"/>') == [
        "1",
        "2",
        "C",
        "D",
    ]
    assert endnotes('<w:numFmt w:val="decimal"/><w:numStart w:val="5"/>', "", "") == ["5", "6", "7", "8"]
    restart = '<w:numFmt w:val="decimal"/><w:numRestart w:val="eachSect"/>'
    assert endnotes(restart, "", "") == ["1", "2", "1", "2"]


def test_notes_are_numbered_by_their_calls_and_their_own_marks_are_not_counted() -> None:
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
    starred = f'<w:footnote w:id="2"><w:p>{run("* Two.")}</w:p></w:footnote>'
    part = notes("Three.", kind="footnote") + starred + note(3, "One.", "footnote")
    data = made(p(run("a") + call(3, "footnote") + own + call(1, "footnote")), footnotes=part)
    found = document(data)
    assert [(each.label, each.kind) for each in found.notes] == [
        (label, m.NoteKind.FOOTNOTE) for label in "1*2"
    ]
    assert [line.text for line in shown(data).notes] == ["1 One.", "2 Three."]
    assert shown(data).cover == ("* Two.",)


def test_a_note_that_is_hidden_or_taken_away_is_not_counted() -> None:
    gone = f"<w:del>{call(1)}</w:del>" + '<w:r><w:rPr><w:vanish/></w:rPr><w:endnoteReference w:id="2"/></w:r>'
    data = made(p(run("a") + gone + call(3)), endnotes=notes("one", "two", "three"))
    assert [line.text for line in shown(data).notes] == ["i three"]


def test_notes_that_begin_again_on_each_page_are_uncertain() -> None:
    settings = '<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>'
    data = made(p(run("a") + call(1, "footnote")), footnotes=notes("one", kind="footnote"), settings=settings)
    assert said(data) == [("D900", "the opening"), ("D909", "the opening")]


def test_quotations_and_code() -> None:
    data = made(p("said", "Zitat") + p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", "Code"), styles=STYLES)
    quotation, code = document(data).blocks
    assert isinstance(quotation, m.Quotation)
    assert isinstance(code, m.CodeBlock)
    assert code.text == "a\nb"


def test_the_strict_form() -> None:
    data = made(p("a", "Berschrift1"), styles=STYLES)
    from tests.support.docx_made import unzipped, zipped

    files = {
        name: content.replace(
            b"schemas.openxmlformats.org/wordprocessingml/2006", b"purl.oclc.org/ooxml/wordprocessingml"
        ).replace(b"schemas.openxmlformats.org/officeDocument/2006", b"purl.oclc.org/ooxml/officeDocument")
        for name, content in unzipped(data).items()
    }
    assert [line.kind for line in shown(zipped(files)).body] == ["heading"]


@pytest.mark.parametrize(
    ("words", "section", "lang"),
    [
        ("The rights of the child", "", "fr-CA"),
        ("حقوق الطفل", "", "ar-SA"),
        ("حقوق الطفل في the Optional Protocol", "<w:bidi/>", "ar-SA"),
        ("儿童权利 OPSC", "", "zh-CN"),
    ],
)
def test_the_language_is_that_of_the_script(words: str, section: str, lang: str) -> None:
    languages = '<w:lang w:val="fr-CA" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    styles = f"<w:docDefaults><w:rPrDefault><w:rPr>{languages}</w:rPr></w:rPrDefault></w:docDefaults>"
    found = document(made(p(words) + f"<w:sectPr>{section}</w:sectPr>", styles=styles))
    assert found.front_matter.lang == lang
