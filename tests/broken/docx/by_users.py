"""What people do in Word to the text of a file that we have built."""

from __future__ import annotations

from tests.broken.docx import Cases
from tests.broken.docx.editing import WordFile, after, before, copied, drop, inside, numbered, style
from tests.support.docx_made import p, run

CASES = Cases()
NUMBERING, ENDNOTES = "word/numbering.xml", "word/endnotes.xml"
RAISED = '<w:vertAlign w:val="superscript"/>'
NUMBERED, UNNUMBERED = "NumberedParagraph", "BodyText"


def restart(file: WordFile, abstract: int) -> None:
    """A list of its own, number 90, that begins with 1: what “Restart at 1” adds."""
    anew = f'<w:num w:numId="90"><w:abstractNumId w:val="{abstract}"/>'
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    inside(file.tree(NUMBERING), anew + again)


@CASES.expect("P101 paragraph 4, “7. The table", "D902 paragraph 5, “The figure")
def a_number_is_typed_in_place_of_the_list_s(file: WordFile) -> None:
    numbered(file.paragraph("The table below"), 0)
    file.write("The table below", "7. The table below")


@CASES.expect("P102 the text under “Penalties”, “Parliament")
def a_paragraph_is_pasted_as_plain_text(file: WordFile) -> None:
    before(file.paragraph("The penalty is"), p("Parliament has debated this for many years.", "Normal"))


@CASES.expect("X811 paragraph 7, “The police")
def an_address_is_pasted_from_a_chatbot(file: WordFile) -> None:
    file.write("The police keep", "The police (https://example.org/x?utm_source=chatgpt.com) keep")


@CASES.expect("S017 paragraph 4, “**The penalty")
def a_text_is_pasted_from_a_chatbot(file: WordFile) -> None:
    for beginning in ("The police keep", "The penalty is", "The table below"):
        file.write(beginning, f"**{beginning}**")


@CASES.expect("D904 paragraph 7, “The figure below")
def a_paragraph_is_added(file: WordFile) -> None:
    before(file.paragraph("The penalty is"), p("Parliament has debated this.", NUMBERED))


@CASES.expect("D902 paragraph 1, under “Penalties”, “Pasted", "D902 paragraph 5, “The table")
def a_paragraph_is_pasted_with_its_own_list(file: WordFile) -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
        '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>'
    )
    before(file.find("//w:num", NUMBERING)[0], f'<w:abstractNum w:abstractNumId="80">{level}</w:abstractNum>')
    inside(file.tree(NUMBERING), '<w:num w:numId="80"><w:abstractNumId w:val="80"/></w:num>')
    list_ = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="80"/></w:numPr>'
    before(file.paragraph("The table below"), p("Pasted from another report.", "Normal", list_))


@CASES.expect("D903 paragraph 2, “As said", "D903 paragraph 2, “As said", "D904 paragraph 5, “The figure")
def a_paragraph_is_deleted_that_others_cite(file: WordFile) -> None:
    drop(file.paragraph("The law prohibits"))
    for identity in ("1", "2"):  # Word takes the texts of its notes with it
        drop(file.find(f"//w:endnote[@w:id = '{identity}']", ENDNOTES)[0])


@CASES.expect("D904 paragraph 5, “The figure")
def a_paragraph_is_moved(file: WordFile) -> None:
    file.paragraph("The police keep").addprevious(file.paragraph("The penalty is"))


@CASES.expect("N104 endnote 2, in paragraph 1")
def the_text_of_a_note_is_deleted(file: WordFile) -> None:
    file.write("Utopia, Protection of Children Act, sect. 12.", "", ENDNOTES)


@CASES.expect("D901 paragraph 8, “A lawyer")
def a_mark_is_copied(file: WordFile) -> None:
    mark = file.find("//w:r[w:endnoteReference/@w:id = '3']")[0]
    file.run("A lawyer of the capital").addnext(copied(mark))


@CASES.expect("D901 endnote 3, in paragraph 4")
def the_number_in_a_note_is_deleted(file: WordFile) -> None:
    drop(file.find("//w:endnote[@w:id = '3']//w:r[w:endnoteRef]", ENDNOTES)[0])


@CASES.expect("D902 paragraph 1, under “Penalties”, “The table")
def a_list_is_restarted(file: WordFile) -> None:
    restart(file, 0)
    numbered(file.paragraph("The table below"), 90)


@CASES.expect("P102 paragraph 2 (b) (ii), “As said", "D904 paragraph 5, “The figure")
def a_numbered_paragraph_gets_the_style_of_text(file: WordFile) -> None:
    style(file.paragraph("As said in"), UNNUMBERED)


@CASES.expect("S003 heading “Prohibition”")
def a_heading_level_is_skipped(file: WordFile) -> None:
    style(file.paragraph_of("Heading2", "Prohibition"), "Heading3")


@CASES.expect("S004 heading “Prohibition”", "D903 the contents, “Penalties”")
def a_heading_stands_alone(file: WordFile) -> None:
    drop(file.paragraph_of("Heading2", "Penalties"))


@CASES.expect("S005 heading “Penalties”")
def what_stood_under_a_heading_is_deleted(file: WordFile) -> None:
    for words in ("The penalty is", "The table below", "The figure below", "Figure 1", "Table 1"):
        drop(file.paragraph(words))
    drop(file.find("//w:tbl[w:tblPr/w:tblStyle/@w:val = 'SubmissionTable']")[0])
    drop(file.find("//w:p[w:r/w:drawing]")[0])
    drop(file.find("//w:endnote[@w:id = '3']", ENDNOTES)[0])


@CASES.expect("S005 heading without words before “The penalty")
def a_heading_is_left_empty(file: WordFile) -> None:
    before(file.paragraph("The penalty is"), p("", "Heading3"))


@CASES.expect("S005 paragraph 5")
def a_numbered_paragraph_is_left_empty(file: WordFile) -> None:
    after(file.paragraph("The penalty is"), p("", NUMBERED))


@CASES.expect("S005 paragraph 7")
def empty_paragraphs_make_a_space(file: WordFile) -> None:
    after(file.paragraph("The police keep"), p("", UNNUMBERED) * 3)


@CASES.expect("P102 the text under “Practice”, “Of the courts")
def bold_words_stand_for_a_heading(file: WordFile) -> None:
    before(file.paragraph("The police keep"), p(run("Of the courts", "<w:b/>"), "Normal"))


@CASES.expect("P106 paragraph 7")
def a_letter_is_typed(file: WordFile) -> None:
    after(file.paragraph("The police keep"), p("(a) In the capital;", "ListContinue"))


@CASES.expect("R205 paragraph 7")
def a_reference_is_typed(file: WordFile) -> None:
    file.write(" The courts do.", " The courts do (see para. 2).")


@CASES.expect("R206 paragraph 7")
def a_reference_is_typed_beyond_the_end(file: WordFile) -> None:
    file.write(" The courts do.", " The courts do (see para. 12).")


@CASES.expect("R207 paragraph 3, “As said")
def above_becomes_below(file: WordFile) -> None:
    file.write(" above, the sale", " below, the sale")


@CASES.expect("R208 paragraph 7", "R205 paragraph 7", "R205 paragraph 7")
def a_range_goes_backwards(file: WordFile) -> None:
    file.write(" The courts do.", " The courts do (see paras. 5–2).")


@CASES.expect("N109 paragraph 7")
def a_note_is_typed_in_brackets(file: WordFile) -> None:
    file.write(" The courts do.", " The courts do.[12]")


@CASES.expect("N109 paragraph 7")
def a_note_is_typed_as_a_raised_number(file: WordFile) -> None:
    after(file.run(" The courts do."), run("5", RAISED))


@CASES.expect("N109 heading “Endnotes”")
def a_list_of_endnotes_is_typed(file: WordFile) -> None:
    texts = ("Endnotes", "Heading1"), ("1. Penal Code, art. 5.", "Normal"), ("2. Act, sect. 12.", "Normal")
    before(file.paragraph_of("NotesHeading", "Notes"), "".join(p(text, name) for text, name in texts))


@CASES.expect("N110 endnote 1, in paragraph 1")
def the_first_note_is_ibid(file: WordFile) -> None:
    file.write("Utopia, Penal Code, art. 5.", "Ibid., p. 3.", ENDNOTES)


@CASES.expect("N111 paragraph 7")
def a_mark_stands_before_the_stop(file: WordFile) -> None:
    file.write("The police keep no records of the cases.", "The police keep no records of the cases")
    file.write(" The courts do.", ". The courts do.")


@CASES.expect("N112 paragraph 1")
def a_comma_stands_between_marks(file: WordFile) -> None:
    file.write(" and every part of it is an offence.", ",")


@CASES.expect("N107 heading “Practice”")
def a_mark_is_moved_into_a_heading(file: WordFile) -> None:
    mark = file.find("//w:r[w:endnoteReference/@w:id = '4']")[0]
    file.paragraph_of("Heading1", "Practice").append(mark)


@CASES.expect("N108 endnote 4, in paragraph 7")
def a_note_says_what_another_says(file: WordFile) -> None:
    file.write("Interview with the police of the capital, May 2020.", "Utopia, Penal Code, art. 5.", ENDNOTES)


@CASES.expect("N113 endnote 4, in paragraph 7")
def a_note_loses_its_stop(file: WordFile) -> None:
    file.write("May 2020.", "May 2020", ENDNOTES)


@CASES.expect("C405 endnote 4, in paragraph 7")
def a_short_form_is_typed(file: WordFile) -> None:
    file.write("Interview with the police of the capital, May 2020.", "Prisons, op. cit., p. 9.", ENDNOTES)


@CASES.expect("P103 paragraph 2 (a)")
def a_sub_paragraph_is_left_alone(file: WordFile) -> None:
    for words in ("Selling a child", "By parents", "By others"):
        drop(file.paragraph(words))


@CASES.expect("P107 paragraph 2, “The law names")
def a_colon_is_lost(file: WordFile) -> None:
    file.write("The law names the following acts:", "The law names the following acts.")


@CASES.expect("S007 paragraph 7")
def a_placeholder_is_left(file: WordFile) -> None:
    file.write(" The courts do.", " The courts do since [date].")


@CASES.expect("S007 paragraph 7")
def an_error_of_word_is_left(file: WordFile) -> None:
    file.write(" The courts do.", " The courts do (see para. Error! Reference source not found.).")


@CASES.expect("S007 paragraph 7")
def a_content_control_is_not_filled_in(file: WordFile) -> None:
    words = '<w:r><w:t xml:space="preserve"> Click or tap here to enter text.</w:t></w:r>'
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{words}</w:sdtContent></w:sdt>"
    after(file.run(" The courts do."), control)


@CASES.expect("A701 paragraph 6")
def a_picture_loses_its_text(file: WordFile) -> None:
    del file.find("//*[@descr]")[0].attrib["descr"]


@CASES.expect("A702 table 1")
def the_header_row_is_deleted(file: WordFile) -> None:
    drop(file.find("//w:tr[w:trPr/w:tblHeader]")[0])


@CASES.expect("A702 table 1")
def the_header_row_is_no_header(file: WordFile) -> None:
    drop(file.find("//w:tblHeader")[0])


@CASES.expect("A703 paragraph 9")
def a_link_says_here(file: WordFile) -> None:
    file.write("records of the courts", "here")


@CASES.expect("A704 paragraph 7")
def words_are_in_other_letters(file: WordFile) -> None:
    file.write(" The courts do.", " The courts (محاكم) do.")
