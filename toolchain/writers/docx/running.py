"""Fill headers and footers: the short title, and fields and controls for document properties.

Word and LibreOffice update a property field only on request, and then permanently, so its value is filled in.
A field of a property that our documents do not have becomes plain text.
"""

from __future__ import annotations

from collections.abc import Mapping

from toolchain.formats.docx.field_parts import Field, fields_of
from toolchain.writers.docx.story import address
from toolchain.writers.docx.xml import Element, add, find, get, legal, qualified, remove, root, unwrap

_PERSONAL = frozenset((
    "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS", "FILENAME", "TEMPLATE",
    "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME", "REVNUM",
    "CREATETIME", "LASTSAVEDTIME", "LASTPRINTED", "TOTALEDITINGTIME", "REVISIONNUMBER",
))  # fmt: skip
"""Fields and properties with a person, a file's path or a time."""

_ELSEWHERE = frozenset((
    "DOCPROPERTY", "INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO",
    "REF", "PAGEREF", "NOTEREF",
))  # fmt: skip
"""Fields with content that our documents do not have: properties, other files, text of the template."""

_NAMES = {"dc:title": "TITLE", "dc:subject": "SUBJECT", "dc:creator": "AUTHOR", "cp:keywords": "KEYWORDS"}
_TEXT = qualified("t")


def fill_in(root: Element, short_title: str, core: Mapping[str, str]) -> None:
    """Put the short title into a header, and the core properties, by name, that it shows."""
    said = {name: core.get(key, "") for key, name in _NAMES.items()}
    for control in list(root.iter(qualified("sdt"))):
        _fill_control(control, short_title, said)
    for field in fields_of(root):
        if field.whole:
            _fill_field(field, said)


def _fill_control(control: Element, short_title: str, said: Mapping[str, str]) -> None:
    """Fill a content control; remove its name, which no page shows, and the control around the short title.

    An empty control is removed too, because Word would show its prompt.
    """
    tag, binding, content = (find(control, name) for name in ("sdtPr/tag", "sdtPr/dataBinding", "sdtContent"))
    alias = find(control, "sdtPr/alias")
    if alias is not None:
        remove(alias)
    if content is None:
        return
    if tag is not None and get(tag, "val") == "short-title":
        say_in(content, short_title)
        unwrap(control, content)
        return
    words = _property(binding, said) if binding is not None else None
    if words is None and binding is not None:
        remove(binding)  # the property does not exist, and Word would show a gap
    if words is None and find(control, "sdtPr/showingPlcHdr") is not None:
        words = ""
    if words is not None:
        say_in(content, words)
    if words == "":
        unwrap(control, content)


def _property(binding: Element, said: Mapping[str, str]) -> str | None:
    """Return the value of the core property that a control is bound to; None if it is bound to anything
    else.
    """
    path = get(binding, "xpath") or ""
    name = path.rpartition(":")[2].partition("[")[0]
    key = next((key for key in _NAMES if key.endswith(f":{name}")), "")
    return said[_NAMES[key]] if "coreProperties" in path and key else None


def say_in(content: Element, words: str) -> None:
    """Put words into a control, formatted as text, because an empty control is formatted as a prompt."""
    texts = list(content.iter(_TEXT))
    if not texts and words:
        inside = next(content.iter(qualified("p")), content)
        texts = [add(add(inside, "r"), "t")]
    say(texts, words)
    for style in list(content.iter(qualified("rStyle"))):
        if get(style, "val") == "PlaceholderText":
            remove(style)
    control = content.getparent()
    for name in ("sdtPr/placeholder", "sdtPr/showingPlcHdr"):
        prompt = find(control, name) if control is not None else None
        if prompt is not None:
            remove(prompt)


def _fill_field(field: Field, said: Mapping[str, str]) -> None:
    kind, target, _ = field.instruction
    name = target.upper() if kind == "DOCPROPERTY" else kind
    if name in said:
        say(field.texts or [_text(field)], said[name])
    elif name in _PERSONAL:
        say(field.texts, "")
    elif kind in _ELSEWHERE or (kind == "HYPERLINK" and not address(target)):
        _unwrap(field)


def _text(field: Field) -> Element:
    """Return a text element for a field that shows none, such as that of an empty property."""
    if field.simple is not None:
        return add(add(field.simple, "r"), "t")
    last = field.own[-1]
    if not field.has_result:
        last.addprevious(add(root("r"), "fldChar", fldCharType="separate"))
    text = add(root("r"), "t")
    last.addprevious(text)
    return text


def say(texts: list[Element], words: str) -> None:
    """Replace these texts by words."""
    for index, text in enumerate(texts):
        text.text = "" if index else legal(words)
        text.set(qualified("xml:space"), "preserve")


def _unwrap(field: Field) -> None:
    """Replace a field by its visible result."""
    for part in field.own:
        remove(part)
    if field.simple is not None:
        unwrap(field.simple)
