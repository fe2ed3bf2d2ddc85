"""A report as people write it in Word with its own styles and lists, and what goes wrong in it."""

from __future__ import annotations

import re

from tests.broken.docx import Cases
from tests.broken.docx.editing import WordFile, after, before, copied, drop, inside, made, numbered, style
from tests.support.docx_made import SEPARATORS, bookmark, field, link, note, p, run, unzipped, zipped
from tests.support.docx_made import made as document
from tests.support.pages import ROOT
from toolchain.writers.docx.xml import Element, qualified

CASES = Cases()
PICTURE = ROOT / "tests" / "cases" / "word_files" / "circle.png"
NUMBERING, FOOTNOTES = "word/numbering.xml", "word/footnotes.xml"
OFFICE = "http://schemas.openxmlformats.org/package/2006"

_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr>'
    "</w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr>{properties}</w:pPr></w:style>'
        for identity, name, properties in (
            ("Heading1", "heading 1", '<w:outlineLvl w:val="0"/>'),
            ("Heading2", "heading 2", '<w:outlineLvl w:val="1"/>'),
            ("Heading3", "heading 3", '<w:outlineLvl w:val="2"/>'),
            ("Title", "Title", ""),
            ("ListParagraph", "List Paragraph", '<w:ind w:left="720"/>'),
            ("Caption", "caption", ""),
            ("FootnoteText", "footnote text", ""),
        )
    )
    + '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/></w:style>'
)
_LEVELS = "".join(
    f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    f'<w:pPr><w:ind w:left="{720 * (at + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    for at, (form, text) in enumerate((("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)")))
)
_BULLET = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
    '<w:pPr><w:ind w:left="1440" w:hanging="360"/></w:pPr></w:lvl>'
)
_NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{_LEVELS}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{_BULLET}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{_LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
_LINES = '<w:tblBorders><w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders>'
_CORE = (
    f'<cp:coreProperties xmlns:cp="{OFFICE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Children in Utopia</dc:title></cp:coreProperties>'
)


def item(text: str, level: int = 0, number: int = 1) -> str:
    """An item of a list; a text that begins with "<" is its content."""
    list_ = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, "ListParagraph", list_)


def off_the_list(paragraph: Element) -> None:
    """Take a paragraph out of its list."""
    (list_,) = paragraph.iter(qualified("numPr"))
    drop(list_)


def _row(*cells: str, header: bool = False) -> str:
    head = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
    return f"<w:tr>{head}{''.join(f'<w:tc><w:tcPr/>{p(each)}</w:tc>' for each in cells)}</w:tr>"


def stranger() -> bytes:
    """A report in Word's own manner, in which nothing is wrong."""
    footnote = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    words = run("Records of the courts", '<w:rStyle w:val="Hyperlink"/>')
    records = f'<w:hyperlink r:id="out">{words}</w:hyperlink>'
    body = (
        p("Children in Utopia", "Title")
        + p("This report was written by one organization.")
        + p("Law", "Heading1")
        + p("Marriage", "Heading2")
        + item(bookmark("_Ref1001", run("The age of marriage is 18.") + footnote.format(1)))
        + item("The law has exceptions for the following:")
        + item("Persons who are 16;", 1)
        + item("Persons who are 17.", 1)
        + p("Labour", "Heading2")
        + item(
            run("The age of work is 15") + run(" (see para. ") + field(r"REF _Ref1001 \r \h", "1") + run(").")
        )
        + item(run("Inspectors are few.") + footnote.format(2) + run(" They are not paid."))
        + p("Practice", "Heading1")
        + item(records + run(" are open to all."))
        + item("The table shows the cases.")
        + p(run("Table ") + field(r"SEQ Table \* ARABIC", "1") + run(". Cases"), "Caption")
        + f"<w:tbl><w:tblPr>{_LINES}</w:tblPr><w:tblGrid/>"
        + f"{_row('Year', 'Cases', header=True)}{_row('2019', '12')}</w:tbl>"
        + item("Nobody was punished.")
    )
    notes = SEPARATORS.format("footnote") + note(1, "Marriage Act, sect. 2.", "footnote")
    notes += note(2, "Ministry of Labour, Report (2020), p. 3.", "footnote")
    return written(body, footnotes=notes)


def written(body: str, **parts: str) -> bytes:
    """A file of that body with a title and a language, styles and lists as Word has them.

    The title in the properties is the first line, unless a case changes it.
    """
    found = re.search("<w:t(?: [^>]*)?>([^<]+)", body)
    first = found[1] if found else "Children in Utopia"
    outside = link("out", "https://example.org/")
    files = unzipped(document(body, links=outside, styles=_STYLES, numbering=_NUMBERING, **parts))
    kind = f"{OFFICE}/relationships/metadata/core-properties"
    relation = f'<Relationship Id="core" Type="{kind}" Target="docProps/core.xml"/></Relationships>'
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"</Relationships>", relation.encode())
    files["docProps/core.xml"] = re.sub(">[^<>]+<", f">{first}<", _CORE).encode()
    return zipped(files)


@CASES.expect("P101 paragraph 4, “4. The age of work", "D902 paragraph 3, “Inspectors")
def a_number_is_typed_in_place_of_the_list_s(file: WordFile) -> None:
    paragraph = file.paragraph("The age of work")
    off_the_list(paragraph)
    file.write("The age of work", "4. The age of work")


@CASES.expect("P101 paragraph 4, “4. The age of work", "D902 paragraph 3, “Inspectors")
def a_number_is_typed_below_a_first_page_of_many_lines(file: WordFile) -> None:
    a_number_is_typed_in_place_of_the_list_s(file)
    submitters = ("Children First", "Legal Aid", "Youth for Work", "Island Schools", "The Forum of Teachers")
    lines = ("Alternative report", "for the 101st session", "Submitted by:", *submitters, "Utopia City")
    before(file.paragraph("This report was written"), "".join(map(p, lines)))


@CASES.expect("D902 paragraph 1, under “Labour”, “Inspectors")
def a_list_is_restarted(file: WordFile) -> None:
    paragraph = file.paragraph("Inspectors are few")
    off_the_list(paragraph)
    numbered(paragraph, 4)


@CASES.expect("D902 paragraph 1, under “Labour”", "D902 paragraph 4, “Inspectors")
def a_paragraph_is_pasted_with_its_own_list(file: WordFile) -> None:
    before(file.paragraph("Inspectors are few"), item("It was 14 in the old law.", number=3))


@CASES.expect("P102 the text under “Labour”, “It was 14")
def a_paragraph_is_pasted_as_plain_text(file: WordFile) -> None:
    before(file.paragraph("The age of work"), p("It was 14 in the old law, as others have said."))


@CASES.expect("P106 paragraph 4, “(a) In the", "P107 paragraph 4, “Inspectors")
def a_letter_is_typed(file: WordFile) -> None:
    after(file.paragraph("Inspectors are few"), p("(a) In the capital;") + p("(b) Elsewhere."))


@CASES.expect("D902 paragraph 2 (a), under “Marriage”, “Persons who are 17")
def letters_begin_again(file: WordFile) -> None:
    paragraph = file.paragraph("Persons who are 17")
    off_the_list(paragraph)
    numbered(paragraph, 5, 1)


@CASES.expect("S003 heading “Marriage”")
def a_heading_level_is_skipped(file: WordFile) -> None:
    style(file.paragraph("Marriage"), "Heading3")


@CASES.expect("S005 heading without words before “The age of marriage")
def a_heading_is_left_empty(file: WordFile) -> None:
    before(file.paragraph("The age of marriage"), p("", "Heading3"))


@CASES.expect("N104 footnote 1, in paragraph 1")
def the_text_of_a_note_is_deleted(file: WordFile) -> None:
    file.write("Marriage Act, sect. 2.", "", FOOTNOTES)


@CASES.expect("N110 footnote 1, in paragraph 1")
def the_first_note_is_ibid(file: WordFile) -> None:
    file.write("Marriage Act, sect. 2.", "Ibid., sect. 2.", FOOTNOTES)


@CASES.expect("N109 paragraph 4")
def a_note_is_typed(file: WordFile) -> None:
    file.write(" They are not paid.", " They are not paid.[3]")


@CASES.expect("D901 paragraph 2")
def a_mark_is_copied(file: WordFile) -> None:
    mark = file.find("//w:r[w:footnoteReference/@w:id = '1']")[0]
    file.run("The law has exceptions").addnext(copied(mark))


@CASES.expect("D909 paragraph 4, “Inspectors")
def a_mark_is_typed(file: WordFile) -> None:
    mark = file.find("//w:footnoteReference[@w:id = '2']")[0]
    mark.set(qualified("customMarkFollows"), "1")
    after(mark, "<w:t>2</w:t>")
    text = file.find("//w:footnote[@w:id = '2']//w:footnoteRef", FOOTNOTES)[0]
    text.addnext(made("<w:t>2</w:t>")[0])
    drop(text)


@CASES.expect("D903 paragraph 2, “The age of work")
def a_paragraph_is_deleted_that_others_cite(file: WordFile) -> None:
    drop(file.paragraph("The age of marriage"))
    drop(file.find("//w:footnote[@w:id = '1']", FOOTNOTES)[0])


@CASES.expect("D904 paragraph 4, “The age of work")
def a_paragraph_is_put_before_one_that_others_cite(file: WordFile) -> None:
    before(file.paragraph("The age of marriage"), item("The law is old."))


@CASES.expect("R205 paragraph 4")
def a_reference_is_typed(file: WordFile) -> None:
    file.write(" They are not paid.", " They are not paid (see para. 1).")


@CASES.expect("R206 paragraph 4")
def a_reference_is_typed_beyond_the_end(file: WordFile) -> None:
    file.write(" They are not paid.", " They are not paid (see para. 40).")


@CASES.expect("S007 paragraph 4")
def an_error_of_word_is_left(file: WordFile) -> None:
    file.write(" They are not paid.", " They are not paid (see Error! Reference source not found.).")


@CASES.expect("A702 table 1")
def the_header_row_is_deleted(file: WordFile) -> None:
    drop(file.find("//w:tr[w:trPr/w:tblHeader]")[0])
    inside(file.find("//w:tbl")[0], _row("2020", "17"))


@CASES.expect("A701 paragraph 7")
def a_picture_is_put_in_without_a_text(file: WordFile) -> None:
    picture = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="1" name="Picture 1"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<a:blip r:embed="picture"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    after(file.paragraph("Nobody was punished"), p(picture))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    leads = f'<Relationship Id="picture" Type="{kind}" Target="media/image1.png"/></Relationships>'
    file.replace("word/_rels/document.xml.rels", "</Relationships>", leads)
    file.files["word/media/image1.png"] = PICTURE.read_bytes()


@CASES.expect("A703 paragraph 5")
def a_link_says_here(file: WordFile) -> None:
    file.write("Records of the courts", "Here")


@CASES.expect("X803 paragraph 7")
def a_change_is_left(file: WordFile) -> None:
    by = 'w:author="A Person" w:date="2026-01-01T00:00:00Z"'
    after(file.run("Nobody was punished"), f'<w:ins w:id="1" {by}>{run(" in 2020.")}</w:ins>')


@CASES.expect("L606 table 1, row 1")
def the_masthead_of_the_united_nations_is_copied(file: WordFile) -> None:
    cells = _row("United Nations", "CRC/C/UTO/5")
    before(file.paragraph("Children in Utopia"), f"<w:tbl><w:tblPr/><w:tblGrid/>{cells}</w:tbl>")
