"""What the elements of a page mean for its reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from toolchain.formats.html.tree import Element, names

BLOCKS = names(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary "
    "table tbody td tfoot th thead tr ul"
)
VOID = names("area base br col embed hr img input link meta param source track wbr basefont bgsound frame")
"""Elements without an end tag."""

CELLS = names("caption figcaption td th")
INLINES = {"a": "a", "em": "em", "i": "em", "cite": "em", "dfn": "em", "var": "em",
           "strong": "strong", "b": "strong",
           "code": "code", "kbd": "code", "samp": "code", "tt": "code"}  # fmt: skip
NO_TEXT = names("base head link meta noscript script style template title")
STRANGE = names("audio button canvas embed iframe input math meter object progress select svg textarea video")
"""Elements that may show text which is not in the page's text."""
WORDED = names(
    "abbr alt aria-braillelabel aria-brailleroledescription aria-description aria-label aria-roledescription "
    "aria-valuetext summary title"
)
"""Attributes with words that are read out, or shown under the pointer."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
PLAIN_BLOCKS = names("address article aside body center details div fieldset footer form hr p section")
"""Blocks without a meaning of their own."""

KINDS = {
    **dict.fromkeys(BLOCKS, "block"),
    **dict.fromkeys(INLINES, "inline"),
    **dict.fromkeys(NO_TEXT, "silent"),
    **dict.fromkeys(STRANGE, "strange"),
    "br": "break",
    "img": "image",
}
"""How an element is handled. Of all others, such as `span` and `sup`, only the text is read."""


def fragment(address: str) -> str:
    """Return the fragment of an address in the same page, "" for another address."""
    if not address.startswith("#"):
        return ""
    return unquote(address[1:]) if "%" in address else address[1:]


def is_standing(given: Mapping[str, str]) -> bool:
    """Return whether an element has standing text of an organization; templates mark it with a class."""
    return "standing" in given.get("class", "").split()


def is_front(tag: str, parent: str) -> bool:
    """Return whether an element is before the text, wherever it is: the page's header, or contents."""
    return tag == "nav" or (tag == "header" and parent == "body")


def is_foot(tag: str, parent: str) -> bool:
    """Return whether an element is the footer of the whole page, which is not part of the text."""
    return tag == "footer" and parent == "body"


def is_note(element: Element, around: Sequence[Element]) -> bool:
    """Return whether this is a note, by its role or as an item of a list of notes (DPUB-ARIA 1.1).

    `around` are the open elements around it, the nearest last.
    """
    if element.given.get("role") in ("doc-footnote", "doc-endnote"):
        return True
    return element.tag == "li" and len(around) > 1 and around[-2].given.get("role") == "doc-endnotes"


def heading_level(tag: str, given: Mapping[str, str]) -> int:
    """Return the level of a heading, 1 for h1, or its `aria-level`; 0 for another element."""
    by_name = _HEADINGS.get(tag, 0)
    if not by_name:
        return 0
    said = given.get("aria-level", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 3 else by_name
