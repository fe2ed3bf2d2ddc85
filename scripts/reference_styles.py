"""The measures of templates/reference.docx and the style sheet made of them.

They are those of the Geneva templates of the United Nations: page, body column, sizes, spacing. What other
outputs share comes from templates/design.toml. Lengths are in twentieths of a point, sizes of type in points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from toolchain.model.design import design
from toolchain.writers.docx.cover import GAP
from toolchain.writers.docx.style_names import SUB_PARAGRAPHS, StyleName
from toolchain.writers.docx.styles import STEP, Indent, add_cell_margins, add_rank, measures, twips
from toolchain.writers.docx.xml import Element, add, root


class Font(NamedTuple):
    """What a program is told that lacks a font (ECMA-376-1, 17.8.3): other names, PANOSE number, kind."""

    others: str
    panose: str
    family: str
    pitch: str


PAGE = {"w": twips("page.width"), "h": twips("page.height")}
MARGINS = {
    "top": twips("page.top"),
    "right": twips("page.side"),
    "bottom": twips("page.bottom"),
    "left": twips("page.side"),
    "header": 850,
    "footer": 567,
    "gutter": 0,
}
COLUMN = twips("page.inset")
HANG = twips("indent.bullet")  # of note numbers too
ROMAN, CHINESE, FIXED = "Times New Roman", "SimSun", "Courier New"
FONTS = {
    ROMAN: Font("Liberation Serif,Tinos", "02020603050405020304", "roman", "variable"),
    CHINESE: Font("宋体,Noto Serif CJK SC", "02010600030101010101", "auto", "variable"),
    FIXED: Font("Liberation Mono,Cousine", "02070309020205020404", "modern", "fixed"),
}
"""Our fonts, each with what takes its place where it is not there: fonts with letters of the same widths."""
points, value = design().points, design().value
LARGER = points("text.ar.size") - points("text.size")  # of Arabic letters, to look as large as Latin ones


def column(steps: int = 0, first: int = 0, narrower: int = 0) -> Indent:
    """The body column, or so many steps into it."""
    return Indent(COLUMN + steps * STEP, COLUMN + narrower * STEP, first)


@dataclass(frozen=True)
class Style:
    """A style. None and "" take over what its base says.

    `rule` is on which side a rule is drawn: "top", "bottom", or "none" against a base with one.
    """

    name: StyleName | str
    base: str = "Normal"
    kind: str = "paragraph"
    before: int | None = None
    after: int | None = None
    line: int | None = None
    indent: Indent | None = None
    align: str = ""
    keep: bool = False
    new_page: bool = False
    outline: int | None = None
    tab: int | None = None
    rule: str = ""
    size: float | None = None
    bold: bool = False
    italic: bool = False
    raised: bool = False
    font: str = ""
    colour: str = ""


def heading(level: int, table: str, line: int, **more: float) -> Style:
    """A built-in heading with the spaces of a table of the design."""
    before, after = twips(f"{table}.above"), twips(f"{table}.below")
    return Style(
        f"heading {level}", before=before, after=after, line=line, indent=column(), keep=True,
        outline=level - 1, size=more.get("size"), bold="bold" in more, italic="italic" in more,
    )  # fmt: skip


def colour(name: str) -> str:
    """A colour of Word's in the way of its files: "1F3F7F"."""
    return value(f"word.{name}")[1:].upper()


def at(steps: int) -> int:
    """The place of a tab stop so many steps into the column."""
    return COLUMN + steps * STEP


N = StyleName
ENTRY = twips("list.contents")
HEADER_ODD, HEADER_FIRST, FOOTER_ODD = "Header Odd", "Header First", "Footer Odd"
STANDING = "Standing Text"
"""Styles of the template's own running heads, which the writer does not know."""

STYLES = (
    Style("Normal", "", line=twips("text.line")),
    Style(N.BODY, indent=column(), after=twips("text.below"), align="both"),
    Style(N.NUMBERED, N.BODY, tab=COLUMN + twips("number.width")),
    Style(N.SUB_1, N.BODY, indent=column(0, STEP), tab=at(2)),
    Style(N.SUB_2, N.BODY, indent=column(1, STEP), tab=at(3)),
    Style(N.SUB_3, N.BODY, indent=column(2, STEP), tab=at(4)),
    Style(N.CONTINUED, N.BODY),
    Style(N.CONTINUED_1, N.BODY, indent=column(0, 2 * STEP)),
    Style(N.CONTINUED_2, N.BODY, indent=column(1, 2 * STEP)),
    Style(N.CONTINUED_3, N.BODY, indent=column(2, 2 * STEP)),
    Style(N.BULLET_1, N.BODY, indent=column(1, -HANG)),
    Style(N.BULLET_2, N.BODY, indent=column(2, -HANG)),
    Style(N.BULLET_3, N.BODY, indent=column(3, -HANG)),
    Style(N.ITEM_1, N.BODY, indent=column(2, -STEP)),
    Style(N.ITEM_2, N.BODY, indent=column(3, -STEP)),
    Style(N.ITEM_3, N.BODY, indent=column(4, -STEP)),
    Style(N.QUOTE, N.BODY, indent=column(1, 0, 1)),
    Style(N.BIBLIOGRAPHY, after=twips("list.sources"), indent=column(1, -STEP)),
    heading(1, "section", 300, size=points("section.size"), bold=True),
    heading(2, "section", 270, size=points("subsection.size"), bold=True),
    heading(3, "minor", twips("minor.line"), bold=True),
    heading(4, "minor", twips("minor.line"), italic=True),
    heading(5, "minor", twips("minor.line")),
    heading(6, "minor", twips("minor.line")),
    Style(N.ANNEX_HEADING, N.HEADING_1, before=0, new_page=True),
    Style(N.NOTES_HEADING, N.HEADING_1, after=60),
    Style(N.CONTENTS_HEADING, before=twips("section.above"), after=twips("section.below"), line=300,
          indent=column(), keep=True, size=points("section.size"), bold=True),
    Style(N.CONTENTS_1, after=ENTRY, indent=column(1, -STEP), tab=at(1)),
    Style(N.CONTENTS_2, after=ENTRY, indent=column(2, -STEP), tab=at(2)),
    Style(N.CONTENTS_3, after=ENTRY, indent=column(3, -STEP), tab=at(3)),
    Style(N.CONTENTS_4, after=ENTRY, indent=column(4, -STEP), tab=at(4)),
    Style(N.TITLE, before=240, after=twips("title.below"), line=360, indent=column(), keep=True,
          size=points("title.size"), bold=True),
    Style(N.SUBTITLE, after=twips("cover.above"), line=300, indent=column(), keep=True,
          size=points("subtitle.size")),
    Style(N.COVER_LINE, after=60, indent=Indent(right=GAP)),
    Style(N.COVER_HEADING, before=480, after=160, indent=column(), keep=True, rule="top"),
    Style(N.COVER_ORGANIZATION, before=240, after=60, line=twips("name.line"), indent=column(), keep=True,
          size=points("name.size"), bold=True),
    Style(N.COVER_TEXT, before=60, after=120, indent=column(), align="both"),
    Style(N.COVER_LOGO, after=twips("cover.submitter"), indent=column(), keep=True),
    Style(N.COVER_DETAIL, after=20, indent=Indent(right=GAP)),
    Style(N.COVER_TERM, "", "character"),
    Style(N.CAPTION, before=240, after=120, indent=column(), keep=True),
    Style(N.CAPTION_TITLE, "", "character", bold=True),
    Style(N.FIGURE, after=twips("table.below"), indent=column()),
    Style(N.TABLE_TEXT, before=40, after=40, line=twips("table.line"), size=points("table.size")),
    Style(N.TABLE_HEADING, N.TABLE_TEXT, keep=True, italic=True),
    Style(N.CODE_BLOCK, after=120, indent=column(), size=9, font=FIXED),
    Style(N.FOOTNOTE_TEXT, after=20, line=twips("note.line"), indent=column(0, -HANG),
          size=points("note.size")),
    Style(N.ENDNOTE_TEXT, N.FOOTNOTE_TEXT, after=40),
    Style(N.HEADER, after=120, size=points("running.size"), bold=True, rule="bottom"),
    Style(HEADER_ODD, N.HEADER, align="right"),
    Style(HEADER_FIRST, N.HEADER, rule="none"),
    Style(N.FOOTER, size=points("running.size"), bold=True),
    Style(FOOTER_ODD, N.FOOTER, align="right"),
    Style(STANDING, N.FOOTER),
    Style(N.DRAFT, N.HEADER, after=0, align="center", rule="none", colour=colour("draft")),
    Style(N.CODE, "", "character", font=FIXED, size=9),
    Style(N.HYPERLINK, "", "character", colour=colour("link")),
    Style(N.FOOTNOTE_MARK, "", "character", raised=True),
    Style(N.ENDNOTE_MARK, N.FOOTNOTE_MARK, "character"),
)  # fmt: skip

OUR_OWN = frozenset((
    N.COVER_LINE, N.COVER_HEADING, N.COVER_ORGANIZATION, N.COVER_TEXT, N.COVER_TABLE, N.COVER_DETAIL,
    N.COVER_TERM, N.COVER_LOGO, N.CAPTION_TITLE, N.ANNEX_HEADING, N.NOTES_HEADING,
    N.NUMBERED, *SUB_PARAGRAPHS, N.FIGURE, N.TABLE, N.TABLE_TEXT, N.TABLE_HEADING, N.CODE_BLOCK, N.CODE,
    N.DRAFT, HEADER_ODD, HEADER_FIRST, FOOTER_ODD, STANDING,
))  # fmt: skip
"""The styles that Word does not know by itself."""

GALLERY: tuple[str, ...] = (
    N.HEADING_1, N.NUMBERED, N.SUB_1, N.SUB_2, N.HEADING_2, N.HEADING_3, N.BODY, N.BULLET_1, N.QUOTE,
    N.CAPTION, N.TABLE_TEXT, N.ANNEX_HEADING,
)  # fmt: skip
"""The styles that Word offers, in the order of use; all others are hidden until they are used."""

LATENT = {
    "defLockedState": 0,
    "defUIPriority": 99,
    "defSemiHidden": 1,
    "defUnhideWhenUsed": 1,
    "defQFormat": 0,
}
"""Of the styles that Word knows by itself only those of the sheet are shown to the user."""


def identity(name: str) -> str:
    """A style's id in the way of Word: "heading 1" is "Heading1", "toc 1" is "TOC1"."""
    words = name.replace("-", " ").replace("toc", "TOC").split()
    return "".join(word[0].upper() + word[1:] for word in words)


def style_sheet() -> Element:
    """`word/styles.xml`."""
    sheet = root("styles")
    defaults = add(sheet, "docDefaults")
    run = add(add(defaults, "rPrDefault"), "rPr")
    add(run, "rFonts", ascii=ROMAN, hAnsi=ROMAN, eastAsia=CHINESE, cs=ROMAN)
    _add_size(run, points("text.size"))
    add(run, "lang", val="en-GB", eastAsia="zh-CN", bidi="ar-SA")
    add(add(defaults, "pPrDefault"), "pPr")
    add(sheet, "latentStyles", **LATENT, count=376)
    _add_default(sheet, "character", "Default Paragraph Font", "DefaultParagraphFont")
    _add_default(sheet, "numbering", "No List", "NoList")
    _add_table_styles(sheet)
    for style in STYLES:
        _add_style(sheet, style)
    return sheet


def _add_default(sheet: Element, kind: str, name: str, identifier: str) -> Element:
    default = add(sheet, "style", type=kind, default=1, styleId=identifier)
    add(default, "name", val=name)
    add(default, "uiPriority", val=99)
    add(default, "semiHidden")
    return default


def _add_style(sheet: Element, style: Style) -> None:
    custom = {"customStyle": 1} if style.name in OUR_OWN else {}
    default = {"default": 1} if style.name == "Normal" else {}
    element = add(sheet, "style", type=style.kind, **default, **custom, styleId=identity(style.name))
    add(element, "name", val=style.name)
    if style.base:
        add(element, "basedOn", val=identity(style.base))
    if style.outline is not None:
        add(element, "next", val=identity(N.NUMBERED))
    add_rank(element, GALLERY.index(style.name) + 1 if style.name in GALLERY else 0)
    if style.kind == "paragraph":
        properties = add(element, "pPr")
        _add_flow(properties, style)
        _add_shape(properties, style)
    _add_run_properties(add(element, "rPr"), style)


def _add_flow(properties: Element, style: Style) -> None:
    """What a paragraph asks of the page, and its rules and tab stop."""
    if style.keep:
        add(properties, "keepNext")
        add(properties, "keepLines")
    if style.new_page:
        add(properties, "pageBreakBefore")
    if style.name == "Normal":
        add(properties, "widowControl")
    if style.rule == "none":
        add(add(properties, "pBdr"), "bottom", val="nil")
    elif style.rule:
        space = 4 if style.rule == "bottom" else 8
        add(add(properties, "pBdr"), style.rule, val="single", sz=4, space=space, color="auto")
    if style.tab is not None:
        add(add(properties, "tabs"), "tab", val="left", pos=style.tab)
    if style.name == "Normal":
        add(properties, "suppressAutoHyphens")


def _add_shape(properties: Element, style: Style) -> None:
    """Spacing, indentation, alignment, and the level in the outline."""
    spacing = {"before": style.before, "after": style.after, "line": style.line}
    said = {name: value for name, value in spacing.items() if value is not None}
    if said:
        add(properties, "spacing", **said, **({"lineRule": "atLeast"} if "line" in said else {}))
    if style.indent is not None:
        add(properties, "ind", **measures(style.indent))
    if style.align:
        add(properties, "jc", val=style.align)
    if style.outline is not None:
        add(properties, "outlineLvl", val=style.outline)


def _add_run_properties(properties: Element, style: Style) -> None:
    if style.font:
        add(properties, "rFonts", ascii=style.font, hAnsi=style.font, cs=style.font)
    if style.bold:
        add(properties, "b")
        add(properties, "bCs")
    if style.italic:
        add(properties, "i")  # Arabic has no italics: no iCs
    if style.font:
        add(properties, "noProof")
    if style.colour:
        add(properties, "color", val=style.colour)
    if style.size is not None:
        _add_size(properties, style.size)
    if style.raised:
        add(properties, "vertAlign", val="superscript")


def _add_size(properties: Element, points: float) -> None:
    add(properties, "sz", val=round(2 * points))
    add(properties, "szCs", val=round(2 * (points + LARGER)))


def _add_table_styles(sheet: Element) -> None:
    """Word's default table, that of the cover without rules, and that of the text with some."""
    properties = add(_add_default(sheet, "table", "Normal Table", "TableNormal"), "tblPr")
    add(properties, "tblInd", w=0, type="dxa")
    add_cell_margins(properties, 0, 108, 108)
    add_cell_margins(add(_add_table_style(sheet, N.COVER_TABLE), "tblPr"), 0, 0, 0)
    ours = _add_table_style(sheet, N.TABLE)
    properties = add(ours, "tblPr")
    borders = add(properties, "tblBorders")
    add(borders, "top", val="single", sz=eighths("thin"), space=0, color="auto")
    add(borders, "bottom", val="single", sz=eighths("thick"), space=0, color="auto")
    add(borders, "insideH", val="single", sz=eighths("hair"), space=0, color=colour("row"))
    add_cell_margins(properties, 20, 0, 120)
    header = add(ours, "tblStylePr", type="firstRow")
    add(
        add(add(header, "tcPr"), "tcBorders"),
        "bottom",
        val="single",
        sz=eighths("thick"),
        space=0,
        color="auto",
    )


def eighths(name: str) -> int:
    """The thickness of a rule in eighths of a point."""
    return round(8 * points(f"rule.{name}"))


def _add_table_style(sheet: Element, name: str) -> Element:
    style = add(sheet, "style", type="table", customStyle=1, styleId=identity(name))
    add(style, "name", val=name)
    add(style, "basedOn", val="TableNormal")
    add_rank(style)
    return style
