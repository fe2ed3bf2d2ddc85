"""The names of all styles that the writer uses, in the groups of their levels."""

from enum import StrEnum


class StyleName(StrEnum):
    """Every style that the writer uses, by its name in the file."""

    TITLE = "Title"
    SUBTITLE = "Subtitle"
    COVER_LOGO = "Cover Logo"
    COVER_LINE = "Cover Line"
    COVER_HEADING = "Cover Heading"
    COVER_ORGANIZATION = "Cover Organization"
    COVER_TEXT = "Cover Text"
    COVER_TABLE = "Cover Table"
    COVER_DETAIL = "Cover Detail"
    COVER_TERM = "Cover Term"
    CONTENTS_HEADING = "TOC Heading"
    CONTENTS_1 = "toc 1"
    CONTENTS_2 = "toc 2"
    CONTENTS_3 = "toc 3"
    CONTENTS_4 = "toc 4"
    HEADING_1 = "heading 1"
    HEADING_2 = "heading 2"
    HEADING_3 = "heading 3"
    HEADING_4 = "heading 4"
    HEADING_5 = "heading 5"
    HEADING_6 = "heading 6"
    ANNEX_HEADING = "Annex Heading"
    NOTES_HEADING = "Notes Heading"
    BODY = "Body Text"
    NUMBERED = "Numbered Paragraph"
    SUB_1 = "Sub-paragraph 1"
    SUB_2 = "Sub-paragraph 2"
    SUB_3 = "Sub-paragraph 3"
    CONTINUED = "List Continue"
    CONTINUED_1 = "List Continue 2"
    CONTINUED_2 = "List Continue 3"
    CONTINUED_3 = "List Continue 4"
    BULLET_1 = "List Bullet"
    BULLET_2 = "List Bullet 2"
    BULLET_3 = "List Bullet 3"
    ITEM_1 = "List Number"
    ITEM_2 = "List Number 2"
    ITEM_3 = "List Number 3"
    QUOTE = "Quote"
    BIBLIOGRAPHY = "Bibliography"
    CAPTION = "caption"
    CAPTION_TITLE = "Caption Title"
    FIGURE = "Picture"  # "Figure" is a PDF tag: LibreOffice would make each picture a paragraph
    TABLE = "Submission Table"
    TABLE_TEXT = "Table Text"
    TABLE_HEADING = "Table Heading"
    CODE_BLOCK = "Source Code"
    CODE = "Verbatim Char"
    HYPERLINK = "Hyperlink"
    ENDNOTE_TEXT = "endnote text"
    ENDNOTE_MARK = "endnote reference"
    FOOTNOTE_TEXT = "footnote text"
    FOOTNOTE_MARK = "footnote reference"
    HEADER = "header"
    FOOTER = "footer"
    DRAFT = "Draft Mark"


HEADINGS = tuple(StyleName(f"heading {level}") for level in range(1, 7))
SUB_PARAGRAPHS = (StyleName.SUB_1, StyleName.SUB_2, StyleName.SUB_3)
CONTINUATIONS = (StyleName.CONTINUED, StyleName.CONTINUED_1, StyleName.CONTINUED_2, StyleName.CONTINUED_3)
BULLETS = (StyleName.BULLET_1, StyleName.BULLET_2, StyleName.BULLET_3)
ITEMS = (StyleName.ITEM_1, StyleName.ITEM_2, StyleName.ITEM_3)
CONTENTS = (StyleName.CONTENTS_1, StyleName.CONTENTS_2, StyleName.CONTENTS_3, StyleName.CONTENTS_4)
