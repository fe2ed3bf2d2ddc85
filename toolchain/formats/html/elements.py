"""What the elements of a page are to its reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from toolchain.formats.html.tree import Element


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary "
    "table tbody td tfoot th thead tr ul"
)
VOID = _names("area base br col embed hr img input link meta param source track wbr basefont bgsound frame")
"""Elements without an end tag."""

CELLS = _names("caption figcaption td th")
INLINES = {"a": "a", "em": "em", "i": "em", "cite": "em", "dfn": "em", "var": "em",
           "strong": "strong", "b": "strong",
           "code": "code", "kbd": "code", "samp": "code", "tt": "code"}  # fmt: skip
NO_TEXT = _names("base head link meta noscript script style template title")
STRANGE = _names(
    "audio button canvas embed iframe input math meter object progress select svg textarea video"
)
"""What may show words that no reader of text finds."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
PLAIN_BLOCKS = _names("address article aside body center details div fieldset footer form hr p section")
"""Blocks that say nothing of the text in them."""

KINDS = {
    **dict.fromkeys(BLOCKS, "block"),
    **dict.fromkeys(INLINES, "inline"),
    **dict.fromkeys(NO_TEXT, "silent"),
    **dict.fromkeys(STRANGE, "strange"),
    "br": "break",
    "img": "image",
}
"""What is done with an element. Of all others, as `span` and `sup`, only the text counts."""


def fragment(address: str) -> str:
    """The part of an address that names a place in the page itself, "" for another address."""
    if not address.startswith("#"):
        return ""
    return unquote(address[1:]) if "%" in address else address[1:]


def is_hidden(given: Mapping[str, str]) -> bool:
    """Whether an element says that neither it nor what stands in it is shown, or read out."""
    return "hidden" in given or given.get("aria-hidden") == "true"


def is_standing(given: Mapping[str, str]) -> bool:
    """Whether an element has standing text of a house, which a template marks by this class."""
    return "standing" in given.get("class", "").split()


def is_front(tag: str, parent: str) -> bool:
    """Whether this stands before the text wherever it is: the page's head, or contents."""
    return tag == "nav" or (tag == "header" and parent == "body")


def is_foot(tag: str, parent: str) -> bool:
    """Whether this is the foot of the whole page, which belongs to no text."""
    return tag == "footer" and parent == "body"


def is_note(element: Element, around: Sequence[Element]) -> bool:
    """Return whether this is a note by its role, or as an item of a list of notes (DPUB-ARIA 1.1).

    `around` are the elements that are open around it, the nearest last.
    """
    if element.given.get("role") in ("doc-footnote", "doc-endnote"):
        return True
    return element.tag == "li" and len(around) > 1 and around[-2].given.get("role") == "doc-endnotes"


def heading_level(tag: str, given: Mapping[str, str]) -> int:
    """The level of a heading, 1 for h1, by `aria-level` first; 0 for what is none."""
    by_name = _HEADINGS.get(tag, 0)
    if not by_name:
        return 0
    said = given.get("aria-level", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 3 else by_name
