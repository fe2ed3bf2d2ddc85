"""Remove what a template must not bring into a document: editors, times, paths, image metadata.

Word writes a number into each paragraph for each editing session (`w:rsidR`), which can connect two files of
one author, and the path of a picture next to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias, cast

from docx.opc.constants import RELATIONSHIP_TYPE as TYPE
from docx.opc.part import Part
from lxml import etree

from toolchain.formats.pictures import Unreadable, strip_picture
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts, WithFacts
from toolchain.model.own_paths import PATH
from toolchain.rules.templates_docx import NamedTemplate, TemplateWithFile, TemplateWithPicture
from toolchain.writers.docx.patches.part_bytes import replace_bytes
from toolchain.writers.docx.story import address
from toolchain.writers.docx.xml import NAMESPACES, Element, remove, unwrap

_ALLOWED = frozenset((TYPE.FONT, TYPE.HYPERLINK, TYPE.IMAGE))
_SESSIONS = "starts-with(local-name(), 'rsid')"
_IDENTITIES = "local-name() = 'paraId' or local-name() = 'textId'"  # random ids of paragraphs
_PATHS = " or ".join(f"contains(., '{sign}')" for sign in (":\\", "\\\\", "file:", "/home/", "/Users/"))
_SIGNS = (
    *(b"rsid", b"paraid", b"textid", b"change", b"range", b":\\", b"\\\\", b"file:", b"/home/", b"/users/"),
    *(start + name for start in (b":", b"<") for name in (b"del", b"move", b"perm")),
    *(start + b"ins" + end for start in (b":", b"<") for end in (b" ", b"\t", b"\r", b"\n", b"/", b">")),
)
"""Bytes, in lower case, of which every part with such traces has some; nearly no part has any: not ours, with
`insideH` and `instrText`.
"""


def _all(expression: str) -> Callable[[Element], list[Any]]:
    found: Any = etree.XPath(expression, namespaces=NAMESPACES)
    return cast("Callable[[Element], list[Any]]", found)


_sessions = _all(f"//w:*[{_SESSIONS}]")
_sessions_of = _all(f"//@w:*[{_SESSIONS}] | //@*[{_IDENTITIES}]")
_DRIVE = expression(r"[A-Za-z]:\\.*", re.DOTALL)
_attributes = _all(f"//@*[{_PATHS}]")
_texts = _all(f"//*[text()[{_PATHS}]]")
_gone = _all(
    "//w:*[substring(local-name(), string-length(local-name()) - 5) = 'Change'"
    " or contains(local-name(), 'Range') or starts-with(local-name(), 'perm')] | //w:del | //w:moveFrom"
)
_accepted = _all("//w:ins | //w:moveTo")
_leading = _all("//@r:*")


Case: TypeAlias = Callable[[NamedTemplate], Facts]


class Unusable(WithFacts[Case]):
    """The reason why a template cannot be used: the case, without the template."""


def parsed_part(part: Part) -> Element:
    """Return the part's XML without traces, parsed again, because python-docx's own element classes are
    slow.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    tree = etree.fromstring(part.blob, parser)
    blob = part.blob.lower()
    if any(sign in blob for sign in _SIGNS):
        strip_tree(tree)
    return tree


def strip_tree(tree: Element) -> None:
    """Remove editing sessions, paths, and change authors from a tree; all changes are accepted."""
    for attribute in _sessions_of(tree):
        del attribute.getparent().attrib[attribute.attrname]
    for attribute in _attributes(tree):
        attribute.getparent().set(attribute.attrname, _DRIVE.sub("", PATH.sub("", attribute)))
    for element in _texts(tree):
        element.text = PATH.sub("", element.text or "")
    for element in (*_sessions(tree), *_gone(tree)):
        remove(element)
    for change in _accepted(tree):
        unwrap(change)


def strip_part(part: Part) -> Element:
    """Return the part's tree without traces or links to the author's own files; clean the parts that it
    refers to.

    Raise `Unusable` if that is not possible.
    """
    tree = parsed_part(part)
    for identity, each in list(part.rels.items()):
        if each.is_external:
            if not address(each.target_ref):
                del part.rels[identity]
                _forget(tree, identity)
        elif each.reltype not in _ALLOWED:
            raise Unusable(partial(TemplateWithFile, part=str(each.target_part.partname)))
        elif each.reltype == TYPE.IMAGE:
            strip_picture_part(each.target_part)
    return tree


def strip_picture_part(part: Part) -> None:
    """Remove metadata from a picture. Raise `Unusable` if it cannot be read."""
    try:
        replace_bytes(part, strip_picture(part.blob))
    except Unreadable as error:
        name = part.partname.rpartition("/")[2]
        case = partial(TemplateWithPicture, picture=name, fault=error.facts)
        raise Unusable(case) from error


def _forget(tree: Element, identity: str) -> None:
    for attribute in _leading(tree):
        if attribute == identity:
            del attribute.getparent().attrib[attribute.attrname]
