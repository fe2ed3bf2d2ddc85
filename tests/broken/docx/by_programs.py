"""What programs get wrong that write Word files, in a file that we have built."""

from __future__ import annotations

from tests.broken.docx import Cases
from tests.broken.docx.beside_the_text import LINKS, SETTINGS, STYLES, TYPES
from tests.broken.docx.by_users import ENDNOTES
from tests.broken.docx.editing import WordFile, after, before, copied, drop, inside, numbered, style
from tests.support.docx_made import bookmark, field, note, run
from toolchain.writers.docx.xml import qualified

CASES = Cases()
DOCUMENT = "word/document.xml"


@CASES.expect("D903 paragraph 9, “The records")
def two_bookmarks_have_one_name(file: WordFile) -> None:
    after(file.run(" show that few"), bookmark("_Ref_law", run(" again"), 801))


@CASES.expect("D903 paragraph 9, “The records")
def a_reference_leads_to_no_bookmark(file: WordFile) -> None:
    after(file.run(" show that few"), field(r"REF _Ref404 \r \h", "4"))


@CASES.expect("D903 paragraph 9, “The records")
def a_page_leads_to_no_bookmark(file: WordFile) -> None:
    after(file.run(" show that few"), run(" (see page ") + field(r"PAGEREF _Ref404 \h", "2") + run(")."))


@CASES.expect("D903 paragraph 9, “The records")
def a_repeated_mark_leads_to_no_bookmark(file: WordFile) -> None:
    after(file.run(" show that few"), field(r"NOTEREF _Note404 \f \h", "4"))


@CASES.expect("D903 paragraph 9, “The records")
def a_repeated_mark_leads_to_words(file: WordFile) -> None:
    after(file.run(" show that few"), field(r"NOTEREF _At_section_4 \f \h", "1"))


@CASES.expect("D903 paragraph 9, “The records")
def a_reference_leads_to_a_paragraph_without_number(file: WordFile) -> None:
    opening = file.run("This report was written")
    before(opening, '<w:bookmarkStart w:id="802" w:name="opening"/>')
    after(opening, '<w:bookmarkEnd w:id="802"/>')
    after(file.run(" show that few"), run(" See para. ") + field(r"REF opening \r \h", "1") + run("."))


@CASES.expect("D904 paragraph 9, “The records")
def a_page_is_no_number(file: WordFile) -> None:
    after(file.run(" show that few"), run(" (see page ") + field(r"PAGEREF _Ref_law \h", "") + run(")."))


@CASES.expect("D903 paragraph 3, “As said")
def a_field_has_no_end(file: WordFile) -> None:
    paragraph = file.paragraph("As said in")
    ends = [
        each
        for each in paragraph
        if each.find(f"{qualified('fldChar')}[@{qualified('fldCharType')}='end']") is not None
    ]
    drop(ends[-1])


@CASES.expect("D903 paragraph 9, “The records")
def a_field_is_none_that_word_knows(file: WordFile) -> None:
    after(file.run(" show that few"), run(" ") + field("NUMBEROF paragraphs", "nine"))


@CASES.expect("D901 the file")
def two_notes_have_one_id(file: WordFile) -> None:
    first = file.find("//w:endnote[@w:id = '2']", ENDNOTES)[0]
    first.addnext(copied(first))


@CASES.expect("D901 the file")
def a_separator_is_missing(file: WordFile) -> None:
    drop(file.find("//w:endnote[@w:type = 'continuationSeparator']", ENDNOTES)[0])
    for each in file.find("//w:endnotePr/w:endnote[@w:id = '0']", SETTINGS):
        drop(each)


@CASES.expect("D901 the file")
def the_settings_name_a_separator_that_is_none(file: WordFile) -> None:
    file.find("//w:endnotePr/w:endnote[@w:id = '0']", SETTINGS)[0].set(qualified("id"), "2")


@CASES.expect("D901 paragraph 1, “The law")
def notes_are_stored_out_of_order(file: WordFile) -> None:
    one, two = (file.find(f"//w:endnote[@w:id = '{each}']", ENDNOTES)[0] for each in "12")
    two.addnext(one)


@CASES.expect("D901 the file")
def a_note_is_called_nowhere(file: WordFile) -> None:
    inside(file.tree(ENDNOTES), note(5, "Called by nobody."))


@CASES.expect("D901 paragraph 7, “The police")
def a_mark_has_no_note(file: WordFile) -> None:
    drop(file.find("//w:endnote[@w:id = '4']", ENDNOTES)[0])


@CASES.expect("D905 paragraph 7, “The police")
def a_style_of_a_paragraph_is_undefined(file: WordFile) -> None:
    style(file.paragraph("The police keep"), "Absatz7")
    numbered(file.paragraph("The police keep"), 1)


@CASES.expect("D910 paragraph 7, “The police")
def a_style_of_words_is_undefined(file: WordFile) -> None:
    after(file.run(" The courts do."), run(" Always.", '<w:rStyle w:val="Zeichen7"/>'))


@CASES.expect("D910 table 1")
def a_style_of_a_table_is_undefined(file: WordFile) -> None:
    file.find("//w:tbl[w:tblPr/w:tblStyle/@w:val = 'SubmissionTable']/w:tblPr/w:tblStyle")[0].set(
        qualified("val"), "Tabelle7"
    )


@CASES.expect("P102 the text under “Practice”, “The police")
def a_list_is_undefined(file: WordFile) -> None:
    numbered(file.paragraph("The police keep"), 77)


@CASES.expect("P103 paragraph 2 (b) (i), “By parents")
def a_level_is_not_the_one_of_its_style(file: WordFile) -> None:
    numbered(file.paragraph("By others"), 1, 1)


@CASES.expect("S012")
def a_style_is_based_on_itself(file: WordFile) -> None:
    based = file.find("//w:style[@w:styleId = 'BodyText']/w:basedOn", STYLES)[0]
    based.set(qualified("val"), "NumberedParagraph")


@CASES.expect("S012")
def the_main_part_is_cut_off(file: WordFile) -> None:
    file.files[DOCUMENT] = file.files[DOCUMENT][:-2000]


@CASES.expect("S020")
def the_main_part_is_missing(file: WordFile) -> None:
    del file.files[DOCUMENT]


@CASES.expect("S012")
def a_part_declares_entities(file: WordFile) -> None:
    declared = b'<!DOCTYPE w:document [<!ENTITY a "b">]><w:document'
    file.files[DOCUMENT] = file.files[DOCUMENT].replace(b"<w:document", declared)


@CASES.expect("S020")
def the_file_has_macros(file: WordFile) -> None:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    file.replace(TYPES, main, "application/vnd.ms-word.document.macroEnabled.main+xml")


@CASES.expect("S012")
def an_id_of_a_note_is_no_number(file: WordFile) -> None:
    file.find("//w:endnote[@w:id = '4']", ENDNOTES)[0].set(qualified("id"), "four")


@CASES.expect("S012")
def the_notes_have_no_part(file: WordFile) -> None:
    del file.files[ENDNOTES]


@CASES.expect("S012")
def the_picture_has_no_part(file: WordFile) -> None:
    del file.files["word/media/image1.png"]


@CASES.expect("S012")
def the_styles_have_no_part(file: WordFile) -> None:
    del file.files[STYLES]


@CASES.expect("X803 the file")
def a_part_is_left_that_nothing_leads_to(file: WordFile) -> None:
    file.files["word/document-1.xml"] = file.files[DOCUMENT]


@CASES.expect("X804 paragraph 6")
def the_picture_stands_on_a_computer(file: WordFile) -> None:
    file.replace(
        LINKS, 'Target="media/image1.png"', 'Target="file:///C:/Users/a/image1.png" TargetMode="External"'
    )
    del file.files["word/media/image1.png"]


@CASES.expect("X804 paragraph 6")
def the_picture_is_loaded_from_a_server(file: WordFile) -> None:
    file.replace(LINKS, 'Target="media/image1.png"', 'Target="https://a.example/1.png" TargetMode="External"')
    del file.files["word/media/image1.png"]


@CASES.expect("S023")
def the_styles_are_on_a_server(file: WordFile) -> None:
    file.replace(LINKS, 'Target="styles.xml"', 'Target="https://a.example/styles.xml" TargetMode="External"')


@CASES.expect()
def the_file_is_signed(file: WordFile) -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    link = f'<Relationship Id="signed" Type="{kind}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    file.replace("_rels/.rels", "</Relationships>", link)
    file.files["_xmlsignatures/origin.sigs"] = b""
