"""Reads a reference.docx: its styles, lists, fonts, running heads and page; its text is left behind."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE as TYPE
from docx.opc.package import OpcPackage
from lxml import etree

from toolchain.model.diagnostics import Failure, failure
from toolchain.model.places import FilePlace
from toolchain.project.settings import Templates
from toolchain.writers.docx.confidential import Telling, parsed_part, strip_part
from toolchain.writers.docx.styles import Styles
from toolchain.writers.docx.xml import Element, find, find_all, get, qualified, root

if TYPE_CHECKING:
    from docx.opc.part import Part

LARGEST = 50_000_000
"""Bytes that a template may have, packed and unpacked."""

HELP = "begin with the reference.docx that comes with the toolchain and change its styles in Word"

_SAVE_AS = "open it in Word or LibreOffice and save it as a Word document (.docx), without a password"
_BEGINNINGS = {
    b"\xd0\xcf\x11\xe0": "it has a password, or is of an older Word",  # compound files (MS-CFB, 2.2)
    b"%PDF": "it is a PDF",
    b"{\\rtf": "it is a document in RTF",
}
_OTHERS = (
    ("mimetype", b"application/vnd.oasis.opendocument", "it is an OpenDocument file"),
    ("_rels/.rels", b"http://purl.oclc.org/ooxml/", "it is a Strict Open XML Document"),
)
"""Entries by which documents are known that are none of Word's usual ones."""


@dataclass(frozen=True)
class Template:
    """What is taken from a template.

    carried   parts that go over unchanged, each with its type of relationship: fonts, theme
    running   headers and footers: relationship type, pages ("default", "even", "first"), part, its tree
    section   the properties of its last section: the page
    settings  its `w:settings`
    names     of all its parts, which no part of ours may have that is not in the place of one of them
    """

    styles: Styles
    numbering: Element
    carried: tuple[tuple[str, Part], ...]
    running: tuple[tuple[str, str, Part, Element], ...]
    section: Element
    settings: Element
    names: frozenset[str]


class _Unusable(Exception):
    """Why a template cannot be used, and what to do."""

    def __init__(self, why: str, help: str = HELP) -> None:
        super().__init__(why)
        self.help = help


def read_template(templates: Templates) -> Template:
    """Read the template "reference.docx".

    Raises Failure, at the place where the front matter names it or at the file: S012 where it cannot be
    read as a Word document, D905 where it lacks styles that the writer needs.
    """
    path = templates.find("reference.docx")
    try:
        package = _opened(path)
        names = frozenset(str(part.partname) for part in package.iter_parts())
        template = _taken(package.main_document_part, names)
    except (_Unusable, Telling) as error:
        raise _fault(
            "S012", templates, path, f"cannot be used: {error}", getattr(error, "help", HELP)
        ) from error
    except Exception as error:  # whatever a broken package makes python-docx or lxml stumble over
        said = f"is not a Word document that can be read: {_why(error)}"
        raise _fault("S012", templates, path, said) from error
    template.styles.stand_in()
    if missing := template.styles.missing():
        said = f"has no style {', '.join(f'“{name}”' for name in missing)}"
        raise _fault("D905", templates, path, said, f"{HELP}, or add styles of these names")
    return template


def _why(error: Exception) -> str:
    """What is wrong with a file, in other words than those of the libraries that stumbled over it."""
    match error:
        case OSError():
            return error.strerror or "it cannot be opened"
        case zipfile.BadZipFile():
            return "it is something else, or damaged"
        case etree.XMLSyntaxError():
            return "its XML is damaged"
        case KeyError():
            return "a part is missing that every Word document has"
        case _:
            return f"it is damaged ({type(error).__name__})"


def _fault(code: str, templates: Templates, path: Path, said: str, help: str = HELP) -> Failure:
    if named := templates.document:
        return failure(code, named.span, f"the template {named.text} {said}", help)
    return failure(code, FilePlace(path.as_posix()), f"the template {said}", help)


def _opened(path: Path) -> OpcPackage:
    too_large = _Unusable(f"it is larger than {LARGEST // 1_000_000} MB", "take large pictures out of it")
    if path.stat().st_size > LARGEST:
        raise too_large
    data = path.read_bytes()
    for beginning, what in _BEGINNINGS.items():
        if data.startswith(beginning):
            raise _Unusable(what, _SAVE_AS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
            raise too_large
        for name, sign, what in _OTHERS:
            if name in archive.namelist() and sign in archive.read(name):
                raise _Unusable(what, _SAVE_AS)
    return OpcPackage.open(io.BytesIO(data))


def _taken(main: Part, names: frozenset[str]) -> Template:
    """Take from the package what is needed."""
    if "wordprocessingml" not in main.content_type:
        if "macroEnabled" in main.content_type:
            raise _Unusable("it has macros", "save it in Word as a document without macros (.docx)")
        raise _Unusable("it is no document of Word, but of another program")
    by_type = {each.reltype: each.target_part for each in main.rels.values() if not each.is_external}
    if TYPE.STYLES not in by_type:
        raise _Unusable("it has no styles")
    styles = Styles(parsed_part(by_type[TYPE.STYLES]))
    text = parsed_part(main)
    body = find(text, "body")
    section = find(body, "sectPr") if body is not None else None
    carried = tuple((kind, by_type[kind]) for kind in (TYPE.THEME, TYPE.FONT_TABLE) if kind in by_type)
    for _, part in carried:
        strip_part(part)
    if section is None:
        section = root("sectPr")
    return Template(
        styles=styles,
        numbering=parsed_part(by_type[TYPE.NUMBERING]) if TYPE.NUMBERING in by_type else root("numbering"),
        carried=carried,
        running=tuple(_running(main, list(text.iter(qualified("sectPr"))))),
        section=section,
        settings=parsed_part(by_type[TYPE.SETTINGS]) if TYPE.SETTINGS in by_type else root("settings"),
        names=names,
    )


def _running(main: Part, sections: list[Element]) -> list[tuple[str, str, Part, Element]]:
    """The running heads of the last section: where it names none, those of the one before it go on."""
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
