"""The house look in a Word file: the submitter's colour on the cover, in headings, lines and tables."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE as TYPE
from docx.opc.part import Part

from toolchain.formats.colours import WHITE, readable, text_on
from toolchain.model.expressions import expression
from toolchain.model.records import replace
from toolchain.writers.docx.style_names import StyleName
from toolchain.writers.docx.styles import Styles, found_or_added, put
from toolchain.writers.docx.template import Template
from toolchain.writers.docx.xml import Element, add, find_all, get, qualified

_ACCENTS = (
    *(f"heading {level}" for level in range(1, 5)), StyleName.CONTENTS_HEADING, StyleName.NOTES_HEADING,
    StyleName.COVER_HEADING, StyleName.COVER_ORGANIZATION, StyleName.COVER_TERM, StyleName.CAPTION,
    StyleName.TABLE_HEADING, StyleName.HYPERLINK,
)  # fmt: skip
_BAND = (StyleName.TITLE, StyleName.SUBTITLE)
_WIDTH, _AROUND = 96, 31
"""Of the lines around the band, in its colour and eighths of a point, and their distance from the words, in
points: the most that Word draws.
"""
_BELOW = 360
"""The space below the band, in twentieths of a point, as after a subtitle."""
_THEME = expression(rb'(<a:accent1>\s*<a:srgbClr val=")[0-9A-Fa-f]{6}')


def in_house_look(template: Template, colour: str, *, subtitle: bool) -> Template:
    """Return our template in a colour, "#rrggbb". The theme has it too, so that Word offers it.

    The band of title and subtitle is one without borders that a program joins: LibreOffice does not join them
    in a text with endnotes.
    """
    hexadecimal, accent = _written(colour), _written(readable(colour, WHITE))
    styles = template.styles
    for name in _ACCENTS:
        _set_colour(styles, name, accent)
    _set_colour(styles, StyleName.CAPTION_TITLE, "auto")
    for name in (StyleName.HEADER, StyleName.FOOTER):  # as in the PDF, as what follows
        put(styles.letters(styles.id(name)), "b", val=0)
        put(styles.letters(styles.id(name)), "bCs", val=0)
        _set_colour(styles, name, "444444")
    for name, value in (("b", 1), ("bCs", 1), ("i", 0), ("iCs", 0)):
        put(styles.letters(styles.id(StyleName.TABLE_HEADING)), name, val=value)
    _set_rules(styles, hexadecimal)
    for name in _BAND:
        _set_colour(styles, name, _written(text_on(colour)))
    title, below = styles.id(StyleName.TITLE), styles.id(StyleName.SUBTITLE)
    _set_band(styles.properties(title), hexadecimal, top=_AROUND, bottom=None if subtitle else _AROUND)
    _set_band(styles.properties(below), hexadecimal, top=0, bottom=_AROUND)
    styles.set_space(title, after=0 if subtitle else _BELOW)
    carried = tuple(
        (kind, _coloured(part, hexadecimal) if kind == TYPE.THEME else part)
        for kind, part in template.carried
    )
    return replace(template, carried=carried)


def _set_colour(styles: Styles, name: str, colour: str) -> None:
    put(styles.letters(styles.id(name)), "color", val=colour)


def _set_rules(styles: Styles, colour: str) -> None:
    """Set the colour of all borders, of paragraphs and tables, that have none of their own."""
    for path in ("style/pPr/pBdr", "style/tblPr/tblBorders", "style/tblStylePr/tcPr/tcBorders"):
        for rule in (rule for rules in find_all(styles.root, path) for rule in rules):
            if get(rule, "color") == "auto":
                rule.set(qualified("color"), colour)


def _set_band(properties: Element, fill: str, *, top: int, bottom: int | None) -> None:
    """Make paragraphs a band of colour that is wider than the column."""
    rules = found_or_added(properties, "pBdr")
    for side, space in (("top", top), ("left", _AROUND), ("bottom", bottom), ("right", _AROUND)):
        if space is not None:
            add(rules, side, val="single", sz=_WIDTH, space=space, color=fill)
    put(properties, "shd", val="clear", color="auto", fill=fill)


def _coloured(part: Part, hexadecimal: str) -> Part:
    blob = _THEME.sub(rb"\g<1>" + hexadecimal.encode(), part.blob)
    return Part(part.partname, part.content_type, blob, part.package)


def _written(colour: str) -> str:
    return colour.removeprefix("#").upper()
