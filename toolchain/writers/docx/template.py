"""Read a reference.docx: styles, lists, fonts, headers, footers and page; ours in the colour of a house."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from docx.opc.constants import RELATIONSHIP_TYPE as TYPE
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from lxml import etree

from toolchain.formats.colours import WHITE, readable, text_on
from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import Record, replace
from toolchain.project.settings import Templates
from toolchain.rules import templates_docx as about
from toolchain.writers.docx.confidential import Case, Unusable, parsed_part, strip_part
from toolchain.writers.docx.own_cover import taken
from toolchain.writers.docx.story import OwnCover
from toolchain.writers.docx.style_names import StyleName
from toolchain.writers.docx.styles import Styles, found_or_added, put, twips
from toolchain.writers.docx.xml import Element, add, find_all, first_child, get, qualified, root

T = TypeVar("T")
LARGEST = 50_000_000
"""Bytes that a template may have, packed and unpacked."""

_BEGINNINGS: dict[bytes, Case] = {
    b"\xd0\xcf\x11\xe0": about.TemplateLockedOrOld,  # compound files (MS-CFB, 2.2)
    b"%PDF": partial(about.TemplateNotWord, what=Word("a PDF")),
    b"{\\rtf": partial(about.TemplateNotWord, what=Word("an RTF document")),
}
_OTHERS: tuple[tuple[str, bytes, Case], ...] = (
    (
        "mimetype",
        b"application/vnd.oasis.opendocument",
        partial(about.TemplateNotWord, what=Word("an OpenDocument file")),
    ),
    ("_rels/.rels", b"http://purl.oclc.org/ooxml/", about.TemplateStrict),
)
"""Entries by which documents are known that are none of Word's usual ones."""


class Template(Record):
    """What is used from a template.

    carried   parts that are copied unchanged, each with its type of relationship: fonts, theme
    running   headers and footers: relationship type, pages ("default", "even", "first"), part, its tree
    section   the properties of its last section: the page
    settings  its `w:settings`
    names     of all its parts, which our other parts must not use
    """

    styles: Styles
    numbering: Element
    carried: tuple[tuple[str, Part], ...]
    running: tuple[tuple[str, str, Part, Element], ...]
    section: Element
    settings: Element
    names: frozenset[str]


def read_template(templates: Templates) -> Template:
    """Return the template "reference.docx".

    Raise Failure, at its place in the front matter or at the file: S012, S020 or S021 if it cannot be read as
    a Word document, D905 if it lacks styles that the writer needs.
    """
    path = templates.find("reference.docx")
    template = _read(path, _taken, partial(_failure, templates, path))
    template.styles.stand_in()
    if missing := template.styles.missing():
        raise _failure(templates, path, partial(about.TemplateLacksStyles, styles=tuple(missing)))
    return template


def read_own_cover(templates: Templates) -> OwnCover | None:
    """Return the user's "cover.docx", None if there is none. Raise Failure (S012, S020, S021) if it
    cannot be used.
    """
    if not any((folder / "cover.docx").exists() for folder in templates.folders):
        return None
    path = templates.find("cover.docx")
    failure = partial(_failure, replace(templates, document=None), path)
    return _read(path, partial(taken, path.as_posix()), failure)


def _read(path: Path, take: Callable[[OpcPackage], T], failure: Callable[[Case], Failure]) -> T:
    """Return what is taken from a Word file."""
    try:
        return take(_opened(path))
    except Unusable as error:
        raise failure(error.facts) from error
    except Exception as error:  # any error of python-docx or lxml in a damaged package
        raise failure(_why(error)) from error


def _why(error: Exception) -> Case:
    """Return what is wrong with a file, in our words instead of the library's."""
    match error:
        case OSError():
            return partial(about.TemplateNotOpened, reason=error.strerror)
        case zipfile.BadZipFile():
            return about.TemplateNoArchive
        case etree.XMLSyntaxError():
            return about.TemplateXmlDamaged
        case KeyError():
            return about.TemplatePartMissing
        case _:
            return partial(about.TemplateDamaged, error=type(error).__name__)


def _failure(templates: Templates, path: Path, case: Case) -> Failure:
    if named := templates.document:
        return Failure(Finding(named.span, case(about.NamedTemplate(named.text))))
    return Failure.of(path.as_posix(), case(about.NamedTemplate(None)))


def _opened(path: Path) -> OpcPackage:
    too_large = Unusable(partial(about.TemplateTooLarge, megabytes=LARGEST // 1_000_000))
    if path.stat().st_size > LARGEST:
        raise too_large
    data = path.read_bytes()
    for beginning, case in _BEGINNINGS.items():
        if data.startswith(beginning):
            raise Unusable(case)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
            raise too_large
        for name, sign, case in _OTHERS:
            if name in archive.namelist() and sign in archive.read(name):
                raise Unusable(case)
    package = OpcPackage.open(io.BytesIO(data))
    kind = package.main_document_part.content_type
    if "wordprocessingml" not in kind:
        raise Unusable(about.TemplateWithMacros if "macroEnabled" in kind else about.TemplateOfOtherProgram)
    return package


def _taken(package: OpcPackage) -> Template:
    """Return the needed parts of the package."""
    main = package.main_document_part
    names = frozenset(str(part.partname) for part in package.iter_parts())
    by_type = {each.reltype: each.target_part for each in main.rels.values() if not each.is_external}
    if TYPE.STYLES not in by_type:
        raise Unusable(about.TemplateWithoutStyles)
    styles = Styles(parsed_part(by_type[TYPE.STYLES]))
    text = parsed_part(main)
    carried = tuple((kind, by_type[kind]) for kind in (TYPE.THEME, TYPE.FONT_TABLE) if kind in by_type)
    for _, part in carried:
        strip_part(part)
    return Template(
        styles=styles,
        numbering=parsed_part(by_type[TYPE.NUMBERING]) if TYPE.NUMBERING in by_type else root("numbering"),
        carried=carried,
        running=tuple(_running(main, list(text.iter(qualified("sectPr"))))),
        section=first_child(first_child(text, "body"), "sectPr"),
        settings=parsed_part(by_type[TYPE.SETTINGS]) if TYPE.SETTINGS in by_type else root("settings"),
        names=names,
    )


def _running(main: Part, sections: list[Element]) -> list[tuple[str, str, Part, Element]]:
    """Return the headers and footers of the last section, or those of an earlier one if it names none."""
    references = {
        (kind, get(reference, "type") or "default"): reference
        for kind in ("headerReference", "footerReference")
        for section in sections
        for reference in find_all(section, kind)
    }
    return [
        (main.rels[identity].reltype, pages, part, strip_part(part))
        for (_, pages), reference in references.items()
        if (identity := reference.get(qualified("r:id")) or "") in main.rels
        and main.rels[identity].reltype in (TYPE.HEADER, TYPE.FOOTER)
        for part in (main.related_parts[identity],)
    ]


_LINES = {
    "Normal": "text", StyleName.FOOTNOTE_TEXT: "note", StyleName.TABLE_TEXT: "table",
    StyleName.CODE_BLOCK: "code", StyleName.HEADER: "running", StyleName.FOOTER: "running",
}  # fmt: skip
"""Tables of the design with the lines of styles, in Chinese."""
_GROWING = (StyleName.FIGURE, StyleName.COVER_LOGO)
"""Styles of pictures, which lines of a fixed height would cut off."""


def fix_lines(styles: Styles, stated: float) -> None:
    """Give lines of East Asian text the height that they have in a PDF; plain text one that is `stated`, in
    points, if not 0.

    Word and LibreOffice otherwise take that of an East Asian font, each another one and more than the size of
    its characters: covers would not be one page, nor characters and figures in a row on one line.
    """
    lines = {name: twips(f"{table}.line", "zh") for name, table in _LINES.items()}
    styles.fix_lines(lines | ({"Normal": round(20 * stated)} if stated else {}))
    styles.set_line(twips("text.line"), *_GROWING)


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
