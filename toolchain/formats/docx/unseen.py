"""Words that no page shows: other choices of a form, other forms of a drawing, elements of other programs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from toolchain.formats.docx.xml import ALTERNATE, MC, VAL, Element, W, chosen, integer, value
from toolchain.model.wording import squeezed

KNOWN = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "http://www.w3.org/",
    "urn:schemas-microsoft-com:",
)
"""The beginnings of all namespaces that some version of Word reads."""

_IS_KNOWN = " or ".join(f'starts-with(namespace-uri(), "{each}")' for each in KNOWN)
_FOREIGN = etree.XPath(f"descendant::*[not(self::w:*)][not({_IS_KNOWN})]", namespaces={"w": W[1:-1]})
_FOREIGN_ATTRIBUTES = etree.XPath(f'descendant-or-self::*[@*[namespace-uri() != "" and not({_IS_KNOWN})]]')
_WORDS = (W + "t", W + "delText", W + "instrText")
_CONTROL, _FORM, _ENTRY, _ITEM = W + "sdtPr", W + "ffData", W + "listEntry", W + "listItem"
FORMS = (_CONTROL, _FORM)
_HELP = (W + "helpText", W + "statusText", W + "default")


def unseen(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield the words that a part has but does not show, with the elements around them."""
    for element in root.iter(ALTERNATE, *FORMS):
        if element.tag == ALTERNATE:
            shown = _words(chosen(element))
            found = [words for form in unused(element) if (words := _words(form)) not in shown]
        elif element.tag == _CONTROL:
            items = (*element.iterchildren(W + "alias"), *other_choices(element))
            found = [name_of(item) for item in items]
        else:
            texts = (each for each in element.iter(*_HELP) if _is_text(each))
            found = [each.get(VAL, "") for each in (*texts, *other_entries(element))]
        yield from ((element, words) for words in found if words.strip())
    for element in foreign(root):
        yield element, "".join(map(str, (*element.itertext(), *element.attrib.values())))


def unused(alternate: Element) -> list[Element]:
    """Return the choices of an `mc:AlternateContent` that no version of Word shows. One that a newer Word may
    take is not among them.
    """
    shown = chosen(alternate)
    found, is_before = [], True
    for form in alternate:
        if form is shown:
            is_before = False
        elif not is_before or (form.tag == MC + "Choice" and not _is_for_word(form)):
            found.append(form)
    return found


def _is_for_word(choice: Element) -> bool:
    spaces = (choice.nsmap.get(prefix) or "" for prefix in choice.get("Requires", "").split())
    return all(space.startswith(KNOWN) for space in spaces)


def other_choices(control: Element) -> list[Element]:
    """Return the items of a content control's list that are not chosen."""
    around = control.getparent()
    content = None if around is None else around.find(W + "sdtContent")
    shown = _words(content)
    return [item for item in control.iter(_ITEM) if squeezed(name_of(item)) != shown]


def name_of(item: Element) -> str:
    """Return the words of an item of a list, or of the name of a content control."""
    names = (item.get(key, "") for key in (W + "displayText", W + "value", VAL))
    return next(filter(None, names), "")


def other_entries(form: Element) -> list[Element]:
    """Return the entries of a form field's list that are not chosen (17.16.5)."""
    entries = form.find(W + "ddList")
    number = integer(value(entries, "result") or value(entries, "default"))
    return [each for at, each in enumerate(form.iter(_ENTRY)) if at != number]


def foreign(root: Element) -> list[Element]:
    """Return the outermost elements that no version of Word reads; none if the part asks to read in them."""
    if root.get(MC + "ProcessContent"):
        return []
    found = dict.fromkeys(select(_FOREIGN, root))
    return [each for each in found if each.getparent() not in found]


def with_foreign_attributes(root: Element) -> list[Element]:
    """Return the elements with attributes that no version of Word reads."""
    return select(_FOREIGN_ATTRIBUTES, root)


def select(path: etree.XPath, root: Element) -> list[Element]:
    """Return the elements that a path finds."""
    found = path(root)
    return [each for each in found if isinstance(each, Element)] if isinstance(found, list) else []


def _is_text(element: Element) -> bool:
    around = element.getparent()
    return element.tag != W + "default" or (around is not None and around.tag == W + "textInput")


def _words(element: Element | None) -> str:
    found = () if element is None else element.iter(*_WORDS)
    return squeezed("".join(each.text or "" for each in found))
