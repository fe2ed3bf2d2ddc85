"""A cover made in Word, `cover.docx`: it stays as it is, and its places are filled.

A place is a paragraph of its own, `{{title}}`, or a content control with the tag `title`. What is printed
there has the look of that paragraph. Styles of the cover get other names, and those of places are ours: so a
file can be read back.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE as TYPE
from lxml import etree

from toolchain.model.records import Record, replace
from toolchain.rules.templates_docx import TemplateWithFile
from toolchain.writers.docx.confidential import Unusable, parsed_part, strip_part, strip_picture_part
from toolchain.writers.docx.context import Frame
from toolchain.writers.docx.markup import Block, Table
from toolchain.writers.docx.running import fill_in, say, say_in
from toolchain.writers.docx.story import address
from toolchain.writers.docx.styles import Styles, add_rank, in_order
from toolchain.writers.docx.xml import (
    Element,
    add,
    copied,
    find,
    find_all,
    first_child,
    get,
    qualified,
    remove,
    root,
    unwrap,
)

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage
    from docx.opc.part import Part

PLACES = ("title", "subtitle", "particulars", "logos", "organizations")
Filler = Callable[[Frame, str], None]
"""Writes what belongs into a place, in paragraphs of a style."""

_PLACE = re.compile(rf"\s*\{{\{{\s*({'|'.join(PLACES)})\s*\}}\}}\s*")
_MARK = re.compile(r"<!--([a-z]+)-->")
_GONE = tuple(map(qualified, (
    "sectPr", "bookmarkStart", "bookmarkEnd", "commentReference", "footnoteReference", "endnoteReference",
    "proofErr", "numPr", "outlineLvl", "lang", "object", "control", "altChunk", "subDoc",
    "lastRenderedPageBreak",
)))  # fmt: skip
"""What depends on other parts of the file or would run."""
_LEADING = tuple(qualified(f"r:{name}") for name in ("id", "embed", "link", "pict"))
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LATER = "{http://schemas.microsoft.com/office/word/20"  # how attributes begin that only newer releases know
_LOOK = tuple(map(qualified, ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")))


class OwnCover(Record):
    """A cover as it was read: its blocks, its `w:styles`, the part that its pictures belong to, its theme."""

    body: Element
    styles: Element
    part: Part
    theme: Part | None

    @property
    def places(self) -> frozenset[str]:
        """The places that it has."""
        return frozenset(filter(None, map(_place, self.body.iter(qualified("p")))))


def taken(package: OpcPackage) -> OwnCover:
    """Return the cover in a package. Raise `Unusable` for embedded files and unreadable pictures."""
    main = package.main_document_part
    by_type = {each.reltype: each.target_part for each in main.rels.values() if not each.is_external}
    tree, theme = parsed_part(main), by_type.get(TYPE.THEME)
    styles = parsed_part(by_type[TYPE.STYLES]) if TYPE.STYLES in by_type else root("styles")
    for part in (tree, styles):
        for each in list(part.iter(*_GONE)):
            remove(each)
    if theme is not None:
        strip_part(theme)
    for each in list(tree.iter(f"{_ALTERNATIVES}AlternateContent")):
        choice = each.find(f"{_ALTERNATIVES}Choice")
        unwrap(each, choice)  # the other way is for Word 2007
    for control in list(tree.iter(qualified("sdt"))):
        tag, content = find(control, "sdtPr/tag"), find(control, "sdtContent")
        name = get(tag, "val") if tag is not None else None
        if name in PLACES and content is not None:
            say_in(content, f"{{{{{name}}}}}")
            unwrap(control, content)
    body = find(tree, "body")
    for element, key in _led_by(root("body") if body is None else body):
        each = main.rels.get(element.get(key, ""))
        if each is not None and not each.is_external:
            if each.reltype != TYPE.IMAGE:
                raise Unusable(partial(TemplateWithFile, part=str(each.target_part.partname)))
            strip_picture_part(each.target_part)
    return OwnCover(root("body") if body is None else body, styles, main, theme)


def add_own_cover(
    cover: OwnCover, fillers: Mapping[str, tuple[str, Filler]], frame: Frame, core: Mapping[str, str]
) -> None:
    """Add a cover. `fillers` has the style and the words of each place; other places become empty."""
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
    for element in body.iter(etree.Element):
        for key in [str(key) for key in element.attrib if str(key).startswith(_LATER)]:
            del element.attrib[key]
    for picture in body.iter(qualified("wp:docPr")):
        frame.job.pictures += 1
        picture.set("id", str(frame.job.pictures))


def _adopt(theirs: Element, body: Element, ours: Styles) -> None:
    """Add the styles that the cover uses to ours, with ids and names of their own."""
    by_id = {get(each, "styleId") or "": each for each in find_all(theirs, "style")}
    default = next((key for key, each in by_id.items() if _is_default(each)), "")
    for paragraph in body.iter(qualified("p")):
        properties = first_child(paragraph, "pPr")
        if find(properties, "pStyle") is None:
            properties.insert(0, add(properties, "pStyle", val=default))
    new: dict[str, str] = {}
    for name in ("pStyle", "rStyle", "tblStyle"):
        for used in list(body.iter(qualified(name))):
            identity = _adopted(get(used, "val") or "", by_id, theirs, ours, new)
            used.set(qualified("val"), identity) if identity else remove(used)


def _adopted(
    identity: str, by_id: Mapping[str, Element], theirs: Element, ours: Styles, new: dict[str, str]
) -> str:
    """Return the new id of a style, which is added with all that it is based on; "" if there is none."""
    if identity in new or identity not in by_id:
        return new.get(identity, "")
    style = by_id[identity]
    named, based = find(style, "name"), find(style, "basedOn")
    name = (get(named, "val") if named is not None else None) or identity
    said = name if name.lower() == "standing text" else f"Cover {name}"
    made = ours.add_own(f"{said} (own)", get(style, "type") or "paragraph")
    new[identity] = get(made, "styleId") or ""
    base = _adopted(get(based, "val") or "", by_id, theirs, ours, new) if based is not None else ""
    if base not in ("", new[identity]):
        add(made, "basedOn", val=base)
    add_rank(made)
    made.extend(copy.deepcopy(each) for each in style if each.tag in _LOOK)
    if not base and get(style, "type") == "paragraph":
        for kind in ("pPr", "rPr"):
            _merge(find(theirs, f"docDefaults/{kind}Default/{kind}"), ours.part(made, kind))
    return new[identity]


def _is_default(style: Element) -> bool:
    return get(style, "type") == "paragraph" and get(style, "default") in ("1", "true", "on")


def _merge(default: Element | None, own: Element) -> None:
    """Add to properties what the defaults of the file say and they do not."""
    for each in default if default is not None else ():
        found = own.find(str(each.tag))
        if found is None:
            own.append(copy.deepcopy(each))
        else:
            for key, value in each.attrib.items():
                found.set(str(key), found.get(str(key), value))
    in_order(own)


def _restyle(ours: Styles, name: str, paragraph: Element) -> None:
    """Give a style the look of a place: that of its paragraph and of its first letters."""
    properties = copy.deepcopy(first_child(paragraph, "pPr"))
    based = find(properties, "pStyle")
    style = ours.renewed(name, (get(based, "val") or "") if based is not None else "")
    letters = find(paragraph, "r/rPr")
    for each in (*find_all(properties, "pStyle"), *find_all(properties, "rPr")):
        remove(each)
    style.append(properties)
    style.append(copy.deepcopy(letters) if letters is not None else add(style, "rPr"))
    for each in find_all(style, "rPr/rStyle"):
        remove(each)
