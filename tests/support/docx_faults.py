"""Faults that a finished Word file may have, each as a change of the file made of `whole.md`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.support.docx_made import changed

DOCUMENT, NOTES, NUMBERING = "word/document.xml", "word/endnotes.xml", "word/numbering.xml"
STYLES, SETTINGS, LINKS = "word/styles.xml", "word/settings.xml", "word/_rels/document.xml.rels"
PARAGRAPH = r"<w:p>(?:(?!</w:p>).)*?{}.*?</w:p>"


Change = Callable[[bytes], bytes]


class Fault(NamedTuple):
    """A change of a file, the code it must be reported under, and words of the place."""

    change: Change
    code: str
    place: str


def spoilt(part: str, pattern: str, new: str = "") -> Change:
    return lambda data: changed(data, part, pattern, new)


def together(*changes: Change) -> Change:
    def change(data: bytes) -> bytes:
        for each in changes:
            data = each(data)
        return data

    return change


def swapped(part: str, one: str, other: str) -> Change:
    return together(
        spoilt(part, one, "\ue000"),
        spoilt(part, other, one),
        lambda data: changed(data, part, "\ue000", other),
    )


FAULTS = {
    "words beside the pointer": Fault(
        spoilt(DOCUMENT, '(<w:hyperlink [^>]*w:tooltip=)"[^"]*"', r'\1"New words"'),
        "D906",
        "“tooltip” in the",
    ),
    "words beside the pointer, of a link within the text": Fault(
        spoilt(DOCUMENT, "<w:hyperlink w:anchor", '<w:hyperlink w:tooltip="New words" w:anchor'),
        "D906",
        "“tooltip” in the",
    ),
    "a paragraph dropped": Fault(
        spoilt(DOCUMENT, PARAGRAPH.format("A second block of it")), "D906", "paragraph 1"
    ),
    "a numbered paragraph dropped": Fault(spoilt(DOCUMENT, PARAGRAPH.format("Some ")), "D902", "paragraph"),
    "a paragraph doubled": Fault(
        spoilt(DOCUMENT, f"({PARAGRAPH.format('Text after them')})", r"\1\1"), "D906", "paragraph 2"
    ),
    "two paragraphs swapped": Fault(
        swapped(DOCUMENT, "The third, after", "The second:"), "D906", "paragraph 3"
    ),
    "a word changed": Fault(spoilt(DOCUMENT, "Deeper one", "Deeper won"), "D906", "paragraph 3 (b) (ii)"),
    "a word left out": Fault(
        spoilt(DOCUMENT, "With a first part", "With a part"), "D906", "paragraph 3 (b) (i)"
    ),
    "a space lost": Fault(spoilt(DOCUMENT, " of living", "of living"), "D906", "paragraph 3"),
    "a space lost by its attribute": Fault(
        spoilt(DOCUMENT, '<w:t xml:space="preserve"> of living', "<w:t> of living"),
        "D906",
        "paragraph 3",
    ),
    "an emphasis lost": Fault(
        spoilt(DOCUMENT, "<w:i/>((?:(?!</w:r>).)*>italic)", r"\1"), "D906", "paragraph 4"
    ),
    "an emphasis added": Fault(
        spoilt(DOCUMENT, "<w:r>(<w:t[^>]*>Deeper one)", r"<w:r><w:rPr><w:b/></w:rPr>\1"),
        "D906",
        "paragraph 3 (b) (ii)",
    ),
    "a word of the cover lost": Fault(spoilt(DOCUMENT, "Country"), "D906", "the cover"),
    "a capital changed": Fault(
        spoilt(DOCUMENT, "After the recommendations", "after the recommendations"), "D906", "paragraph 7"
    ),
    "a text hidden": Fault(
        spoilt(DOCUMENT, "<w:r>(<w:t[^>]*>Text after them)", r"<w:r><w:rPr><w:vanish/></w:rPr>\1"), "D906", ""
    ),
    "a text deleted by a tracked change": Fault(
        spoilt(DOCUMENT, "(<w:r><w:t[^>]*>Deep one.*?</w:r>)", r"<w:del>\1</w:del>"),
        "D906",
        "paragraph 3 (b) (ii)",
    ),
    "a text inserted": Fault(
        spoilt(DOCUMENT, "(<w:r><w:t[^>]*>Deep one)", r"<w:ins><w:r><w:t>Not </w:t></w:r></w:ins>\1"),
        "D906",
        "paragraph 3 (b) (ii)",
    ),
    "two notes swapped": Fault(swapped(NOTES, "Five.", "Four, which marks another."), "D906", "endnote 4"),
    "two calls swapped": Fault(
        swapped(DOCUMENT, 'endnoteReference w:id="2"', 'endnoteReference w:id="3"'),
        "D901",
        "paragraph 1",
    ),
    "two notes stored in another order": Fault(
        spoilt(NOTES, '(<w:endnote w:id="6">.*?</w:endnote>)(<w:endnote w:id="7">.*?</w:endnote>)', r"\2\1"),
        "D901",
        "paragraph 4",
    ),
    "a note lost": Fault(spoilt(NOTES, '<w:endnote w:id="6">.*?</w:endnote>'), "D901", "paragraph 4"),
    "a note emptied": Fault(spoilt(NOTES, "Five\\."), "D906", "endnote 5"),
    "a note's second paragraph lost": Fault(
        spoilt(NOTES, PARAGRAPH.format("A second paragraph")), "D906", "endnote 2"
    ),
    "a note without its number": Fault(spoilt(NOTES, "<w:endnoteRef/>"), "D901", "endnote 1"),
    "a mark lost": Fault(spoilt(DOCUMENT, '<w:endnoteReference w:id="6"/>'), "D901", ""),
    "a mark doubled": Fault(
        spoilt(DOCUMENT, '(<w:r>(?:(?!</w:r>).)*<w:endnoteReference w:id="6"/></w:r>)', r"\1\1"),
        "D901",
        "paragraph 4",
    ),
    "the format of the notes' numbers lost": Fault(
        lambda data: changed(
            changed(data, DOCUMENT, '<w:numFmt w:val="decimal"/>', "", count=0),
            SETTINGS,
            '<w:numFmt w:val="decimal"/>',
            "",
            count=0,
        ),
        "D906",
        "endnote",
    ),
    "a separator lost": Fault(spoilt(NOTES, '<w:endnote w:type="separator".*?</w:endnote>'), "D901", ""),
    "a repeated mark that leads to another note": Fault(
        spoilt(DOCUMENT, r"NOTEREF _Note_one \\f", r"NOTEREF _Note_three \\f"),
        "D904",
        "paragraph 1",
    ),
    "a list that starts elsewhere": Fault(
        spoilt(NUMBERING, '<w:start w:val="1"/>', '<w:start w:val="2"/>'), "D902", "paragraph 2"
    ),
    "a list with other signs": Fault(
        spoilt(NUMBERING, 'w:val="lowerLetter"', 'w:val="upperLetter"'), "D902", "paragraph 3 (A)"
    ),
    "a list with another label": Fault(
        spoilt(NUMBERING, r'w:val="%1\."', 'w:val="%1)"'), "D902", "paragraph 1)"
    ),
    "a series on the body's list": Fault(
        spoilt(
            STYLES,
            r'(w:styleId="NumberedParagraphRecommendation">(?:(?!</w:style>).)*<w:numId w:val=)"\d+"',
            r'\1"1"',
        ),
        "D902",
        "paragraph 7",
    ),
    "a paragraph without its number": Fault(
        spoilt(DOCUMENT, r'<w:pStyle w:val="NumberedParagraph"/>', '<w:pStyle w:val="BodyText"/>'),
        "D902",
        "",
    ),
    "a sub-paragraph on another level": Fault(
        spoilt(DOCUMENT, '<w:pStyle w:val="SubParagraph2"/>', '<w:pStyle w:val="SubParagraph1"/>'),
        "D902",
        "paragraph 3 (c)",
    ),
    "a heading demoted": Fault(
        spoilt(DOCUMENT, '<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Heading3"/>'),
        "D906",
        "heading “First facts”",
    ),
    "a heading made a text": Fault(
        spoilt(DOCUMENT, '<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="BodyText"/>'),
        "D906",
        "the text under “Facts”",
    ),
    "the heading of the notes lost": Fault(
        spoilt(DOCUMENT, '(<w:pStyle w:val=)"NotesHeading"', r'\1"BodyText"'), "D906", ""
    ),
    "a style lost": Fault(
        spoilt(STYLES, '<w:style [^>]*w:styleId="NumberedParagraph">.*?</w:style>'), "D905", ""
    ),
    "a link redirected": Fault(
        spoilt(LINKS, "https://example.org/a", "https://example.org/z"), "D906", "the opening"
    ),
    "a link lost": Fault(
        spoilt(
            DOCUMENT,
            '<w:hyperlink r:id="[^"]*"[^>]*>(<w:r>(?:(?!</w:hyperlink>).)*>link<.*?)</w:hyperlink>',
            r"\1",
        ),
        "D906",
        "the opening",
    ),
    "a reference redirected": Fault(
        spoilt(DOCUMENT, r"REF _Ref_nested \\r", r"REF _Ref_first \\r"), "D904", "paragraph 1"
    ),
    "a reference's result changed": Fault(
        spoilt(DOCUMENT, r"(REF _Ref_nested \\r.*?<w:t[^>]*>)3<", r"\g<1>4<"),
        "D904",
        "paragraph 1",
    ),
    "a reference made a text": Fault(
        spoilt(
            DOCUMENT,
            r'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText[^>]*> REF _Ref_nested \\r \\h '
            r'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>(<w:r>.*?</w:r>)'
            r'<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            r"\1",
        ),
        "D906",
        "paragraph 1",
    ),
    "the first number of a reference made a text": Fault(
        spoilt(
            DOCUMENT,
            r"<w:instrText[^>]*> REF \w+ \\r \\h </w:instrText>"
            r"(?=(?:(?!instrText|</w:p>).)*>\u00a0<(?:(?!instrText|</w:p>).)*<w:instrText[^>]*> REF \w+ \\n)",
        ),
        "D906",
        "paragraph",
    ),
    "a bookmark lost": Fault(
        spoilt(DOCUMENT, '<w:bookmarkStart [^>]*w:name="_Ref_nested"/>'), "D903", "paragraph 1"
    ),
    "a bookmark twice": Fault(
        spoilt(DOCUMENT, r'(<w:bookmarkStart w:id="\d+" w:name=)"_Ref_sub_a"', r'\1"_Ref_nested"'),
        "D903",
        "paragraph 3 (a)",
    ),
    "a bookmark moved": Fault(
        together(
            spoilt(DOCUMENT, r'(<w:bookmarkStart w:id="\d+" w:name=)"_Ref_rec_two"', r'\1"_Ref_other"'),
            spoilt(DOCUMENT, r'(<w:bookmarkStart w:id="\d+" w:name=)"_Ref_annex_par"', r'\1"_Ref_rec_two"'),
        ),
        "D904",
        "paragraph 1",
    ),
    "a field without an end": Fault(
        spoilt(DOCUMENT, r'(REF _Ref_nested \\r.*?)<w:fldChar w:fldCharType="end"/>', r"\1"),
        "D903",
        "paragraph 1",
    ),
    "a cell emptied": Fault(spoilt(DOCUMENT, ">Two<", "><"), "D906", "table 1, row 3, cell 1"),
    "two cells swapped": Fault(swapped(DOCUMENT, ">12<", ">3<"), "D906", "table 1, row 2, cell 3"),
    "a row dropped": Fault(spoilt(DOCUMENT, "<w:tr>(?:(?!<w:tr>).)*>Two<.*?</w:tr>"), "D906", "table 1"),
    "a header row that is none": Fault(spoilt(DOCUMENT, "<w:tblHeader/>"), "D906", "table 1, row 1, cell 1"),
    "a caption lost": Fault(spoilt(DOCUMENT, PARAGRAPH.format("Laws and ")), "D906", ""),
    "a caption's number changed": Fault(
        spoilt(DOCUMENT, r"(SEQ Table.*?<w:t[^>]*>)1<", r"\g<1>2<"),
        "D904",
        "paragraph 5",
    ),
    "a picture lost": Fault(
        spoilt(DOCUMENT, "<w:drawing>(?:(?!</w:drawing>).)*A navy circle.*?</w:drawing>"), "D906", ""
    ),
    "a picture's description changed": Fault(
        spoilt(DOCUMENT, "A navy circle on white", "Picture 2"), "D906", "paragraph 5"
    ),
    "code changed": Fault(spoilt(DOCUMENT, ">code   as<", ">code   us<"), "D906", ""),
    "the title changed": Fault(
        spoilt(DOCUMENT, "All that a document holds", "All a document holds"), "A705", ""
    ),
    "the title not shown": Fault(
        spoilt(DOCUMENT, '<w:pStyle w:val="Title"/>', '<w:pStyle w:val="BodyText"/>'), "A705", ""
    ),
    "the language changed": Fault(spoilt(STYLES, 'w:val="en-GB"', 'w:val="fr-FR"'), "A706", ""),
    "a fact of the cover lost": Fault(spoilt(DOCUMENT, PARAGRAPH.format("Utopia")), "D906", "the cover"),
    "an annex's number changed": Fault(
        spoilt(DOCUMENT, r"(SEQ Annex.*?<w:t[^>]*>)I<", r"\1V<"), "D904", "heading"
    ),
}
