"""What of CSL is not printed here: each such part is named with its line, and what remains is made safe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolchain.rules import styles as faults

_HARMLESS = {
    "cite-group-delimiter": (), "collapse": (), "delimiter-precedes-et-al": ("always", "contextual", "never"),
    "delimiter-precedes-last": ("always", "contextual", "never"), "disambiguate": (),
    "disambiguate-add-givenname": ("false",), "disambiguate-add-names": ("false",),
    "disambiguate-add-year-suffix": ("false",), "display": (), "et-al-subsequent-min": (),
    "font-variant": ("normal",), "font-weight": ("normal", "bold"),
    "name-delimiter": (", ",), "page-range-format": ("expanded",), "range-delimiter": ("–",),
    "subsequent-author-substitute": (), "text-decoration": ("none",), "vertical-align": ("baseline",),
}  # fmt: skip
"""For each attribute that is not observed, the values that ask for what is printed anyway."""

_UNKNOWN = frozenset(("citation-label",))
_LOOKS = ("font-style", "font-weight", "text-case")


def unusable(root: Any) -> tuple[int, faults.StyleFault] | None:
    """Return the line of what a style cannot be used with, and why."""
    if root.find("cs:citation", root.nsmap) is None:
        return root.sourceline, faults.StyleIsDependent()
    macros = {each.get("name") for each in root.findall("cs:macro", root.nsmap)}
    for element in root.xpath_search("//*[@macro or @variable='citation-number'][not(self::cs:key)]"):
        name = element.get("macro")
        if name is None:
            return element.sourceline, faults.StyleIsNumeric()
        if name not in macros:
            return element.sourceline, faults.UnknownName(name)
    return None


def ignored(root: Any, language: str) -> Iterator[tuple[str, int]]:
    """Yield each part that has no effect for documents in a language, once, with its first line."""
    seen = set()
    for element in root.iter():
        tag = element.tag.partition("}")[2]
        for part in _parts(element, tag, language):
            if part not in seen:
                seen.add(part)
                yield part, element.sourceline


def _parts(element: Any, tag: str, language: str) -> Iterator[str]:
    for name, value in element.items():
        if (
            value not in _HARMLESS.get(name, (value,))
            or (
                name in _LOOKS
                and (tag == "date" or (tag == "layout" and element.getparent().tag.endswith("citation")))
            )
            or (name == "variable" and value in _UNKNOWN)
            or (name == "form" and tag == "number" and value.endswith("ordinal") and language != "en")
        ):
            yield f'<{tag} {name}="{value}">'
    if tag == "sort" and element.getparent().tag.endswith("citation"):
        yield "<citation> <sort>"


def prepare(root: Any) -> None:
    """Take out what is not observed, so that it has no half effect."""
    for element in root.iter():
        if "disambiguate" in element.attrib:  # a test that never holds
            element.set("position", element.get("position", "") + " none")
        for name, value in element.items():
            if value not in _HARMLESS.get(name, (value,)):
                del element.attrib[name]
    for names in root.xpath_search("//cs:names[not(cs:name) and not(parent::cs:substitute)]"):
        names.insert(0, names.makeelement(f"{{{root.nsmap['cs']}}}name"))
