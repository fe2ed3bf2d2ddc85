"""Makes templates/reference.docx, the look of our DOCX: python -m scripts.make_reference_docx [FILE].

What it looks like says `reference_styles.py`. Nothing of the masthead of the United Nations is in it.
The same script gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.reference_styles import (
    FONTS,
    FOOTER_ODD,
    HEADER_FIRST,
    HEADER_ODD,
    MARGINS,
    PAGE,
    ROMAN,
    STYLES,
    colour,
    identity,
    style_sheet,
)  # fmt: skip
from toolchain.formats.zip_files import zipped
from toolchain.model.forms import PARAGRAPH, Form
from toolchain.writers.docx.counting import BULLET, Level, Lists
from toolchain.writers.docx.package import content_types, relationships
from toolchain.writers.docx.page_numbers import TEMPLATE, add_pages
from toolchain.writers.docx.style_names import BULLETS, SUB_PARAGRAPHS, StyleName
from toolchain.writers.docx.styles import STEP, Styles
from toolchain.writers.docx.xml import Element, add, root, serialized

FILE = Path(__file__).parents[1] / "templates" / "reference.docx"
N = StyleName

# What one sees when the template is opened in Word: the forms of English. The writer makes its own lists.
PARAGRAPHS = (
    PARAGRAPH,
    Form("lowerLetter", "(%)"),
    Form("lowerRoman", "(%)"),
    Form("lowerLetter", "%."),
)


def numbering(styles: Styles) -> Element:
    """`word/numbering.xml`, with the lists of the numbered and the bullet styles."""
    lists = Lists(root("numbering"), frozenset())
    for name, forms, members in (
        ("paragraphs", PARAGRAPHS, (N.NUMBERED, *SUB_PARAGRAPHS)),
        ("bullets", (BULLET, BULLET, BULLET), BULLETS),
    ):
        names = [styles.id(member) for member in members]
        levels = [
            Level(form, styles.indent(each), each, styles.tab(each))
            for form, each in zip(forms, names, strict=True)
        ]
        number = lists.add(name, levels)
        for level, each in enumerate(names):
            styles.set_list(each, number, level)
    return lists.root


def running(kind: str, style: str, content: str) -> Element:
    """A header ("hdr") or footer ("ftr"): empty, with the short title or with the numbers of pages."""
    part = root(kind, "r")
    paragraph = add(part, "p")
    add(add(paragraph, "pPr"), "pStyle", val=identity(style))
    if content == "title":
        control = add(paragraph, "sdt")
        marks = add(control, "sdtPr")
        add(marks, "alias", val="Short title")
        add(marks, "tag", val="short-title")
        add(add(add(control, "sdtContent"), "r"), "t", "Short title")
    if content == "page":
        add_pages(paragraph, TEMPLATE)
    return part


# The outer edge is right on odd pages, left on even ones; the first page has no head.
RUNNING = {
    "header1": ("header", "default", running("hdr", HEADER_ODD, "title")),
    "header2": ("header", "even", running("hdr", N.HEADER, "title")),
    "header3": ("header", "first", running("hdr", HEADER_FIRST, "")),
    "footer1": ("footer", "default", running("ftr", FOOTER_ODD, "page")),
    "footer2": ("footer", "even", running("ftr", N.FOOTER, "page")),
    "footer3": ("footer", "first", running("ftr", FOOTER_ODD, "page")),
}


ELSEWHERE = {N.HEADER, HEADER_ODD, HEADER_FIRST, N.FOOTER, FOOTER_ODD, N.ENDNOTE_TEXT, N.FOOTNOTE_TEXT}
"""The styles of what does not stand in the text."""


def document() -> Element:
    """`word/document.xml`: every style of paragraphs by its name, then the page."""
    page = root("document", "r")
    body = add(page, "body")
    for style in STYLES:
        if style.kind == "paragraph" and style.name not in ELSEWHERE:
            paragraph = add(body, "p")
            add(add(paragraph, "pPr"), "pStyle", val=identity(style.name))
            add(add(paragraph, "r"), "t", style.name)
    section = add(body, "sectPr")
    for name, (kind, pages, _) in RUNNING.items():
        add(section, f"{kind}Reference", type=pages, r__id=name)
    add(section, "pgSz", **PAGE)
    add(section, "pgMar", **MARGINS)
    add(section, "titlePg")
    return page


def settings() -> Element:
    """`word/settings.xml`."""
    part = root("settings")
    add(part, "defaultTabStop", val=STEP)
    add(part, "evenAndOddHeaders")
    add(part, "characterSpacingControl", val="doNotCompress")
    compatibility = add(part, "compat")
    add(
        compatibility,
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=15,
    )
    return part


def fonts() -> Element:
    """`word/fontTable.xml`."""
    part = root("fonts")
    for name, each in FONTS.items():
        font = add(part, "font", name=name)
        add(font, "altName", val=each.others)
        add(font, "panose1", val=each.panose)
        add(font, "family", val=each.family)
        add(font, "pitch", val=each.pitch)
    return part


def theme() -> Element:
    """`word/theme/theme1.xml`: Word wants one; our styles name their own fonts and colours."""
    part = root("a:theme", "a")
    part.set("name", "Submission")
    elements = add(part, "a:themeElements")
    colours = add(elements, "a:clrScheme", name="Submission")
    for name, value in (
        ("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", colour("link")), ("lt2", "EEEEEE"),
        ("accent1", colour("link")),
        ("accent2", colour("draft")), ("accent3", "4F6228"), ("accent4", "5F497A"), ("accent5", "31849B"),
        ("accent6", "984806"), ("hlink", colour("link")), ("folHlink", "5F497A"),
    ):  # fmt: skip
        add(add(colours, f"a:{name}"), "a:srgbClr", val=value)
    scheme = add(elements, "a:fontScheme", name="Submission")
    for name in ("majorFont", "minorFont"):
        group = add(scheme, f"a:{name}")
        for script, face in (("latin", ROMAN), ("ea", ""), ("cs", "")):
            add(group, f"a:{script}", typeface=face)
    formats = add(elements, "a:fmtScheme", name="Submission")
    for name in ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst"):
        group = add(formats, f"a:{name}")
        for _ in range(3):
            if name == "effectStyleLst":
                add(add(group, "a:effectStyle"), "a:effectLst")
            else:
                parent = add(group, "a:ln", w=6350) if name == "lnStyleLst" else group
                add(add(parent, "a:solidFill"), "a:schemeClr", val="phClr")
    return part


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def made() -> bytes:
    """The template's bytes."""
    sheet = style_sheet()
    lists = numbering(Styles(sheet))
    parts = {
        "document": (document(), WORD + "document.main+xml"),
        "styles": (sheet, WORD + "styles+xml"),
        "numbering": (lists, WORD + "numbering+xml"),
        "settings": (settings(), WORD + "settings+xml"),
        "fontTable": (fonts(), WORD + "fontTable+xml"),
        "theme/theme1": (theme(), "application/vnd.openxmlformats-officedocument.theme+xml"),
        **{name: (part, f"{WORD}{kind}+xml") for name, (kind, _, part) in RUNNING.items()},
    }
    inner = [
        (
            name.replace("/", "-"),
            OFFICE + RUNNING.get(name, (name.partition("/")[0],))[0],
            f"{name}.xml",
            False,
        )
        for name in parts
        if name != "document"
    ]
    return zipped(
        {
            "[Content_Types].xml": content_types(
                (f"/word/{name}.xml", kind) for name, (_, kind) in parts.items()
            ),
            "_rels/.rels": relationships(
                [("document", OFFICE + "officeDocument", "word/document.xml", False)]
            ),
            "word/_rels/document.xml.rels": relationships(inner),
            **{f"word/{name}.xml": serialized(part) for name, (part, _) in parts.items()},
        }
    )


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else FILE).write_bytes(made())
