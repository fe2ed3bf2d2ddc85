"""What programs that write PDFs get wrong: tags, notes, links, outline, contents, running heads."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.broken.pdf import Cases
from tests.broken.pdf.editing import (
    contents_links,
    entry,
    forget,
    inside,
    links_to,
    packet,
    paint,
    unlink,
)
from tests.support.pages import ROOT, read
from tests.support.pdf_changes import one, remove, retype, texts
from toolchain.project.settings import Options
from toolchain.writers.pdf import PdfWriter

CASES = Cases()


@CASES.expect("D908 the file")
def the_tags_are_lost(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"], pdf.Root["/MarkInfo"]


@CASES.expect("D908 the file")
def it_does_not_say_that_it_is_tagged(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/MarkInfo"]


@CASES.expect("A705 the file")
def the_title_is_missing(pdf: pikepdf.Pdf) -> None:
    del pdf.trailer.Info["/Title"]
    packet(pdf, "Sale of children in Utopia", "")


@CASES.expect("A705 the file")
def the_title_is_not_shown(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/ViewerPreferences"]


@CASES.expect("A705 the file")
def the_title_is_the_name_of_a_file(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.Title = String("Microsoft Word - report final2.docx")


@CASES.expect("A706 the file")
def the_language_is_missing(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


@CASES.expect("A706 the file")
def the_language_is_none(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = String("e n")


@CASES.expect("A706 the file")
def the_words_are_in_another_language(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = String("ru")


def _fonts(pdf: pikepdf.Pdf) -> list[Any]:
    return [each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/Type") == "/Font"]


@CASES.expect("D908 the file")
def a_font_is_not_embedded(pdf: pikepdf.Pdf) -> None:
    font = next(each for each in _fonts(pdf) if "/DescendantFonts" in each and "Bold" in str(each.BaseFont))
    descriptor = font.DescendantFonts[0].FontDescriptor
    for name in ("/FontFile", "/FontFile2", "/FontFile3"):
        if name in descriptor:
            del descriptor[name]


@CASES.expect("D900 page 4, Table 1, header, cell 1", "D900 page 4, Table 1, header, cell 2")
def a_font_does_not_say_its_characters(pdf: pikepdf.Pdf) -> None:
    font = next(each for each in _fonts(pdf) if "/ToUnicode" in each and "Italic" in str(each.BaseFont))
    font.ToUnicode.write(b"")


@CASES.expect("D908 page 3, paragraph 3")
def a_link_leads_nowhere(pdf: pikepdf.Pdf) -> None:
    link = next(links_to(pdf, "law"), None) or next(links_to(pdf, "paragraph-1"))
    link.Dest = String("gone")


@CASES.expect("D908 page 4, paragraph 4", "D908 page 8, note 3")
def a_mark_leads_nowhere(pdf: pikepdf.Pdf) -> None:
    forget(pdf, "note-3")


@CASES.expect("D908 page 4, paragraph 4", "D908 page 8, note 3")
def a_mark_leads_to_another_note(pdf: pikepdf.Pdf) -> None:
    for link in links_to(pdf, "note-3"):
        link.Dest = String("note-4")


def _note(pdf: pikepdf.Pdf, number: str) -> Any:
    """The item of a note, with its number."""
    items = (each for each, text in texts(pdf, "LI") if text.startswith(number))
    return next(each for each in items if any(inside(pdf, each, "Note")))


@CASES.expect("D908 page 4, paragraph 4", "D908 page 8, note 4", "D908 page 8")
def a_note_is_lost_from_the_tags(pdf: pikepdf.Pdf) -> None:
    remove(_note(pdf, "3"))


@CASES.expect("D908 page 8, note 1")
def a_note_has_no_way_back(pdf: pikepdf.Pdf) -> None:
    link = next(inside(pdf, _note(pdf, "1"), "Link"))
    link.S = Name.Span


@CASES.expect("D908 page 8, note 4")
def a_note_leads_back_to_another_place(pdf: pikepdf.Pdf) -> None:
    for link in links_to(pdf, "mark-4"):
        link.Dest = String("mark-1")


@CASES.expect("S003 page 3, the heading “Prohibition”")
def a_heading_step_is_skipped(pdf: pikepdf.Pdf) -> None:
    one(pdf, "H3", "Prohibition").S = Name.H4


@CASES.expect("D908 the outline, “The courts”")
def a_heading_is_no_heading(pdf: pikepdf.Pdf) -> None:
    one(pdf, "H3", "The courts").S = Name.P


@CASES.expect("A702 page 4, Table 1")
def a_table_has_no_header(pdf: pikepdf.Pdf) -> None:
    for cell in list(inside(pdf, pdf.Root.StructTreeRoot.K, "TH")):
        cell.S = Name.TD


@CASES.expect("A701 page 5, Figure 1")
def a_picture_has_no_alternative_text(pdf: pikepdf.Pdf) -> None:
    del one(pdf, "Figure")["/Alt"]


@CASES.expect("A701 page 5, Figure 1")
def an_alternative_text_is_blank(pdf: pikepdf.Pdf) -> None:
    one(pdf, "Figure").Alt = String(" ")


@CASES.expect("D908 the file")
def the_outline_is_lost(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Outlines"]


@CASES.expect("D908 page 7, the heading “The police”")
def an_outline_s_entry_is_lost(pdf: pikepdf.Pdf) -> None:
    unlink(entry(pdf, "The police"))


@CASES.expect("D908 the outline, “The judges”")
def an_outline_s_entry_is_renamed(pdf: pikepdf.Pdf) -> None:
    entry(pdf, "The courts").Title = String("The judges")


@CASES.expect("D908 the outline, “Practice”")
def an_outline_s_entry_leads_elsewhere(pdf: pikepdf.Pdf) -> None:
    entry(pdf, "Practice").Dest = entry(pdf, "Penalties").Dest


@CASES.expect("D908 the outline, “Practice”")
def an_outline_s_entry_leads_nowhere(pdf: pikepdf.Pdf) -> None:
    entry(pdf, "Practice").Dest = String("gone")


@CASES.expect(
    "D908 the outline, “Practice”", "D908 the outline, “The courts”", "D908 the outline, “The police”"
)
def outline_s_entries_stand_too_deep(pdf: pikepdf.Pdf) -> None:
    law, practice, annex = entry(pdf, "Law"), entry(pdf, "Practice"), entry(pdf, "Annex. Questions")
    law.Next, annex.Prev = annex, law
    last = entry(pdf, "Penalties")
    last.Next, practice.Prev, practice.Parent, law.Last = practice, last, law, practice
    del practice["/Next"]


@CASES.expect("D908 the outline, “The courts”")
def outline_s_entries_stand_in_another_order(pdf: pikepdf.Pdf) -> None:
    one, other = entry(pdf, "The courts"), entry(pdf, "The police")
    for name in ("/Title", "/Dest"):
        one[name], other[name] = other[name], one[name]


@CASES.expect("D906 page 2, the contents, “Practice”")
def a_page_number_in_the_contents_is_wrong(pdf: pikepdf.Pdf) -> None:
    retype(pdf, 1, "5", "6", behind="Practice")


@CASES.expect("D906 page 2, the contents, “The courts”")
def a_page_number_in_the_contents_is_lost(pdf: pikepdf.Pdf) -> None:
    retype(pdf, 1, "6", "", behind="The courts")


@CASES.expect("D906 page 2, the contents, “Penalties”")
def all_page_numbers_are_off_by_one_from_a_page_on(pdf: pikepdf.Pdf) -> None:
    for number, heading in ((4, "Penalties"), (5, "Practice"), (6, "The courts")):
        retype(pdf, 1, str(number), str(number - 1), behind=heading)


@CASES.expect("D908 page 2, the contents, “The police”")
def an_entry_of_the_contents_leads_elsewhere(pdf: pikepdf.Pdf) -> None:
    courts = contents_links(pdf, "The courts")
    for link in contents_links(pdf, "The police"):
        link.Dest = courts[0].Dest


@CASES.expect("D906 page 5, at its foot")
def a_page_has_another_number(pdf: pikepdf.Pdf) -> None:
    retype(pdf, 4, "Page 5 of 8", "Page 6 of 8")


@CASES.expect("D906 page 6, at its foot")
def a_page_counts_other_pages(pdf: pikepdf.Pdf) -> None:
    retype(pdf, 5, "Page 6 of 8", "Page 6 of 7")


@CASES.expect("D906 page 7, at its head")
def a_running_head_names_another_section(pdf: pikepdf.Pdf) -> None:
    retype(pdf, 6, "Practice", "Penalties")


@CASES.expect("D908 page 2, at its foot")
def a_program_calls_the_pages_otherwise(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=3)]))


@CASES.expect("D908 page 6")
def a_paragraph_is_left_out_of_the_tags(pdf: pikepdf.Pdf) -> None:
    remove(one(pdf, "P", "8."))


@CASES.expect("D900 page 7", "D900 page 7", "D908 the outline, “The police”")
def words_stand_outside_all_tags(pdf: pikepdf.Pdf) -> None:
    stream = pdf.pages[6].Contents
    data = stream.read_bytes()
    stream.write(re.sub(rb"/Span\s?<</MCID.*?BDC", b"/Span BMC", data, count=1, flags=re.DOTALL))


@CASES.expect("A703 page 6, paragraph 8")
def a_link_says_here(pdf: pikepdf.Pdf) -> None:
    retype(pdf, 5, "records of the courts", "here")


@CASES.expect("A707 page 6")
def words_are_pale(pdf: pikepdf.Pdf) -> None:
    stream = pdf.pages[5].Contents
    data = stream.read_bytes()
    at = data.index(b"BT", data.index(b"BT") + 2)
    stream.write(data[:at] + b"0.75 0.75 0.75 rg\n" + data[at:])


@CASES.expect("A707 page 6", "A707 page 6")
def words_stand_on_a_dark_ground(pdf: pikepdf.Pdf) -> None:
    paint(pdf, 6, b"0.3 0.3 0.3 rg 0 0 600 790 re f", before=True)


@CASES.expect_of_bytes("S030 page 1")
def it_is_still_marked_as_a_draft(_: bytes) -> bytes:
    source = ROOT / "tests" / "cases" / "pdf_files" / "good.md"
    return PdfWriter().write(*read(source, Options(draft=True, pdf_engine="weasyprint")))


def _hybrid(data: bytes, *, later: bool = False, more: bytes = b"") -> bytes:
    """A file as Word saves it: a last table without entries, and a stream of entries in what is before it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    body, _, end = out.getvalue().rpartition(b"startxref")
    at = int(end.split()[0])
    trailer = body.rpartition(b"trailer")[2].strip().removeprefix(b"<<").removesuffix(b">>")
    stream = (
        b"9999 0 obj\n<</Type/XRef/Size 1/W[1 4 2]/Length 7>>stream\n\0\0\0\0\0\xff\xff\nendstream endobj\n"
    )
    first = body[:at] + stream + body[at:] + b"startxref\n%d\n%%%%EOF\n" % (at + len(stream))
    if later:
        at, first = len(first), first + stream
    prev = first.rindex(b"xref\n0 ")
    last = b"xref\n0 0\ntrailer\n<<%s%s/Prev %d/XRefStm %d>>\n" % (trailer, more, prev, at)
    return first + last + b"startxref\n%d\n%%%%EOF\n" % len(first)


@CASES.expect_of_bytes()
def it_is_a_hybrid_file_as_word_saves_it(data: bytes) -> bytes:
    return _hybrid(data)


@CASES.expect_of_bytes()
def it_is_a_hybrid_file_whose_last_trailer_is_long(data: bytes) -> bytes:
    return _hybrid(data, more=b"/Own<" + b"0" * 4000 + b">")


@CASES.expect_of_bytes("X803 the file")
def a_hybrid_file_was_changed_afterwards(data: bytes) -> bytes:
    return _hybrid(data, later=True)


@CASES.expect("D911 the file", "D911 the file")
def it_claims_standards_that_nothing_here_knows(pdf: pikepdf.Pdf) -> None:
    packet(pdf, "<pdfuaid:part>1</pdfuaid:part>", "<pdfuaid:part>2</pdfuaid:part>")
    packet(pdf, "<pdfaid:part>3</", '<pdfaid:part xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">4</')
