"""A cover made in Word, `cover.docx`: it stays as it is, and its places are filled.

A place is a paragraph of its own, `{{title}}`, or a content control with the tag `title`. What is printed
there has the look of that paragraph. Styles of the cover get other names, and those of places are ours: so a
file can be read back.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from docx.opc.constants import RELATIONSHIP_TYPE as TYPE
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from lxml import etree

from toolchain.model.diagnostics import Failure
from toolchain.model.expressions import expression
from toolchain.model.records import replace
from toolchain.rules.templates_docx import CoverLacksPlaces, NamedTemplate, TemplateWithFile
from toolchain.writers.docx.confidential import Unusable, parsed_part, strip_part, strip_picture_part
from toolchain.writers.docx.context import Frame
from toolchain.writers.docx.markup import Block, Table
from toolchain.writers.docx.running import fill_in, say, say_in
from toolchain.writers.docx.story import OwnCover, address
from toolchain.writers.docx.styles import Styles, is_default
from toolchain.writers.docx.xml import Element, add, copied, find, first_child, qualified, remove, unwrap, val

PLACES = ("title", "subtitle", "particulars", "logos", "organizations")
Filler = Callable[[Frame, str], None]
"""Writes what belongs into a place, in paragraphs of a style."""

_PLACE = expression(rf"\s*\{{\{{\s*({'|'.join(PLACES)})\s*\}}\}}\s*")
_MARK = expression(r"<!--([a-z]+)-->")
_GONE = tuple(map(qualified, (
    "sectPr", "bookmarkStart", "bookmarkEnd", "commentReference", "footnoteReference", "endnoteReference",
    "proofErr", "numPr", "outlineLvl", "lang", "object", "control", "altChunk", "subDoc",
    "lastRenderedPageBreak",
)))  # fmt: skip
"""What depends on other parts of the file or would run."""
_LEADING = tuple(qualified(f"r:{name}") for name in ("id", "embed", "link", "pict"))
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LOOK = tuple(map(qualified, ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")))


def taken(path: str, package: OpcPackage) -> OwnCover:
    """Return the cover in a package; `path` is for messages.

    Raise `Unusable` for embedded files and unreadable pictures.
    """
    main = package.main_document_part
    by_type = {each.reltype: each.target_part for each in main.rels.values() if not each.is_external}
    tree, theme = parsed_part(main), by_type.get(TYPE.THEME)
    styles, body = parsed_part(by_type[TYPE.STYLES]), first_child(tree, "body")
    for part in (tree, styles):
        for each in list(part.iter(*_GONE)):
            remove(each)
    if theme is not None:
        strip_part(theme)
    for each in list(tree.iter(f"{_ALTERNATIVES}AlternateContent")):
        unwrap(each, each.find(f"{_ALTERNATIVES}Choice"))  # the other way is for Word 2007
    for control in list(tree.iter(qualified("sdt"))):
        name, content = val(control, "sdtPr/tag"), find(control, "sdtContent")
        if name in PLACES and content is not None:
            say_in(content, f"{{{{{name}}}}}")
            unwrap(control, content)
    for element, key in _led_by(body):
        each = main.rels.get(element.get(key, ""))
        if each is not None and not each.is_external:
            if each.reltype != TYPE.IMAGE:
                raise Unusable(partial(TemplateWithFile, part=str(each.target_part.partname)))
            strip_picture_part(each.target_part)
    return OwnCover(path, body, styles, main, theme)


def add_own_cover(
    cover: OwnCover, fillers: Mapping[str, tuple[str, Filler]], frame: Frame, core: Mapping[str, str]
) -> None:
    """Add a cover. `fillers` has the style and the words of each place; other places become empty.

    Raise Failure (S012) if a place is missing.
    """
    places = set(map(_place, cover.body.iter(qualified("p"))))
    if missing := tuple(f"{{{{{place}}}}}" for place in fillers if place not in places):
        raise Failure.of(cover.path, CoverLacksPlaces(NamedTemplate(None), missing))
    body, parts = copy.deepcopy(cover.body), list[Block]()
    fill_in(body, core["dc:title"], core)
    _adopt(cover.styles, body, frame.job.styles)
    _relate(cover.part, body, frame)
    for paragraph in list(body.iter(qualified("p"))):
        if place := _place(paragraph):
            if place in fillers:
                _restyle(frame.job.styles, fillers[place][0], paragraph)
                paragraph.addprevious(etree.Comment(place))
                remove(paragraph)
            else:
                say(list(_texts(paragraph)), "")
    for at, piece in enumerate(_MARK.split("".join(map(copied, body)))):
        if at % 2:
            name, fill = fillers[piece]
            fill(replace(frame, blocks=parts), name)
        elif piece:
            parts.append(piece)
    frame.blocks.append(Table(parts))


def _place(paragraph: Element) -> str:
    """Return the place that a paragraph is, "" for none; Word may have its words in several runs.

    The words of a text box are read after those of the text, so no place can be there.
    """
    if next(paragraph.iterancestors(qualified("txbxContent")), None) is not None:
        return ""
    found = _PLACE.fullmatch("".join(each.text or "" for each in _texts(paragraph)))
    return found[1] if found else ""


def _texts(paragraph: Element) -> Iterator[Element]:
    """Yield the texts of a paragraph, without those of text boxes in it."""
    for text in paragraph.iter(qualified("t")):
        if next(text.iterancestors(qualified("p")), None) is paragraph:
            yield text


def _led_by(body: Element) -> Iterator[tuple[Element, str]]:
    """Yield each attribute that names a relationship."""
    for element in body.iter(etree.Element):
        yield from ((element, key) for key in _LEADING if key in element.attrib)


def _relate(part: Part, body: Element, frame: Frame) -> None:
    """Give relationships and pictures the ids of our document; a link may lead to addresses only."""
    for element, key in list(_led_by(body)):
        each = part.rels.get(element.get(key, ""))
        url = address(each.target_ref) if each is not None and each.is_external else ""
        if each is not None and not each.is_external:
            element.set(key, frame.story.relate(frame.job.media.own(each.target_part), TYPE.IMAGE))
        elif url and each is not None and each.reltype == TYPE.HYPERLINK:
            element.set(key, frame.story.link(url))
        else:
            del element.attrib[key]
    for picture in body.iter(qualified("wp:docPr")):
        frame.job.pictures += 1
        picture.set("id", str(frame.job.pictures))


def _adopt(theirs: Element, body: Element, ours: Styles) -> None:
    """Add the styles that the cover uses to ours, with ids and names of their own."""
    by_id = {each.get(qualified("styleId"), ""): each for each in theirs.iter(qualified("style"))}
    default = next((key for key, each in by_id.items() if is_default(each)), "")
    for paragraph in body.iter(qualified("p")):
        properties = first_child(paragraph, "pPr")
        if find(properties, "pStyle") is None:
            properties.insert(0, add(properties, "pStyle", val=default))
    defaults = [find(theirs, f"docDefaults/{kind}Default/{kind}") for kind in ("pPr", "rPr")]
    new = {"": ours.add_own("Cover Defaults (own)", "paragraph", "", defaults)}
    for name in ("pStyle", "rStyle", "tblStyle"):
        for used in list(body.iter(qualified(name))):
            identity = _adopted(val(used, "."), by_id, ours, new)
            used.set(qualified("val"), identity) if identity else remove(used)


def _adopted(identity: str, by_id: Mapping[str, Element], ours: Styles, new: dict[str, str]) -> str:
    """Return the new id of a style, which is added with all that it is based on; "" if there is none.

    The id "" is that of the file's defaults, on which its first styles of paragraphs are based.
    """
    if identity in new or identity not in by_id:
        return new.get(identity, "")
    style = by_id[identity]
    name, kind = val(style, "name") or identity, style.get(qualified("type"), "paragraph")
    based = val(style, "basedOn")
    new[identity] = new[""]  # should it be based on itself
    base = _adopted(based, by_id, ours, new) if based or kind == "paragraph" else ""
    said = name if name.lower() == "standing text" else f"Cover {name}"
    look = [each for each in style if each.tag in _LOOK]
    new[identity] = ours.add_own(f"{said} (own)", kind, base, look)
    return new[identity]


def _restyle(ours: Styles, name: str, paragraph: Element) -> None:
    """Give a style the look of a place: that of its paragraph and of its first letters."""
    properties, letters = copy.deepcopy(first_child(paragraph, "pPr")), find(paragraph, "r/rPr")
    style = ours.renewed(name, val(properties, "pStyle"))
    for each in list(properties.iter(qualified("pStyle"), qualified("rPr"))):
        remove(each)
    style.append(properties)
    style.append(copy.deepcopy(letters) if letters is not None else add(style, "rPr"))
    for each in list(style.iter(qualified("rStyle"))):
        remove(each)
