"""What is right in itself, and not what the source says."""

from __future__ import annotations

import pikepdf
from pikepdf import Name, String

from tests.broken.pdf import Cases
from tests.broken.pdf.editing import contents_links, entry
from tests.support.pdf_changes import one, retype

CASES = Cases()


@CASES.expect("D906 page 3, paragraph 1")
def a_word_is_another(pdf: pikepdf.Pdf) -> None:
    retype(pdf, 2, "prohibits", "permits")


@CASES.expect("D906 page 8, note 3")
def the_page_of_a_source_is_another(pdf: pikepdf.Pdf) -> None:
    retype(pdf, 7, "p.\u00a04", "p.\u00a03")


@CASES.expect("D906 page 4, Table 1, row 2, cell 2")
def a_figure_in_a_table_is_another(pdf: pikepdf.Pdf) -> None:
    retype(pdf, 3, "17", "12")


@CASES.expect("D906 page 5, Figure 1")
def an_alternative_text_is_another(pdf: pikepdf.Pdf) -> None:
    one(pdf, "Figure").Alt = String("A red square")


@CASES.expect(
    "D906 the cover",  # lacks the heading of the source, and its contents have another
    "D906 page 2, the cover",
    "D906 page 6, the heading “The acts”",
    "D906 page 6, the heading “The acts”",
)
def a_heading_is_another_in_all_places(pdf: pikepdf.Pdf) -> None:
    retype(pdf, 1, "courts", "acts")
    retype(pdf, 5, "courts", "acts")
    entry(pdf, "The courts").Title = String("The acts")


@CASES.expect("D906 page 7, the heading “The police”", "D908 the outline, “The police”")
def a_heading_has_another_level(pdf: pikepdf.Pdf) -> None:
    one(pdf, "H3", "The police").S = Name.H2


@CASES.expect("D908 page 2, the contents, “The police”", "D906 page 7, the heading “The police”")
def an_entry_of_the_contents_leads_elsewhere(pdf: pikepdf.Pdf) -> None:
    courts, police = contents_links(pdf, "The courts"), contents_links(pdf, "The police")
    for link in police:
        link.Dest = courts[0].Dest


@CASES.expect("D908 the file")
def there_is_no_outline_at_all(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Outlines"]


@CASES.expect("A706 the file")
def the_language_is_another(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = String("fr")


@CASES.expect("D906 page 2, the contents, “Practice”")
def a_page_number_in_the_contents_is_another(pdf: pikepdf.Pdf) -> None:
    retype(pdf, 1, "5", "6", behind="Practice")
