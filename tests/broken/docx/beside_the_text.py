"""What people do in Word beside the text of a file that we have built: notes, fields, traces, properties."""

from __future__ import annotations

from tests.broken.docx import Cases
from tests.broken.docx.by_users import ENDNOTES, NUMBERING
from tests.broken.docx.editing import WordFile, after, before, copied, drop, inside, made, numbered
from tests.support import planted
from tests.support.docx_made import NAMES, SEPARATORS, note, p, run
from toolchain.writers.docx.xml import qualified

CASES = Cases()
SETTINGS, STYLES, LINKS = "word/settings.xml", "word/styles.xml", "word/_rels/document.xml.rels"
CORE, APP, TYPES = "docProps/core.xml", "docProps/app.xml", "[Content_Types].xml"
MARKS = (qualified("bookmarkStart"), qualified("bookmarkEnd"))
BY = 'w:author="A Person" w:date="2026-01-01T00:00:00Z"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def add_part(file: WordFile, name: str, content: str) -> None:
    """Add a part to which the document leads."""
    kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
    file.files[f"word/{name}.xml"] = f"<w:{name} {NAMES}>{content}</w:{name}>".encode()
    over = f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/></Types>'
    file.replace(TYPES, "</Types>", over)
    link = f'<Relationship Id="added" Type="{OFFICE}/{name}" Target="{name}.xml"/></Relationships>'
    file.replace(LINKS, "</Relationships>", link)


@CASES.expect("D909 paragraph 7, “The police")
def a_footnote_is_inserted_among_endnotes(file: WordFile) -> None:
    texts = SEPARATORS.format("footnote") + note(1, "A note at the foot of the page.", "footnote")
    add_part(file, "footnotes", texts)
    after(file.run(" The courts do."), '<w:r><w:footnoteReference w:id="1"/></w:r>')


@CASES.expect("D909 paragraph 7, “The police")
def notes_begin_again_in_each_section(file: WordFile) -> None:
    again = '<w:endnotePr><w:numFmt w:val="decimal"/><w:numRestart w:val="eachSect"/></w:endnotePr>'
    before(
        file.paragraph_of("Heading1", "Practice"), f"<w:p><w:pPr><w:sectPr>{again}</w:sectPr></w:pPr></w:p>"
    )
    last = file.find("//w:body/w:sectPr/w:endnotePr")[0]
    inside(last, '<w:numRestart w:val="eachSect"/>')


@CASES.expect("D909 paragraph 1, “The law", "D904 paragraph 3, “As said")
def notes_begin_with_three(file: WordFile) -> None:
    inside(file.find("//w:body/w:sectPr/w:endnotePr")[0], '<w:numStart w:val="3"/>')


@CASES.expect("D909 paragraph 7, “The police")
def a_number_of_a_note_is_typed(file: WordFile) -> None:
    mark = file.find("//w:endnoteReference[@w:id = '4']")[0]
    mark.set(qualified("customMarkFollows"), "1")
    after(mark, "<w:t>12</w:t>")
    text = file.find("//w:endnote[@w:id = '4']//w:endnoteRef", ENDNOTES)[0]
    text.addnext(made("<w:t>12</w:t>")[0])
    drop(text)


@CASES.expect("D904 paragraph 3, “As said")
def notes_get_roman_numbers(file: WordFile) -> None:
    file.find("//w:body/w:sectPr/w:endnotePr/w:numFmt")[0].set(qualified("val"), "lowerRoman")


@CASES.expect("D904 paragraph 3, “As said")
def a_mark_is_moved_before_the_first(file: WordFile) -> None:
    opening = file.run("This report was written")
    opening.addnext(file.find("//w:r[w:endnoteReference/@w:id = '4']")[0])
    notes = file.tree(ENDNOTES)
    notes.insert(2, file.find("//w:endnote[@w:id = '4']", ENDNOTES)[0])  # Word saves them in their order


@CASES.expect("D904 paragraph 3, “As said")
def the_result_of_a_field_is_retyped(file: WordFile) -> None:
    file.find("//w:p[w:r/w:instrText[contains(., '_Ref_law')]]//w:r[w:t = '1']/w:t")[0].text = "3"


@CASES.expect("D903 paragraph 9, “The records")
def a_bookmark_is_deleted_to_which_a_link_leads(file: WordFile) -> None:
    link = '<w:hyperlink w:anchor="_Ref123456">' + run(" as shown above") + "</w:hyperlink>"
    after(file.run(" show that few"), link)


@CASES.expect("D903 paragraph 6")
def the_number_of_a_table_is_typed(file: WordFile) -> None:
    caption = file.paragraph_of("Caption", "Cases of each year")
    for each in list(caption):
        if each.tag in MARKS or each.find(qualified("fldChar")) is not None:
            drop(each)
    for each in caption.findall(f"{qualified('r')}[{qualified('instrText')}]"):
        drop(each)


@CASES.expect("D904 the contents, “Penalties”")
def a_heading_is_rewritten_and_the_contents_are_not(file: WordFile) -> None:
    heading = file.paragraph_of("Heading2", "Penalties")
    heading.findall(f"{qualified('r')}/{qualified('t')}")[0].text = "Punishment"


@CASES.expect("X803 paragraph 7, “The police")
def a_comment_is_left(file: WordFile) -> None:
    comment = f'<w:comment w:id="1" {BY} w:initials="AP">{p("Is this so?")}</w:comment>'
    add_part(file, "comments", comment)
    place = file.run(" The courts do.")
    before(place, '<w:commentRangeStart w:id="1"/>')
    after(place, '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>')


@CASES.expect("X803 paragraph 7, “The police")
def one_of_two_changes_is_accepted(file: WordFile) -> None:
    place = file.run(" The courts do.")
    after(place, run(" Some of them.") + f'<w:ins w:id="701" {BY}>{run(" Not all.")}</w:ins>')


@CASES.expect("X803 paragraph 9, “The records")
def a_deletion_is_left(file: WordFile) -> None:
    gone = f'<w:del w:id="702" {BY}><w:r><w:delText> and read</w:delText></w:r></w:del>'
    before(file.run(" show that few"), gone)


@CASES.expect("X803 endnote 4, in paragraph 7")
def a_change_is_left_in_a_note(file: WordFile) -> None:
    place = file.run("Interview with", ENDNOTES)
    after(place, f'<w:ins w:id="703" {BY}>{run(" Our notes.")}</w:ins>')


@CASES.expect("X803 paragraph 7, “The police")
def words_are_hidden(file: WordFile) -> None:
    after(file.run(" The courts do."), run(" Ask them again.", "<w:vanish/>"))


@CASES.expect("X803 the file")
def a_change_is_left_in_the_page_header(file: WordFile) -> None:
    part = "word/header1.xml"
    inside(file.find("//w:p", part)[0], f'<w:ins w:id="704" {BY}>{run(" Draft")}</w:ins>')


@CASES.expect("X801 the file")
def the_company_is_named(file: WordFile) -> None:
    file.replace(APP, "</Properties>", "<Company>First Organization</Company></Properties>")


@CASES.expect("X801 the file")
def who_saved_it_is_named(file: WordFile) -> None:
    file.replace(
        CORE, "</cp:coreProperties>", "<cp:lastModifiedBy>A Person</cp:lastModifiedBy></cp:coreProperties>"
    )


@CASES.expect("A705 the file")
def the_title_is_deleted(file: WordFile) -> None:
    (title,) = file.find("//*[local-name() = 'title']", CORE)
    title.text = ""


@CASES.expect("A705 the file")
def the_title_is_that_of_another_report(file: WordFile) -> None:
    (title,) = file.find("//*[local-name() = 'title']", CORE)
    title.text = "Micronesia"


@CASES.expect("A705 the file")
def the_title_is_a_file_name(file: WordFile) -> None:
    (title,) = file.find("//*[local-name() = 'title']", CORE)
    title.text = "UTO_report_final.docx"


@CASES.expect("A706 the file")
def the_language_is_taken_out(file: WordFile) -> None:
    drop(file.find("//w:docDefaults//w:lang", STYLES)[0])
    drop(file.find("//*[local-name() = 'language']", CORE)[0])


@CASES.expect("S030 page header")
def it_is_still_marked_as_a_draft(file: WordFile) -> None:
    before(file.find("//w:p", "word/header1.xml")[0], p("Draft", "Header"))


@CASES.expect("S030 paragraph 7, “The police", "S030 paragraph 7, “The police")
def words_are_still_struck_out_and_highlighted(file: WordFile) -> None:
    added = run(" Not", "<w:strike/>") + run(" yet.", '<w:highlight w:val="yellow"/>')
    no_more = run(" They do.", '<w:strike w:val="0"/><w:highlight w:val="none"/>')
    white = run(" So do we.", '<w:highlight w:val="white"/>')  # which nobody sees
    after(file.run(" The courts do."), added + no_more + white)


@CASES.expect("S030 paragraph 7, “In a box.")
def words_in_a_text_box_are_still_highlighted(file: WordFile) -> None:
    marked = run("In a box.", '<w:highlight w:val="yellow"/>')
    box = f"<w:txbxContent><w:p>{marked}</w:p></w:txbxContent>"
    shape = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{box}</v:textbox></v:shape>'
    after(file.run(" The courts do."), f"<w:r><w:pict>{shape}</w:pict></w:r>")


@CASES.expect("L606 page header")
def a_symbol_of_the_united_nations_stands_in_the_page_header(file: WordFile) -> None:
    after(file.find("//w:p", "word/header1.xml")[0], p("CRC/C/UTO/5", "Header"))


@CASES.expect("L606 the cover", "L606 the cover")
def the_masthead_of_the_united_nations_is_copied(file: WordFile) -> None:
    title = file.paragraph_of("Title", "Sale of children")
    before(title, p("United Nations\tCRC/C/UTO/5", "CoverLine") + p("Distr.: General", "CoverLine"))


@CASES.expect("D902 paragraph 2 (a), under “Prohibition”, “Selling")
def letters_begin_again(file: WordFile) -> None:
    anew = (
        '<w:num w:numId="91"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    inside(file.tree(NUMBERING), anew)
    numbered(file.paragraph("Selling a child"), 91, 1)


@CASES.expect("D901 paragraph 5")
def a_mark_and_its_paragraph_are_copied(file: WordFile) -> None:
    paragraph = file.paragraph("The penalty is")
    twin = copied(paragraph)
    for each in list(twin):
        if each.tag in MARKS:
            drop(each)  # Word takes the names off a copy
    paragraph.addnext(twin)


@CASES.expect("X801 the file", "X802 the file")
def a_picture_is_put_in_as_it_came_from_the_camera(file: WordFile) -> None:
    file.files["word/media/image1.png"] = planted.png()


@CASES.expect("X801 the file")
def the_template_lies_on_a_computer(file: WordFile) -> None:
    file.files["word/_rels/settings.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        f'Id="rId1" Type="{OFFICE}/attachedTemplate" Target="file:///C:/Users/person/report.dotx" '
        'TargetMode="External"/></Relationships>'
    ).encode()
    file.tree(SETTINGS).insert(0, made('<w:attachedTemplate r:id="rId1"/>')[0])


@CASES.expect("X801 the file")
def the_author_in_the_properties_is_nobody_in_the_text(file: WordFile) -> None:
    file.find("//*[local-name() = 'creator']", CORE)[0].text = "A Person"


@CASES.expect("X801 the file")
def another_author_in_the_properties_is_nobody_in_the_text(file: WordFile) -> None:
    """The standard forbids a second one."""
    author = file.find("//*[local-name() = 'creator']", CORE)[0]
    author.addprevious(copied(author))
    file.find("//*[local-name() = 'creator']", CORE)[0].text = "A Person"


@CASES.expect("X803 the file")
def a_picture_of_the_first_page_is_left(file: WordFile) -> None:
    file.files["docProps/thumbnail.jpeg"] = planted.plain_jpeg()
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    link = f'<Relationship Id="small" Type="{kind}" Target="docProps/thumbnail.jpeg"/></Relationships>'
    file.replace("_rels/.rels", "</Relationships>", link)
    file.replace(TYPES, "</Types>", '<Default Extension="jpeg" ContentType="image/jpeg"/></Types>')
