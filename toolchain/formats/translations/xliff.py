"""XLIFF 1.2 files. Tags are `g` and `x` elements, an old translation needs review."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from lxml import etree

from toolchain.formats.translations import TAG, Message
from toolchain.model.diagnostics import Failure
from toolchain.model.expressions import expression
from toolchain.rules.translating import NotXliff

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_X = f"{{{_NAMESPACE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES = ("needs-translation", "translated", "needs-review-translation")
_UNTOUCHED = ("needs-translation", "new")
_ANY = expression(rf"{TAG.pattern}|[<>&]")

Element = etree._Element


def written(messages: Iterable[Message], source: str, langs: tuple[str, str]) -> bytes:
    """Return the bytes of a file: `source` is the name of the source, `langs` its language and the other."""
    texts: list[tuple[Element, str]] = []

    def add(parent: Element, name: str, text: str = "", **named: str) -> Element:
        element = etree.SubElement(
            parent, _X + name, {key.replace("_", "-"): own for key, own in named.items()}
        )
        texts.append((element, text))
        return element

    root = etree.fromstring(f'<xliff version="1.2" xmlns="{_NAMESPACE}"/>')
    target = {"target_language": langs[1]} if langs[1] else {}
    file = add(root, "file", original=source, source_language=langs[0], datatype="x-markdown", **target)
    body = add(file, "body")
    for number, each in enumerate(messages, 1):
        unit = add(body, "trans-unit", id=f"{each.kind.replace(' ', '-')}-{number}")
        unit.set(_SPACE, "preserve")
        add(unit, "source", each.text)
        add(unit, "target", each.translation, state=_STATES[bool(each.translation) + each.old])
        group = add(unit, "context-group", purpose="location")
        add(group, "context", source, context_type="sourcefile")
        for line in each.lines:
            add(group, "context", str(line), context_type="linenumber")
        for note in filter(None, (each.hint, each.comment)):
            add(unit, "note", note)
        if each.before:
            earlier = add(unit, "alt-trans", alttranstype="previous-version")
            add(earlier, "source", each.before)
            add(earlier, "target", each.translation)
    etree.indent(root)  # before the texts, in which it would change white space
    for element, text in texts:
        if text:
            _fill(element, text)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def read(data: bytes, display: str) -> tuple[Message, ...]:
    """Return the messages of a file. Raise `Failure` (S012) if it is not an XLIFF 1.2 file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Failure.of(display, NotXliff(str(error))) from None
    if root.tag != f"{_X}xliff":
        raise Failure.of(display, NotXliff(str(root.tag)))
    return tuple(map(_message, root.iter(f"{_X}trans-unit")))


def _message(unit: Element) -> Message:
    target = unit.find(f"{_X}target")
    text, translation = "".join(_text(unit.find(f"{_X}source"))), "".join(_text(target))
    before = unit.find(f"{_X}alt-trans[@alttranstype='previous-version']/{_X}source")
    state = "" if target is None else target.get("state", "")
    notes = (str(each.xpath("string()")).strip() for each in unit.iterfind(f"{_X}note"))
    return Message(
        kind=unit.get("id", "").rpartition("-")[0].replace("-", " "),
        text=text,
        translation="" if state in _UNTOUCHED and translation == text else translation,
        lines=(int(str(unit.sourceline)),),
        old=state.startswith("needs-") and state not in _UNTOUCHED,
        before="".join(_text(before)),
        id=unit.get("id", ""),
        comment="\n".join(each for each in notes if not re.match("[a-z]+[0-9]+: ", each)),
        lang=next((each.get("target-language", "") for each in unit.iterancestors(f"{_X}file")), ""),
    )


def _fill(element: Element, text: str) -> None:
    """Give an element a text whose tags are elements; of an old translation without pairs, they stay text."""
    try:
        made = etree.fromstring(f'<t xmlns="{_NAMESPACE}">{_ANY.sub(_marked, text)}</t>')
    except etree.XMLSyntaxError:
        element.text = text
    else:
        element.text = made.text
        element.extend(made)


def _marked(found: re.Match[str]) -> str:
    closes, name, alone = found.group(1, 2, 3)
    if not name:
        return escape(found[0])
    return "</g>" if closes else f'<{"x" if alone else "g"} id="{name}"{alone}>'


def _text(element: Element | None) -> Iterator[str]:
    """Yield the text of an element; of `mrk` the text alone, another element is a tag that no text has."""
    if element is None:
        return
    yield element.text or ""
    for inner in element:
        is_element = isinstance(inner.tag, str)  # else a reference to an entity
        kind, name = etree.QName(inner).localname if is_element else "", inner.get("id", "")
        name = name if TAG.fullmatch(f"<{name}/>") else "other0"
        if kind == "mrk":
            yield from _text(inner)
        elif kind == "g":
            yield from (f"<{name}>", *_text(inner), f"</{name}>")
        else:
            yield f"<{name if kind == 'x' else 'other0'}/>"
        yield inner.tail or ""
