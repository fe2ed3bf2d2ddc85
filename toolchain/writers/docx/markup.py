"""The XML of a document's text, composed as a string, for its elements are many and similar; and its runs.

The parts of a template, which are read and changed, are trees (`xml`).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache
from typing import NamedTuple, TypeAlias

from toolchain.model.expressions import expression
from toolchain.model.languages import RIGHT_TO_LEFT, has_east_asian
from toolchain.model.records import Changing, Record, field
from toolchain.writers.docx.spoken import foreign_language
from toolchain.writers.docx.xml import Element, add, attribute, find, first_child, legal, qualified


class Pointing(Record):
    """Markup around some text that refers to a bookmark and needs it."""

    bookmark: str
    markup: str


Piece: TypeAlias = str | Pointing
Pieces: TypeAlias = list[Piece]
"""The content of a paragraph: each text is a whole run, a bookmark or an end of a link."""


class Paragraph(Changing):
    """A `w:p`: the id of its style, the elements in its `w:pPr` in schema order, its content."""

    style: str
    properties: list[str]
    content: Pieces = field(default_factory=list)


class Table(Changing):
    """A `w:tbl`: its paragraphs, and the markup between them."""

    parts: list[Block] = field(default_factory=list)


Block: TypeAlias = Paragraph | Table | str


def element(name: str, /, *content: str, **attributes: str | int) -> str:
    """Return an element. Names have their prefix; `w:` may be omitted, for elements and their attributes.

    In an attribute's name, "__" is the colon: `r__id="rId1"`.
    """
    name, given = _qualified(name), ""
    for key, value in attributes.items():
        given += f' {attribute(name, key)}="{quoted(str(value))}"'
    inside = "".join(content)
    return f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>"


def opening(name: str, /, **attributes: str | int) -> str:
    """Return the start tag of an element that is closed later."""
    return f"{element(name, **attributes)[:-2]}>"


@cache
def _qualified(name: str) -> str:
    return name if ":" in name else f"w:{name}"


def escaped(text: str) -> str:
    """Return text for use between tags, with U+FFFD for characters that XML forbids."""
    text = legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def quoted(value: str) -> str:
    """Return an attribute's value in quotation marks."""
    value = escaped(value).replace('"', "&quot;")
    return value if value.isprintable() else value.replace("\n", "&#10;").replace("\t", "&#9;")


def markup(blocks: Iterable[Block], bookmarks: Container[str]) -> Iterator[str]:
    """Yield the markup of blocks, in pieces.

    A reference to an unknown bookmark shows only its words. That happens in drafts: a table may have its
    label in a note that is never printed.
    """
    for block in blocks:
        if isinstance(block, str):
            yield block
        elif isinstance(block, Table):
            yield from markup(block.parts, bookmarks)
        else:
            yield f"<w:p><w:pPr>{''.join(block.properties)}</w:pPr>"
            for piece in block.content:
                if isinstance(piece, str):
                    yield piece
                elif piece.bookmark in bookmarks:
                    yield piece.markup
            yield "</w:p>"


# Letters by direction (Unicode's bidirectional classes R and AL, and L), by blocks.
# A mark of direction (U+200E, U+200F) counts as a letter.
_RIGHT = f"\u200f{RIGHT_TO_LEFT}"
_LEFT = "\u200eA-Za-z\u00aa\u00ba\u00c0-\u058f\u0900-\u1fff\u2c00-\ud7ff\uf900-\ufb12\U00020000-\U0003ffff"
_RTL = expression(f"[{_RIGHT}]")  # without one, no stretch is searched for: its pattern compiles slowly
# A stretch of words against the direction of the text around it; digits that follow it are part of it.
_RIGHT_WORDS = f"[{_RIGHT}](?:[^{_LEFT}]*[{_RIGHT}0-9])?"
_LEFT_WORDS = f"[{_LEFT}](?:[^{_RIGHT}]*[{_LEFT}0-9])?"
_NO_BREAK = expression(rf"(?:(?<![{_RIGHT}])|(?<=\d))[\u00a0\u202f](?!\d)")
_AT_START = expression(r"\A[\u00a0\u202f]")
"""No-break spaces after words or figures that run against the text around them, from right to left and from
left to right. They are printed as spaces: LibreOffice 25.2 never finishes a justified line that would end
before such words (docs/word.md).
"""
_BEHIND_RTL = frozenset(
    qualified(name) for name in ("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath")
)
"""Run properties that follow `w:rtl` (ECMA-376-1, 17.3.2.28)."""
_SPECIAL = expression("([\t\n\u00ad])")
_ELEMENTS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\u00ad": "<w:softHyphen/>"}


class Look(NamedTuple):
    """The formatting of a run.

    `style` is the id of a character style; `rtl` the direction of the text around it; `chinese` means that
    characters common to Chinese and other scripts have their Chinese form. `size` is in half-points, 0 for
    the style's own; `lang` a language other than the document's. `strong` is the id of the character style
    for bold here, if words have no other style.
    """

    bold: bool = False
    italic: bool = False
    style: str = ""
    rtl: bool = False
    chinese: bool = False
    size: int = 0
    lang: str = ""
    strong: str = ""


def directed(text: str, rtl: bool) -> Iterator[tuple[str, bool]]:
    """Yield the text in stretches of one direction, each with whether it is right-to-left."""
    done = 0
    for match in re.finditer(_LEFT_WORDS if rtl else _RIGHT_WORDS, text) if rtl or _RTL.search(text) else ():
        if match.start() > done:
            yield text[done : match.start()], rtl
        done = _with_bracket(text, match.start(), match.end())
        yield text[match.start() : done], not rtl
    if done < len(text):
        yield text[done:], rtl


def _with_bracket(text: str, start: int, end: int) -> int:
    """Return the end of a stretch, after a bracket that was opened in it (UAX #9, rule N0)."""
    for opening, closing in ("()", "[]"):
        if text[end : end + 1] == closing and text.count(opening, start, end) > text.count(
            closing, start, end
        ):
            return end + 1
    return end


def run(content: str, look: Look, *, rtl: bool) -> str:
    """Return a run with some content."""
    return f"<w:r>{_properties(look, rtl)}{content}</w:r>"


@cache
def _properties(look: Look, rtl: bool) -> str:
    """Return a run's properties in schema order (ECMA-376-1, 17.3.2.28), or ""."""
    style = look.style or (look.strong if look.bold else "")
    bold = look.bold and not (style and style == look.strong)
    return element(
        "rPr",
        element("rStyle", val=style) if style else "",
        element("rFonts", hint="eastAsia") if look.chinese else "",
        "<w:b/><w:bCs/>" if bold else "<w:bCs/>" if look.italic and rtl else "",
        _italics(look, rtl) if look.italic else "",
        element("sz", val=look.size) + element("szCs", val=look.size) if look.size else "",
        "<w:rtl/>" if rtl else "",
        element("em", val="underDot") if look.italic and look.chinese else "",
        element("lang", **foreign_language(look.lang)) if look.lang else "",
    ).removesuffix("<w:rPr/>")


def _italics(look: Look, rtl: bool) -> str:
    """Return italics; for Chinese dots below (17.3.2.12), for Arabic bold, because these have no italics."""
    return "" if look.chinese else "<w:i/>" if rtl else "<w:i/><w:iCs/>"


def add_text(pieces: Pieces, text: str, look: Look) -> None:
    """Add runs that show the text; a line feed in it begins a new line."""
    if look.chinese and (text.isascii() or (look.italic and not has_east_asian(text))):
        look = look._replace(chinese=False)
    for at, (piece, rtl) in enumerate(directed(text, look.rtl)):
        stretch = _NO_BREAK.sub(" ", piece) if rtl else _AT_START.sub(" ", piece) if at else piece
        parts = _SPECIAL.split(stretch) if any(map(stretch.__contains__, _ELEMENTS)) else (stretch,)
        pieces.append(run("".join([_shown(part) for part in parts if part]), look, rtl=rtl))


def _shown(text: str) -> str:
    return _ELEMENTS.get(text) or f'<w:t xml:space="preserve">{escaped(text)}</w:t>'


def add_break(pieces: Pieces, look: Look) -> None:
    """Begin a new line."""
    pieces.append(run("<w:br/>", look, rtl=look.rtl))


def mark_as_rtl(tree: Element) -> None:
    """Make a finished tree of paragraphs right-to-left, for example one from a template, except words of a
    paragraph without any from right to left: "Page 1 of 3".
    """
    for paragraph in tree.iter(qualified("p")):
        text = "".join(each.text or "" for each in paragraph.iter(qualified("t")))
        runs = (
            () if re.search(f"[{_LEFT}]", text) and not _RTL.search(text) else paragraph.iter(qualified("r"))
        )
        turned = ((paragraph, "pPr", "bidi"), *((each, "rPr", "rtl") for each in runs))
        for each, name, property_ in turned:
            properties = first_child(each, name)
            if find(properties, property_) is None:
                mark = add(properties, property_)
                behind = next((child for child in properties if child.tag in _BEHIND_RTL), None)
                if behind is not None:
                    behind.addprevious(mark)


def mark_as_east_asian(tree: Element) -> None:
    """Give common characters their Chinese form in a finished tree."""
    for each in tree.iter(qualified("r")):
        if all((text.text or "").isascii() for text in each.iter(qualified("t"))):
            continue
        properties = first_child(each, "rPr")
        fonts = find(properties, "rFonts")
        if fonts is None:
            fonts = add(properties, "rFonts")
            properties.insert(int(find(properties, "rStyle") is not None), fonts)
        fonts.set(qualified("hint"), "eastAsia")
